"""What people write to each other in a group, read from the raw update and fast: it is looked at and not kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.chat.contents import contents

JSON = dict[str, Any]

_RECORDED = ("animation", "audio", "photo", "sticker", "story", "video", "video_note", "voice")
_GIVEN = ("checklist", "contact", "document", "game", "giveaway", "invoice", "location", "paid_media", "poll", "venue")
_OTHER = ("dice", "rich_message")
MEDIA = frozenset((*_RECORDED, *_GIVEN, *_OTHER))
"""What a message may hold beside words. One without any of them and without words tells of the group itself."""
WIDEST = 2**52
"""Telegram's numbers have at most 52 bits."""
BARE_MEDIA = "has_media"
"""What a pruned message says in the place of pictures, files and the like."""
ODD = (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError)
"""What reading something raises that is not made as it must be."""
_GROUPS = frozenset({"group", "supergroup"})


@dataclass(frozen=True, slots=True)
class Overheard:
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

    @property
    def words(self) -> str:
        """All that it says."""
        return "\n".join(part for part in (self.text, self.caption, *self.others) if part)


def overhear(update: JSON) -> Overheard | None:
    """Return the message of a group that an update brings; None where it brings something else.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: A part of it is missing, or of another kind than it must be.
    """
    message = update.get("message") or update.get("edited_message")
    if message is None or message["chat"].get("type") not in _GROUPS:
        return None
    has_media = not MEDIA.isdisjoint(message) or BARE_MEDIA in message
    if not has_media and "text" not in message:
        return None
    sender = message.get("sender_chat")
    writer = sender or message.get("from")
    if writer is None:
        return None
    text, caption, said = message.get("text", ""), message.get("caption", ""), contents(message)
    found = Overheard(
        chat_id=message["chat"]["id"],
        message_id=message["message_id"],
        person_id=writer["id"],
        speaks_as_chat=sender is not None,
        is_channel_post=bool(message.get("is_automatic_forward")),
        text=text,
        caption=caption,
        others=tuple(one for one in said.words if one not in (text, caption)),
        links=said.links,
        mentions=said.mentions,
        forwarded_from=said.chat,
        is_forward="forward_origin" in message,
        at=datetime.fromtimestamp(message.get("edit_date") or message["date"], UTC),
        is_edit="edited_message" in update,
        album=message.get("media_group_id"),
        has_media=has_media,
    )
    return _sound(found)


def _sound(message: Overheard) -> Overheard:
    """Return a message whose parts are of the kinds that they must be.

    Raises:
        TypeError, ValueError: One is not.
    """
    numbers = (message.chat_id, message.message_id, message.person_id)
    words = (message.text, message.caption, message.forwarded_from or "", message.album or "")
    if {int} != set(map(type, numbers)) or {str} != set(map(type, (*words, *message.links))):
        raise TypeError("a part of a message is of another kind")
    if max(map(abs, numbers)) >= WIDEST:
        raise ValueError("a number is none of Telegram's")
    return message
