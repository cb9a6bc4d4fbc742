"""What people write to each other in a group, read from the raw update and fast: it is looked at and not kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.chat.message.contents import contents
from bot.chat.message.field_kinds import has_more_than_words, is_for_one, is_line
from bot.chat.message.json_fields import JSON, UnreadableError, flag, moment, needed, number, part, parts, words
from bot.chat.message.update_parts import NOBODY_ID, person_of, writer_id_of
from bot.chat.message.written_text import WrittenText

_GROUPS = frozenset({"group", "supergroup"})


@dataclass(frozen=True, slots=True)
class GroupMessage:
    """A message of a group, new or edited."""

    chat_id: int
    message_id: int
    person_id: int
    """Telegram id of who wrote it; of the channel or group that they speak as."""
    speaks_as_chat: bool
    is_channel_post: bool
    """A post of the linked channel, forwarded by Telegram."""
    text: str
    caption: str
    others: tuple[str, ...]
    """Words that it shows besides: of a poll, a file's name, a quote of another chat."""
    links: tuple[str, ...]
    mentions: tuple[str, ...]
    forwarded_from: str | None
    """Title of another chat from which it shows something."""
    is_forward: bool
    """Whether it was forwarded from anybody, a person too."""
    at: datetime
    is_edit: bool
    album: str | None
    has_media: bool
    command: tuple[str, str | None, str] | None = None
    """The command that its text is, for which bot that is said, and its words."""

    @property
    def words(self) -> str:
        """All that it says."""
        return "\n".join(part for part in (self.text, self.caption, *self.others) if part)


def parse(update: JSON) -> GroupMessage | None:
    """Return the message of a group that an update brings; None where it brings something else.

    What one alone sees (an ephemeral message) is no message of the group: it has no number to delete or forward it by.

    Raises:
        UnreadableError: It cannot be told which message of whom it is.
    """
    edited = "edited_message" in update
    message = part(update, "edited_message" if edited else "message")
    chat = part(message, "chat")
    if words(chat, "type") not in _GROUPS or is_line(message) or is_for_one(message):
        return None
    writer_id, speaks_as_chat = writer_id_of(message)
    if writer_id == NOBODY_ID:
        return None
    at = moment(message, "edit_date") or moment(message, "date")
    if at is None:
        raise UnreadableError("a message without a date")
    text, caption, said = words(message, "text"), words(message, "caption"), contents(message)
    return GroupMessage(
        chat_id=needed(chat, "id"),
        message_id=needed(message, "message_id"),
        person_id=writer_id,
        speaks_as_chat=speaks_as_chat,
        is_channel_post=flag(message, "is_automatic_forward"),
        text=text,
        caption=caption,
        others=tuple(one for one in said.words if one not in (text, caption)),
        links=said.links,
        mentions=said.mentions,
        forwarded_from=said.chat,
        is_forward="forward_origin" in message,
        at=at,
        is_edit=edited,
        album=words(message, "media_group_id") or None,
        has_media=has_more_than_words(message),
        command=_command(message),
    )


def writer_in(update: JSON) -> tuple[int, int] | None:
    """Return in which group an update was written and by whom, by Telegram's ids: all that is read of most messages.

    It is not said here that `parse` has a message of it.
    """
    message = part(update, "edited_message" if "edited_message" in update else "message")
    chat = part(message, "chat")
    if words(chat, "type") not in _GROUPS:
        return None
    chat_id, (person_id, _) = number(chat, "id"), writer_id_of(message)
    return None if chat_id is None or person_id == NOBODY_ID else (chat_id, person_id)


@dataclass(frozen=True, slots=True)
class Reacted:
    """Somebody reacted to a message of a group."""

    chat_id: int
    message_id: int
    person_id: int
    """Telegram id of the person, or of the channel or group in whose name they did."""
    at: datetime


def reacted(update: JSON) -> Reacted | None:
    """Return to what somebody reacted, by a raw update; None where they did not, or only took a reaction back.

    Raises:
        UnreadableError: It cannot be told to which message of which chat.
    """
    told = part(update, "message_reaction")
    if words(part(told, "chat"), "type") not in _GROUPS:
        return None
    actor, at = person_of(part(told, "user"), part(told, "actor_chat")), moment(told, "date")
    if actor.id == NOBODY_ID or at is None or len(parts(told, "new_reaction")) <= len(parts(told, "old_reaction")):
        return None
    return Reacted(needed(part(told, "chat"), "id"), needed(told, "message_id"), actor.id, at)


def _command(message: JSON) -> tuple[str, str | None, str] | None:
    """Return the command that the text of a message is."""
    if not words(message, "text").startswith("/"):
        return None
    said = WrittenText.read(message, "text", "entities")
    found = said.command()
    return (found[0], found[1], said.text[found[2] :]) if found is not None else None
