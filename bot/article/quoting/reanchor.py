"""Re-anchoring: where words of an old version of an article stand in its new one, or that they are gone.

The rule is strict: to be tied to other words is worse than to be tied to none, and people are told of that.

- The same words come first; only typography may differ (spaces, quotation marks, dashes, commas, invisible signs).
- Failing those, the same words with their spelling mended: one word in five, each by a single letter. What steers a
  sentence is never taken for a misspelling: numbers, names, denials, small words. A changed number is another claim.
- Of several places the one whose neighbours agree clearly best is taken, or none: those of its paragraph, and where
  these do not tell, those beyond. A few words, and mended ones, need neighbours that agree; and a place that fits other
  old words better is not taken at all.

Nothing else counts as the same, however like it looks: neither a word put in its place nor one more or less.

Source: the steps are those of Hypothesis ("Fuzzy anchoring", 2013), which tries context first and then likeness; the
selectors are the TextQuoteSelector and TextPositionSelector of W3C Web Annotation.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from urllib.parse import urlsplit

from bot.article.extraction.sites import host_of, is_same_site
from bot.article.quoting.word_sequences import Span, SpeltWords, WordSequence, is_mark, row_in, words_of
from bot.article.ranking.segmentation.graphemes import is_boundary
from bot.article.ranking.stopwords import STOP_WORDS
from bot.article.snapshot import PassageKind, Snapshot

WORDS_PER_MENDED_WORD = 5
"""Words to each one whose spelling may have been mended: so four in five are the same letter for letter."""
MIN_MENDABLE_LETTERS = 5
"""Letters of a word that can have been mended; shorter ones become other words too easily."""
ENOUGH_WORDS = 6
"""Words that stand for themselves; fewer need neighbours."""
MIN_NEIGHBOUR_SHARE = 0.5
"""Share of the neighbours on the better side that must agree where neighbours are needed."""
MIN_NEIGHBOUR_LEAD = 0.2
"""By how much the neighbours of a place (mean of both sides, 0 to 1) must agree better than those of the runner-up."""
FULL_AGREEMENT = 1.0
"""How well neighbours agree that are the same."""
MAX_SAME_PLACES = 200
"""Places of the same words from which on nobody can tell which is meant."""
MOST_VOTES = 200_000
"""Single words that may agree; an article that repeats a few words for ever has more, and is none."""

Agreement = tuple[float, float]
"""How well neighbours agree, 0 to 1: those of the paragraph, and all."""

_DENYING = ("no", "не", "ни", "ні", "ня")
"""How many words begin that deny: *nothing* is not *noting* with its spelling mended."""


def is_version(old: Snapshot, new: Snapshot) -> bool:
    """Say whether two snapshots are of one article: the same address, or the same title, but not of another site."""
    addresses = _address(old.url), _address(new.url)
    titles = _title(old.title), _title(new.title)
    if all(addresses) and not is_same_site(old.url, new.url):
        return False
    return (addresses[0] == addresses[1] != "") or (titles[0] == titles[1] != "")


def reanchor(old: Snapshot, new: Snapshot, spans: Sequence[Span]) -> list[Span | None]:
    """Find quoted words of one version of an article in another.

    Args:
        old: The version in which they were quoted.
        new: The version in which they are looked for.
        spans: Where they stand in the old one.

    Returns:
        For each where it stands in a paragraph of the new version; None where it is gone, or nobody can tell.
    """
    return [_find(old, new, span) for span in spans]


def _find(old: Snapshot, new: Snapshot, span: Span) -> Span | None:
    quoted = row_in(words_of(old.text), span)
    if quoted is None:
        return None
    rows = list(islice(_rows_like(quoted, words_of(new.text), old.language), MAX_SAME_PLACES))
    if len(rows) == MAX_SAME_PLACES:
        return None
    found = [row for row in rows if _spoken(new, row) and row.is_asked() is quoted.is_asked()]
    same = [row for row in found if _is_same(quoted, row)]
    row = _chosen(quoted, same or found)
    if row is None or not _is_own(quoted, row):
        return None
    return _with_marks(quoted, span, new, row)


def _chosen(quoted: WordSequence, rows: Sequence[WordSequence]) -> WordSequence | None:
    """Return the row whose neighbours agree clearly best with those of the quoted words."""
    scores = [_agreement(quoted, row) for row in rows]
    for at, row in enumerate(rows):
        if all(_is_ahead(scores[at], score) for other, score in enumerate(scores) if other != at):
            return row
    return None


def _is_ahead(one: Agreement, other: Agreement) -> bool:
    """Say whether one agrees clearly better: within the paragraph, or beyond it where that does not tell.

    A paragraph that is word for word the same tells however little another differs, and what stands around paragraphs
    never outweighs what stands in them: twins that change places are still told apart by their own words.
    """
    within, beyond = one[0] - other[0], one[1] - other[1]
    if abs(within) >= MIN_NEIGHBOUR_LEAD or max(one[0], other[0]) == FULL_AGREEMENT > min(one[0], other[0]):
        return within > 0
    return within >= 0 and beyond >= MIN_NEIGHBOUR_LEAD


def _is_own(quoted: WordSequence, row: WordSequence) -> bool:
    """Say whether a row is that of the quoted words, and not of others that stood in the old version as well."""
    same = _is_same(quoted, row)
    twins = [one for one in islice(_rows_same(row, quoted.words), MAX_SAME_PLACES) if one.first != quoted.first]
    if twins and not same:
        return False
    if (twins or not same or quoted.count < ENOUGH_WORDS) and _company(quoted, row) < MIN_NEIGHBOUR_SHARE:
        return False
    mine = _agreement(quoted, row)
    return all(_is_ahead(mine, _agreement(one, row)) for one in twins)


def _rows_same(row: WordSequence, words: SpeltWords) -> Iterator[WordSequence]:
    """Yield the rows of a text that have the same words."""
    for first in words.places.get(row.words.spelt[row.first].lower(), ()):
        other = WordSequence(words, first, row.count)
        if first + row.count <= len(words.spelt) and _is_same(row, other):
            yield other


def _rows_like(quoted: WordSequence, words: SpeltWords, language: str) -> Iterator[WordSequence]:
    """Yield the rows of a text that have the same words, or nearly all the same and the others mended."""
    may_differ = quoted.count // WORDS_PER_MENDED_WORD
    places = [words.places.get(word.lower(), []) for word in quoted.spelt()]
    if sum(map(len, places)) > MOST_VOTES:
        return
    votes = Counter(place - number for number, found in enumerate(places) for place in found)
    for first, count in votes.items():
        if count < quoted.count - may_differ or not 0 <= first <= len(words.spelt) - quoted.count:
            continue
        row = WordSequence(words, first, quoted.count)
        differing = list(_differing(quoted, row))
        if len(differing) <= may_differ and all(_is_mended(*pair, language) for pair in differing):
            yield row


def _is_same(one: WordSequence, other: WordSequence) -> bool:
    return next(_differing(one, other), None) is None


def _differing(one: WordSequence, other: WordSequence) -> Iterator[tuple[str, str]]:
    """Yield the pairs of words that are not the same; a capital where a sentence opens is no difference."""
    for number, (here, there) in enumerate(zip(one.spelt(), other.spelt(), strict=True)):
        opens = one.words.opens[one.first + number] or other.words.opens[other.first + number]
        if here != there and not (opens and here[1:] == there[1:] and here[:1].lower() == there[:1].lower()):
            yield here, there


def _is_mended(one: str, other: str, language: str) -> bool:
    """Say whether two words are one, misspelt by a letter too much, too few, or in its neighbour's place."""
    small = STOP_WORDS.get(language, frozenset())
    for word in (one, other):
        if len(word) < MIN_MENDABLE_LETTERS or not (word.isalpha() and word.islower()) or word in small:
            return False
        if word.startswith(_DENYING):
            return False
    if one[0] != other[0] or one[-1] != other[-1]:
        return False
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) == 1:
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    swaps = (one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(len(one) - 1))
    return len(long) == len(short) and other in swaps


