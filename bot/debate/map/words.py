"""The opinion map in words: Telegram HTML that says what the picture shows, as a message or as its caption."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.chat.text_length import MAX_CAPTION_UNITS, MAX_MESSAGE_UNITS, fitting, shorten
from bot.debate.map.opinion_map import Agreement, GroupMark, MapGroup, OpinionMap
from bot.texts import FALLBACK, Value, say


def describe(mapping: OpinionMap, language: str = FALLBACK, *, below: Sequence[str] = ()) -> str:
    """Return the map as a message: the groups with what marks them, the widest agreement, and lines `below`."""
    return fitting(lambda length: "\n\n".join([*_blocks(mapping, length, language), *below]), MAX_MESSAGE_UNITS)


def caption(mapping: OpinionMap, language: str = FALLBACK, *, below: Sequence[str] = ()) -> str:
    """Return the same as the caption of the picture: all that `describe` says, with shorter texts."""
    return fitting(lambda length: "\n\n".join([*_blocks(mapping, length, language), *below]), MAX_CAPTION_UNITS)


def _blocks(mapping: OpinionMap, length: int, language: str) -> Iterator[str]:
    title = say("map-head", language, title=shorten(mapping.title, length))
    yield f"{title}\n{say('map-counts', language, people=mapping.voters, votes=mapping.votes)}"
    if not mapping.groups:
        yield say("map-no-groups", language, voters=mapping.voters)
    for group in mapping.groups:
        yield _group(group, length, language)
    if mapping.agreement:
        lines = (_agreement(one, length, language) for one in mapping.agreement)
        yield "\n".join([say("map-widest-head", language), *lines])
    elif not mapping.groups:
        yield say("map-no-agreement", language)


def _group(group: MapGroup, length: int, language: str) -> str:
    head = say("map-group", language, label=group.label, people=group.size)
    return "\n".join([head, *(_mark(mark, length, language) for mark in group.marks)])


def _mark(mark: GroupMark, length: int, language: str) -> str:
    text = shorten(mark.text, length)
    return say(f"map-mark-{mark.direction}", language, number=str(mark.number), text=text).strip()


def _agreement(one: Agreement, length: int, language: str) -> str:
    text = shorten(one.text, length)
    values: dict[str, Value] = {"number": str(one.number), "percent": one.percent, "text": text}
    return say(f"map-agreement-{one.direction}", language, **values).strip()
