"""Where sentences end."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.article.ranking.segmentation.quotation_marks import quotations
from bot.article.ranking.segmentation.sentences import is_boundary, sentences, trimmed
from tests.article.ranking.segmentation.sentence_lines import passages
from tests.article.ranking.segmentation.sentence_passages import PASSAGES, joined


def cut(text, language="en"):
    return [text[start:end] for start, end in sentences(text, 0, len(text), language)]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ["It cost much.", "Nobody paid."]),
        ("en", ["Dr. J. R. Lind of St. Ives met Mrs. Berg at 3.5 km, e.g. by bus.", "He left."]),
        ("en", ["It came from the U.S. Senate.", "They agreed in the U.S.", "The rest did not."]),
        ("en", ["He said: “It is over.”", "Then he left…", "Nobody (not one!) stayed?!", "“Good.”"]),
        ("en", ["“Who pays?” she asked.", "No. 5 was hers."]),
        ("en", ["The fare fell to 1.50.", "In 1990 it was free.[12]", "2024 was worse."]),
        ("en", ["He waited ... and waited.", "Done"]),
        (
            "ru",
            ["В 1918 г. город назвали им. Ленина, ул. и т. д. не менялись.", "А. С. Пушкин там не жил.", "Он умер."],
        ),
        ("ru", ["Он родился в 1918 г.", "Она пришла позже."]),
        ("de", ["Am 3. Oktober kam Dr. Lind, z. B. mit dem Bus.", "Es war der 2. Weltkrieg.", "Heinrich IV. Ludwig."]),
        ("de", ["Das geschah am 3. Mai.", "Der Rest ist bekannt."]),
        ("pl", ["Spotkali się 3. Maja przy ul. Długiej m.in. z prof. Nowakiem.", "Potem wyszli."]),
        (
            "pl",
            ["Uczniów dzielimy przez 3.", "Klasy szkolne maluje się w maju.", "Opłata spadła o 12.", "Rowery wracają."],
        ),
        ("pl", ["Most zajęty przez 2. Korpus Polski stoi do dziś.", "Klub przegrał z 4. Brygadą Ludową."]),
        ("es", ["Vino el Sr. Lind de EE. UU. en tren.", "¿Quién paga?", "¡Nadie!"]),
        ("ja", ["市議会は決めた。", "「無料だ。」", "誰も払わない。"]),
    ],
)
def test_sentences_end_where_people_end_them(language, parts):
    assert cut(("" if language == "ja" else " ").join(parts), language) == parts


@pytest.mark.parametrize(("language", "parts"), PASSAGES, ids=[f"{one}-{parts[0][:24]}" for one, parts in PASSAGES])
def test_passages_in_many_languages_are_cut_where_their_sentences_end(language, parts):
    assert cut(joined(language, parts), language) == list(parts)


@pytest.mark.parametrize(("language", "parts"), passages(), ids=[f"{one}-{parts[0][:24]}" for one, parts in passages()])
def test_what_lists_of_abbreviations_forget_is_cut_where_its_sentences_end(language, parts):
    assert cut(joined(language, parts), language) == list(parts)


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ["The crew:", "1. Ida Low", "2. Will Orr", "10. A. Pell"]),
        ("en", ["1. Who mends the sails?", "2. Nobody does."]),
        ("de", ["Der Hafen braucht:", "• zwei Pumpen", "• ein Dach"]),
        ("ru", ["Спросили мельника", "— Кто это?", "— Никто."]),
    ],
    ids=["names", "questions", "bullets", "dialogue"],
)
def test_an_item_of_a_list_keeps_its_number_and_parts_from_the_next(language, parts):
    assert cut("\n".join(parts), language) == parts


def test_a_word_that_the_text_writes_small_elsewhere_begins_a_sentence():
    text = "Młyn spłonął w 1890 r. Właściciel wyjechał w 1891 r. Polska milczała. Nowy właściciel milczał też."
    assert cut(text, "pl")[0] == "Młyn spłonął w 1890 r."
    assert "Polska milczała." not in cut(text, "pl")


def test_a_very_long_quotation_is_cut_where_its_sentences_end():
    quotation = "“" + "We waited a long time for them. " * 12 + "Nobody came.”"
    assert len(cut(f"She said: {quotation} Then she left.")) > 5


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “a „b“ c” and «d».", ["„b“", "“a „b“ c”", "«d»"]),
        ("»Ende. Aus«, rief er.", ["»Ende. Aus«"]),
        ('A 12" pipe and "this one" too.', ['"this one"']),
        ("“Never closed. Then more.", []),
        ("Closed” only.", []),
        ("”Kuka?” hän kysyi.", ["”Kuka?”"]),
    ],
    ids=["nested", "German, reversed", "inches", "open", "closed", "Finnish"],
)
def test_quotations_are_opened_and_closed(text, found):
    assert [text[start:end] for start, end in quotations(text, 0, len(text))] == found


@pytest.mark.parametrize("text", ["", "   \n ", "…", "🙂 🇱🇹", "***"])
def test_what_has_no_words_has_no_sentences(text):
    assert cut(text) == []


CLUSTERS = [
    "a",
    "B",
    " ",
    "\xa0",
    ".",
    "!",
    "”",
    "e\u0301",
    "й",
    "и\u0306",
    "👩‍👩‍👧",
    "🇱🇹",
    "👍🏽",
    "각",
    "각",
    "क्षि",
    "❤️",
    "\xad",
    "\r\n",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(CLUSTERS), max_size=60))
def test_no_character_is_ever_split(clusters):
    text = "".join(clusters)
    whole = {0}
    for cluster in clusters:
        whole.add(max(whole) + len(cluster))
    assert {offset for offset in range(len(text) + 1) if is_boundary(text, offset)} <= whole
    for start, end in sentences(text, 0, len(text), "en"):
        assert {start, end} <= whole


@settings(deadline=None)
@given(st.text(alphabet="aB .!?…”\u0301\u200d\xa0\n1"), st.sampled_from(["en", "de", "und"]))
def test_sentences_hold_every_word_once_and_in_order(text, language):
    spans = sentences(text, 0, len(text), language)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    outside = text
    for start, end in spans:
        assert (start, end) == trimmed(text, start, end)
        outside = outside[:start] + " " * (end - start) + outside[end:]
    assert not any(letter.isalnum() for letter in outside)


def test_a_span_is_cut_within_its_bounds():
    text = "One. Two.\n\nThree. Four."
    assert [text[start:end] for start, end in sentences(text, 11, len(text), "en")] == ["Three.", "Four."]
