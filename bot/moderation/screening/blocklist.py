"""The words that a chat does not want: plain words, phrases, and globs with `*` and `?`. No regular expressions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.debate.duplicates.normal import plain
from bot.moderation.screening.globs import Globs, combine
from bot.texts import Refusal

MOST = 10_000
MOST_GLOBS = 500
"""Globs among them."""
LONGEST = 64
"""Characters of an entry."""
MOST_LETTERS = 2
"""Of a sign that stands for several."""
MOST_WORDS = 6
"""Words of an entry."""

_WORD = re.compile(r"[^\W_]+")
_PATTERN = re.compile(r"[^\W_*?]*(?:[*?]+[^\W_*?]*)+|[^\W_]+")
_WILD = re.compile(r"[*?]")
_STARS = re.compile(r"\*+")


class _Single(dict[int, str]):
    """A table for `str.translate`: a sign that stands for many letters, up to 18, for none of them.

    A message full of such signs would take long to look through.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = char if len(unicodedata.normalize("NFKC", char)) <= MOST_LETTERS else " "
        return self[code]


_SINGLE = _Single()


@dataclass(frozen=True, slots=True)
class Blocklist:
    """Entries, ready to be found: however long the list, a message costs as much as it has words and letters."""

    words: frozenset[str] = frozenset()
    """Words, and phrases with single spaces."""
    longest: int = 0
    """Words of the longest phrase."""
    globs: Globs = field(default_factory=Globs)

    def find(self, text: str) -> str | None:
        """Return an entry that stands in a text at the boundaries of words, or None."""
        if not self.longest and not self.globs.patterns:
            return None
        said = _WORD.findall(_bare(text))
        phrase = next((phrase for phrase in self._phrases(said) if phrase in self.words), None)
        if phrase is None and self.globs.patterns and said:
            return self.globs.find(f" {' '.join(said)} ")
        return phrase

    def _phrases(self, said: Sequence[str]) -> Iterable[str]:
        yield from said
        for length in range(2, self.longest + 1):
            yield from (" ".join(said[start : start + length]) for start in range(len(said) - length + 1))


def entry(text: str) -> str:
    """Return an entry as it is kept: one case and form, single spaces, nothing invisible, no punctuation.

    Raises:
        Refusal: It is too long, or says nothing to look for.
    """
    if len(text) > LONGEST:
        raise Refusal("blocklist-entry-long", most=LONGEST)
    words = _PATTERN.findall(_STARS.sub("*", _bare(text)))
    if len(words) > MOST_WORDS:
        raise Refusal("blocklist-entry-words", most=MOST_WORDS)
    kept = " ".join(words)
    letters = len(_WILD.sub("", kept.replace(" ", "")))
    if letters < (2 if _WILD.search(kept) else 1):
        raise Refusal("blocklist-entry-empty")
    return kept


def blocklist(entries: Iterable[str]) -> Blocklist:
    """Make entries, as `entry` returns them, ready to be found.

    Raises:
        Refusal: There are too many.
    """
    kept = frozenset(entries)
    if len(kept) > MOST:
        raise Refusal("blocklist-long", most=MOST)
    globs = sorted(one for one in kept if _WILD.search(one))
    if len(globs) > MOST_GLOBS:
        raise Refusal("blocklist-globs", most=MOST_GLOBS)
    words = kept.difference(globs)
    return Blocklist(words, max((word.count(" ") + 1 for word in words), default=0), combine(globs))


def _bare(text: str) -> str:
    """Return a text in one case and form, without what cannot be seen and without marks on its letters."""
    found = plain(text.translate(_SINGLE))
    return found if found.isascii() else "".join(char for char in found if unicodedata.category(char)[0] != "M")
