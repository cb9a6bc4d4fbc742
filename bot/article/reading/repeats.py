"""What a page says twice: pull quotes, summaries, bodies that are served for two widths of screen."""

from __future__ import annotations

from collections.abc import Sequence

_SHORTEST = 30
"""Letters below which words may come twice in an article by themselves."""
_MOST = 400
"""Blocks of one page that are looked for in the others; with more of them it is no article."""


def repeated(texts: Sequence[str]) -> list[bool]:
    """Say for each text whether another says all of it: a longer one, or an equal one before it."""
    keys = ["".join(letter for letter in text.casefold() if letter.isalnum()) for text in texts]
    everything = "\n".join(keys)
    seen: set[str] = set()
    answers: list[bool] = []
    for at, key in enumerate(keys):
        is_long = len(key) >= _SHORTEST
        answers.append(is_long and (key in seen or (at < _MOST and _stands_in_a_longer_one(key, everything))))
        seen.add(key)
    return answers


def _stands_in_a_longer_one(key: str, everything: str) -> bool:
    lines = everything.count(f"\n{key}\n") + everything.startswith(f"{key}\n") + everything.endswith(f"\n{key}")
    return everything.count(key) > max(1, lines)
