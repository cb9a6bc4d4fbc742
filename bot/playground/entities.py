"""The entities of a text, put in order as Telegram does: clean, apart from each other, trimmed, found ones added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.playground import finding, units
from bot.playground.html import checked_url, unparsable
from bot.playground.tdlib import Entity

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

Span = tuple[int, int]

STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
"""May overlap everything but code."""
QUOTES = ("blockquote", "expandable_blockquote")
CODE = ("pre", "code")
LINKS = ("text_link", "text_mention", "custom_emoji", "date_time")
"""Have something that is not seen; with code they are what may not overlap each other."""
_ORDER = {**dict.fromkeys(QUOTES, 0), "pre": 10, "code": 20, **dict.fromkeys(LINKS, 49)} | {
    style: 90 + place for place, style in enumerate(STYLES)
}
_FOUND = 50
_EXTRAS = ("url", "user", "language", "custom_emoji_id", "unix_time")
_BLANK = " \n"
_UNWANTED = re.compile(r"[\r\u2028-\u202e\u0333\u033f\u030a]")
"""What Telegram takes out of every text: bidi overrides, and marks that draw lines and rings over other lines."""
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f]")


def finish(text: str, entities: Iterable[Entity]) -> tuple[str, list[Entity]]:
    """Return a text as Telegram keeps it, with its entities."""
    text, kept = _clean(text, list(entities))
    text, kept = _trimmed(text, _apart(_without_leads(text, _apart(kept))))
    taken = [span_of(entity) for entity in kept if entity["type"] in (*CODE, *LINKS)]
    return text, sorted([*kept, *finding.find(text, taken)], key=_rank)


def given(entities: Iterable[Mapping[str, Any]], text: str) -> list[Entity]:
    """Return the entities that a bot named by itself, checked as Telegram checks them.

    Raises:
        ApiError: An entity begins or ends outside the text.
    """
    size, kept = units.length(text), []
    for entity in entities:
        offset, extent = int(entity.get("offset", 0)), int(entity.get("length", 0))
        if not 0 <= offset <= size:
            raise unparsable(f"entity beginning at UTF-16 offset {offset} begins after the end of the text")
        if not 0 <= extent <= size - offset:
            raise unparsable(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
                f"at UTF-16 offset {offset + extent}"
            )
        if entity.get("type") in _ORDER and extent:
            extras = {name: entity[name] for name in _EXTRAS if name in entity}
            kept.append({"type": entity["type"], "offset": offset, "length": extent, **extras})
    return [entity for entity in kept if entity["type"] != "text_link" or _check_link(entity)]


def span_of(entity: Entity) -> Span:
    """Return where an entity begins and ends, in units."""
    return entity["offset"], entity["offset"] + entity["length"]


def _check_link(entity: Entity) -> bool:
    entity["url"] = checked_url(str(entity.get("url", "")))
    return bool(entity["url"])


def _clean(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    gone = [units.length(text[: match.start()]) for match in _UNWANTED.finditer(text)]
    if gone:
        text = _UNWANTED.sub("", text)
        entities = [_without(entity, gone) for entity in entities]
    return _CONTROLS.sub(" ", text), [entity for entity in entities if entity["length"] > 0]


def _without(entity: Entity, gone: list[int]) -> Entity:
    start, end = span_of(entity)
    before = sum(place < start for place in gone)
    inside = sum(start <= place < end for place in gone)
    return entity | {"offset": start - before, "length": entity["length"] - inside}


def _apart(entities: list[Entity]) -> list[Entity]:
    """Keep of entities that may not overlap the first, join styles of one kind, and leave no style in code."""
    quotes = _first_of_each_place(entity for entity in entities if entity["type"] in QUOTES)
    solid = _first_of_each_place(entity for entity in entities if entity["type"] in (*CODE, *LINKS))
    solid = [entity for entity in solid if not any(_cross(span_of(entity), span_of(quote)) for quote in quotes)]
    code = [span_of(entity) for entity in solid if entity["type"] in CODE]
    styles = [
        {"type": style, "offset": start, "length": end - start}
        for style in STYLES
        for span in _joined(span_of(entity) for entity in entities if entity["type"] == style)
        for start, end in _outside(span, code)
    ]
    return sorted([*quotes, *solid, *styles], key=_rank)


def _first_of_each_place(entities: Iterable[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in sorted(entities, key=_rank):
        if not kept or span_of(kept[-1])[1] <= entity["offset"]:
            kept.append(entity)
    return kept


def _cross(one: Span, other: Span) -> bool:
    """Tell whether two spans overlap without one being inside the other."""
    (first, first_end), (second, second_end) = sorted((one, other))
    return first < second < first_end < second_end


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Join spans that touch or overlap."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _outside(span: Span, holes: list[Span]) -> list[Span]:
    """Return the pieces of a span that are in no hole; the holes are in order and apart."""
    start, end = span
    pieces = []
    for hole_start, hole_end in holes:
        if start < hole_start and hole_start < end:
            pieces.append((start, hole_start))
        if hole_start < end and start < hole_end:
            start = max(start, hole_end)
    return [*pieces, (start, end)] if start < end else pieces


def _without_leads(text: str, entities: list[Entity]) -> list[Entity]:
    """Let no entity that is seen begin with white space, nor consist of it."""
    kept = []
    for entity in entities:
        words = units.cut(text, entity["offset"], entity["length"])
        lead = 0 if entity["type"] in LINKS else len(words) - len(words.lstrip(_BLANK))
        if lead < len(words):
            kept.append(entity | {"offset": entity["offset"] + lead, "length": entity["length"] - lead})
    return kept


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Cut white space at the end of a text, and at its begin as far as no entity is there."""
    kept = text.rstrip(_BLANK)
    lead = len(kept) - len(kept.lstrip(_BLANK))
    lead = min([lead, *(entity["offset"] for entity in entities)])
    kept = kept[lead:]
    size, moved = units.length(kept), []
    for entity in entities:
        start, end = (min(size, place - lead) for place in span_of(entity))
        if start < end:
            moved.append(entity | {"offset": start, "length": end - start})
    return kept, moved


def _rank(entity: Entity) -> tuple[int, int, int]:
    """Order by place; of two at one place the longer first, then the outer kind first."""
    return entity["offset"], -entity["length"], _ORDER.get(entity["type"], _FOUND)
