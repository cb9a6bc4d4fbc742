"""What moves a sentence up."""

import numpy as np
import pytest

from bot.article.ranking import index_of, rank
from bot.article.ranking.bm25 import weigh
from bot.article.ranking.context import stands_alone
from bot.article.ranking.ngrams import liken
from bot.article.snapshot import ExtractedText, PassageKind, take_snapshot


def first(question, *paragraphs, language="en"):
    parts = tuple((PassageKind.PARAGRAPH, words) for words in paragraphs)
    snapshot = take_snapshot(ExtractedText("", parts, language))
    index = index_of(snapshot)
    sentence = index.sentences[rank(index, question).best(1)[0][0]]
    return snapshot.text[sentence.start : sentence.end]


@pytest.mark.parametrize(
    ("question", "paragraphs", "words"),
    [
        ("Who drove the tram?", ("A stranger drove the tram.", "One day Marta drove the tram."), "One day Marta"),
        (
            "When did it close?",
            ("The mill did close fast.", "The mill did close in 1990."),
            "The mill did close in 1990.",
        ),
        ("How many left?", ("Sadly, people left town.", "Sadly, forty or 50 left."), "Sadly, forty or 50 left."),
        ("invaders", ("The garden was quiet.", "An invasion of snails came."), "An invasion"),
        ("Kasciunas", ("The garden was quiet.", "Then Kasčiūnas spoke up."), "Then Kasčiūnas"),
        (
            "ferry carry hay salt",
            ("It would carry hay or salt in May.", "The ferry ran again. It would carry hay or salt in June."),
            "It would carry hay or salt in June.",
        ),
        (
            "salt of the ferry town",
            ("The ferry town was rich. Everybody had salt.", "Elsewhere nobody had any salt."),
            "The ferry town",
        ),
    ],
    ids=[
        "a name for who",
        "a year for when",
        "a number for how many",
        "kin",
        "accents",
        "the sentence before",
        "paragraph",
    ],
)
def test_the_better_sentence_comes_first(question, paragraphs, words):
    assert first(question, *paragraphs).startswith(words)


def test_the_questions_own_name_is_no_answer_to_who():
    assert first("Who met Marta?", "Yesterday Marta was met.", "Yesterday Marta met Ana.") == "Yesterday Marta met Ana."


def test_captions_notes_and_headlines_are_not_ranked():
    parts = tuple((kind, "Marta drove the tram.") for kind in PassageKind)
    index = index_of(take_snapshot(ExtractedText("", parts, "en")))
    assert [sentence.passage for sentence in index.sentences] == [2]


def test_the_index_is_made_once():
    snapshot = take_snapshot(ExtractedText("", ((PassageKind.PARAGRAPH, "One bus came."),), "en"))
    assert index_of(snapshot) is index_of(snapshot)


def test_confidence_grows_with_the_share_of_the_question_that_stands_there():
    index = index_of(take_snapshot(ExtractedText("", ((PassageKind.PARAGRAPH, "Marta drove the tram."),) * 3, "en")))
    asked = ["enzyme", "enzyme starch tram", "enzyme tram", "tram drove enzyme", "Marta drove the tram"]
    confidences = [rank(index, question).confidence for question in asked]
    assert confidences == sorted(confidences)
    assert confidences[0] < 0.1 < 0.6 < confidences[-1]


def test_equal_sentences_keep_their_order():
    index = index_of(take_snapshot(ExtractedText("", ((PassageKind.PARAGRAPH, "Marta drove."),) * 3, "en")))
    assert [place for place, _ in rank(index, "Marta").best(3)] == [0, 1, 2]


def test_bm25_is_the_formula_of_the_books():
    terms = weigh([["tram", "tram", "bus"], ["bus"], ["cart", "hay"]])
    match = terms.match(["tram", "zeppelin"])
    tram, unseen = np.log(1 + 2.5 / 1.5), np.log(1 + 3.5 / 0.5)
    expected = tram * 2 * 2.2 / (2 + 1.2 * (0.6 + 0.4 * 3 / 2)) / (tram + unseen)
    assert match.coverage == pytest.approx([expected, 0, 0], rel=1e-5)
    assert match.shares == pytest.approx([tram / (tram + unseen), unseen / (tram + unseen)], rel=1e-5)
    assert match.held.tolist() == [[True, False], [False, False], [False, False]]


def test_likeness_is_a_cosine():
    texts, groups = liken(["zigzag fun", "a cart of hay", "hay"], np.array([0, 1, 1]))
    assert texts.score("zigzag fun") == pytest.approx([1, 0, 0], abs=1e-6)
    assert texts.score("hay")[2] == pytest.approx(1, abs=1e-6)
    assert groups.score("a cart of hay")[1] > 0.9
    assert groups.score("qqq").tolist() == [0, 0]


@pytest.mark.parametrize(
    ("words", "language", "alone"),
    [
        ("The scheme is paid for by a levy on parking in town.", "en", True),
        ("They come from the hill quarters, mostly on foot, says Lind.", "en", False),
        ("“This is what the depot said to the council on Monday.”", "en", False),
        ("Nobody asked.", "en", False),
        ("Поэтому город отменил плату за автобус в мае прошлого года.", "ru", False),
        ("Таму горад адмяніў плату за аўтобус у маі мінулага года.", "be", False),
        ("Deshalb schaffte die Stadt im Mai die Fahrkarten ab, sagt sie.", "de", False),
        ("They come from the hill quarters, mostly on foot, says Lind.", "und", True),
    ],
)
def test_a_sentence_stands_alone_unless_it_is_short_or_points_back(words, language, alone):
    assert stands_alone(words, language) is alone
