"""The checks, one by one and in order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation.screening import CHECKS, Action, Author, Earlier, Post, Rules, screen
from bot.moderation.screening.blocklist import blocklist
from bot.moderation.screening.classifier.example import Example
from bot.moderation.screening.classifier.features import FEATURE_BUCKETS, SIGNS
from bot.moderation.screening.classifier.model import Model
from bot.moderation.screening.classifier.training import train, train_for_chat, train_on_seed
from bot.moderation.screening.post import CHECK_NAMES
from bot.texts import Refusal
from tests.moderation.posts import ACTING, NOW, a_newcomer, a_post, after, rules

UNWANTED = rules(blocklist=blocklist(["casino", "free mon?y"]))
DISGUISED = "Зaрaбoтoк в интeрнeтe, пишите"
SPAM = "Earn $500 daily from your phone, no experience, write me in private 👇👇 t.me/+easy_money"


@pytest.fixture(scope="module")
def model() -> Model:
    return train_on_seed()


def spoke(post: Post) -> str | None:
    found = screen(post)
    assert found.reasons
    assert all(reason["check"] and reason["detail"] for reason in found.evidence())
    return None if found.check == "none" else found.check


@pytest.mark.parametrize(
    ("post", "check"),
    [
        (a_post(author=Author(posts=20, approved=2), rules=UNWANTED, text="casino"), "blocklisted"),
        (a_post(author=Author(posts=20)), "already_trusted"),
        (a_post(author=Author(approved=2)), "already_trusted"),
        (a_post(author=Author(posts=19, approved=1)), None),
        (a_post(author=after(1, 2, 3, 4)), "flooding"),
        (a_post(author=after(1, 2, 3)), None),
        (a_post(author=after(1, 2, 3, 10)), None),
        (a_post(author=after(1, 2, 3, 4), is_edit=True), None),
        (a_post(author=after(1, 2, 3, 4), at=None), None),
        (a_post("", author=after(1, 1, 1, 1, album="a"), album="a"), None),
        (a_post(author=after(1, 1, 1, 1, album="a")), None),
        (a_post(author=after(1, 2, 3, 4), rules=rules(flood_posts=6)), None),
        (a_post(author=after(1, 2, 3, 4), rules=rules(flood_seconds=4)), None),
        (a_post(author=after(60, 900, text="walking hardly  changed")), "repeated"),
        (a_post(author=after(60, 900, text="Walking hard\u200bly changed!")), "repeated"),
        (a_post(author=after(60, text="Walking hardly changed.")), None),
        (a_post(author=after(60, 4000, text="Walking hardly changed.")), None),
        (a_post(author=after(60, 900, text="Walking changed.")), None),
        (a_post(author=after(60, 900, text="Walking hardly changed."), is_edit=True), None),
        (a_post("thanks", author=after(60, 900, text="thanks")), None),
        (a_post("", caption="A new street map", author=after(60, 900, text="A new street map")), "repeated"),
        (a_post("The CASINO again", rules=UNWANTED), "blocklisted"),
        (a_post("The casinos again", rules=UNWANTED), None),
        (a_post("Get free\nmoney now", rules=UNWANTED), "blocklisted"),
        (a_post("", caption="best casino", rules=UNWANTED), "blocklisted"),
        (a_post("look", others=("casino.pdf",), rules=UNWANTED), "blocklisted"),
        (a_post("best", links=("https://casino.example/x",), rules=UNWANTED), "blocklisted"),
        (a_post("casino", rules=UNWANTED, is_edit=True), "blocklisted"),
        (a_post("casino", rules=UNWANTED, album="a", author=after(1, album="a")), "blocklisted"),
        (a_newcomer(links=("https://a.example",)), "newcomer_links"),
        (a_newcomer(links=("https://a.example",), is_edit=True), "newcomer_links"),
        (a_newcomer(links=("https://a.example",), author=Author(posts=2)), "newcomer_links"),
        (a_newcomer(links=("https://a.example",), author=Author(posts=3)), None),
        (a_newcomer(links=("https://a.example",), author=Author(approved=1)), None),
        (a_newcomer(forwarded_from="Signals"), "newcomer_links"),
        (a_newcomer(forwarded_from=""), "newcomer_links"),
        (a_post(forwarded_from="Signals"), None),
        (a_newcomer(mentions=("@a",) * 5), "newcomer_links"),
        (a_newcomer(mentions=("@a",) * 4), None),
        (a_post(DISGUISED), "mixed_script"),
        (a_post("", caption=DISGUISED), "mixed_script"),
        (a_post(DISGUISED, is_edit=True), "mixed_script"),
        (a_post(""), None),
        (a_post(), None),
    ],
)  # fmt: skip
def test_of_equal_verdicts_the_first_stands(post: Post, check: str | None) -> None:
    assert spoke(post) == check


@pytest.mark.parametrize(
    ("post", "action"),
    [
        (a_post(author=after(1, 2, 3, 4)), Action.DELETE),
        (a_post("casino", rules=UNWANTED), Action.DELETE),
        (a_newcomer(links=("https://a.example",)), Action.REVIEW),
        (a_post("one зaрaбoтoк"), Action.REVIEW),
        (a_post(DISGUISED + " мeнeджеру"), Action.REVIEW),
        (a_post(DISGUISED + " мeнeджеру", mentions=("@boss_of_all",)), Action.DELETE),
        (a_post(DISGUISED + " мeнeджеру", links=("https://a.example",)), Action.DELETE),
        (a_post(DISGUISED + " мeнe\u200bджеру"), Action.DELETE),
        (a_post(DISGUISED, links=("https://a.example",)), Action.REVIEW),
        (a_post(), Action.PASS),
    ],
)
def test_what_a_verdict_wants_done(post: Post, action: Action) -> None:
    assert screen(post).action is action


def test_the_strongest_verdict_stands_with_all_the_evidence(model: Model) -> None:
    found = screen(a_newcomer(SPAM, links=("https://t.me/+easy_money",), model=model))
    assert (found.check, found.action) == ("spam_classifier", Action.DELETE)
    assert {reason.check for reason in found.reasons} == {"spam_classifier", "newcomer_links"}


@pytest.mark.parametrize("facts", [{}, {"links": ("https://t.me/+easy",)}, {"caption": "👇👇👇👇👇👇👇👇👇👇👇👇"}])
def test_few_words_are_never_deleted_on_the_word_of_the_classifier(facts: dict[str, object]) -> None:
    sure = train_for_chat([("Free coins, write me now", True)])
    assert sure.likelihood("Free coins, write me now") > 0.9
    assert screen(a_post("Free coins, write me now", model=sure, **facts)).action is Action.REVIEW


SAYING = "Whoever comes down to the river tomorrow should bring a rope and bread"


@pytest.mark.parametrize(
    ("log_odds", "text", "facts", "action"),
    [
        (2.6, SAYING, {}, Action.REVIEW),
        (3.0, SAYING, {}, Action.REVIEW),
        (4.0, SAYING, {}, Action.DELETE),
        (2.6, SAYING, {"forwarded_from": "Signals"}, Action.DELETE),
        (2.6, SAYING, {"links": ("https://a.example",)}, Action.DELETE),
        (2.6, f"{SAYING} @river_boss", {}, Action.DELETE),
        (2.6, f"{SAYING} 💶", {}, Action.REVIEW),
        (9.0, "Come down to the river @river_boss", {}, Action.REVIEW),
    ],
)
def test_the_classifier_deletes_beyond_doubt_or_with_a_second_sign(
    log_odds: float, text: str, facts: dict[str, object], action: Action
) -> None:
    alike = Model(np.zeros(FEATURE_BUCKETS, np.float32), np.zeros(len(SIGNS), np.float32), log_odds)
    assert screen(a_post(text, model=alike, **facts)).action is action


@pytest.mark.parametrize("facts", [{}, {"is_edit": True}, {"forwarded_from": "Signals"}])
def test_the_classifier_speaks_with_its_evidence(model: Model, facts: dict[str, object]) -> None:
    found = screen(a_post(SPAM, model=model, **facts))
    assert (found.check, found.action) == ("spam_classifier", Action.DELETE)
    details = [reason["detail"] for reason in found.evidence()]
    assert details[0].startswith("Reads like spam")
    assert any("“" in detail for detail in details)


def test_the_classifier_reads_captions_and_lets_honest_words_pass(model: Model) -> None:
    assert spoke(a_post("", caption=SPAM, model=model)) == "spam_classifier"
    assert spoke(a_post("The city's own count says that walking fell by 2 %.", model=model)) is None
    assert spoke(a_post("", model=model)) is None


def test_a_chat_that_watches_says_what_it_would_do() -> None:
    found = screen(a_post("casino", rules=replace(UNWANTED, watch=True)))
    assert (found.action, found.to_do, found.watched) == (Action.DELETE, Action.PASS, True)
    assert screen(a_post("casino", rules=UNWANTED)).to_do is Action.DELETE
    assert Rules().watch


@pytest.mark.parametrize("check", sorted(CHECK_NAMES))
def test_a_check_that_is_off_is_not_asked(check: str) -> None:
    asked = {name for name in CHECK_NAMES if name != check}
    post = a_newcomer(
        DISGUISED + " casino", links=("https://a.example",), rules=replace(UNWANTED, checks=frozenset(asked))
    )
    assert spoke(post) != check


def test_the_checks_have_the_names_of_the_settings_and_the_order_of_the_design() -> None:
    names = [check.__name__ for check in CHECKS]
    assert set(names) == CHECK_NAMES
    assert names == [
        *("already_trusted", "flooding", "repeated", "blocklisted", "newcomer_links", "mixed_script"),
        "spam_classifier",
    ]


@pytest.mark.parametrize("wrong", [(0.0, 0.9), (0.9, 0.5), (0.5, 1.1), (-1, 2)])
def test_thresholds_that_contradict_each_other_are_refused(wrong: tuple[float, float]) -> None:
    with pytest.raises(Refusal, match="likelihood"):
        Rules(review_from=wrong[0], delete_from=wrong[1])


ORDER = [Action.PASS, Action.REVIEW, Action.DELETE]
THRESHOLDS = st.tuples(st.floats(0.01, 1), st.floats(0.01, 1)).map(sorted)


@given(st.sampled_from([SPAM, "The casino pays 5 €", "ok", "write me", "Заработок, пишите"]), THRESHOLDS, THRESHOLDS)
def test_higher_thresholds_never_say_more(model: Model, text: str, one: list[float], other: list[float]) -> None:
    low, high = (
        [min(pair) for pair in zip(one, other, strict=True)],
        [max(pair) for pair in zip(one, other, strict=True)],
    )
    asked = [rules(review_from=review, delete_from=delete) for review, delete in (low, high)]
    found = [ORDER.index(screen(a_post(text, model=model, rules=rule)).action) for rule in asked]
    assert found[1] <= found[0]


@given(st.text(), st.text(), st.lists(st.text(), max_size=3), st.booleans(), st.none() | st.text(max_size=3))
def test_no_post_breaks_the_checks(
    model: Model, text: str, caption: str, links: list[str], edited: bool, album: str | None
) -> None:
    author = Author(posts=5, recent=(Earlier(NOW, text), Earlier(NOW, caption), Earlier(NOW, text, album)))
    post = Post(
        text, caption, tuple(links), at=NOW, author=author, is_edit=edited, album=album, model=model, rules=UNWANTED
    )
    spoke(post)
    spoke(replace(post, author=Author()))


def test_without_a_model_nothing_is_called_spam() -> None:
    assert spoke(a_post(SPAM, rules=ACTING)) is None


def test_a_model_of_two_messages_speaks_too() -> None:
    tiny = train([Example("buy pills", True), Example("good point", False)])
    assert spoke(a_post("buy pills", model=tiny)) == "spam_classifier"
