"""The messages that an entry of the queue is about: what each of them says, and whether it still stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any

from storage.reviews import Review, ReviewKind
from storage.subjects import Subject

KEPT_MESSAGE_CHARS = 2_000
"""Characters of the first message that are kept as evidence."""
KEPT_LATER_CHARS = 500
"""Characters of each later one."""
KEPT_VERSIONS = 4
"""Former versions of a message that are kept."""
MAX_MESSAGES = 100
"""Messages of one person that an entry names: as many as Telegram deletes at once."""


class MessageState(StrEnum):
    """What became of a message."""

    STANDING = "standing"
    WATCHED = "watched"
    """It stands: the bot only watches there."""
    DELETED = "deleted"
    """The bot deleted it when it was written."""
    TAKEN = "taken"
    """It was deleted when a moderator decided about it."""


STANDS = (MessageState.STANDING, MessageState.WATCHED)


COUNTERPOINT = "counterpoint"
"""The subject of an entry about words on a card of the bot."""
REACTIONS = "reactions"
"""The subject of an entry about reactions of somebody."""


@dataclass(frozen=True, slots=True)
class EvidenceMessage:
    """A message as it was when the bot saw it last."""

    id: int
    words: str
    done: MessageState = MessageState.STANDING
    media: bool = False
    """Whether there is more to it than words."""
    forwarded: bool = False
    """Whether the moderators have it forwarded."""
    album: bool = False
    """Whether it is one picture of several, of which the others are not known."""
    before: Sequence[str] = ()
    """What it said before its author changed it, oldest first."""

    @property
    def stands(self) -> bool:
        """Whether people in the group can read it."""
        return self.done in STANDS

    @property
    def lost(self) -> bool:
        """Whether the bot deleted a picture or file that nobody can see any more."""
        return self.media and self.done is MessageState.DELETED and not self.forwarded

    def subject_in(self, chat_id: int) -> str:
        """Return the name by which the outbox knows the copies of the message, by our number of its chat."""
        return str(Subject("evidence", f"{chat_id}:{self.id}"))


def messages_of(review: Review) -> list[EvidenceMessage]:
    """Return the messages of an entry, the first one first; an appeal is about none that could be deleted."""
    if review.kind is ReviewKind.APPEAL or counterpoint_of(review) is not None:
        return []
    kept = review.evidence.get("messages") or ([review.message_id] if review.message_id is not None else [])
    return [_read(review, one) for one in kept]


def counterpoint_of(review: Review) -> int | None:
    """Return our number of the counterpoint that an entry is about; None where it is about something else."""
    return Subject.parse(review.subject).number(COUNTERPOINT)


def hides_writer(review: Review) -> bool:
    """Say whether an entry is about a counterpoint from private, whose writer nobody learns."""
    return bool(review.evidence.get("hidden"))


def reacted_in(review: Review) -> bool:
    """Say whether an entry is about somebody's reactions."""
    return Subject.parse(review.subject).kind == REACTIONS


def is_watched(review: Review) -> bool:
    """Say whether something of an entry stands because the bot only watches there."""
    return bool(review.evidence.get("watched")) or any(one.done is MessageState.WATCHED for one in messages_of(review))


def as_evidence(messages: Sequence[EvidenceMessage]) -> dict[str, Any]:
    """Return what is kept of messages, as a part of the evidence of an entry."""
    return {"messages": [asdict(one) for one in messages]}


def with_one_more(messages: Sequence[EvidenceMessage], fresh: EvidenceMessage) -> list[EvidenceMessage]:
    """Return messages with a further one, or with one of them as it is since its author changed it.

    Where there are too many, a later one makes room that is deleted anyhow.
    """
    former = next((one for one in messages if one.id == fresh.id), None)
    if former is not None:
        changed = replace(fresh, forwarded=fresh.forwarded or former.forwarded, before=_versions(former, fresh))
        return [changed if one is former else one for one in messages]
    kept = [*messages, replace(fresh, words=fresh.words[:KEPT_LATER_CHARS])]
    if len(kept) <= MAX_MESSAGES:
        return kept
    spare = next((one for one in kept[1:] if not one.stands), kept[-1])
    return [one for one in kept if one is not spare]


def _versions(former: EvidenceMessage, fresh: EvidenceMessage) -> list[str]:
    """Return what a message said before: the first words, and the latest that were changed."""
    if former.words == fresh.words:
        return [*former.before]
    first, *others = [*former.before, former.words[:KEPT_LATER_CHARS]]
    return [first, *others[1 - KEPT_VERSIONS :]]


def taken(messages: Sequence[EvidenceMessage]) -> list[EvidenceMessage]:
    """Return messages as they are when those that stood are deleted."""
    return [replace(one, done=MessageState.TAKEN) if one.stands else one for one in messages]


def _read(review: Review, kept: dict[str, Any] | int) -> EvidenceMessage:
    """Return a message; entries of older versions have only the number of each, and the state of the first.

    What a later version adds is passed over; a state that only it knows is looked at by moderators as if it stood.
    """
    if isinstance(kept, dict):
        known = {one.name: kept[one.name] for one in fields(EvidenceMessage) if one.name in kept}
        return EvidenceMessage(**{**known, "done": _state(kept.get("done"))})
    if kept != review.message_id:
        return EvidenceMessage(kept, "")
    evidence = review.evidence
    done = _state(evidence.get("done"))
    return EvidenceMessage(kept, review.words, done, bool(evidence.get("media")), forwarded=bool(evidence.get("media")))


def _state(word: object) -> MessageState:
    return next((one for one in MessageState if one == word), MessageState.STANDING)
