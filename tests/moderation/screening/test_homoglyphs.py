"""Letters and digits that pose as others, and characters that nobody sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation.screening.homoglyphs import disguised, hidden, unmasked


@pytest.mark.parametrize(
    "word",
    ["зaрaбoтoк", "Pабота", "cекс", "Tелеграм", "ЕARN", "mоney", "dаily", "ᴨᴏддᴇᴧьнᴀя", "Ꮶупюры", "ρаypal", "Ηello"],
)
def test_a_word_that_mixes_letters_to_look_like_another_is_found(word: str) -> None:
    assert disguised(f"one {word} two") == [word]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("зapaбoтoк", "заработок"),
        ("Tелeграм", "Телеграм"),
        ("дох0д", "доход"),
        ("3аплатим", "заплатим"),
        ("ᴨᴩᴏдᴀм", "продам"),
        ("mоnеy", "money"),
        ("PDFка", "PDFка"),
        ("XXгодзе", "XXгодзе"),
    ],
)
def test_a_word_that_poses_is_read_as_what_it_poses_as(word: str, meant: str) -> None:
    assert unmasked(f"— {word}, {word}") == f"— {meant}, {meant}"


@pytest.mark.parametrize(
    "text",
    [
        "работа",
        "work",
        "PDFка и VPNом",
        "ITшник",
        "iPhoneа",
        "USB-кабель",
        "K2С3H",
        "5 μm",
        "naïve Straße žmonės Łódź",
        "日本語 and 한국어",
        "кава☕cafe",
        "snake_змея",
        "",
    ],
)
def test_honest_words_are_left_alone(text: str) -> None:
    assert disguised(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Дзiўная гiсторыя пра Iўе",
        "Сëлета ïхні тролейбус спізнився",
        "узяла ключы ад за́мка, не ад замка",
        "дорóга и доро́га",
        "у ХХІ стагоддзі, на ХІХм километре",
        "Cпадзяюся, Cнежань будзе цёплы",
        "СкарынаFest і КупалаCity",
        "у КупалаCityм",
        "YouTubeры, GPSка, KIAшка",
        "антиSPAM",
        "угол φ, сила в кН, 10 kΩ, cosβ, ΔT и λx",
    ],
)
def test_what_keyboards_and_languages_bring_about_is_honest(text: str) -> None:
    assert disguised(text) == []


@pytest.mark.parametrize(
    "word", ["пр0даж", "закл4дка", "3на6оры", "пасы1ка", "вы6оры", "0тветы", "3арплата", "дocтавка99", "Зap0бoтoк"]
)
def test_a_digit_that_poses_as_a_letter_is_found(word: str) -> None:
    assert disguised(f"раз {word} два") == [word]


@pytest.mark.parametrize(
    "text",
    [
        "стол 3х4 м, 5й этаж, 80х годы",
        "Ту154М, ЗИЛ130, С2Н5ОН, Р2Р",
        "в8утра, по3раза, до5вечера, на2часа",
        "7мая, 4дверный, кв12а",
        "3апреля, 3августа, 3автобуса",
        "п2п и б2б",
    ],
)
def test_a_number_in_a_word_is_no_disguise(text: str) -> None:
    assert disguised(text) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("plain", 0),
        ("f\u200br\u200be\u2060e", 3),
        ("👩\u200d💻 ❤\ufe0f", 0),
        ("soft\u00adhyphen", 0),
        ("\u2800\u3164", 2),
    ],
)
def test_invisible_characters_are_counted_where_they_are_not_honest(text: str, count: int) -> None:
    assert hidden(text) == count


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    assert all(word in text for word in disguised(text))
    assert hidden(text) <= len(text)


NAMES = ("iPhone", "Wi-Fi", "web", "COVID-19", "COVID19", "Python3", "VIP", "YouTube", "PDF", "5G", "QR")
ENDINGS = ("-ы", "-сайт", "-код", "ом", "")
STEMS = ("зарабаток", "каранацыя", "пастаянна", "распрадажа")
POSING = str.maketrans({"а": "a", "о": "o", "р": "p", "с": "c"})


@given(st.sampled_from(NAMES), st.sampled_from(ENDINGS), st.sampled_from(("", "купіў ", "у XXI ст. ")))
def test_a_foreign_name_with_an_ending_is_honest(name: str, ending: str, before: str) -> None:
    assert disguised(f"{before}{name}{ending}, дзiўна") == []


@given(st.sampled_from(STEMS), st.data())
def test_one_letter_or_digit_in_the_midst_that_poses_is_a_disguise(stem: str, data: st.DataObject) -> None:
    places = [place for place in range(2, len(stem) - 2) if stem[place] in "аорс"]
    place = data.draw(st.sampled_from(places))
    posing = data.draw(st.sampled_from((stem[place].translate(POSING), "0")))
    word = stem[:place] + posing + stem[place + 1 :]
    assert disguised(f"раз {word} два") == [word]
