"""The rules of form: what a draft looks like after tidying, and what its author is told."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.debate.submission.form import MAX_COUNTERPOINT_CHARS, MAX_SOURCES, SHORT_COUNTERPOINT_CHARS, check
from bot.texts import Refusal, tell

CLAIM = "Benches cost less than pills"


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        pytest.param(f"  {CLAIM}\n", CLAIM, id="spaces around"),
        pytest.param("Benches   cost\tless\xa0than pills", CLAIM, id="idle spaces"),
        pytest.param("\u202eBen\u200bches cost\u2066 less\u2069 than\ufeff pills\u200f", CLAIM, id="nothing hidden"),
        pytest.param("Benches cost\x07 less than pills\x00", CLAIM, id="control characters"),
        pytest.param("Benches" + 200 * "\n" + "cost less", "Benches\ncost less", id="200 newlines"),
        pytest.param("Benches\r\n\r\ncost\u2028less", "Benches\ncost\nless", id="line breaks of all kinds"),
        pytest.param("<b>Benches</b> &amp; <script>", "<b>Benches</b> &amp; <script>", id="HTML is text"),
        pytest.param("Cafe\u0301s stay", "Cafés stay", id="one letter, one code point"),
        pytest.param("👩\u200d🌾 farmers pa\u200dy", "👩\u200d🌾 farmers pay", id="the joiner of an emoji"),
    ],
)
def test_a_draft_is_tidied(text, tidied):
    assert check(text).text == tidied


@pytest.mark.parametrize(
    ("text", "left", "hosts"),
    [
        pytest.param(f"{CLAIM}: https://example.org/count?utm_source=x", CLAIM, ["example.org"], id="at the end"),
        pytest.param(f"{CLAIM} https://www.example.org.", f"{CLAIM}.", ["example.org"], id="before the full stop"),
        pytest.param(f"{CLAIM} (https://a.org, https://b.org).", f"{CLAIM}.", ["a.org", "b.org"], id="in brackets"),
        pytest.param(f"{CLAIM}\nHTTPS://A.org\nhttps://b.org", CLAIM, ["a.org", "b.org"], id="on lines of their own"),
        pytest.param(f"https://a.org {CLAIM}", CLAIM, ["a.org"], id="before the claim"),
        pytest.param(
            "As https://a.org/x_(y) shows, benches are cheap", "As a.org shows, benches are cheap", ["a.org"],
            id="within the sentence",
        ),
        pytest.param(f"{CLAIM} https://a.org https://a.org", CLAIM, ["a.org"], id="each once"),
        pytest.param("https://good.org@evil.org/ is cheap", "evil.org is cheap", ["evil.org"], id="the true host"),
        pytest.param(f"{CLAIM} http://[bad", f"{CLAIM} http://[bad", [], id="no address at all"),
        pytest.param(f"{CLAIM} ftp://a.org", f"{CLAIM} ftp://a.org", [], id="not a web page"),
    ],
)  # fmt: skip
def test_links_are_taken_out_as_sources(text, left, hosts):
    draft = check(text)
    assert (draft.text, [link.host for link in draft.links]) == (left, hosts)


def test_a_link_is_kept_as_it_was_written():
    url = "https://example.org/a_(b)?utm_source=x&q=1#part"
    assert [link.url for link in check(f"{CLAIM} ({url}).").links] == [url]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "form-empty"),
        (" \n\u200b\u202e\x00 ", "form-empty"),
        ("…!? 🙂", "form-empty"),
        ("https://example.org/count", "form-only-link"),
        ("(https://a.org)\n\nhttps://b.org!", "form-only-link"),
        ("1) https://a.org 2) https://b.org", "form-only-link"),
        ("ftp://a.org/files", "form-only-link"),
        ("tg://resolve?domain=mills", "form-only-link"),
        ("@mills_and_weirs https://a.org", "form-only-link"),
        ("#mills #weirs", "form-only-link"),
        ("miller@mills.org", "form-only-link"),
        ("a" * (MAX_COUNTERPOINT_CHARS + 1), "form-too-long"),
        ("b\n" * 300, "form-too-long"),
        (CLAIM + "".join(f" https://{host}.org" for host in "abcdef"), "form-many-links"),
    ],
)
def test_what_cannot_be_voted_on_is_refused_in_one_sentence(text, key):
    with pytest.raises(Refusal) as refused:
        check(text)
    assert refused.value.key == key
    assert len(str(refused.value)) < 200


def test_a_draft_that_is_too_long_is_told_by_how_much():
    with pytest.raises(Refusal, match=r"501 characters and .* room for 500\. Please leave out 1,"):
        check(" " + "a" * 501 + " ")


def test_the_longest_draft_and_the_most_links_pass():
    links = [f"https://{host}.org/{'x' * 300}" for host in "abcde"]
    draft = check("é" * MAX_COUNTERPOINT_CHARS + "\n" + "\n".join(links))
    assert (len(draft.text), len(draft.links)) == (MAX_COUNTERPOINT_CHARS, MAX_SOURCES)


@pytest.mark.parametrize(
    "text",
    [
        "Benches are cheap, aren't they?",
        "Who pays for this?!",
        "Who pays for this (and when?) 🤔",
        "誰が払うのか？",
        "Why do we pay for empty roads",
        "“Why does nobody walk",
        "Should we pay for empty roads",
        "Isn’t it time for more benches",
        "Почему мы платим за пустые дороги",
        "Стоит ли платить за пустые дороги",
        "Разве скамейки дороже лекарств",
        "Чаму мы плацім за пустыя дарогі",
        "Ці трэба плаціць за пустыя дарогі",
        "Чи треба платити за порожні дороги",
        "Навіщо нам порожні дороги",
        "Czy trzeba płacić za puste drogi",
        "Dlaczego płacimy za puste drogi",
        "Ar reikia mokėti už tuščius kelius",
        "Kodėl mokame už tuščius kelius",
        "Warum zahlen wir für leere Straßen",
        "Sollten wir für leere Straßen zahlen",
    ],
)
def test_a_question_is_sent_back(text):
    with pytest.raises(Refusal, match="people vote on claims"):
        check(text)


@pytest.mark.parametrize(
    "text",
    [
        "What is needed is money",
        "When fares fall people ride",
        "Who pays decides",
        "Why it matters: roads are empty",
        "Should fares fall, people will ride.",
        "They never ask “why do we pay?”",
        "Who pays? The tenants do.",
        "Is it worth the money? Hardly",
        "“Do we need this?” stands on every poster",
        "«Зачем нам мост?» висит на каждом столбе",
        "One in three came on foot (?!)",
        "The bridge paid for itself [?] in a year",
        "Разве только летом мост бывает полон",
        "Зачем-то мост покрасили дважды",
        "Хіба що влітку міст буває повний",
        "Хіба што ўлетку мост бывае поўны",
        "Doing nothing costs more",
        "Вряд ли скамейки помогут",
        "Когда цены падают все довольны",
        "Ці податки несправедливі",
        "Jak drogo tak drogo",
        "Arklys pigesnis už tramvajų",
        "Sollte es regnen, bleiben alle zu Hause",
        "Was fehlt, ist Geld",
        f"{CLAIM}: https://example.org/?q=1",
    ],
)
def test_a_claim_is_not_taken_for_a_question(text):
    assert check(text).text


@pytest.mark.parametrize(
    ("text", "nudges"),
    [
        (CLAIM, ()),
        ("a" * SHORT_COUNTERPOINT_CHARS, ()),
        ("a" * (SHORT_COUNTERPOINT_CHARS + 1), ("form-nudge-long",)),
        ("Benches are cheap. They also last.", ()),
        ("Benches are cheap. They last. Trams are slow.", ("form-nudge-several",)),
        ("Benches are cheap and also last", ("form-nudge-several",)),
        ("- benches are cheap\n- trams are slow", ("form-nudge-several",)),
        ("Скамейки дёшевы, а также прочны", ("form-nudge-several",)),
        ("Лавки дешеві, крім того міцні", ("form-nudge-several",)),
        ("Лаўкі танныя, акрамя таго моцныя", ("form-nudge-several",)),
        ("Ławki są tanie, a także trwałe", ("form-nudge-several",)),
        ("Suolai pigūs, taip pat tvirti", ("form-nudge-several",)),
        ("Bänke sind billig und halten außerdem lange", ("form-nudge-several",)),
    ],
)
def test_an_author_is_nudged_towards_one_short_idea(text, nudges):
    assert check(text).nudges == nudges


def test_the_nudge_names_the_length_that_is_meant():
    assert f" {SHORT_COUNTERPOINT_CHARS} characters" in tell("form-nudge-long")
    assert "one by one" in tell("form-nudge-several")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80) | st.text("ab (:,\n\u200b\u200dhttps:/.é👩🌾", max_size=80))
def test_what_passes_is_tidy_and_passes_again_unchanged(text):
    try:
        draft = check(text)
    except Refusal:
        return
    assert draft.text == draft.text.strip()
    assert "\n\n" not in draft.text
    assert not any(unicodedata.category(char) in {"Cc", "Cf"} for char in draft.text if char not in "\n\u200d")
    assert check(draft.text).text == draft.text
