"""Quotes are verbatim, in their place, and linked to the very words."""

import pickle
from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.article.answering.answer import Band, answer
from bot.article.quoting.quotes import CONTEXT_CHARS, cut, verify
from bot.article.ranking import index_of
from bot.article.ranking.segmentation.sentences import is_boundary
from bot.article.snapshot import Dropped, ExtractedText, PassageKind, take_snapshot
from tests.town import sample

FIRST = "Buses are free since May. Most new riders had walked before, says the city."
SECOND = "Buses are full now. Nobody, not even the mayor — “a fan” — gets a seat & a window."


def an_article(*paragraphs, url="https://example.org/buses", caption="A full bus in May."):
    parts = [(PassageKind.HEADLINE, "Free buses"), *((PassageKind.PARAGRAPH, words) for words in paragraphs)]
    return take_snapshot(ExtractedText("Free buses", (*parts, (PassageKind.CAPTION, caption)), "en", url=url))


def quote_of(article, words):
    start = article.text.index(words)
    return cut(article, start, start + len(words), 1.0)


def test_a_quote_knows_its_words_its_place_and_its_neighbours():
    article = an_article(FIRST, SECOND)
    quote = quote_of(article, "Most new riders had walked before, says the city.")
    assert article.text[quote.start : quote.end] == quote.exact
    assert (quote.passage, quote.speaker) == (1, None)
    assert quote.prefix == "Buses are free since May. "
    assert quote.suffix == "\n\nBuses are full now. Nobody,"
    assert pickle.loads(pickle.dumps(quote)) == quote  # noqa: S301 - our own value


@pytest.mark.parametrize(
    ("words", "url", "href"),
    [
        ("Buses are full now.", "https://example.org/a", "https://example.org/a#:~:text=Buses%20are%20full%20now."),
        (
            "Buses are full now.",
            "https://example.org/a#two",
            "https://example.org/a#two:~:text=Buses%20are%20full%20now.",
        ),
        (
            "Buses are full now.",
            "https://example.org/#:~:text=x",
            "https://example.org/#:~:text=Buses%20are%20full%20now.",
        ),
        (
            "Buses are",
            "https://example.org/a",
            "https://example.org/a#:~:text=Buses%20are,-free%20since%20May.",
        ),
        ("Buses are full now.", None, None),
        ("Buses are full now.", "ftp://example.org/a", None),
        ("Buses are full now.", "javascript:alert(1)", None),
    ],
    ids=["plain", "anchor kept", "old fragment replaced", "ambiguous", "no address", "ftp", "script"],
)
def test_the_link_leads_to_the_words(words, url, href):
    found = quote_of(an_article(FIRST, SECOND, url=url), words).href
    assert (found and found.partition("&")[0]) == href


def test_signs_of_the_link_language_are_encoded_in_the_words():
    quote = quote_of(
        an_article("It was well-known, cheap & slow – 5 % of it, that is."), "well-known, cheap & slow – 5 %"
    )
    directive = quote.href.partition(":~:text=")[2].partition("&")[0]
    assert directive == "well%2Dknown%2C%20cheap%20%26%20slow%20%E2%80%93%205%20%25"
    assert unquote(directive) == quote.exact


def test_a_long_quote_is_linked_by_its_first_and_last_words():
    words = " ".join(f"word{number}" for number in range(80))
    quote = quote_of(an_article(f"Before. {words} After."), words)
    assert quote.href.partition("&")[0].endswith(
        "#:~:text=word0%20word1%20word2%20word3%20word4%20word5,word74%20word75%20word76%20word77%20word78%20word79"
    )


def test_shorter_fragments_of_other_words_follow_the_quote():
    words = "The last ferry of the season carried eleven goats, a piano and nobody who had a ticket for it."
    first, *others = quote_of(an_article(f"It rained. {words}"), words).href.partition(":~:text=")[2].split("&text=")
    assert unquote(first) == words
    assert [unquote(one) for one in others] == [
        "The last ferry,a ticket for it",
        "of the season carried,nobody who had",
        "goats, a piano and",
    ]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["ferry", "мой", "渡し場", "|", "“", "\n", "-,", "&", "_", "lighthouse"]), max_size=90))
def test_each_fragment_says_words_of_the_quote_whatever_stands_in_it(pieces):
    article = an_article("It rained. " + " ".join(pieces) + " So it ended.")
    passage = article.paragraphs()[0]
    _, *shorter = cut(article, passage.start, passage.end, 1.0).href.partition(":~:text=")[2].split("&text=")
    said = " ".join(article.words_of(passage).split())
    for term in (unquote(term).strip("-") for one in shorter for term in one.split(",") if term):
        assert term.strip() in said


FALSE = {
    "fabricated": lambda quote: replace(quote, exact="Buses are never free."),
    "stitched": lambda quote: replace(quote, exact="Buses are free since May. Nobody"),
    "shifted": lambda quote: replace(quote, start=quote.start + 1, end=quote.end + 1),
    "from another passage": lambda quote: replace(quote, passage=2),
    "put into a mouth": lambda quote: replace(quote, speaker="Marta Lind"),
    "put into a mouth of the article": lambda quote: replace(quote, speaker="Nobody"),
    "other neighbours": lambda quote: replace(quote, prefix="The mayor lied: "),
    "outside": lambda quote: replace(quote, start=9_000, end=9_010),
    "empty": lambda quote: replace(quote, end=quote.start, exact=""),
}


