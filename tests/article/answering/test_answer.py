"""Three bands, and what is done with questions that are none."""

import pickle
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.article.answering.answer import Band, NoQuoteReason, answer
from bot.article.snapshot import ExtractedText, PassageKind, take_snapshot

PARAGRAPHS = (
    "The town of Harbourside made its buses free in May 2021. The council voted eleven to four. It had promised the "
    "measure for years.",
    "Marta Lind, who counts passengers for the county, found that 4,200 more people ride each day. They come from the "
    "hill quarters, mostly. Most of them had walked before.",
    "Drivers complain of crowded mornings. Oskar Berg, a driver for twenty years, says that nobody asked the depot. "
    "He quit because the timetable left no time for lunch.",
    "The scheme is paid for by a parking levy. Shopkeepers in Mill Street call the levy a punishment.",
)
CAPTION = "A zeppelin above Harbourside. Photo: Ana Vance"


def an_article(*paragraphs, language="en"):
    parts = [*((PassageKind.PARAGRAPH, words) for words in paragraphs), (PassageKind.CAPTION, CAPTION)]
    return take_snapshot(ExtractedText("Free buses", tuple(parts), language))


ARTICLE = an_article(*PARAGRAPHS)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When did Harbourside make its buses free?", "in May 2021"),
        ("How many more people ride each day?", "4,200 more people"),
        ("Who is Oskar Berg?", "a driver for twenty years"),
        ("who pays for the scheme", "a parking levy"),
        ("what do shopkeepers call the levy?", "a punishment"),
        ("parking levy", "parking levy"),
    ],
)
def test_the_first_quote_answers(question, words):
    found = answer(ARTICLE, question)
    assert (found.band, found.reason, found.language) == (Band.ANSWER, None, "en")
    assert words in found.quotes[0].exact
    assert 1 <= len(found.quotes) <= 3


def test_one_and_many_are_answered_alike():
    many, one = (answer(ARTICLE, f"When did Harbourside make its {form} free?") for form in ("buses", "bus"))
    assert (many.band, many.quotes[0].exact) == (one.band, one.quotes[0].exact)


def test_a_sentence_that_leans_on_the_one_before_is_quoted_with_it():
    found = answer(ARTICLE, "Why did the driver quit? Was it lunch or the timetable?")
    assert found.quotes[0].exact == (
        "Oskar Berg, a driver for twenty years, says that nobody asked the depot. "
        "He quit because the timetable left no time for lunch."
    )


def test_quotes_never_overlap_and_the_best_comes_first():
    found = answer(ARTICLE, "How did the council vote on the measure it had promised for years in May 2021?", limit=3)
    spans = sorted((quote.start, quote.end) for quote in found.quotes)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert [quote.score for quote in found.quotes] == sorted((quote.score for quote in found.quotes), reverse=True)


def test_a_question_that_shares_little_gets_the_closest_passages():
    found = answer(ARTICLE, "Were the drivers angry at the mayor about wages and crowded trams?")
    assert (found.band, found.reason) == (Band.CLOSEST, None)
    assert "Drivers complain" in found.quotes[0].exact


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Which enzyme digests starch in the stomach?", NoQuoteReason.NOT_IN_ARTICLE),
        ("Is there a zeppelin?", NoQuoteReason.NOT_IN_ARTICLE),
        ("Why?", NoQuoteReason.NOT_IN_ARTICLE),
        ("Wann wurden die Busse in Harbourside kostenlos?", NoQuoteReason.OTHER_LANGUAGE),
        ("Когда автобусы стали бесплатными?", NoQuoteReason.OTHER_LANGUAGE),
        ("كم عدد الركاب الجدد كل يوم؟", NoQuoteReason.OTHER_LANGUAGE),
        ("", NoQuoteReason.EMPTY),
        (" \n\t ", NoQuoteReason.EMPTY),
        ("🙂🙂", NoQuoteReason.NO_WORDS),
        ("?!", NoQuoteReason.NO_WORDS),
        ("\x00\x01\x02", NoQuoteReason.NO_WORDS),
        ("\ud800", NoQuoteReason.NO_WORDS),
        ("a" * 1_001, NoQuoteReason.TOO_LONG),
        ("buses " * 2_000, NoQuoteReason.TOO_LONG),
    ],
)
def test_a_refusal_says_why_and_quotes_nothing(question, reason):
    found = answer(ARTICLE, question)
    assert (found.band, found.reason, found.quotes) == (Band.REFUSAL, reason, ())


@pytest.mark.parametrize(
    "question",
    [
        "<b>When</b> did <i>Harbourside</i> make its buses free?",
        "When did Harbourside\x00 make its buses free?",
        "\u202eWhen did Harbourside make its buses free?",
        "WHEN DID HARBOURSIDE MAKE ITS BUSES FREE",
        "When did Harbourside make its buses free? \ud83d",
    ],
    ids=["tags", "NUL", "right-to-left mark", "shouted", "half an emoji"],
)
def test_dirt_in_a_question_does_not_hide_it(question):
    assert "in May 2021" in answer(ARTICLE, question).quotes[0].exact


ELSEWHERE = {
    "ru": ("Город отменил плату в мае.", "Водители жалуются на тесноту.", "На что жалуются водители?", "тесноту"),
    "be": ("Горад адмяніў плату ў маі.", "Кіроўцы скардзяцца на цеснату.", "На што скардзіцца кіроўца?", "цеснату"),
    "uk": ("Місто скасувало плату в травні.", "Водії скаржаться на тісноту.", "На що скаржаться водії?", "тісноту"),
    "pl": ("Miasto zniosło opłaty w maju.", "Kierowcy skarżą się na tłok.", "Na co skarżą się kierowcy?", "tłok"),
    "lt": ("Miestas bilietus panaikino.", "Vairuotojai skundžiasi spūstimi.", "Kuo skundžiasi vairuotojai?", "spūst"),
    "he": ("העיר ביטלה את התשלום במאי.", "הנהגים מתלוננים על צפיפות.", "על מה הנהגים מתלוננים?", "צפיפות"),
    "ja": ("市は五月に運賃をなくした。", "運転手は混雑に不満だ。", "運転手は何に不満か", "混雑"),
}


@pytest.mark.parametrize(("language", "lines"), ELSEWHERE.items(), ids=ELSEWHERE.keys())
def test_articles_of_other_languages_answer_in_theirs(language, lines):
    *paragraphs, question, words = lines
    found = answer(an_article(*paragraphs, language=language), question)
    assert found.language == language
    assert words in found.quotes[0].exact


@pytest.mark.parametrize(
    "paragraphs", [(), ("",), ("🙂",), ("One bus came.",)], ids=["none", "empty", "no words", "one"]
)
def test_the_smallest_articles_are_asked_in_peace(paragraphs):
    assert answer(an_article(*paragraphs), "Which enzyme digests starch?").band is Band.REFUSAL


def test_an_article_of_one_sentence_answers():
    assert answer(an_article("One bus came."), "Which bus came?").quotes[0].exact == "One bus came."


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_no_question_is_too_strange(question):
    found = answer(ARTICLE, question)
    assert (found.band is Band.REFUSAL) == (found.reason is not None) == (not found.quotes)
    assert 0.0 <= found.confidence <= 1.0
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own value
    assert answer(ARTICLE, question) == found


@pytest.mark.parametrize("question", ["a" * 1_000, "ab " * 333, "." * 1_000, "'" * 1_000, "1,1." * 250, "U." * 500])
def test_hostile_questions_are_answered(question):
    """Time that grew faster than the question would not end before the test is given up."""
    assert answer(ARTICLE, question * 100).band in Band
