"""All that a message says, wherever Telegram shows it: the one place that knows where words and addresses stand.

It reads the raw message, so that what the client library does not know yet is read too. A part of the wrong type says
nothing; the others are read all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.chat.message.field_kinds import ADDED, DECIDED
from bot.chat.message.json_fields import JSON, number, part, parts, words
from bot.chat.message.rich_text import RichText, page_of
from bot.chat.message.web_addresses import addresses_in
from bot.chat.message.written_text import LINK, LINKED_WORDS, MENTION, PERSON, WrittenText

_OWN = {"text": "entities", "caption": "caption_entities"}
"""Where stands what the author wrote, and where what Telegram shows in it."""
_RICH = "rich_message"
_AROUND = ADDED | {"forward_origin", "external_reply", "reply_to_story", "reply_markup", "link_preview_options"}
"""Parts around a message that show words, or lead somewhere."""
_SILENT = frozenset({"dice", "live_photo", "location", "photo", "sticker", "video_note", "voice", _RICH})
_WITHOUT = (DECIDED | _SILENT) - _AROUND
"""Parts of a message that show no words, or are read by themselves; all others are looked through."""
_SHOWING = frozenset((_RICH, *_OWN.values()))
"""Where stands what Telegram shows in the words; most messages have none of it."""
_PLAIN = _WITHOUT - _SHOWING
"""Parts of a message that brings its own words and nothing else."""
_ELSEWHERE = frozenset({"poll_message", "checklist_message"})
"""Messages within a part: somebody said that before."""
_SAID = frozenset(
    {
        *("text", "caption", "question", "title", "description", "explanation", "prize_description", "file_name"),
        *("performer", "first_name", "last_name", "phone_number", "vcard", "address", "sender_user_name"),
        *("author_signature", "summary", "credit", "option_text"),
    }
)
"""Under these names stand words."""
_NAMES = frozenset({"first_name", "last_name", "vcard", "performer", "sender_user_name", "author_signature"})
"""Under these stand words of which Telegram does not say what it shows in them."""
_ENTITIES = "entities"
_MAX_DEPTH = 100
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
        """All words, a part a line, and then the addresses that stand behind some of them."""
        said = "\n".join(self.words)
        return "\n".join([said, *(link for link in self.links if link not in said)]).strip("\n")


def written(message: JSON) -> WrittenText:
    """Return what the author of a raw message wrote, with what Telegram shows in it."""
    for name, entities in _OWN.items():
        if words(message, name):
            return WrittenText.read(message, name, entities)
    return page_of(part(message, _RICH)) if _RICH in message else WrittenText()


def shows_nothing(message: JSON) -> bool:
    """Say whether Telegram shows no command, mention or link in the words of a raw message: so it is with most."""
    return _SHOWING.isdisjoint(message) and not any(words(message, name).startswith("/") for name in _OWN)


def contents(message: JSON) -> Contents:
    """Return all that a raw message says; the words of a message of this chat that it quotes are not its own."""
    own = [said for name in _OWN if (said := words(message, name))]
    if _PLAIN.issuperset(message):
        return Contents(tuple(own))
    inside = [name for name in message if name not in _WITHOUT]
    found = [("words", one) for one in own]
    for name, entities in _OWN.items():
        found += _of_written(WrittenText.read(message, name, entities))
    found += _of_page(page_of(part(message, _RICH)))
    for name in inside:
        found += _of_part(message[name], 0)
    if "quote" in message and "external_reply" in message:
        found += _of_part(message["quote"], 0)
    return Contents(
        words=tuple(dict.fromkeys(what for kind, what in found if kind == "words" and what)),
        links=tuple(dict.fromkeys(what for kind, what in found if kind == "link" and what)),
        mentions=tuple(what for kind, what in found if kind == "name" and what),
        chat=_foreign_chat(message) if inside else None,
    )


def _of_page(page: RichText) -> Iterator[tuple[str, str]]:
    """Yield what a rich message says: its text as a whole, and what stands in parts of it that are no text."""
    yield "words", page.text
    yield from _of_written(page)
    yield from _of_part(page.files, 0)


def _of_part(inside: Any, depth: int) -> Iterator[tuple[str, str]]:
    """Yield what a part says: words, links and names, each with its kind."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(inside, list):
        for one in inside:
            yield from _of_part(one, depth + 1)
    elif isinstance(inside, dict):
        for name, value in inside.items():
            if name not in _ELSEWHERE:
                yield from _of_field(inside, name, value, depth)


def _of_field(inside: JSON, name: str, value: Any, depth: int) -> Iterator[tuple[str, str]]:
    """Yield what a field of a part says."""
    if isinstance(value, str):
        kind = "link" if name == "url" else "words" if name in _SAID else None
        yield from [(kind, value)] if kind is not None else ()
        yield from (("link", one) for one in addresses_in(value)) if name in _NAMES else ()
    elif name.endswith(_ENTITIES):
        yield from _of_written(WrittenText.read(inside, name.removesuffix(_ENTITIES).rstrip("_") or "text", name))
    elif name in _SAID and isinstance(value, list):  # formatted text: strings, and parts with more
        for one in value:
            yield from [("words", one)] if isinstance(one, str) else _of_part(one, depth + 1)
    else:
        yield from _of_part(value, depth + 1)


def _of_written(said: WrittenText) -> Iterator[tuple[str, str]]:
    """Yield what entities name: an address, somebody's id, or the words themselves."""
    for one in said.of(LINK, LINKED_WORDS):
        yield "link", one.url or said.cut(one)
    for one in said.of(MENTION, PERSON):
        person_id = number(one.person, "id") if one.person is not None else None
        yield "name", said.cut(one) if person_id is None else str(person_id)


def _foreign_chat(message: JSON) -> str | None:
    """Return the title of the chat from which a message shows something; None where it is this one."""
    here, reply = part(message, "chat"), part(message, "external_reply")
    shown = [part(reply, "origin"), reply, part(reply, "story")]
    shown += [part(message, name) for name in ("story", "reply_to_story", "giveaway_winners")]
    chats = [*map(_chat_of, shown), *parts(part(message, "giveaway"), "chats")]
    quoted = [chat for chat in chats if chat.get("id") != here.get("id")]
    other = next((chat for chat in (_chat_of(part(message, "forward_origin")), *quoted) if chat), None)
    return None if other is None else words(other, "title") or words(other, "username") or str(other.get("id", ""))


def _chat_of(origin: JSON) -> JSON:
    return part(origin, "chat") or part(origin, "sender_chat")
