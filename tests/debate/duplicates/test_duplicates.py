"""Which earlier counterpoints a new one is like, and when two are the same."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.debate.duplicates import Neighbours, PairLine, PairVerdict, judge, judge_pairs, load_pairs
from bot.debate.duplicates.normalise import same_words, words
from bot.texts import Refusal

DUPLICATES = Path(__file__).parents[3].parent / "shared" / "eval" / "duplicates"
public_data = pytest.mark.skipif(not DUPLICATES.is_dir(), reason="the public pairs lie beside the checkout, not in it")

SAID = [
    "Free buses empty the pavements, not the roads",
    "The tram should run all night at the weekend",
    "Walking to school keeps children awake in the first lesson",
    "Parking pays for the snow ploughs",
]
some_text = st.text(max_size=60) | st.lists(
    st.sampled_from(
        [
            "not",
            "no",
            "never",
            "two",
            "5",
            "8,5",
            "1,500",
            "-3",
            "the",
            "tram",
            "isn't",
            "fair",
            "unfair",
            "не",
            "10",
            "000",
            "%",
            "Ё",
            "é",
        ]
    ),
    max_size=9,
).map(" ".join)
few = settings(max_examples=100, deadline=None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Free buses, please!", "FREE BUSES PLEASE"),
        ("It isn’t fair", "it isnt fair"),
        ("well-being first", "Wellbeing first…"),
        ("co\xadoperate\u200b now", "cooperate now"),
        ("\u202eabc\u202c", "abc"),
        ("ﬁne ① café", "fine 1 cafe\u0301"),
        ("The fine is 1,500.50 a day", "the fine is 1500.50 a day"),
        ("8,5 % of riders", "8.5% of riders"),
        ("за\u0301мок открыт", "замок открыт"),
        ("Straße", "STRASSE"),
    ],
)
def test_the_same_words_however_they_are_typed(one, other):
    assert same_words(one) == same_words(other)
    assert judge(one, other, 0) is PairVerdict.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("8.5 of ten", "85 of ten"),
        ("a rise of 5", "a rise of -5"),
        ("5 %", "5 $"),
        ("25-30 people", "2530 people"),
        ("good 👍", "good 👎"),
        ("a < b", "a > b"),
        ("की", "के"),
    ],
)
def test_what_is_meant_by_signs_stays(one, other):
    assert same_words(one) != same_words(other)


def test_words_keep_numbers_whole():
    assert words("On 1.5.2031, 1 500 of 2,000.75 came (−5 %)") == [
        *("on", "1", "5", "2031", "1", "500", "of", "2000.75", "came", "-5", "%"),
    ]


@pytest.mark.parametrize("minus", ["-", "−", "–", "‒", "—"])
@pytest.mark.parametrize("around", ["{} degrees", "({} degrees)", "about ≈{} degrees", "“{}” degrees"])
def test_a_number_below_zero_is_another_number_with_whichever_dash(minus, around):
    below, above = (f"At dawn it was {around.format(number)} on the bridge" for number in (f"{minus}12", "12"))
    assert judge(below, above, 1.0) is not PairVerdict.SAME
    assert same_words(below) == same_words(below.replace(minus, "-"))


def test_the_dash_of_a_span_is_no_minus():
    assert same_words("A fare of 25–30 euro") == same_words("A fare of 25-30 euro")


@few
@given(some_text)
def test_the_same_words_are_their_own_form(text):
    assert same_words(same_words(text)) == same_words(text)


@few
@given(some_text)
def test_a_text_is_the_same_as_itself(text):
    assert judge(text, text, 0) is PairVerdict.SAME


@few
@given(some_text, some_text, st.floats(0, 1))
def test_the_verdict_does_not_depend_on_who_was_first(one, other, score):
    assert judge(one, other, score) is judge(other, one, score)


@few
@given(
    some_text,
    some_text,
    st.floats(0.4, 1),
    st.integers(0, 60),
    st.sampled_from("\u200b\u200d\u2060\u202e\ufeff\xad\x07"),
)
def test_what_cannot_be_seen_changes_nothing(one, other, score, at, hidden):
    assert judge(one[:at] + hidden + one[at:], other, score) is judge(one, other, score)


def test_a_new_text_finds_those_it_is_like_best_first():
    nearest = Neighbours(SAID).nearest("the tram should run al night at weekends")
    assert [near.place for near in nearest] == [1]
    assert nearest[0].verdict is PairVerdict.SIMILAR


def test_a_denial_is_shown_as_opposite_and_the_same_words_as_the_same():
    neighbours = Neighbours(SAID)
    assert neighbours.nearest("The tram should not run all night at the weekend")[0].verdict is PairVerdict.OPPOSITE
    same = neighbours.nearest("the TRAM should run all night at the weekend!")[0]
    assert (same.verdict, same.place, round(same.score, 6)) == (PairVerdict.SAME, 1, 1.0)


def test_what_is_added_is_found():
    neighbours = Neighbours()
    assert neighbours.nearest("Benches cost less than pills") == []
    assert neighbours.add("Benches cost less than pills") == 0
    assert neighbours.add("Snow stays longest where nobody parks") == 1
    assert [near.place for near in neighbours.nearest("Benches cost less than pills do")] == [0]


def test_no_more_are_suggested_than_were_asked_for():
    neighbours = Neighbours([f"The tram should run all night on line {line}" for line in "abcdef"])
    assert len(neighbours.nearest("The tram should run all night on line g", limit=2)) == 2


@pytest.mark.parametrize("text", ["", "🙂", "\x00", "\ud800", "—", "the of and"])
def test_texts_without_much_to_go_by_are_judged_all_the_same(text):
    assert all(0 <= near.score <= 1 for near in Neighbours([text, *SAID]).nearest(text))
    (row,) = judge_pairs([PairLine(id=1, a=text, b=text)])
    assert row["verdict"] == "same"


def test_pairs_are_judged_in_order_with_their_ids():
    pairs = [PairLine(id="x", a=SAID[0], b=SAID[0].upper()), PairLine(id=2, a=SAID[1], b=SAID[2])]
    assert list(judge_pairs(pairs)) == [
        {"id": "x", "score": 1.0, "verdict": "same"},
        {"id": 2, "score": pytest.approx(0.05, abs=0.05), "verdict": "different"},
    ]


def test_a_file_of_pairs_is_read(tmp_path):
    file = tmp_path / "pairs.jsonl"
    file.write_text('\ufeff{"id": "1", "a": "x", "b": "y", "same": 0}\n\n', encoding="utf-8")
    assert load_pairs(file) == [PairLine(id="1", a="x", b="y")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"id": "1", "a": "x"}', "Line 1 of pairs.jsonl is no pair of texts: b: Field required."),
        (b'{"id": "1", "a": "x", "b": 5}', "Line 1 of pairs.jsonl is no pair of texts: b:"),
        (b'{"id": "1", "a": "x", "b": "y"}\nhello', "Line 2 of pairs.jsonl is no pair of texts: JSON:"),
        (b"[]", "Line 1 of pairs.jsonl is no pair of texts"),
        (b"\xff\xfe{", "pairs.jsonl is not UTF-8 text."),
    ],
)
def test_a_file_that_is_no_file_of_pairs_is_refused_in_one_sentence(tmp_path, content, sentence):
    file = tmp_path / "pairs.jsonl"
    file.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        load_pairs(file)
    assert str(refused.value).startswith(sentence)


@public_data
def test_public_pairs_are_told_apart_as_well_as_promised():
    file = DUPLICATES / "resubmission.jsonl"
    kinds = {row["id"]: row["kind"] for row in map(json.loads, file.read_text(encoding="utf-8").splitlines())}
    edited, denied, natural = [], [], []
    for row in judge_pairs(load_pairs(file)):
        {"negation": denied, "natural": natural}.get(kinds[row["id"]], edited).append(row["verdict"])

    assert share(edited, "same", "similar") >= 0.98
    assert share(denied, "opposite", "different") >= 0.95
    assert share(denied, "same") == 0
    assert share(natural, "same") <= 0.001
    assert share(natural, "similar") <= 0.02


@public_data
def test_the_score_tells_which_arguments_make_a_point():
    file = DUPLICATES / "point_match.jsonl"
    same = {row["id"]: row["same"] for row in map(json.loads, file.read_text(encoding="utf-8").splitlines())}
    rows = list(judge_pairs(load_pairs(file)))
    yes = [row["score"] for row in rows if same[row["id"]]]
    no = [row["score"] for row in rows if not same[row["id"]]]
    won = sum((one > other) + (one == other) / 2 for one in yes for other in no)
    assert won / (len(yes) * len(no)) >= 0.72


def share(verdicts, *wanted):
    return sum(verdict in wanted for verdict in verdicts) / len(verdicts)
