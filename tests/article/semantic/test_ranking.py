"""Meaning: sentences about other things, the ranking with vectors, and what is not embedded."""

from dataclasses import replace

import numpy as np
import pytest

from bot.article.answering.answer import Band, NoQuoteReason, answer
from bot.article.ranking import index_of
from bot.article.ranking.certainty import BY_WORDS, WITH_MEANING, Signals
from bot.article.semantic import EmbedderError, background, plain, unit
from bot.article.semantic import ranking as semantic_ranking
from bot.article.semantic.vectors import ArticleVectors, QuestionVectors, ask, fingerprint, joined, read, texts_of
from bot.article.snapshot import ExtractedText, PassageKind, take_snapshot
from tests.embedders import WordEmbedder

PARAGRAPHS = (
    "The town of Harbourside made its buses free in May 2021. The council voted eleven to four.",
    "Drivers complain of crowded mornings. Marta Lind counts the riders for the county.",
    "Most of the new riders had left their shoes by the door.",
)


def an_article(*paragraphs, language="en", title="Free buses"):
    parts = tuple((PassageKind.PARAGRAPH, words) for words in paragraphs)
    return take_snapshot(ExtractedText(title, parts, language))


ARTICLE = an_article(*PARAGRAPHS)


async def asked(question, article=ARTICLE):
    embedder = WordEmbedder()
    return await ask(embedder, await read(embedder, article), question)


def test_there_are_two_hundred_sentences_in_eight_languages_about_the_same_things():
    assert background.languages() == ("be", "de", "en", "es", "lt", "pl", "ru", "uk")
    for language in background.languages():
        lines = background.sentences_for(language)
        assert len(set(lines)) == 200
        assert all(20 <= len(line) <= 120 and line == line.strip() and line[-1] == "." for line in lines)


def test_a_language_without_such_sentences_borrows_them_from_the_others_by_turns():
    borrowed = background.sentences_for("fr")
    assert len(borrowed) == 200
    for number in range(16):
        assert borrowed[number] == background.sentences_for(background.languages()[number % 8])[number]


def test_borrowed_sentences_in_the_questions_language_do_not_count():
    vectors = np.zeros((200, 2), np.float32)
    vectors[background.languages().index("ru") :: 8] = (1, 0)
    question = np.array([1, 0], np.float32)
    assert background.reach(vectors, question, "fr", "ru") == 0.0
    assert background.reach(vectors, question, "fr", "fr") == 1.0
    assert background.reach(vectors, question, "en", "ru") == 1.0


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What is the harbour toll?", "The harbour toll"),
        ("harbour toll", "Ships pay to moor"),
        ("what is the harbour toll", "Ships pay to moor"),
        ("tell me of the old harbour toll bell, please, and why it rings there at noon", "The harbour toll"),
    ],
    ids=["a question", "a search", "a search that asks", "many words"],
)
def test_in_a_search_of_few_words_the_meaning_counts_for_more_than_the_words(question, words):
    article = an_article("Ships pay to moor at the pier.", "The harbour toll bell is old and it rings at noon.")
    nearer_and_less_near = np.array([[0.9, 0.436], [0.82, 0.572]], np.float32)
    meaning = ArticleVectors(nearer_and_less_near, np.tile(np.array([[0.6, 0.8]], np.float32), (200, 1)))
    ranking = semantic_ranking.rank(
        index_of(article), question, QuestionVectors(meaning, np.array([1, 0], np.float32)), "en", unmet=False
    )
    ((best, _),) = ranking.best(1)
    assert article.text[ranking.sentences[best].start :].startswith(words)


@pytest.mark.parametrize("curve", [BY_WORDS, WITH_MEANING], ids=["by words", "with meaning"])
def test_the_same_likeness_is_surer_in_a_short_article_and_where_more_is_held(curve):
    alike = Signals(held=0.6, letters=0.2, coverage=0.5, crowd=3.0, ahead=0.1, above=0.05)
    longer, fuller = replace(alike, crowd=5.5), replace(alike, held=0.9)
    assert curve.confidence(longer) < curve.confidence(alike) < curve.confidence(fuller)
    assert curve.confidence(replace(alike, coverage=0.4)) > curve.confidence(alike)


def of_one_meaning(article):
    """Every sentence as near to the question as every other one: what is written decides."""
    one = np.zeros(4, np.float32)
    one[0] = 1
    sentences = np.tile(one, (len(index_of(article).sentences), 1))
    return QuestionVectors(ArticleVectors(sentences, np.eye(200, 4, dtype=np.float32)), one)


@pytest.mark.parametrize(
    ("question", "language", "first"),
    [
        ("What has Edda Voss restored in the lighthouse?", "en", "She restored"),
        ("Was hat sich 1887 an der Küste ereignet?", "de", "In 1887"),
    ],
    ids=["the sentence before names her", "a number is alike in all languages"],
)
def test_where_meanings_are_alike_words_around_and_numbers_decide(question, language, first):
    article = an_article(
        "The keeper's son restored clocks. The lamp was lit by hand.",
        "Edda Voss kept the lighthouse alone. She restored its lamp and two brass clocks of the harbour office.",
        "The coast was wild. In 1887 a barque was wrecked below it, with all its crates.",
    )
    ranking = semantic_ranking.rank(index_of(article), question, of_one_meaning(article), language, unmet=False)
    ((best, _),) = ranking.best(1)
    assert article.text[ranking.sentences[best].start :].startswith(first)


