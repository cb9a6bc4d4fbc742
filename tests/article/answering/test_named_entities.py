"""Which names and numbers a question has, and which of them the article has not."""

import pytest

from bot.article.answering.answer import Band, answer
from bot.article.answering.named_entities import nameable, named_in, unmet
from bot.article.answering.phonetics import PhoneticIndex, sound_of
from bot.article.snapshot import ExtractedText, PassageKind, take_snapshot

WORDS = (
    "Sviatlana Tsikhanouskaya spoke in Brussels in 1984 and 2023. Alexander Lukashenka did not. Maksim Katz and "
    "Laurynas Kasčiūnas wrote to Newton and to Angela, who lives in Washington and likes Chekhov.",
    "The council of Harbourside made its buses free.",
)


def an_article(*paragraphs, language="en"):
    parts = tuple((PassageKind.PARAGRAPH, words) for words in paragraphs)
    return take_snapshot(ExtractedText("Letters", parts, language))


ARTICLE = nameable(an_article(*WORDS))


@pytest.mark.parametrize(
    ("question", "language", "names", "numbers"),
    [
        ("What did Angela Merkel say in 2015?", "en", ("Angela", "Merkel"), ("2015",)),
        ("Merkel born when?", "en", ("Merkel",), ()),
        ("Who rides?", "en", (), ()),
        ("WHO RIDES THE FREE BUSES?", "en", (), ()),
        ("What does NATO want?", "en", ("NATO",), ()),
        ("Что сказала Тихановская в Брюсселе?", "ru", ("Тихановская", "Брюсселе"), ()),
        ("Wann fuhr der Bus nach Berlin?", "de", ("Berlin",), ()),
        ("Was sagten die neuen Fahrgäste?", "de", (), ()),
        ("Kiek žmonių gyvena Vilniuje?", "lt", ("Vilniuje",), ()),
        ("كم عدد الركاب؟", "ar", (), ()),
        ("", "en", (), ()),
    ],
)
def test_a_question_shows_its_names_by_capital_letters(question, language, names, numbers):
    named = named_in(question, language)
    assert (named.names, named.numbers) == (names, numbers)


@pytest.mark.parametrize(
    ("question", "language", "missing"),
    [
        ("What did Tsikhanouskaya say in Brussels?", "en", ()),
        ("What did Merkel say in Brussels?", "en", ("Merkel",)),
        ("What did Newton's friend say in 2023?", "en", ()),
        ("What happened in 84?", "en", ()),
        ("What happened in 1999?", "en", ("1999",)),
        ("Что Тихановская сказала о Лукашенко?", "ru", ()),
        ("Што Ціханоўская сказала пра Лукашэнку?", "be", ()),
        ("Co Cichanouska powiedziała o Łukaszence?", "pl", ()),
        ("Ką Cichanouskaja sakė apie Lukašenką?", "lt", ()),
        ("Що Максим Кац сказав у Вашингтоні?", "uk", ()),
        ("Τι είπε ο Νεύτωνας;", "el", ()),
        ("Что сказала Меркель?", "ru", ("Меркель",)),
        ("Що сказав Зеленський?", "uk", ("Зеленський",)),
    ],
)
def test_names_are_met_by_stem_or_by_sound(question, language, missing):
    assert unmet(ARTICLE, named_in(question, language), language) == missing


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Лукашенко", "Łukaszenka"), ("Чехов", "Chekhov"), ("Ньютон", "Newton"), ("Джон", "John"),
        ("Вашингтон", "Washington"), ("Кащюнас", "Kasčiūnas"), ("Гарвард", "Harvard"), ("Τέσλα", "Tesla"),
        ("Византия", "Byzantium"), ("Хиросима", "Hiroshima"),
    ],
)  # fmt: skip
def test_a_name_sounds_the_same_in_every_script(one, other):
    assert PhoneticIndex([other]).know(one)
    assert PhoneticIndex([one]).know(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Меркель", "Macron"), ("Варшава", "Vilnius"), ("Кац", "Katerina"), ("", "Ann")]
)
def test_other_names_sound_different(one, other):
    assert not PhoneticIndex([other]).know(one)


@pytest.mark.parametrize("word", ["", "'", "🙂", "\ud800", "ъ", "1990"])
def test_any_word_has_a_sound(word):
    assert isinstance(sound_of(word), str)


@pytest.mark.parametrize(
    ("question", "band"),
    [
        ("Who made its buses free in Harbourside?", Band.ANSWER),
        ("Who made its buses free in Harbourside with Merkel?", Band.CLOSEST),
        ("Who made its buses free in Harbourside in 1066?", Band.CLOSEST),
    ],
)
def test_a_question_about_a_name_that_is_nowhere_is_never_called_answered(question, band):
    assert answer(an_article(*WORDS), question).band is band
