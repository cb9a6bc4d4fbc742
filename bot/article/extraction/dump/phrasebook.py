"""The phrases by which lines of news pages are known, from phrases/, a file a language (see its README.txt)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_LINE_END = r"\s?[:…»→>!]{0,3}$"


@cache
def whole_lines(meaning: str) -> re.Pattern[str] | None:
    """Return what matches a whole line of this meaning, with a space put before it; None where there is no phrase."""
    return _compiled([phrase for phrase in _phrases().get(meaning, ()) if not phrase.endswith("…")], _LINE_END)


@cache
def beginnings(meaning: str) -> re.Pattern[str] | None:
    """Return what matches the beginning of a line of this meaning, with a space put before it."""
    return _compiled([phrase for phrase in _phrases().get(meaning, ()) if phrase.endswith("…")], r"(?!\w)")


def _compiled(phrases: list[str], end: str) -> re.Pattern[str] | None:
    if not phrases:
        return None
    alternatives = "|".join(_pattern(phrase.removesuffix("…")) for phrase in phrases)
    return re.compile(f"(?:{alternatives}){end}", re.IGNORECASE)


@cache
def _phrases() -> dict[str, list[str]]:
    """Read the phrases of all languages, by their meaning."""
    found: dict[str, list[str]] = {}
    for path in sorted(Path(__file__).parent.glob("phrases/??.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            meaning, _, phrases = line.partition(": ")
            found.setdefault(meaning, []).extend(phrase.strip() for phrase in phrases.split(";"))
    return found


def _pattern(phrase: str) -> str:
    """Turn a phrase into a regular expression; each word brings the space before it."""
    return "".join(_of_word(word) for word in phrase.split())


def _of_word(word: str) -> str:
    if word.startswith("["):
        return f"(?:{_of_word(word[1:-1])})?"
    if word == "*":
        return r" (?:[^.!?]|[.!?](?=\w)){1,60}?"
    colon = " ?:" if word.endswith(":") else ""
    alternatives = word.removesuffix(":").replace("\\/", "\0").split("/")
    return f" (?:{'|'.join(_of_alternative(alternative) for alternative in alternatives)}){colon}"


def _of_alternative(word: str) -> str:
    pattern = re.escape(word.replace("\0", "/").replace("_", " ").removesuffix("~")).replace(r"\#", r"\d{1,6}")
    return pattern + r"\w{0,15}" if word.endswith("~") else pattern
