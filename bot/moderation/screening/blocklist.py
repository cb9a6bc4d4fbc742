"""The words that a chat does not want: plain words, phrases, and globs with `*` and `?`. No regular expressions.

An entry with other signs (`c++`, `18+`, `t.me`) is found as it was written, signs and spaces included; one of words
alone is found whatever stands between its words. Neither is found within a longer word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.debate.duplicates.normalise import plain
from bot.moderation.screening.globs import Globs, combine
from bot.texts import Refusal

MAX_ENTRIES = 10_000
MOST_GLOBS = 500
"""Globs among them."""
MAX_ENTRY_CHARS = 64
"""Characters of an entry."""
MOST_LETTERS = 2
"""Of a sign that stands for several."""
MOST_WORDS = 6
"""Words of an entry."""

_WORD = re.compile(r"[^\W_]+")
_GLOB = re.compile(r"(?:[^\W_]|[*?])+")
_TOKEN = re.compile(r"[^\W_]+|[\W_]")
_SIGNED = re.compile(r"[^\w\s*?]|_")
_WILD = re.compile(r"[*?]")
_STARS = re.compile(r"\*+")
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?(?=\S)")
_AROUND = " .,;:\"'“”„«»()[]"
"""Signs at the end of an entry, and quotation marks around it, are those of a sentence."""
_ALIKE = str.maketrans({**dict.fromkeys("’ʼ‘`´", "'"), **dict.fromkeys("‐‑–—−", "-")})
_EDGE = "\x1f"
"""Stands where a word begins and ends among signs; no message holds it."""


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
class Phrases:
    """Entries without globs, found by their parts: however long the list, a message costs as much as it has parts."""

    kept: frozenset[str] = frozenset()
    between: str = " "
    """What stands between two parts of an entry."""
    lengths: tuple[int, ...] = ()
    """Numbers of parts that entries have."""

    def find(self, said: Sequence[str]) -> str | None:
        """Return an entry that stands in a text, of which these are the parts."""
        runs = (
            self.between.join(said[start : start + length])
            for length in self.lengths
            for start in range(len(said) - length + 1)
        )
        return next((run for run in runs if run in self.kept), None)


@dataclass(frozen=True, slots=True)
class Blocklist:
    """Entries, ready to be found: however long the list, a message costs as much as it has words and letters."""

    words: Phrases = field(default_factory=Phrases)
    """Of words alone."""
    signed: Phrases = field(default_factory=lambda: Phrases(between=""))
    """With other signs."""
    globs: Globs = field(default_factory=Globs)
    signed_globs: Globs = field(default_factory=Globs)

    def __bool__(self) -> bool:
        """Say whether there is anything to look for."""
        return bool(self.words.kept or self.signed.kept or self.globs.patterns or self.signed_globs.patterns)

    def find(self, text: str) -> str | None:
        """Return an entry that stands in a text, not within a longer word, or None."""
        if not self:
            return None
        bare = _bare(text)
        return self._find_words(_WORD.findall(bare)) or self._find_signed(" ".join(bare.translate(_ALIKE).split()))

    def _find_words(self, said: Sequence[str]) -> str | None:
        found = self.words.find(said)
        return self.globs.find(f" {' '.join(said)} ") if found is None and self.globs.patterns and said else found

    def _find_signed(self, line: str) -> str | None:
        found = self.signed.find(_TOKEN.findall(line)) if self.signed.kept else None
        return (
            self.signed_globs.find(_WORD.sub(rf"{_EDGE}\g<0>{_EDGE}", line))
            if found is None and self.signed_globs.patterns
            else found
        )


def entry(text: str) -> str:
    """Return an entry as it is kept: one case and form, single spaces, nothing invisible; an address without scheme.

    Raises:
        Refusal: It is too long, or says nothing to look for.
    """
    if len(text) > MAX_ENTRY_CHARS:
        raise Refusal("blocklist-entry-long", most=MAX_ENTRY_CHARS)
    kept = _trimmed(_STARS.sub("*", _bare(text).translate(_ALIKE)))
    if len(_GLOB.findall(kept)) > MOST_WORDS:
        raise Refusal("blocklist-entry-words", most=MOST_WORDS)
    letters = sum(map(len, _WORD.findall(kept)))
    if letters < (2 if _WILD.search(kept) else 1):
        raise Refusal("blocklist-entry-empty")
    return kept


def _trimmed(text: str) -> str:
    """Return a text in one line without scheme, quotation marks around it, and the signs that end a sentence."""
    former, kept = "", text
    while kept != former:
        former, kept = kept, _SCHEME.sub("", " ".join(kept.split())).rstrip(_AROUND + "/").lstrip(" \"'“”„«»([")
    return kept


def blocklist(entries: Iterable[str]) -> Blocklist:
    """Make entries, as `entry` returns them, ready to be found.

    Raises:
        Refusal: There are too many.
    """
    kept = frozenset(entries)
    if len(kept) > MAX_ENTRIES:
        raise Refusal("blocklist-long", most=MAX_ENTRIES)
    globs = sorted(one for one in kept if _WILD.search(one))
    if len(globs) > MOST_GLOBS:
        raise Refusal("blocklist-globs", most=MOST_GLOBS)
    plain_words, signed = _parted(kept.difference(globs))
    plain_globs, signed_globs = _parted(globs)
    return Blocklist(
        Phrases(frozenset(plain_words), " ", _lengths(_WORD, plain_words)),
        Phrases(frozenset(signed), "", _lengths(_TOKEN, signed)),
        combine(plain_globs),
        combine(signed_globs, _edged),
    )


def _parted(entries: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the entries of words alone, and those with other signs."""
    parted: tuple[list[str], list[str]] = ([], [])
    for one in entries:
        parted[bool(_SIGNED.search(one))].append(one)
    return parted


def _lengths(parts: re.Pattern[str], entries: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({len(parts.findall(one)) for one in entries}))


def _edged(pattern: str) -> str:
    """Mark where words of a glob begin and end, but for those that go on with any letters or signs."""
    edged = _GLOB.sub(lambda part: f"{_EDGE}{part.group()}{_EDGE}", pattern)
    return edged.replace(f"{_EDGE}*", "*").replace(f"*{_EDGE}", "*").lstrip("*")


def _bare(text: str) -> str:
    """Return a text in one case and form, without what cannot be seen and without marks on its letters."""
    found = plain(text.translate(_SINGLE))
    return found if found.isascii() else "".join(char for char in found if unicodedata.category(char)[0] != "M")
