"""What becomes of words that are to be a counterpoint: drafted, known already, close to another, or submitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.debate.duplicates.normalise import same_words
from bot.debate.submission import limit as submission_limit
from bot.debate.submission.new_words import reword
from bot.texts import Refusal
from storage import audit, chats, counterpoints, drafts, silences
from storage.audit import Act
from storage.chats import Premoderation
from storage.counterpoints import Counterpoint, CounterpointStatus, actor_of
from storage.drafts import Draft, DraftStatus
from storage.subjects import Subject

TRUSTED_FROM = 2
"""Accepted counterpoints after which a person is no newcomer any more."""

CARRIED_OVER = ("discussion_id", "snapshot_id", "kind", "parent_id", "text", "links", "start", "stop", "from_private")
"""What a counterpoint has of its draft as it is."""


class DraftStep(Enum):
    """What a draft needs next."""

    ANCHOR = auto()
    WORDS = auto()
    SAME = auto()
    CLOSE = auto()
    PREVIEW = auto()
    SUBMITTED = auto()
    REWORDED = auto()
    REOPENED = auto()


@dataclass(frozen=True, slots=True)
class DraftResult:
    """What became of a draft, and the counterpoint that it is, or is like."""

    step: DraftStep
    draft: Draft
    counterpoint: Counterpoint | None = None


async def begin(session: AsyncSession, draft: Draft, now: datetime) -> None:
    """Keep a draft.

    Raises:
        Refusal: Its author has too many counterpoints waiting. Nothing was kept.
    """
    await check_budget(session, draft, now)
    await check_silence(session, draft, now)
    await drafts.store(session, draft)


async def check_budget(session: AsyncSession, draft: Draft, now: datetime) -> None:
    """Refuse what is too much; nobody knows who is behind a channel, so all channels of a place are one person.

    Raises:
        Refusal: The person has too many counterpoints waiting.
    """
    since = now - submission_limit.DAY
    if draft.person_id > 0:
        waiting = await counterpoints.submissions(session, draft.person_id, since, now)
    else:
        waiting = await counterpoints.channel_submissions(session, draft.discussion_id, since, now)
    free = submission_limit.free_at(waiting, now)
    if free > now:
        minutes = -int((now - free).total_seconds() // 60)
        most = submission_limit.MAX_PENDING_COUNTERPOINTS
        raise Refusal("too-many-waiting", most=most, hours=minutes // 60, minutes=minutes % 60)


async def check_silence(session: AsyncSession, draft: Draft, now: datetime) -> None:
    """Refuse a draft in private of somebody who may write none there; in a group their name is known.

    Raises:
        Refusal: They may not.
    """
    found = await chats.get_discussion(session, draft.discussion_id)
    if not draft.from_private or found is None:
        return
    silence = await silences.standing(session, found[0].chat_id, draft.person_id, now)
    if silence is not None:
        until = f"{silence.until:%Y-%m-%d %H:%M}" if silence.until is not None else "none"
        raise Refusal("writer-silenced", until=until)


async def find_draft(session: AsyncSession, draft_id: int, person_id: int) -> Draft:
    """Return an open draft of a person.

    Raises:
        Refusal: There is none, it is somebody else's, or it was used or cancelled before.
    """
    draft = await drafts.find(session, draft_id)
    if draft is None:
        raise Refusal("button-old")
    if draft.person_id != person_id:
        raise Refusal("draft-not-yours")
    if draft.status is not DraftStatus.OPEN:
        raise Refusal("draft-settled")
    return draft


async def advance(
    session: AsyncSession, draft: Draft, close: Sequence[int], now: datetime, *, confirmed: bool = False
) -> DraftResult:
    """Take a draft one step further, and submit it where nothing is left to ask.

    Args:
        session: An open transaction.
        draft: The words.
        close: Ids of counterpoints that look alike; empty where the author said that this is different.
        now: The moment, aware.
        confirmed: Whether its author has seen in private how it will look, and wants it posted.

    Raises:
        Refusal: Its author has too many counterpoints waiting.
    """
    if not draft.anchored:
        return DraftResult(DraftStep.ANCHOR, draft)
    if not draft.text:
        return DraftResult(DraftStep.WORDS, draft)
    new = as_counterpoint(draft, now)
    same = await counterpoints.find_same(session, new)
    if same is not None and same.id != draft.rewords_id:
        return DraftResult(DraftStep.SAME, draft, same)
    if close:
        return DraftResult(DraftStep.CLOSE, draft, await counterpoints.get(session, close[0]))
    if draft.from_private and not confirmed:
        return DraftResult(DraftStep.PREVIEW, draft)
    if draft.rewords_id is not None:
        return DraftResult(DraftStep.REWORDED, draft, await _reword(session, draft, draft.rewords_id, now))
    withdrawn = await counterpoints.find_withdrawn(session, new)
    if withdrawn is not None and withdrawn.from_private == draft.from_private:
        return DraftResult(DraftStep.REOPENED, draft, await _reopen(session, draft, withdrawn, now))
    return DraftResult(DraftStep.SUBMITTED, draft, await _submit(session, draft, new))


def as_counterpoint(draft: Draft, now: datetime) -> Counterpoint:
    """Return the counterpoint that a draft is to become."""
    return Counterpoint(
        **{name: getattr(draft, name) for name in CARRIED_OVER},
        number=0,
        author_id=draft.person_id,
        message_id=None if draft.from_private else draft.message_id,
        words=same_words(draft.text),
        status=CounterpointStatus.HELD,
        submitted_at=now,
        changed_at=now,
    )


def as_rewording(own: Counterpoint, now: datetime) -> Draft:
    """Return the draft in private by which a counterpoint is to get other words."""
    kept = {name: getattr(own, name) for name in CARRIED_OVER if name != "from_private"}
    own_draft = Draft(person_id=own.author_id, message_id=0, drafted_at=now, **kept)
    own_draft.from_private, own_draft.anchored, own_draft.rewords_id = True, True, own.id
    return own_draft


async def _reword(session: AsyncSession, draft: Draft, own_id: int, now: datetime) -> Counterpoint:
    """Let the words of a draft be those of a counterpoint."""
    own = await counterpoints.get(session, own_id)
    if own is None or not await drafts.settle(session, draft.id, DraftStatus.USED):
        raise Refusal("draft-settled")
    await reword(session, own, draft.text, draft.links, now)
    return own


async def _submit(session: AsyncSession, draft: Draft, new: Counterpoint) -> Counterpoint:
    """Submit a draft: held, or open to votes at once."""
    await _check_entry(session, draft, new.submitted_at)
    if not await _must_wait(session, draft):
        new.status, new.accepted_at = CounterpointStatus.OPEN, new.submitted_at
    await counterpoints.store(session, new)
    about, after = Subject("counterpoint", new.id), {"status": new.status.value}
    act = Act(actor_of(new, new.author_id), "submitted", about, discussion_id=new.discussion_id, after=after)
    await audit.record(session, act, new.submitted_at)
    return new


async def _reopen(session: AsyncSession, draft: Draft, withdrawn: Counterpoint, now: datetime) -> Counterpoint:
    """Open words again that their author withdrew, under their number and with their votes."""
    await _check_entry(session, draft, now)
    waits = withdrawn.accepted_at is None and await _must_wait(session, draft)
    becomes = CounterpointStatus.HELD if waits else CounterpointStatus.OPEN
    before, after = ({"status": one.value, "canonical": None} for one in (withdrawn.status, becomes))
    accepted_at = None if waits else withdrawn.accepted_at or now
    message_id = None if draft.from_private else draft.message_id
    moved = {"changed_at": now, "submitted_at": now, "message_id": message_id, "accepted_at": accepted_at}
    if not await counterpoints.move(session, withdrawn, becomes, **moved):
        raise Refusal("draft-settled")
    about = Subject("counterpoint", withdrawn.id)
    actor = actor_of(withdrawn, draft.person_id)
    act = Act(actor, becomes.value, about, discussion_id=draft.discussion_id, before=before, after=after)
    await audit.record(session, act, now)
    return await counterpoints.get(session, withdrawn.id) or withdrawn


async def _check_entry(session: AsyncSession, draft: Draft, now: datetime) -> None:
    """Use a draft up, and refuse what is too much, answers what is gone, or was used before."""
    await check_budget(session, draft, now)
    await check_silence(session, draft, now)
    await _check_parent(session, draft)
    if not await drafts.settle(session, draft.id, DraftStatus.USED):
        raise Refusal("draft-settled")


async def _check_parent(session: AsyncSession, draft: Draft) -> None:
    """Refuse to answer what was closed, merged or withdrawn since the draft was begun."""
    parent = await counterpoints.get(session, draft.parent_id) if draft.parent_id is not None else None
    if parent is not None and parent.status is not CounterpointStatus.OPEN:
        raise Refusal("parent-not-open", number=str(parent.number))


async def _must_wait(session: AsyncSession, draft: Draft) -> bool:
    """Say whether a moderator looks at it before it is open to votes; in somebody's own chat nobody does."""
    found = await chats.get_discussion(session, draft.discussion_id)
    if found is not None and found[1].kind == "private":
        return False
    rule = found[0].premoderation if found is not None else Premoderation.ALL
    if rule is Premoderation.NEWCOMERS:
        return await counterpoints.count_accepted(session, draft.discussion_id, draft.person_id) < TRUSTED_FROM
    return rule is Premoderation.ALL
