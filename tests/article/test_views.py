"""Messages about articles always fit into Telegram's, whatever the article is made of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.article import views as article_views
from bot.article.answering.answer import Answer, Band
from bot.article.language_detection import _LANGUAGES
from bot.article.quoting.quotes import cut
from bot.article.ranking.segmentation.sentences import is_boundary
from bot.article.snapshot import Dropped, ExtractedText, PassageKind, Snapshot, take_snapshot
from bot.chat.text_length import MAX_MESSAGE_UNITS, units
from bot.playground.telegram.text import html_parser

ODD = ("a", "Ж", "&", "<b>", "</blockquote>", '"', "🌳", "👩‍🌾", "e\u0301", "\u202e", "漢", " ")
"""What hostile words are made of: markup, letters of two units, letters of several, a turn of direction."""

words = st.builds(
    lambda piece, count, more: ("x" + piece * count + "".join(more)).strip(),
    st.sampled_from(ODD),
    st.integers(1, 6_000),
    st.lists(st.sampled_from(ODD)),
)


def article(title: str, paragraph: str, dropped: str = "menu", url: str | None = None) -> Snapshot:
    parts = ((PassageKind.PARAGRAPH, paragraph), (PassageKind.PARAGRAPH, paragraph))
    left_out = (Dropped(dropped, "navigation"),) * 50
    return take_snapshot(ExtractedText(title, parts, "en", (title, title), "2026-11-16", title, url, left_out))


def plain(text: str) -> str:
    """Return what Telegram shows of a message; markup that does not close is refused."""
    return html_parser.parse(text)[0]


@settings(deadline=None, max_examples=60)
@given(title=words, paragraph=words, dropped=words)
def test_a_preview_and_what_is_said_of_an_article_fit(title: str, paragraph: str, dropped: str) -> None:
    snapshot = article(title, paragraph, dropped, "https://example.org/?a=1&b=<2>")

    for text in (article_views.preview_text(snapshot, "en", "Shall it?"), article_views.about_text(snapshot, "en")):
        assert 0 < units(plain(text)) <= MAX_MESSAGE_UNITS


@settings(deadline=None, max_examples=60)
@given(paragraph=words, part=st.floats(0, 1), asked=st.sampled_from(["", "<i>" + "🌳" * 150 + "</i>"]))
def test_an_answer_and_its_context_fit_and_show_words_of_the_article(paragraph: str, part: float, asked: str) -> None:
    snapshot = article("Trees", paragraph, url="https://example.org/trees")
    first = snapshot.passages[0]
    start = next(cut for cut in range(int(part * (first.end - 1)), -1, -1) if is_boundary(snapshot.text, cut))
    quotes = (cut(snapshot, start, first.end, 1.0),)

    answer = plain(article_views.answer_text(snapshot, Answer(Band.CLOSEST, None, 0.5, "en", quotes), "en", asked))
    context = plain(article_views.context_text(snapshot, quotes, Band.CLOSEST, "en", asked))

    for text in (answer, context):
        assert units(text) <= MAX_MESSAGE_UNITS
        assert "The closest passages are:" in text
        assert "¶ 1" in text
        shown = text.partition("The closest passages are:\n")[2].partition("\n¶ 1")[0]
        assert shown
        assert shown in snapshot.text


def test_the_link_of_a_long_quote_in_any_script_is_said() -> None:
    snapshot = article("漢", "漢字" * 149 + "。", url="https://example.org/" + "ж" * 2_600)
    quote = cut(snapshot, 0, snapshot.passages[0].end, 1.0)

    text = article_views.answer_text(snapshot, Answer(Band.ANSWER, None, 0.9, "zh", (quote,)), "en")

    assert quote.href is not None
    assert len(quote.href) > 2_500
    assert "open in the article" in plain(text)


@pytest.mark.parametrize("code", [code for group in _LANGUAGES.values() for code in group])
def test_every_language_that_is_told_apart_has_a_name(code: str) -> None:
    assert article_views.language_name(code, "en") != "another language"
