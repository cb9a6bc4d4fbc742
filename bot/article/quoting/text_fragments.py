"""Where a link lands: text fragments, which open a page at the very words.

How browsers look for them, as the tests see it in Chromium: words are whole; case, accents, kinds of quotation marks
and soft hyphens do not count; start, end, prefix and suffix each stand within one line of a block; the first place that
fits is taken. So a fragment is made longer until it fits nowhere else in the article.

What stands in the line of a page and not in its article parts the words for the browser: a note mark, the reading of a
rare letter, an initial that floats, a button, a cell's border. The page is not kept, so nobody knows where. So shorter
fragments follow the first, each of other words: where the first is not found a browser goes to the next one that is,
and where all are found they mark the same words.

Source: https://wicg.github.io/scroll-to-text-fragment/
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote as percent_encoded

from bot.article.ranking.segmentation.graphemes import is_boundary
from bot.article.snapshot import Passage, Snapshot

LONG_QUOTE_CHARS = 300
"""Characters from which words are linked by the first and the last of them."""
LONG_ENCODED = 600
"""The same when encoded: letters beyond English take six to nine characters each."""
QUOTE_END_WORDS = (6, 12, 24, 48)
"""First and last words of a long quote; more where fewer stand elsewhere too."""
NEIGHBOUR_WORDS = (3, 6, 12, 24)
"""Words beside the quote that tell it from the same words elsewhere."""
MOST_ENCODED = 1_200
"""Characters of all directives of a link, above which no more are added."""
SHORT_FRAGMENT_WORDS = (3, 4, 6, 9)
"""Words of the shorter fragments; more where fewer stand elsewhere too."""
_TERM_WEIGHT = 12
"""Letters of such a fragment at least; one of a script without spaces counts for three."""
_LOOKED_AT = 40
"""Words at each end of a quote among which shorter fragments are looked for."""
_END_LETTERS = 60
_WORD = re.compile(r"\w+(?:['’.,:\u00ad\u200d-]\w+)*")
_MARKS = re.compile(r"[\W_]+")
_SPACED = re.compile(r"\S+")
_ASCII_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_UNSEEN = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u00ad\u200b-\u200f\u2060-\u206f\ufeff]")
"""Accents, points and invisible signs, once they stand apart from their letters."""
_PARTED = re.compile(r"[^\n\t|\"“”„‟«»‹›、。，！？；：「」『』（）【】]+")
"""What stands between line ends, cells and marks that a page may draw itself, as it does those of `<q>`."""
_CELL = re.compile(r"[^\n\t|]+")
_EDGES = re.compile(r"^\W+|\W+$")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟″", '"') | dict.fromkeys("‘’‚‛′", "'"))
_UNSPACED = "\u0e00"
"""From Thai on many scripts write words without spaces, and a browser finds their ends by a dictionary."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """`[prefix-,]start[,end][,-suffix]`, as words."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        before, after = _encoded(self.prefix), _encoded(self.suffix)
        parts = [f"{before}-" if before else "", _encoded(self.start), _encoded(self.end), f"-{after}" if after else ""]
        return ",".join(part for part in parts if part)

    def fits(self, page: str) -> int:
        """Return in how many places of a folded page this may stand, which may overlap; 2 for more."""
        words = _folded(self.prefix + self.start + ("" if self.end else self.suffix))
        first = page.find(words)
        return 0 if first < 0 else 1 + (page.find(words, first + 1) >= 0)


def directives(snapshot: Snapshot, passage: Passage, start: int, end: int) -> str:
    """Return `text=…&text=…`, which lands on `snapshot.text[start:end]`, a part of a passage: best first."""
    page = _page(snapshot)
    start, end = _whole_words(snapshot.words_of(passage), passage, start, end)
    said = ""
    for one in dict.fromkeys([*_told(snapshot, passage, start, end), *_shorter(snapshot.text[start:end], page)]):
        longer = f"{said}&text={one}" if said else f"text={one}"
        said = longer if not said or len(longer) <= MOST_ENCODED else said
    return said


def _shorter(quoted: str, page: str) -> Iterator[Fragment]:
    """Yield fragments of few words of a quote: from near its start to near its end, then some that stand alone."""
    starts, ends = list(_terms(quoted, page)), list(_terms(quoted, page, backward=True))
    starts, ends = starts or ends, ends or starts
    if not starts:
        yield from _cells(quoted, page)
        return
    first, last = starts[0], ends[0]
    second = next((one for one in starts if one.start >= first.stop), first)
    before_last = next((one for one in ends if one.stop <= last.start), last)
    between = [one for one in starts if one.start >= second.stop and one.stop <= before_last.start]
    yield _from_to(quoted, first, last)
    if second != first:
        yield _from_to(quoted, second, before_last)
    for one in [max(between, key=len)] if between else (first, last, before_last):
        yield _from_to(quoted, one, one)