def test_a_model_with_wide_cosines_is_brought_to_the_measured_range():
    near = unit(np.array([[1, 0.1], [1, -0.1]], np.float32))
    wide = np.eye(200, dtype=np.float32)
    assert background.stretch(near) == 1.0
    assert background.stretch(wide) == pytest.approx(0.995 / background.WIDE_MODEL_DISTANCE)


def test_each_sentence_is_read_alone_and_under_the_title():
    texts = texts_of(ARTICLE)
    size = len(index_of(ARTICLE).sentences)
    assert len(texts) == 2 * size == 10
    assert texts[size] == f"Free buses: {texts[0]}"
    assert texts_of(an_article(*PARAGRAPHS, title=" ")) == texts[:size] * 2
    assert joined(np.array([[1, 0], [0, 0], [0, 1], [1, 1]], np.float32)).tolist() == [[0.5, 0.5], [0.5, 0.5]]


def test_other_words_and_another_cut_have_another_fingerprint():
    names = {fingerprint(texts) for texts in (["a", "b"], ["ab"], ["b", "a"], ["a", "b", ""], ["\ud800"], [])}
    assert len(names) == 6


@pytest.mark.parametrize(
    ("text", "kept"),
    [("a\0b", "a b"), (" a \n b ", "a b"), ("\ud800a", "a"), ("ab" * 300, "ab" * 200), ("🙂", "🙂")],
    ids=["NUL", "spaces", "half a character", "long", "emoji"],
)
def test_an_embedder_gets_plain_text(text, kept):
    assert plain(text, 400) == kept


@pytest.mark.parametrize("text", ["", " \n", "\0\0", "\ud800"])
def test_an_empty_text_is_not_embedded(text):
    with pytest.raises(EmbedderError):
        plain(text, 400)


@pytest.mark.parametrize("row", [[0.0, 0.0], [np.nan, 1.0], [np.inf, 1.0]], ids=["nought", "nan", "infinite"])
def test_a_vector_without_direction_is_refused(row):
    with pytest.raises(EmbedderError):
        unit(np.array([row], np.float32))


async def test_a_question_in_another_language_is_answered_with_the_articles_words():
    question = "Водители жалуются на тесноту?"
    found = answer(ARTICLE, question, asked=await asked(question))
    assert (found.language, found.reason) == ("ru", None)
    assert found.quotes[0].exact.startswith("Drivers complain of crowded mornings.")


async def test_without_vectors_it_is_refused_for_its_language():
    assert answer(ARTICLE, "Водители жалуются на тесноту?").reason is NoQuoteReason.OTHER_LANGUAGE


async def test_what_the_article_does_not_say_is_refused_in_any_language():
    for question in ("Which enzyme digests starch?", "Какой фермент расщепляет крахмал?"):
        found = answer(ARTICLE, question, asked=await asked(question))
        assert (found.band, found.reason) == (Band.REFUSAL, NoQuoteReason.NOT_IN_ARTICLE)


async def test_a_firm_answer_and_a_name_that_is_nowhere():
    question = "Who left their shoes by the door?"
    assert answer(ARTICLE, question, asked=await asked(question)).band is Band.ANSWER
    question = "Did Merkel of all riders left their shoes by the door?"
    found = answer(ARTICLE, question, asked=await asked(question))
    assert (found.band, len(found.quotes) > 0) == (Band.CLOSEST, True)


@pytest.mark.parametrize("paragraphs", [(), ("",), ("One bus came.",)], ids=["none", "empty", "one"])
@pytest.mark.parametrize("language", ["en", "und", "ja", "xx"])
async def test_the_smallest_articles_and_languages_without_stems_are_asked_in_peace(paragraphs, language):
    article = an_article(*paragraphs, language=language)
    found = answer(article, "Which enzyme digests starch?", asked=await asked("Which enzyme digests starch?", article))
    assert found.band in set(Band)


async def test_an_article_in_a_language_without_stems_answers():
    article = an_article("Kumbe watu walipanda basi bure mwezi Mei.", "Madereva walilalamika sana.", language="sw")
    question = "Madereva walilalamika?"
    found = answer(article, question, asked=await asked(question, article))
    assert found.quotes[0].exact == "Madereva walilalamika sana."


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("x" * 20_000, NoQuoteReason.TOO_LONG),
        ("", NoQuoteReason.EMPTY),
        ("🙂🙂🙂", NoQuoteReason.NO_WORDS),
        ("\0\0", NoQuoteReason.NO_WORDS),
    ],
    ids=["20,000 characters", "empty", "emoji", "NUL"],
)
async def test_what_is_no_question_is_refused_before_anything_is_embedded(question, reason):
    assert answer(ARTICLE, question).reason is reason


async def test_a_question_in_two_languages_and_with_a_nul_is_answered():
    question = "Кто left\0 their обувь by the door?"
    found = answer(ARTICLE, question, asked=await asked(question))
    assert "shoes by the door" in found.quotes[0].exact


async def test_vectors_of_another_length_are_not_compared():
    embedder = WordEmbedder()
    small = ArticleVectors(np.zeros((5, 8), np.float32), np.zeros((200, 8), np.float32))
    with pytest.raises(EmbedderError, match="length 256"):
        await ask(embedder, small, "Who rides?")
    assert isinstance(await asked("Who rides?"), QuestionVectors)
