"""Whether two texts name different numbers, in figures or in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.debate.duplicates.number_words import MONTHS, NUMBERS, ONLY_IN, SCALES, SHARES

_FIGURES = re.compile(r"(-?\d+(?:\.\d+)?)(\D*)")
_GERMAN_TENS = re.compile(r"(ein|\w+)und(\w+)")
_THREE_DIGITS = re.compile(r"\d{3}")

Named = tuple[str, float]
"""A kind of number (number, share, month) and its value."""


def differ(one: Sequence[str], other: Sequence[str], language: str) -> bool:
    """Tell whether two texts name different numbers.

    A number that one of them leaves out is no difference: to say less is not to say otherwise.

    Args:
        one: Words of a text, as `normalise.words` gives them.
        other: Words of the other.
        language: Their language, for the words that several languages share.
    """
    if _digits(one) == _digits(other):
        one, other = _without_digits(one), _without_digits(other)
    here, there = Counter(named(one, language)), Counter(named(other, language))
    only_here, only_there = ({kind for kind, _ in left} for left in (here - there, there - here))
    return bool(only_here & only_there)


def named(words: Sequence[str], language: str) -> Iterator[Named]:
    """Yield the numbers that words name, in order; two million is one number, and so is 2 000 000."""
    known = {**NUMBERS, **ONLY_IN.get(language, {})}
    row: list[float] = []
    for word in _joined(words):
        if word == "and" and row and row[-1] in SCALES:
            continue
        values = _values(word, known)
        if row and not (values and _continues(row[-1], values[0], word)):
            yield "number", _together(row)
            row = []
        row += values
        for kind, table in (("share", SHARES), ("month", MONTHS)):
            if word in table:
                yield kind, table[word]
    if row:
        yield "number", _together(row)


def _digits(words: Sequence[str]) -> str:
    """Return all digits in order, and the decimal points: 25-30 typed as 2530 is a slip, 8.5 as 85 is not."""
    return re.sub(r"[^\d.-]", "", "".join(words))


def _without_digits(words: Sequence[str]) -> list[str]:
    return [left for word in words if (left := re.sub(r"[\d.-]", "", word))]


def _joined(words: Sequence[str]) -> list[str]:
    """Put groups of three digits together: 2 000 000."""
    joined: list[str] = []
    open_ = False
    for word in words:
        if open_ and _THREE_DIGITS.fullmatch(word):
            joined[-1] += word
        else:
            joined.append(word)
            open_ = word.isdecimal() and len(word) <= 3 and not word.startswith("0")
    return joined


def _values(word: str, known: dict[str, float]) -> list[float]:
    """Return the value of a number, and the scale written with it (10k); nothing for other words."""
    if figures := _FIGURES.fullmatch(word):
        scale = known.get(figures[2], 0.0)
        return [float(figures[1])] + [scale] * (scale in SCALES)
    if word in known:
        return [known[word]]
    if (tens := _GERMAN_TENS.fullmatch(word)) and tens[2] in known:
        ones = 1.0 if tens[1] == "ein" else known.get(tens[1])
        return [] if ones is None else [ones + known[tens[2]]]
    return []


def _continues(last: float, value: float, word: str) -> bool:
    """Tell whether a number goes on: twenty five, two hundred ten, 3 million; not 2016 and then 100."""
    if value in SCALES:
        return True
    return word.isalpha() and ((last % 100 == 0 and value < 100) or (last % 10 == 0 and value < 10)) and last > value


def _together(row: list[float]) -> float:
    """Return what a row of number words means."""
    total, current = 0.0, 0.0
    for value in row:
        if value in SCALES and value > 100:
            total, current = total + max(current, 1.0) * value, 0.0
        elif value == 100 and current:
            current *= value
        else:
            current += value
    return total + current
