"""Kinds of messages beside texts and files, made of some lines that somebody wrote, as the Bot API shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.playground.telegram.refusals import UnclearError
from bot.playground.telegram.text import utf16
from bot.playground.telegram.text.entities import finish, span_of
from bot.playground.telegram.text.tdlib import Entity, parse_markdown

Content = dict[str, Any]
DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}
"""The highest value of each emoji that is thrown."""
_NAMED = {"email": "email_address", "phone_number": "phone_number", "hashtag": "hashtag", "cashtag": "cashtag"}
_SHAPED = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "code"})


def rich(lines: Sequence[str]) -> Content:
    """Make a rich message: `# ` begins a heading, `> ` a quotation, `- ` an item of a list, all else a paragraph."""
    return {"rich_message": {"blocks": [_block(line) for line in lines]}}


def poll(lines: Sequence[str], kind: str = "regular") -> Content:
    """Make a poll: its question, then its options, a line each."""
    question, *options = lines
    if not options:
        raise UnclearError("playground-kind-short")
    flags = {"is_closed": False, "is_anonymous": True, "allows_multiple_answers": False, "members_only": False}
    shown = {"id": "7", "question": question, "options": [option(one, at) for at, one in enumerate(options)]}
    more = {"total_voter_count": 0, "type": kind, "allows_revoting": kind == "regular"}
    return {"poll": shown | flags | more}


def quiz(lines: Sequence[str]) -> Content:
    """Make a quiz: its question, the options, and in the last line why the first one is right."""
    *asked, why = lines
    if len(asked) < 2:
        raise UnclearError("playground-kind-short")
    made = poll(asked, "quiz")
    return {"poll": made["poll"] | {"correct_option_ids": [0]} | _formatted(why, "explanation", "explanation_entities")}


def option(text: str, at: int) -> Content:
    """Make an option of a poll."""
    return {"persistent_id": f"option-{at}", "text": text, "voter_count": 0}


def checklist(lines: Sequence[str]) -> Content:
    """Make a checklist: its title, then its tasks, a line each."""
    title, *tasks = lines
    if not tasks:
        raise UnclearError("playground-kind-short")
    made = [task(one, number) for number, one in enumerate(tasks, 1)]
    return {"checklist": _formatted(title, "title", "title_entities") | {"tasks": made}}


def task(text: str, number: int) -> Content:
    """Make a task of a checklist."""
    return {"id": number} | _formatted(text, "text", "text_entities")


def dice(lines: Sequence[str]) -> Content:
    """Throw an emoji; the value is the same for the same throw."""
    emoji = lines[0].strip()
    if emoji not in DICE:
        raise UnclearError("playground-no-dice", emoji=" ".join(DICE))
    return {"dice": {"emoji": emoji, "value": DICE[emoji] // 2 + 1}}


def contact(lines: Sequence[str]) -> Content:
    """Make a contact: a name, then a number; whatever follows is its card."""
    name, number, *card = [*lines, ""] if len(lines) == 1 else lines
    return {"contact": {"first_name": name, "phone_number": number} | ({"vcard": "\n".join(card)} if any(card) else {})}


def venue(lines: Sequence[str]) -> Content:
    """Make a venue: what it is called, then where it is."""
    location = {"latitude": 54.6872, "longitude": 25.2797}
    shown = {"location": location, "title": lines[0], "address": " ".join(lines[1:])}
    return {"venue": shown, "location": location}


def story(lines: Sequence[str]) -> Content:
    """Make a story of the channel of that name."""
    return {"story": {"chat": {"id": -1009000000001, "type": "channel", "title": lines[0]}, "id": 1}}


KINDS: Mapping[str, Callable[[Sequence[str]], Content]] = {
    "rich": rich,
    "poll": poll,
    "quiz": quiz,
    "checklist": checklist,
    "dice": dice,
    "contact": contact,
    "venue": venue,
    "story": story,
}
"""What the page can send, by name."""


def made(kind: str, text: str) -> Content:
    """Make a message of a kind.

    Raises:
        Refusal: There is no such kind, or the lines are not enough for it.
    """
    make, lines = KINDS.get(kind), [line.strip() for line in text.splitlines() if line.strip()]
    if make is None:
        raise UnclearError("playground-unknown-kind", kind=kind)
    if not lines:
        raise UnclearError("playground-empty")
    return make(lines)


def _formatted(text: str, name: str, entities: str) -> Content:
    words, found = finish(*parse_markdown(text))
    return {name: words} | ({entities: found} if found else {})


_BLOCKS: Mapping[str, Callable[[Any], Content]] = {
    "# ": lambda text: {"type": "heading", "size": 1, "text": text},
    "> ": lambda text: {"type": "blockquote", "blocks": [{"type": "paragraph", "text": text}]},
    "- ": lambda text: {"type": "list", "items": [{"label": "•", "blocks": [{"type": "paragraph", "text": text}]}]},
}


def _block(line: str) -> Content:
    """Return the block of a line."""
    make = _BLOCKS.get(line[:2])
    words, entities = finish(*parse_markdown(line[2:] if make is not None else line))
    text = _rich_text(words, entities)
    return make(text) if make is not None else {"type": "paragraph", "text": text}


def _rich_text(words: str, entities: Sequence[Entity]) -> list[Any]:
    """Return a text with its entities as a RichText; of those within others the outer ones alone."""
    parts: list[Any] = []
    at, size = 0, utf16.length(words)
    for entity in sorted(entities, key=lambda one: (one["offset"], -one["length"])):
        start, end = span_of(entity)
        if start < at:
            continue
        parts += [utf16.cut(words, at, start - at), _rich_entity(entity, utf16.cut(words, start, end - start))]
        at = end
    return [part for part in (*parts, utf16.cut(words, at, size - at)) if part]


def _rich_entity(entity: Entity, words: str) -> Any:
    """Return words that are shown as something."""
    kind = entity["type"]
    if kind in _SHAPED:
        return {"type": kind, "text": words}
    if kind in ("url", "text_link"):
        address = entity.get("url") or (words if "://" in words else f"http://{words}")
        return {"type": "url", "text": words, "url": address}
    if kind == "mention":
        return {"type": kind, "text": words, "username": words[1:]}
    if kind == "bot_command":
        return {"type": kind, "text": words, "bot_command": words}
    if kind in _NAMED:
        return {"type": _NAMED[kind], "text": words, _NAMED[kind]: words.lstrip("#$")}
    return words
