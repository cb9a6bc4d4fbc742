"""The spam classifier: what it learns, unlearns, says and is kept as."""

from __future__ import annotations

import io
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.article.language import language_of_text
from bot.compute import Compute
from bot.moderation.screening import training
from bot.moderation.screening.model import Model, dump, load
from bot.moderation.screening.training import Example, seed, train, train_for_chat
from bot.texts import Refusal

SPAM = "Earn $500 daily from your phone, no experience, write me in private 👇👇 t.me/+easy_money"
SEED = Path(training.__file__).parent / "seed"


@pytest.fixture(scope="module")
def model() -> Model:
    return train(seed())


@pytest.mark.parametrize("language", ["be", "de", "en", "lt", "pl", "ru", "uk"])
def test_the_seed_has_examples_in_every_language(language: str) -> None:
    lines = (SEED / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    kinds = Counter(line.partition(": ")[0] for line in lines if not line.startswith("#"))
    assert kinds.keys() == {"spam", "honest"}
    assert kinds["spam"] >= 25
    assert kinds["honest"] >= 35
    honest = " ".join(line.removeprefix("honest: ") for line in lines if line.startswith("honest: "))
    assert language_of_text(honest) == language


def test_the_seed_says_nothing_twice() -> None:
    assert [text for text, times in Counter(one.text for one in seed()).items() if times > 1] == []


@pytest.mark.parametrize(
    ("text", "is_spam"),
    [
        (SPAM, True),
        ("Ищу двоих на удалёнку, от 200$ в день, пиши плюс в лс", True),
        ("Praca zdalna, wypłata codziennie, napisz na priv po szczegóły", True),
        ("🎰🎰 Kazino premija, nemokami sukimai, registruokis t.me/spin_lt", True),
        ("Заробіток з телефону без вкладень, пиши в особисті 👇", True),
        ("The ministry says that 14 % of the buses were late: https://example.org/report", False),
        ("Я не согласен с автором: за два года цены выросли на 30 %.", False),
        ("Ten artykuł pomija koszty, a one są najważniejsze.", False),
        ("Nesutinku, tyrimas apima tik vieną miestą.", False),
        ("Напиши мені, якщо хочеш почитати всю доповідь.", False),
    ],
)
def test_the_seed_tells_new_messages_apart(model: Model, text: str, is_spam: bool) -> None:
    assert (model.likelihood(text) >= 0.5) == is_spam


def test_what_a_moderator_decided_is_learnt_and_unlearnt(model: Model) -> None:
    offer = "Our reading circle sells old books, write me for the list"
    before = model.likelihood(offer)
    assert train_for_chat([(offer, True)]).likelihood(offer) > 0.9
    assert train_for_chat([(offer, True), (offer, False)]).likelihood(offer) < 0.1
    assert train_for_chat([]).likelihood(offer) == before


def test_learning_is_the_same_each_time() -> None:
    examples = [*seed()[:60], Example("buy now", True)]
    assert dump(train(examples)) == dump(train(examples))


@pytest.mark.parametrize("texts", [[], ["ok"], ["", " ", "\u200b"]])
def test_one_kind_alone_teaches_nothing(texts: list[str]) -> None:
    with pytest.raises(Refusal, match="nothing to learn from"):
        train(Example(text, True) for text in texts)


async def test_it_is_trained_in_the_worker() -> None:
    compute = Compute()
    try:
        found = await compute.run(train_for_chat, [(SPAM, True)])
    finally:
        compute.stop()
    assert found.likelihood(SPAM) > 0.9


def test_a_model_is_kept_as_plain_arrays_and_is_small(model: Model) -> None:
    stored = dump(model)
    back = load(stored)
    assert len(stored) < 500_000
    assert back.likelihood(SPAM) == pytest.approx(model.likelihood(SPAM), abs=1e-6)
    assert back.telling_words(SPAM) == model.telling_words(SPAM)


def pickled() -> bytes:
    target = io.BytesIO()
    np.savez(target, allow_pickle=True, signs=np.array([{"a": 1}], dtype=object))
    return target.getvalue()


@pytest.mark.parametrize("stored", [b"", b"PK", b"\x80\x04N.", pickled()], ids=["empty", "cut", "pickle", "objects"])
def test_what_is_no_model_is_refused_and_never_run(stored: bytes) -> None:
    with pytest.raises(Refusal, match="learnt anew"):
        load(stored)


def test_a_model_that_is_damaged_is_refused(model: Model) -> None:
    stored = dump(model)
    for cut in (len(stored) // 2, len(stored) - 30):
        with pytest.raises(Refusal):
            load(stored[:cut])


def test_evidence_is_what_stands_in_the_message(model: Model) -> None:
    words = model.telling_words(SPAM)
    assert 1 <= len(words) <= 4
    assert all(word in SPAM.lower() for word in words)
    assert model.telling_signs(SPAM)["links"] == 1


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


def test_the_longest_message_is_scored_in_a_few_milliseconds(model: Model) -> None:
    text = "".join(chr(0x430 + number * 7 % 32) + " " * (number % 6 == 0) for number in range(4096))
    best = 1.0
    for _ in range(10):
        started = time.perf_counter()
        model.likelihood(text)
        best = min(best, time.perf_counter() - started)
    assert best < 0.005