@pytest.mark.parametrize("falsify", FALSE.values(), ids=FALSE.keys())
def test_a_false_quote_is_refused(falsify):
    article = an_article(FIRST, SECOND)
    quote = quote_of(article, "Buses are free since May.")
    verify(article, quote)
    with pytest.raises(ValueError, match=r"quote|passage"):
        verify(article, falsify(quote))


SPOKEN = "Marta Lind counts passengers. She says that most new riders had walked before. Oskar Berg drives."


def test_a_quote_knows_whose_words_it_reports():
    quote = quote_of(an_article(SPOKEN), "She says that most new riders had walked before.")
    assert quote.speaker == "Marta Lind"


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("She says that most new riders had walked before.", "Oskar Berg"),
        ("She says that most new riders had walked before.", "Marta"),
        ("She says that most new riders had walked before.", "Marta Lynd"),
        ("Oskar Berg drives.", "Oskar Berg"),
        (SPOKEN, "Marta Lind"),
    ],
    ids=["somebody else", "half a name", "not in the article", "the author's own words", "not all of it"],
)
def test_a_misattributed_quote_is_refused(words, speaker):
    article = an_article(SPOKEN)
    quote = quote_of(article, words)
    with pytest.raises(ValueError, match="speaker"):
        verify(article, replace(quote, speaker=speaker))


@pytest.mark.parametrize("words", ["A full bus in May.", "Free buses", "city.\n\nBuses", "\n"])
def test_only_words_of_one_paragraph_can_be_cut(words):
    with pytest.raises(ValueError, match=r"voice|within|outside"):
        quote_of(an_article(FIRST, SECOND), words)


def test_half_a_character_cannot_be_cut():
    article = an_article("A family 👩‍👩‍👧 rides.")
    start = article.text.index("👩")
    with pytest.raises(ValueError, match="splits"):
        cut(article, start, start + 1, 1.0)


WORDS = [
    "buses",
    "“free”",
    "co\xadope\xadration",
    "e\u0301lite",
    "10\xa0€",
    "👩‍👩‍👧",
    "🇱🇹",
    "Lind’s",
    "«дождь»",
    "и\u0306",
    "rides.",
    "Why?”",
]
PARAGRAPHS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join), min_size=1, max_size=5)


@settings(deadline=None, max_examples=60)
@given(
    PARAGRAPHS, st.lists(st.sampled_from(["buses", "cooperation", "élite", "10 €", "who rides", "Lind's"]), min_size=1)
)
def test_every_quote_is_verbatim_whole_and_inside_one_paragraph(paragraphs, asked):
    article = an_article(*paragraphs)
    for quote in answer(article, " ".join(asked)).quotes:
        passage = article.passages[quote.passage]
        assert quote.exact == article.text[quote.start : quote.end]
        assert passage.kind is PassageKind.PARAGRAPH
        assert passage.start <= quote.start < quote.end <= passage.end
        assert article.text[: quote.start].endswith(quote.prefix)
        assert article.text[quote.end :].startswith(quote.suffix)
        assert max(len(quote.prefix), len(quote.suffix)) <= CONTEXT_CHARS
        edges = (quote.start - len(quote.prefix), quote.start, quote.end, quote.end + len(quote.suffix))
        assert all(is_boundary(article.text, edge) for edge in edges)


@pytest.mark.parametrize("spelt", ["co\xadope\xadra\xadtion", "cooperation\xa0", "coope\u200bration", "Cooperation"])
def test_invisible_characters_do_not_hide_a_word(spelt):
    article = an_article(f"Talks on {spelt} with neighbours failed in spring.", "The weather was fine all summer long.")
    found = answer(article, "cooperation with neighbours")
    assert found.band is Band.ANSWER
    assert spelt.strip() in found.quotes[0].exact


def test_the_link_of_each_sentence_fits_one_place_of_the_article():
    article = sample()
    page = " ".join(article.text.lower().split())
    for sentence in index_of(article).sentences:
        directives = cut(article, sentence.start, sentence.end, 1.0).href.partition(":~:text=")[2]
        for directive in directives.split("&text="):
            prefix, *rest = [unquote(part) for part in directive.split(",")]
            start = f"{prefix[:-1]} {rest[0]}" if prefix.endswith("-") else prefix
            assert page.count(start.lower()) == 1


def test_a_page_that_repeats_the_words_outside_the_article_asks_for_neighbours():
    article = replace(an_article(FIRST, SECOND), dropped=(Dropped("BUSES  ARE FULL now. Read more", "navigation"),))
    assert (
        quote_of(article, "Buses are full now.")
        .href.partition("&")[0]
        .endswith("#:~:text=Buses%20are%20full%20now.,-Nobody%2C%20not%20even")
    )
