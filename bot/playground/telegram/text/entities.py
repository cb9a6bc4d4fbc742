"""The entities of a text as Telegram keeps them: put in order by its own code, trimmed, what it finds added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.playground.telegram.errors import bad_request
from bot.playground.telegram.text import entity_detection, tdlib, utf16
from bot.playground.telegram.text.html_parser import checked_url, unparsable
from bot.playground.telegram.text.tdlib import Entity

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

Span = tuple[int, int]

STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
"""May overlap everything but code."""
QUOTES = ("blockquote", "expandable_blockquote")
CODE = ("pre", "code")
LINKS = ("text_link", "text_mention", "custom_emoji", "date_time")
"""Have something that is not seen; with code they are what may not overlap each other."""
_EXTRAS = ("url", "user", "language", "custom_emoji_id", "unix_time")
_BLANK = " \n"


def finish(text: str, entities: Iterable[Entity]) -> tuple[str, list[Entity]]:
    """Return a text as Telegram keeps it, with its entities.

    Raises:
        ApiError: Telegram does not take an entity.
    """
    try:
        text, kept = tdlib.put_in_order(text, list(entities))
        text, kept = tdlib.put_in_order(text, _without_leads(text, kept))
    except tdlib.TdlibError as error:
        raise bad_request(str(error)) from None
    text, kept = _trimmed(text, _joined(kept))
    return text, sorted([*kept, *_found(text, kept)], key=_rank)


def _joined(entities: list[Entity]) -> list[Entity]:
    """Join styles of one kind that touch, as sending does: the Markdown parser has parted them at every border."""
    joined: list[Entity] = []
    for one in sorted(entities, key=lambda one: (one["type"], one["offset"])):
        if (
            joined
            and one["type"] in STYLES
            and (joined[-1]["type"], span_of(joined[-1])[1]) == (one["type"], one["offset"])
        ):
            joined[-1] = joined[-1] | {"length": joined[-1]["length"] + one["length"]}
        else:
            joined.append(one)
    return joined


def _found(text: str, kept: list[Entity]) -> list[Entity]:
    """Return what Telegram finds by itself outside of code and links; nothing of it goes across a quote's border."""
    found = entity_detection.find(text, [span_of(one) for one in kept if one["type"] in (*CODE, *LINKS)])
    quotes = [span_of(one) for one in kept if one["type"] in QUOTES]
    return [one for one in found if not any(_crosses(span_of(one), quote) for quote in quotes)]


def _crosses(span: Span, quote: Span) -> bool:
    is_apart = span[1] <= quote[0] or quote[1] <= span[0]
    return not is_apart and not quote[0] <= span[0] < span[1] <= quote[1]


def given(entities: Iterable[Mapping[str, Any]], text: str) -> list[Entity]:
    """Return the entities that a bot named by itself, checked as Telegram checks them.

    Raises:
        ApiError: An entity begins or ends outside the text.
    """
    size, kept = utf16.length(text), []
    for entity in entities:
        offset, extent = int(entity.get("offset", 0)), int(entity.get("length", 0))
        if not 0 <= offset <= size:
            raise unparsable(f"entity beginning at UTF-16 offset {offset} begins after the end of the text")
        if not 0 <= extent <= size - offset:
            raise unparsable(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
                f"at UTF-16 offset {offset + extent}"
            )
        if entity.get("type") in (*STYLES, *QUOTES, *CODE, *LINKS) and extent:
            extras = {name: entity[name] for name in _EXTRAS if name in entity}
            kept.append({"type": entity["type"], "offset": offset, "length": extent, **extras})
    return [entity for entity in kept if entity["type"] != "text_link" or _check_link(entity)]


def span_of(entity: Entity) -> Span:
    """Return where an entity begins and ends, in units."""
    return entity["offset"], entity["offset"] + entity["length"]


def _check_link(entity: Entity) -> bool:
    entity["url"] = checked_url(str(entity.get("url", "")))
    return bool(entity["url"])


def _without_leads(text: str, entities: list[Entity]) -> list[Entity]:
    """Let no entity that is seen begin with white space, nor consist of it."""
    kept = []
    for entity in entities:
        words = utf16.cut(text, entity["offset"], entity["length"])
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
    size, moved = utf16.length(kept), []
    for entity in entities:
        start, end = (min(size, place - lead) for place in span_of(entity))
        if start < end:
            moved.append(entity | {"offset": start, "length": end - start})
    return kept, moved


def _rank(entity: Entity) -> tuple[int, int]:
    """Order by place; of two at one place the longer first."""
    return entity["offset"], -entity["length"]
