"""Quotes: exact slices of a snapshot with their selectors and a link to the very words.

Selectors: W3C Web Annotation, TextQuoteSelector (exact, prefix, suffix) and TextPositionSelector (start, end).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from urllib.parse import urlsplit

from bot.article.attribution import speaker_of
from bot.article.quoting import text_fragments
from bot.article.ranking.segmentation.graphemes import is_boundary
from bot.article.snapshot import Passage, PassageKind, Snapshot

CONTEXT_CHARS = 32
"""Code points of prefix and suffix, before they are cut back to whole words."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article, and where they stand in its snapshot."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    passage: int
    """Index of the passage in the snapshot."""
    speaker: str | None
    """Whose words the passage reports; None when unsure."""
    score: float
    href: str | None
    """A link that opens the article at these words; None where the article has no address."""


def cut(snapshot: Snapshot, start: int, end: int, score: float) -> Quote:
    """Cut a quote from a snapshot.

    Args:
        snapshot: The article.
        start: Code point where the quote starts in the snapshot's text.
        end: Code point where it ends, exclusive.
        score: How well it answers.

    Raises:
        ValueError: The span is empty, leaves its paragraph, splits a character, or is not the article's own voice.
    """
    prefix, suffix = _prefix(snapshot.text, start), _suffix(snapshot.text, end)
    exact = snapshot.text[start:end]
    speaker = speaker_of(snapshot, start, end)
    quote = Quote(exact, prefix, suffix, start, end, _passage_at(snapshot, start).index, speaker, score, None)
    verify(snapshot, quote)
    return replace(quote, href=link(snapshot, quote))


def verify(snapshot: Snapshot, quote: Quote) -> None:
    """Refuse a quote that is not verbatim at its place.

    Raises:
        ValueError: It is fabricated, stitched together, or put into the wrong mouth; the message says which.
    """
    if not 0 <= quote.start < quote.end <= len(snapshot.text):
        raise ValueError("the quote stands outside the article")
    if snapshot.text[quote.start : quote.end] != quote.exact:
        raise ValueError("the quote is not what stands at its place")
    passage = _passage_at(snapshot, quote.start)
    if passage.index != quote.passage or quote.end > passage.end:
        raise ValueError("the quote does not lie within its passage")
    if passage.kind is not PassageKind.PARAGRAPH:
        raise ValueError(f"a {passage.kind} is not the article's voice")
    _verify_speaker(snapshot, quote)
    if not (is_boundary(snapshot.text, quote.start) and is_boundary(snapshot.text, quote.end)):
        raise ValueError("the quote splits a character")
    if not snapshot.text[: quote.start].endswith(quote.prefix) or not snapshot.text.startswith(quote.suffix, quote.end):
        raise ValueError("prefix or suffix is not what stands beside the quote")


def _verify_speaker(snapshot: Snapshot, quote: Quote) -> None:
    if quote.speaker is None:
        return
    if quote.speaker not in snapshot.text:
        raise ValueError("the quote's speaker is not named in the article")
    if quote.speaker != speaker_of(snapshot, quote.start, quote.end):
        raise ValueError("the quote is not what that speaker says")


def link(snapshot: Snapshot, quote: Quote) -> str | None:
    """Return the article's address with a text fragment that leads to the quote."""
    if snapshot.url is None or urlsplit(snapshot.url).scheme not in {"http", "https"}:
        return None
    where = text_fragments.directives(snapshot, snapshot.passages[quote.passage], quote.start, quote.end)
    address, _, anchor = snapshot.url.partition("#")
    return f"{address}#{anchor.partition(':~:')[0]}:~:{where}"


def _passage_at(snapshot: Snapshot, offset: int) -> Passage:
    for passage in snapshot.passages:
        if passage.start <= offset < passage.end:
            return passage
    raise ValueError("the quote starts outside every passage")


def _prefix(text: str, start: int) -> str:
    """Return the text right before, from a word's start."""
    places = range(max(0, start - CONTEXT_CHARS), start)
    words = (place for place in places if place == 0 or _starts_word(text, place))
    letters = (place for place in places if is_boundary(text, place))
    return text[next(chain(words, letters), start) : start]


def _suffix(text: str, end: int) -> str:
    """Return the text right after, up to a word's end."""
    places = range(min(len(text), end + CONTEXT_CHARS), end, -1)
    words = (place for place in places if place == len(text) or _ends_word(text, place))
    letters = (place for place in places if is_boundary(text, place))
    return text[end : next(chain(words, letters), end)]


def _starts_word(text: str, place: int) -> bool:
    return text[place - 1].isspace() and not text[place].isspace() and is_boundary(text, place)


def _ends_word(text: str, place: int) -> bool:
    return text[place].isspace() and not text[place - 1].isspace() and is_boundary(text, place)
