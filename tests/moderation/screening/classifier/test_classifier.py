"""The spam classifier: what it learns, unlearns, says and is kept as."""

from __future__ import annotations

import pickle
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.article.language_detection import language_of_text
from bot.moderation.screening import Action, Post, screen
from bot.moderation.screening.classifier import training
from bot.moderation.screening.classifier.example import Example
from bot.moderation.screening.classifier.model import EMPTY_WORDS, Model
from bot.moderation.screening.classifier.seed import seed
from bot.moderation.screening.classifier.training import remember, train, train_for_chat, train_on_seed
from bot.moderation.screening.file_command import RULES
from bot.texts import Refusal
from bot.worker import Worker
from tests.moderation.everyday import everyday
from tests.moderation.talk import LANGUAGES, honest, spam

SPAM = "Earn $500 daily from your phone, no experience, write me in private 👇👇 t.me/+easy_money"
SEED = Path(training.__file__).parent / "seed_texts"


@pytest.fixture(scope="module")
def model() -> Model:
    return train_on_seed()


@pytest.mark.parametrize("language", ["be", "de", "en", "lt", "lv", "pl", "ru", "uk"])
def test_the_seed_has_examples_in_every_language(language: str) -> None:
    lines = (SEED / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    kinds = Counter(line.partition(": ")[0] for line in lines if line.startswith(("spam: ", "honest: ")))
    assert kinds["spam"] >= 25
    assert kinds["honest"] >= 35
    honest = " ".join(
        line.removeprefix("honest: ") for line in lines if line.startswith("honest: ") and "{" not in line
    )
    assert language_of_text(honest) == language


def test_the_seed_says_nothing_twice() -> None:
    assert [text for text, times in Counter(one.text for one in seed()).items() if times > 1] == []


def test_what_a_moderator_decided_is_learnt_and_unlearnt(model: Model) -> None:
    offer = "Our reading circle sells old books, write me for the list"
    before = model.likelihood(offer)
    assert train_for_chat([(offer, True)]).likelihood(offer) > 0.9
    assert train_for_chat([(offer, True), (offer, False)]).likelihood(offer) < 0.1
    assert train_for_chat([]).likelihood(offer) == before


def test_learning_is_the_same_each_time() -> None:
    examples = [*seed()[:60], Example("buy now", True)]
    one, other = train(examples), train(examples)
    assert (one.weights == other.weights).all()


@pytest.mark.parametrize("texts", [[], ["ok"], ["", " ", "\u200b"]])
def test_one_kind_alone_teaches_nothing(texts: list[str]) -> None:
    with pytest.raises(Refusal, match="nothing to learn from"):
        train(Example(text, True) for text in texts)


async def test_it_is_trained_in_the_worker() -> None:
    compute = Worker()
    try:
        found = await compute.run(train_on_seed)
    finally:
        compute.stop()
    assert found.likelihood(SPAM) > 0.9


def test_a_model_is_small(model: Model) -> None:
    lessons = remember([(text, True) for text in spam("en")])
    assert len(pickle.dumps(model)) < 1_100_000
    assert len(pickle.dumps(lessons)) < 10_000


def share(model: Model, texts: list[str], least: float = 0.5) -> float:
    return sum(model.likelihood(text) >= least for text in texts) / len(texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_honest_talk_passes_and_spam_is_seen_in_every_language(model: Model, language: str) -> None:
    talk = honest(language)
    assert len(talk) > 100
    assert share(model, talk) <= 0.02
    assert share(model, talk, least=0.9) == 0
    assert share(model, spam(language)) >= 0.5


def test_an_ordinary_day_is_left_alone(model: Model) -> None:
    """At most 2 % are shown, with 99 % certainty: of 800 lines 7."""
    said = [screen(Post(text, rules=RULES, model=model)).action for one in LANGUAGES for text in everyday(one)]
    assert Action.DELETE not in said
    assert len(said) >= 60 * len(LANGUAGES)
    assert said.count(Action.REVIEW) <= 7


POSING = str.maketrans("аеосрх", "aeocpx")


@pytest.mark.parametrize("language", ["be", "ru", "uk"])
def test_spam_in_letters_that_pose_says_what_it_says(model: Model, language: str) -> None:
    for text in spam(language):
        assert model.log_odds(text.translate(POSING)) > model.log_odds(text) - 0.5


@pytest.mark.parametrize("mark", [",", "!", "?", " +", " %", "…", " 😘", " @somebody_here", " https://a.example/b-c"])
def test_what_is_no_word_decides_nothing(model: Model, mark: str) -> None:
    """Punctuation is not read at all; pictures, names and addresses are weak signs."""
    texts = [text for language in LANGUAGES for text in honest(language)[::10]]
    assert share(model, [text.replace(" ", f"{mark} ", 1) + mark for text in texts]) <= 0.02


def test_one_sided_decisions_of_a_group_leave_the_talk_of_others_alone() -> None:
    taught = train_for_chat([(text, True) for text in honest("ru")[:50]])
    assert share(taught, honest("ru")[:50]) == 1
    others = [text for language in LANGUAGES if language != "ru" for text in honest(language)]
    assert share(taught, others, least=0.9) == 0
    assert share(taught, others) <= 0.02


def test_dismissed_alarms_leave_it_as_watchful(model: Model) -> None:
    alarms = [one.text for one in seed() if one.spam][::43][:60]
    taught = train_for_chat([(text, False) for text in alarms])
    new = [text for language in LANGUAGES for text in spam(language)]
    assert share(taught, alarms) == 0
    assert share(taught, new) >= share(model, new) - 0.03


def test_decisions_speak_of_messages_that_are_much_like_those() -> None:
    taught = train_for_chat([("Our reading circle sells old books, write me for the list", True)])
    assert taught.likelihood("Our reading circle sells OLD books!! Write me for the list @circle_7") > 0.9
    assert taught.likelihood("The reading circle meets on Monday, bring the old list") < 0.5


def test_evidence_are_words_that_speak_for_spam(model: Model) -> None:
    said = [model.telling_words(text) for language in LANGUAGES for text in spam(language)]
    words = [word for found in said for fragment in found for word in fragment.split()]
    assert all(said)
    assert all(word.isalnum() and len(word) > 2 and word not in EMPTY_WORDS for word in words)


def test_evidence_is_what_stands_in_the_message(model: Model) -> None:
    words = model.telling_words(SPAM)
    assert 1 <= len(words) <= 4
    assert all(word in SPAM.lower() for fragment in words for word in fragment.split())


def test_the_weight_of_the_words_is_the_weight_of_the_message(model: Model) -> None:
    """Nothing that told is left out of the evidence: a message without its telling words is less likely spam."""
    rest = SPAM.lower()
    for word in model.telling_words(SPAM):
        rest = rest.replace(word, "")
    assert model.likelihood(rest) < model.likelihood(SPAM)


@given(st.text())
def test_any_text_has_a_likelihood_and_evidence(model: Model, text: str) -> None:
    assert 0 <= model.likelihood(text) <= 1
    assert len(model.telling_words(text)) <= 4
    assert all(count > 0 for count in model.telling_signs(text).values())