def _cells(quoted: str, page: str) -> Iterator[Fragment]:
    """Yield a cell or line of a quote with those beside it, which together stand nowhere else on the page."""
    cells = [cell for cell in _CELL.finditer(quoted) if not cell[0].isspace()]
    rows = [cells[at : at + 3] for at in range(len(cells) - 1)]
    for row in sorted(rows, key=lambda row: -len(row[len(row) // 2][0])):
        told = _folded(quoted[row[0].start() : row[-1].end()])
        if page.find(told, page.find(told) + 1) < 0:
            before, here, *after = (cell[0].strip() for cell in row)
            yield Fragment(here, prefix=before, suffix="".join(after))
            return


def _from_to(quoted: str, first: range, last: range) -> Fragment:
    end = quoted[last.start : last.stop] if last.start >= first.stop else ""
    return Fragment(quoted[first.start : first.stop], end)


def _terms(quoted: str, page: str, *, backward: bool = False) -> Iterator[range]:
    """Yield from each word of a quote, or up to each, the fewest words that stand nowhere else on the page."""
    for stretch, at in _words(quoted, backward=backward):
        for size in [size for size in SHORT_FRAGMENT_WORDS if size <= len(stretch)] or [len(stretch)]:
            begin = at + 1 - size if backward else at
            if not 0 <= begin <= len(stretch) - size:
                break
            term = _without_marks(quoted, stretch[begin][0], stretch[begin + size - 1][1])
            if _tells(quoted[term.start : term.stop], page):
                yield term
                break


def _words(quoted: str, *, backward: bool) -> list[tuple[list[tuple[int, int]], int]]:
    """Return the words at one end of a quote: each as its stretch without marks, and its number there."""
    parts = (one.span() for one in _PARTED.finditer(quoted))
    stretches = ([word.span() for word in _SPACED.finditer(quoted, *part)] for part in parts)
    words = [(stretch, at) for stretch in stretches for at in range(len(stretch))]
    return words[: -_LOOKED_AT - 1 : -1] if backward else words[:_LOOKED_AT]


def _tells(term: str, page: str) -> bool:
    """Say whether a term has letters enough and stands once on the page."""
    weight = sum(3 if letter >= _UNSPACED else 1 for letter in term if letter.isalnum())
    folded = _folded(term)
    return weight >= _TERM_WEIGHT and page.find(folded, page.find(folded) + 1) < 0


def _without_marks(text: str, start: int, end: int) -> range:
    """Return the span without the marks at its ends."""
    words = text[start:end]
    bare = _EDGES.sub("", words)
    first = start + words.find(bare)
    return range(first, first + len(bare))


def _told(snapshot: Snapshot, passage: Passage, start: int, end: int) -> list[Fragment]:
    """Return fragments of a whole quote: alone; else told by what stands before it, by what stands behind it.

    A page may have something else beside it than its article has, so both are given, the same line first. The first of
    several is found alone, too; and where one side alone tells it, the same words elsewhere are more than none.
    """
    page = _page(snapshot)
    bare = list(_bare(snapshot.text[start:end]))
    alone = next((one for one in bare if one.fits(page) <= 1), None)
    if alone:
        return [alone]
    before, after = snapshot.text[:start], snapshot.text[end:]
    sides = [_beside(_last_block(before), bare[0], ""), _beside("", bare[0], _first_block(after))]
    beside = [next((one for one in side if one.fits(page) <= 1), None) for side in sides]
    surest = sorted((one for one in beside if one), key=lambda one: "\n" in one.prefix + one.suffix)
    told = surest or [_between(snapshot, passage, start, end, bare[0])]
    is_last_resort = len(told) == 1 or bare[0].fits(_folded(before)) == 0
    return [*told, bare[0]] if is_last_resort and not bare[0].end else told


def _between(snapshot: Snapshot, passage: Passage, start: int, end: int, bare: Fragment) -> Fragment:
    """Return a fragment with neighbours on both sides, or the whole line with those around."""
    text, page = snapshot.text, _page(snapshot)
    tries = list(_beside(_last_block(text[:start]), bare, _first_block(text[end:])))
    left = text[passage.start : start].rpartition("\n")[2]
    right = text[end : passage.end].partition("\n")[0]
    if left + right and len(left) + len(right) <= LONG_QUOTE_CHARS:
        before, after = text[: start - len(left)], text[end + len(right) :]
        whole = replace(bare, start=left + bare.start + ("" if bare.end else right))
        tries += _beside(_last_block(before), whole, _first_block(after))
    return min(tries, key=lambda one: max(1, one.fits(page)))


def _beside(before: str, bare: Fragment, after: str) -> Iterator[Fragment]:
    """Yield a fragment with ever more neighbours; a suffix stands after the end, so it tells no start from another."""
    for count in NEIGHBOUR_WORDS:
        suffix = "" if bare.end else _first_words(after, count)
        yield replace(bare, prefix=_last_words(before, count), suffix=suffix)


def _bare(quoted: str) -> Iterator[Fragment]:
    """Yield the whole of a short quote, or first and last words of a long one, ever more of them."""
    if len(quoted) <= LONG_QUOTE_CHARS and len(_encoded(quoted)) <= LONG_ENCODED and "\n" not in quoted:
        yield Fragment(quoted)
        return
    words = len(quoted.split())
    if words <= 2 * QUOTE_END_WORDS[0]:
        lines = quoted.split("\n")
        yield Fragment(lines[0], lines[-1]) if len(lines) > 1 else _by_letters(quoted)
        return
    for count in QUOTE_END_WORDS:
        if 2 * count <= words or count == QUOTE_END_WORDS[0]:
            start = _first_words(quoted, count).partition("\n")[0]
            yield Fragment(start, _ending(quoted, start, words - count))


def _ending(quoted: str, start: str, most: int) -> str:
    """Return the last words of a quote, as many as do not stand in it before."""
    rest = _folded(quoted)[len(_folded(start)) :]
    endings = (_last_words(quoted, min(count, most)).rpartition("\n")[2] for count in QUOTE_END_WORDS)
    found = list(dict.fromkeys(endings))
    return next((one for one in found if rest.count(_folded(one)) == 1), found[-1])


def _by_letters(quoted: str) -> Fragment:
    """Return the first and the last letters of a quote of few words, up to and from a mark where there is one."""
    start, end = min(_END_LETTERS, len(quoted) // 2), max(len(quoted) - _END_LETTERS, (len(quoted) + 1) // 2)
    parted = [match.end() for match in _MARKS.finditer(quoted)]
    start = max((place for place in parted if place <= start), default=start)
    end = min((place for place in parted if end <= place < len(quoted)), default=end)
    while not is_boundary(quoted, start):
        start -= 1
    while not is_boundary(quoted, end):
        end += 1
    return Fragment(quoted[:start], quoted[end:]) if quoted[:start] and quoted[end:] else Fragment(quoted)


def _whole_words(words: str, passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Return a span widened to whole words; a browser finds no others."""
    for match in _WORD.finditer(words):
        left, right = match.start() + passage.start, match.end() + passage.start
        if match.group() < _UNSPACED:
            start = left if left < start < right else start
            end = right if left < end < right else end
    return start, end


def _first_words(text: str, count: int) -> str:
    parts = text.split(maxsplit=count)
    return text[: len(text) - len(parts[count])].rstrip() if len(parts) > count else text.rstrip()


def _last_words(text: str, count: int) -> str:
    parts = text.rsplit(maxsplit=count)
    return text[len(parts[0]) :].lstrip() if len(parts) > count else text.lstrip()


def _last_block(text: str) -> str:
    """Return the last line of a text, and the space after it."""
    return text[text.rstrip().rfind("\n") + 1 :]


def _first_block(text: str) -> str:
    """Return the space before the first line of a text, and the line."""
    space = len(text) - len(text.lstrip())
    return text[:space] + text[space:].partition("\n")[0]


@lru_cache(maxsize=16)
def _page(snapshot: Snapshot) -> str:
    """Return all that the page may say, what was left out of the article at its end, folded."""
    return _folded("\n".join([snapshot.text, *(one.text for one in snapshot.dropped)]))


def _folded(text: str) -> str:
    """Write text as a browser compares it: without case, accents, invisible signs, differences of space and quotes."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_QUOTES))
        text = _UNSEEN.sub("", text.replace("и\u0306", "й").replace("И\u0306", "Й"))
    return " ".join(text.casefold().split())


def _encoded(text: str) -> str:
    """Percent-encode all that a text directive could misread: also its own signs `-`, `,` and `&`."""
    plain = _ASCII_SPACES.sub(" ", text.strip()).replace("\N{NO-BREAK SPACE}", " ")
    return percent_encoded(plain, safe="", errors="replace").replace("-", "%2D")
