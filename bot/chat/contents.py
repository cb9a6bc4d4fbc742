"""All that a message says, wherever Telegram shows it: the one place that knows where words and addresses stand.

It reads the raw message, so that what the client library does not know yet is read too. A part of the wrong type says
nothing; the others are read all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

JSON = dict[str, Any]

_OWN = ("text", "caption")
"""Where stands what the author wrote."""
_ENTITIES_OF = {"text": "entities", "caption": "caption_entities"}
_PARTS = (
    *("rich_message", "poll", "checklist", "contact", "document", "audio", "video", "animation", "paid_media", "venue"),
    *("game", "invoice", "giveaway", "story", "forward_origin", "external_reply", "reply_markup"),
    "link_preview_options",
)
"""Parts of a message that show words, or lead somewhere."""
_MORE = frozenset((*_PARTS, *_ENTITIES_OF.values()))
"""What most messages do not have."""
_SAID = frozenset(
    {
        *("text", "caption", "question", "title", "description", "explanation", "prize_description", "file_name"),
        *("performer", "first_name", "last_name", "phone_number", "vcard", "address", "sender_user_name"),
        *("author_signature", "summary", "credit"),
    }
)
"""Under these names stand words."""
_ENTITIES = "entities"
_LINKS = frozenset({"url", "text_link"})
_NAMES = frozenset({"mention", "text_mention"})
_DEEPEST = 24
"""Parts within parts that are looked into."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a message says."""

    words: tuple[str, ...] = ()
    """Its words in order: first those that its author wrote, then those of its parts."""
    links: tuple[str, ...] = ()
    """Web addresses: written out, behind words, behind buttons."""
    mentions: tuple[str, ...] = ()
    """Names that it calls: @names, and ids of those who have none."""
    chat: str | None = None
    """Title of another chat from which it shows something: forwarded, quoted, a story; those of people have none."""

    @property
    def text(self) -> str:
        """All words, a part a line."""
        return "\n".join(self.words)


def contents(message: JSON) -> Contents:
    """Return all that a raw message says; the words of a message of this chat that it quotes are not its own."""
    found = [("words", message[name]) for name in _OWN if isinstance(message.get(name), str)]
    if _MORE.isdisjoint(message):
        return Contents(tuple(words for _, words in found if words))
    for name in _OWN:
        found += _of_entities(message.get(name), message.get(_ENTITIES_OF[name]))
    parts = [name for name in _PARTS if name in message]
    for name in parts:
        found += _of_part(message[name], 0)
    if "quote" in message and "external_reply" in message:
        found += _of_part(message["quote"], 0)
    return Contents(
        words=tuple(dict.fromkeys(what for kind, what in found if kind == "words" and what)),
        links=tuple(dict.fromkeys(what for kind, what in found if kind == "link" and what)),
        mentions=tuple(what for kind, what in found if kind == "name"),
        chat=_foreign_chat(message) if parts else None,
    )


def without_parts(message: JSON) -> JSON:
    """Return a raw message, and the one that it answers, without the parts that may be of a kind not known yet.

    A file stays: an article may be read from it.
    """
    kept = {name: value for name, value in message.items() if name not in _PARTS or name == "document"}
    answered = kept.get("reply_to_message")
    return {**kept, "reply_to_message": without_parts(answered)} if isinstance(answered, dict) else kept


def _of_part(part: Any, depth: int) -> Iterator[tuple[str, str]]:
    """Yield what a part says: words, links and names, each with its kind."""
    if depth > _DEEPEST:
        return
    if isinstance(part, list):
        for one in part:
            yield from _of_part(one, depth + 1)
    elif isinstance(part, dict):
        for name, value in part.items():
            yield from _of_field(part, name, value, depth)


def _of_field(part: JSON, name: str, value: Any, depth: int) -> Iterator[tuple[str, str]]:
    """Yield what a field of a part says."""
    if isinstance(value, str):
        kind = "link" if name == "url" else "words" if name in _SAID else None
        yield from [(kind, value)] if kind is not None else ()
    elif name.endswith(_ENTITIES):
        yield from _of_entities(part.get(name.removesuffix(_ENTITIES).rstrip("_") or "text"), value)
    elif name in _SAID and isinstance(value, list):  # formatted text: strings, and parts with more
        for one in value:
            yield from [("words", one)] if isinstance(one, str) else _of_part(one, depth + 1)
    else:
        yield from _of_part(value, depth + 1)


def _of_entities(text: Any, entities: Any) -> Iterator[tuple[str, str]]:
    """Yield what entities name: an address behind words, somebody's id, or the words themselves."""
    if not isinstance(entities, list):
        return
    units = text.encode("utf-16-le", "surrogatepass") if isinstance(text, str) else b""
    for one in entities:
        kind = one.get("type") if isinstance(one, dict) else None
        if kind in _LINKS:
            yield "link", _named(one.get("url"), one, units)
        elif kind in _NAMES:
            user = one.get("user")
            yield "name", _named(str(user["id"]) if isinstance(user, dict) and "id" in user else None, one, units)


def _named(behind: Any, entity: JSON, units: bytes) -> str:
    """Return what stands behind the words of an entity, or the words."""
    if isinstance(behind, str) and behind:
        return behind
    start, length = entity.get("offset"), entity.get("length")
    if not isinstance(start, int) or not isinstance(length, int) or start < 0:
        return ""
    return units[2 * start : 2 * (start + length)].decode("utf-16-le", "replace")


def _foreign_chat(message: JSON) -> str | None:
    """Return the title of the chat from which a message shows something; None where it is this one."""
    here, reply = _dict(message, "chat"), _dict(message, "external_reply")
    shown = (_dict(reply, "origin"), reply, _dict(message, "story"), _dict(reply, "story"))
    quoted = [chat for chat in map(_chat_of, shown) if chat.get("id") != here.get("id")]
    other = next((chat for chat in (_chat_of(_dict(message, "forward_origin")), *quoted) if chat), None)
    return None if other is None else str(other.get("title") or other.get("username") or other.get("id", ""))


def _chat_of(origin: JSON) -> JSON:
    return _dict(origin, "chat") or _dict(origin, "sender_chat")


def _dict(part: JSON, name: str) -> JSON:
    value = part.get(name)
    return value if isinstance(value, dict) else {}
