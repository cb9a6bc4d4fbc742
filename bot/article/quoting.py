"""Quotes: exact slices of a snapshot with their selectors and a link to the very words.

Selectors: W3C Web Annotation, TextQuoteSelector (exact, prefix, suffix) and TextPositionSelector (start, end).
Links: https://wicg.github.io/scroll-to-text-fragment/
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit

from bot.article.ranking.sentences import is_boundary
from bot.article.snapshot import Passage, PassageKind, Snapshot
from bot.article.speech import speaker_of

CONTEXT = 32
"""Code points of prefix and suffix, before they are cut back to whole words."""
LONG = 300
"""A quote longer than this is linked by its first and last words."""
LONG_ENCODED = 600
"""The same for the encoded words: letters beyond English take six to nine characters each."""
_END_WORDS = 6
_END_LETTERS = 60


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
    start, end = _ends(quote.exact)
    parts = [_encoded(start)] if end is None else [_encoded(start), _encoded(end)]
    if snapshot.text.count(start) > 1:
        before, after = _encoded(quote.prefix), _encoded(quote.suffix)
        parts = [f"{before}-"] * bool(before) + parts + [f"-{after}"] * bool(after)
    address, _, anchor = snapshot.url.partition("#")
    return f"{address}#{anchor.partition(':~:')[0]}:~:text={','.join(parts)}"


def _ends(exact: str) -> tuple[str, str | None]:
    """Return the whole of a short quote, or the first and the last words of a long one."""
    words = exact.split()
    if len(exact) <= LONG and len(_encoded(exact)) <= LONG_ENCODED and "\n" not in exact:
        return exact, None
    if len(words) > 2 * _END_WORDS:
        first, last = _first_words(exact, _END_WORDS), _last_words(exact, _END_WORDS)
        if len(first) + len(last) < len(exact):
            return first, last
    start, end = min(_END_LETTERS, len(exact) // 2), max(len(exact) - _END_LETTERS, (len(exact) + 1) // 2)
    while not is_boundary(exact, start):
        start -= 1
    while not is_boundary(exact, end):
        end += 1
    return (exact[:start], exact[end:]) if exact[:start] and exact[end:] else (exact, None)


def _first_words(text: str, count: int) -> str:
    return text[: len(text) - len(text.split(maxsplit=count)[-1])].rstrip()


def _last_words(text: str, count: int) -> str:
    return text[len(text.rsplit(maxsplit=count)[0]) :].lstrip()


def _encoded(text: str) -> str:
    """Percent-encode all that a text directive could misread: also its own signs `-`, `,` and `&`."""
    return percent_encoded(" ".join(text.split()), safe="", errors="replace").replace("-", "%2D")


def _passage_at(snapshot: Snapshot, offset: int) -> Passage:
    for passage in snapshot.passages:
        if passage.start <= offset < passage.end:
            return passage
    raise ValueError("the quote starts outside every passage")


def _prefix(text: str, start: int) -> str:
    """Return the text right before, from a word's start."""
    begin = max(0, start - CONTEXT)
    if begin > 0:
        begin = next((place for place in range(begin, start) if _starts_word(text, place)), begin)
    while begin < start and not is_boundary(text, begin):
        begin += 1
    return text[begin:start]


def _suffix(text: str, end: int) -> str:
    """Return the text right after, up to a word's end."""
    stop = min(len(text), end + CONTEXT)
    if stop < len(text):
        stop = next((place for place in range(stop, end, -1) if _ends_word(text, place)), stop)
    while stop > end and not is_boundary(text, stop):
        stop -= 1
    return text[end:stop]


def _starts_word(text: str, place: int) -> bool:
    return text[place - 1].isspace() and not text[place].isspace() and is_boundary(text, place)


def _ends_word(text: str, place: int) -> bool:
    return text[place].isspace() and not text[place - 1].isspace() and is_boundary(text, place)
