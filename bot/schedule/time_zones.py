"""Time zones by the names that people write, with the rules of the `tzdata` package alone.

What the computer itself knows about zones is left aside: every worker of a bot must compute the same due times.
"""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import tzdata

from bot.texts import Refusal

_MAX_SUGGESTIONS = 3
_MIN_LIKENESS = 0.6
_LONGEST_NAME = 40


@cache
def rules_of(zone: str) -> ZoneInfo:
    """Return the rules of a zone that `find_zone` returned."""
    with files(tzdata).joinpath("zoneinfo", *zone.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=zone)


def find_zone(words: str) -> str:
    """Return the full name of the zone that somebody means.

    Args:
        words: `Europe/Vilnius`, in small or capital letters, or a city alone where only one zone has its name.

    Raises:
        Refusal: There is no such zone; it names the nearest ones.
    """
    name = "_".join(words.split()).casefold()
    full = _by_name().get(name)
    if full is not None:
        return full
    cities = _by_city().get(name, [])
    if len({_content(zone) for zone in cities}) == 1:
        return cities[0]
    raise _refusal(words, name)


def _refusal(words: str, name: str) -> Refusal:
    """Return the refusal of an unknown zone, with those whose cities are written alike."""
    city = name[:_LONGEST_NAME].rpartition("/")[2]
    near = get_close_matches(city, _by_city(), _MAX_SUGGESTIONS, _MIN_LIKENESS)
    zones = [zone for city in near for zone in _by_city()[city]][:_MAX_SUGGESTIONS]
    if not zones:
        return Refusal("schedule-zone-unknown", zone=words[:_LONGEST_NAME])
    return Refusal("schedule-zone-near", zone=words[:_LONGEST_NAME], near=", ".join(zones))


@cache
def _names() -> tuple[str, ...]:
    """Return the names of all zones, those in use today before their old names."""
    return tuple(files(tzdata).joinpath("zones").read_text(encoding="ascii").split())


@cache
def _by_name() -> dict[str, str]:
    return {name.casefold(): name for name in _names()}


@cache
def _by_city() -> dict[str, list[str]]:
    """Return the zones by their cities; `Etc/GMT+3` is none, and is behind UTC where “GMT+3” means ahead of it."""
    cities = defaultdict(list)
    for name in _names():
        region, _, city = name.rpartition("/")
        if region not in ("", "Etc"):
            cities[city.casefold()].append(name)
    return dict(cities)


def _content(zone: str) -> bytes:
    return files(tzdata).joinpath("zoneinfo", *zone.split("/")).read_bytes()
