"""The opinion map in words: Telegram HTML that says what the picture shows, as a message or as its caption."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.lengths import MESSAGE, shorten, units_of_html
from bot.debate.map.opinion_map import Agreement, Group, Mark, OpinionMap
from bot.texts import FALLBACK, Value, say

CAPTION = 1024
"""UTF-16 units of a picture's caption, at the most."""
TEXT_LENGTHS = (240, 160, 120, 90, 60, 40, 25, 12, 1)
"""Characters of a counterpoint's text that are tried, until everything fits."""


def describe(mapping: OpinionMap, language: str = FALLBACK) -> str:
    """Return the map as a message: the groups with what marks them, and the widest agreement."""
    return _fitting(mapping, MESSAGE, language)


def caption(mapping: OpinionMap, language: str = FALLBACK) -> str:
    """Return the same as the caption of the picture: all that `describe` says, with shorter texts."""
    return _fitting(mapping, CAPTION, language)


def _fitting(mapping: OpinionMap, room: int, language: str) -> str:
    """Return the words with texts as long as there is room for."""
    said = ""
    for length in TEXT_LENGTHS:
        said = "\n\n".join(_blocks(mapping, length, language))
        if units_of_html(said) < room:
            break
    return said


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


def _group(group: Group, length: int, language: str) -> str:
    head = say("map-group", language, label=group.label, people=group.size)
    return "\n".join([head, *(_mark(mark, length, language) for mark in group.marks)])


def _mark(mark: Mark, length: int, language: str) -> str:
    return say(f"map-mark-{mark.direction}", language, number=str(mark.number), text=shorten(mark.text, length)).strip()


def _agreement(one: Agreement, length: int, language: str) -> str:
    values: dict[str, Value] = {"number": str(one.number), "percent": one.percent, "text": shorten(one.text, length)}
    return say(f"map-agreement-{one.direction}", language, **values).strip()