def _agreement(one: WordSequence, other: WordSequence) -> Agreement:
    """Return how well the neighbours of two rows agree, in the mean of both sides: within the paragraph, and beyond."""
    within, beyond = (sum(_sides_agree(one, other, within=alone)) / 2 for alone in (True, False))
    return within, beyond


def _company(one: WordSequence, other: WordSequence) -> float:
    """Return the same of the one side that agrees best: where a sentence was moved, the other is new."""
    scopes = [(one.sides(within=alone), _sides_agree(one, other, within=alone)) for alone in (True, False)]
    return max(
        (share for sides, shares in scopes for side, share in zip(sides, shares, strict=True) if side), default=0
    )


def _sides_agree(one: WordSequence, other: WordSequence, *, within: bool = False) -> tuple[float, float]:
    here, there = one.sides(within=within), other.sides(within=within)
    return _share(here[0], there[0]), _share(here[1], there[1])


def _share(one: list[str], other: list[str]) -> float:
    """Return how much of two rows of words is common to both, in order; two that are empty agree."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one != other else 1.0


def _spoken(snapshot: Snapshot, row: WordSequence) -> bool:
    """Say whether words lie in one paragraph: no other passage is quoted as the article's voice."""
    start, end = row.words.spans[row.first][0], row.words.spans[row.first + row.count - 1][1]
    return any(one.kind is PassageKind.PARAGRAPH and one.start <= start and end <= one.end for one in snapshot.passages)


def _with_marks(quoted: WordSequence, span: Span, new: Snapshot, row: WordSequence) -> Span | None:
    """Return where a row stands, with as many marks around it as the quote had, in whole characters."""
    first, last = quoted.words.spans[quoted.first], quoted.words.spans[quoted.first + quoted.count - 1]
    start, end = row.words.spans[row.first][0], row.words.spans[row.first + row.count - 1][1]
    for _ in range(max(0, first[0] - span[0])):
        start -= start > 0 and is_mark(new.text[start - 1])
    for _ in range(max(0, span[1] - last[1])):
        end += end < len(new.text) and is_mark(new.text[end])
    whole = is_boundary(new.text, start) and is_boundary(new.text, end)
    return (start, end) if whole else None


def _address(url: str | None) -> str:
    """Return an address without what does not tell pages apart: scheme, www., fragment, last slash."""
    host = host_of(url)
    if not host:
        return ""
    parts = urlsplit(url or "")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"


def _title(title: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", title).casefold().split())
