"""What people write to each other in a group, read from the raw update and fast: it is looked at and not kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

JSON = dict[str, Any]

_RECORDED = ("animation", "audio", "photo", "sticker", "story", "video", "video_note", "voice")
_GIVEN = ("contact", "document", "location", "paid_media", "poll", "venue")
WIDEST = 2**52
"""Telegram's numbers have at most 52 bits."""
BARE_MEDIA = "has_media"
"""What a pruned message says in the place of pictures, files and the like."""
ODD = (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError)
"""What reading something raises that is not made as it must be."""
MEDIA = frozenset((*_RECORDED, *_GIVEN))
"""What a message may hold beside words. One without any of them and without words tells of the group itself."""
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
    links: tuple[str, ...]
    mentions: tuple[str, ...]
    forwarded_from: str | None
    is_forward: bool
    """Whether it was forwarded from anybody, a person too."""
    at: datetime
    is_edit: bool
    album: str | None
    has_media: bool


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
    return _sound(
        Overheard(
            chat_id=message["chat"]["id"],
            message_id=message["message_id"],
            person_id=writer["id"],
            speaks_as_chat=sender is not None,
            is_channel_post=bool(message.get("is_automatic_forward")),
            text=message.get("text", ""),
            caption=message.get("caption", ""),
            links=_links(message) if _has_links(message) else (),
            mentions=tuple(_named(message, "mention", "text_mention")) if _has_entities(message) else (),
            forwarded_from=_origin(message.get("forward_origin")),
            is_forward="forward_origin" in message,
            at=datetime.fromtimestamp(message.get("edit_date") or message["date"], UTC),
            is_edit="edited_message" in update,
            album=message.get("media_group_id"),
            has_media=has_media,
        )
    )


def _sound(message: Overheard) -> Overheard:
    """Return a message whose parts are of the kinds that they must be.

    Raises:
        TypeError, ValueError: One is not.
    """
    numbers = (message.chat_id, message.message_id, message.person_id)
    words = (message.text, message.caption, message.forwarded_from or "", message.album or "")
    if not all(type(one) is int for one in numbers) or not all(type(one) is str for one in (*words, *message.links)):
        raise TypeError("a part of a message is of another kind")
    if max(map(abs, numbers)) >= WIDEST:
        raise ValueError("a number is none of Telegram's")
    return message


def _has_entities(message: JSON) -> bool:
    return "entities" in message or "caption_entities" in message


def _has_links(message: JSON) -> bool:
    return _has_entities(message) or "reply_markup" in message


def _links(message: JSON) -> tuple[str, ...]:
    """Return the web addresses of a message: written out, behind words, and behind buttons."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", ())
    pressed = [button["url"] for row in rows for button in row if "url" in button]
    return tuple(dict.fromkeys([*_named(message, "url", "text_link"), *pressed]))


def _named(message: JSON, *kinds: str) -> Iterator[str]:
    """Yield what the entities of some kinds name: an address behind words, somebody's id, or the words themselves."""
    for words, entities in (("text", "entities"), ("caption", "caption_entities")):
        found = [one for one in message.get(entities, ()) if one["type"] in kinds]
        units = message.get(words, "").encode("utf-16-le", "surrogatepass") if found else b""
        for one in found:
            start, length = 2 * one["offset"], 2 * one["length"]
            name = str(one["user"]["id"]) if "user" in one else one.get("url")
            yield name or units[start : start + length].decode("utf-16-le", "replace")


def _origin(origin: JSON | None) -> str | None:
    """Return the title of the channel or chat that a message was forwarded from; forwards of people have none."""
    if origin is None:
        return None
    chat = origin.get("chat") or origin.get("sender_chat")
    return (chat.get("title") or chat.get("username") or str(chat["id"])) if chat else None
