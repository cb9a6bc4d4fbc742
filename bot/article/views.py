"""How articles and answers look in a chat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from bot.article.answering.answer import Answer, Band, NoQuoteReason
from bot.article.extraction.sites import host_of
from bot.article.quoting.quotes import Quote, cut
from bot.article.ranking.segmentation.graphemes import is_boundary
from bot.article.snapshot import Snapshot
from bot.chat.effects import Button, Rows
from bot.chat.text_length import MAX_MESSAGE_UNITS, brief, units, units_of_html, within
from bot.texts import Html, say, tell

MAX_LINK_CHARS = 18_000
"""Characters of a link to a quote; a longer one leads to the article: Telegram reads 65,536 characters of markup."""
LONG_QUOTE_CHARS = 300
"""Characters from which a quote is folded."""
LONG_CONTEXT = 1_200
"""The same for a paragraph that somebody asked to see."""
MAX_QUOTE_UNITS = 2_500
"""UTF-16 units of one quote, at the most, so that a message holds it."""
MAX_SPEAKER_UNITS = 100
"""UTF-16 units of a speaker's name, at the most."""
MAX_HEADING_UNITS = 200
"""UTF-16 units of a title or a byline, at the most."""
DROPPED_SHOWN = 12
"""Left out pieces that a preview names."""


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A piece of the article as it is shown: a place in the text, and a part of it set in bold."""

    start: int
    end: int
    bold: tuple[int, int] | None = None


def answer_text(snapshot: Snapshot, answer: Answer, language: str, asked: str = "") -> str:
    """Return the answer to a question as a message, below the words that say who asked if there are any."""
    if answer.band is Band.REFUSAL:
        return _refusal(snapshot, answer, language)
    blocks = [_block(snapshot, quote, ShownPassage(quote.start, quote.end), language) for quote in answer.quotes]
    return _fitting(_head(answer.band, language, asked), blocks)


def context_text(snapshot: Snapshot, quotes: Sequence[Quote], band: str, language: str, asked: str = "") -> str:
    """Return the paragraphs of quotes, once each, with the quoted words in bold, below what stood above the quotes."""
    seen: dict[int, Quote] = {}
    for quote in quotes:
        seen.setdefault(quote.passage, quote)
    blocks = []
    for number, quote in seen.items():
        passage = snapshot.passages[number]
        piece = ShownPassage(passage.start, passage.end, (quote.start, quote.end))
        blocks.append(_block(snapshot, quote, piece, language))
    return _fitting(_head(band, language, asked), blocks)


def answer_buttons(question_id: int, language: str, context: bool = True) -> Rows:
    """Return the buttons under an answer."""
    more = Button(tell("button-context", language), f"context:{question_id}")
    none = Button(tell("button-no-answer", language), f"noanswer:{question_id}")
    counter = Button(tell("button-counter", language), f"counter:{question_id}")
    return ((counter, more, none),) if context else ((counter, none),)


def preview_text(snapshot: Snapshot, language: str, is_current: bool = False, seems_to_go_on: bool = False) -> str:
    """Return what was kept of a source and what was left out, for a moderator to judge."""
    paragraphs = snapshot.paragraphs()
    kept = say(
        "preview",
        language,
        title=heading(snapshot),
        byline=byline(snapshot),
        paragraphs=len(paragraphs),
        words=len(snapshot.text.split()),
        language=language_name(snapshot.language, language),
        first=brief(snapshot.words_of(paragraphs[0]), 300),
    )
    part, host, dropped = snapshot.part, host_of(snapshot.url), snapshot.dropped
    parts = [
        _without_empty_lines(kept),
        say("preview-last", language, last=brief(snapshot.words_of(paragraphs[-1]), 200)) if paragraphs[1:] else "",
        say("preview-goes-on", language) if seems_to_go_on else "",
        say("preview-part", language, page=part.page, of=part.of or 0) if part else "",
        say("preview-host", language, host=host) if host else "",
        say("preview-dropped", language, count=len(dropped), list=_dropped(snapshot)) if dropped else "",
        say("preview-again" if is_current else "preview-question", language),
    ]
    return "\n\n".join(filter(None, parts))


def about_text(snapshot: Snapshot, language: str) -> str:
    """Return which article this is."""
    about = say(
        "article-about-linked" if snapshot.url else "article-about",
        language,
        href=_href(snapshot.url),
        title=heading(snapshot),
        byline=byline(snapshot),
        paragraphs=len(snapshot.paragraphs()),
        language=language_name(snapshot.language, language),
    )
    return _without_empty_lines(about)


def used_text(snapshot: Snapshot, language: str, share: float | None) -> str:
    """Return that an article is the one here now, with the share of it that is read as long as it is being read."""
    used = say("article-used", language, title=heading(snapshot), paragraphs=len(snapshot.paragraphs()))
    return used if share is None else f"{used}\n{say('reading-progress', language, percent=round(100 * share))}"


def heading(snapshot: Snapshot) -> str:
    """Return the title, cut where it is none that a message could hold."""
    return brief(snapshot.title, MAX_HEADING_UNITS)


def byline(snapshot: Snapshot) -> str:
    """Return authors, date and section, as far as they are known."""
    parts = (", ".join(snapshot.authors), snapshot.published, snapshot.section)
    return brief(" · ".join(part for part in parts if part), MAX_HEADING_UNITS)


def language_name(code: str, language: str) -> str:
    """Return the name of a language in the words of another."""
    return tell("language-name", language, code=code)


_REFUSALS: dict[NoQuoteReason | None, str] = {
    NoQuoteReason.OTHER_LANGUAGE: "answer-refusal-language",
    NoQuoteReason.STILL_READING: "answer-refusal-reading",
}


def _refusal(snapshot: Snapshot, answer: Answer, language: str) -> str:
    article, question = (language_name(code, language) for code in (snapshot.language, answer.language))
    return say(_REFUSALS.get(answer.reason, "answer-refusal"), language, article=article, question=question)


def _head(band: str, language: str, asked: str) -> list[str]:
    """Return what stands above the quotes: who asked, and that they are the closest passages if they are no more."""
    return [line for line in (asked, say("answer-closest", language) if band == Band.CLOSEST else "") if line]


def _block(snapshot: Snapshot, quote: Quote, piece: ShownPassage, language: str) -> str:
    """Return one quote with its place."""
    start, end = _window(snapshot.text, piece)
    fold_from = LONG_QUOTE_CHARS if piece.bold is None else LONG_CONTEXT
    key = "quote-long" if end - start > fold_from else "quote"
    words = Html(_marked(snapshot.text, start, end, piece.bold))
    speaker = quote.speaker if piece.bold is None else None  # not all of the words around a quote are the speaker's
    return f"{say(key, language, words=words)}\n{_place(snapshot, quote, speaker, language)}"


def _place(snapshot: Snapshot, quote: Quote, speaker: str | None, language: str) -> str:
    """Return where a quote stands, who says it if somebody does, and its link if the article has an address."""
    link = _href(next((one for one in (quote.href, snapshot.url) if one and len(one) <= MAX_LINK_CHARS), None))
    number = snapshot.number_of(snapshot.passages[quote.passage]) or 0
    if speaker is None:
        return say("quote-place-linked" if link else "quote-place", language, paragraph=number, href=link)
    said_by = brief(speaker, MAX_SPEAKER_UNITS)
    return say("quote-said-linked" if link else "quote-said", language, paragraph=number, href=link, speaker=said_by)


def _marked(text: str, start: int, end: int, bold: tuple[int, int] | None) -> str:
    """Return words of the article as HTML, with the quoted ones in bold."""
    if bold is None:
        return escape(text[start:end], quote=False)
    left, right = max(start, bold[0]), min(end, bold[1])
    cuts = ((start, left), (left, right), (right, end))
    before, quoted, after = (escape(text[first:last], quote=False) for first, last in cuts)
    return f"{before}<b>{quoted}</b>{after}"


def _window(text: str, piece: ShownPassage) -> tuple[int, int]:
    """Return the part of a very long piece that a message holds: around the words in bold, in whole characters."""
    start, end = piece.start, piece.end
    if piece.bold is not None and units(text[start:end]) > MAX_QUOTE_UNITS:
        start = _boundary(text, max(start, piece.bold[0] - MAX_QUOTE_UNITS // 3), start)
    return start, _boundary(text, start + within(text[start:end], MAX_QUOTE_UNITS), start)


def _boundary(text: str, place: int, first: int) -> int:
    """Return the last place, not after this one, that splits no character; this one where there is none."""
    return next((cut for cut in range(place, first, -1) if is_boundary(text, cut)), place)


def _fitting(head: list[str], blocks: Iterable[str]) -> str:
    """Return as many quotes, best first, as one message holds."""
    text = "\n".join(head)
    for block in blocks:
        longer = f"{text}\n{block}" if text else block
        if units_of_html(longer) > MAX_MESSAGE_UNITS - 96:
            break
        text = longer
    return text


def _dropped(snapshot: Snapshot) -> str:
    """Return the pieces left out, a line each: the words and why."""
    lines = [f"{brief(' '.join(one.text.split()), 60)} – {one.reason}" for one in snapshot.dropped[:DROPPED_SHOWN]]
    more = ["…"] if len(snapshot.dropped) > DROPPED_SHOWN else []
    return "\n".join([*lines, *more])


def _href(url: str | None) -> Html:
    return Html(escape(url or ""))


def _without_empty_lines(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())


def quotes_at(snapshot: Snapshot, places: Sequence[dict[str, int]]) -> list[Quote]:
    """Cut stored quotes from their snapshot again."""
    return [cut(snapshot, place["start"], place["stop"], 0.0) for place in places]
