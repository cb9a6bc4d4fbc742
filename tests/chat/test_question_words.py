"""Words that ask without a mark, in the languages of the groups."""

from __future__ import annotations

import pytest

from bot.chat.message.question_words import begins_as_a_question

ASKING = {
    "en": ("Who counted the riders", "And how long did it take", "Since when is it free", "Was it dearer before"),
    "ru": (
        "Кто считал пассажиров",
        "А сколько это стоило",
        "В каком году начали",
        "За чей счёт катаются",
        "Зачем это нам",
    ),
    "be": ("Хто лічыў пасажыраў", "І колькі гэта каштавала", "У якім годзе пачалі", "Чаму не раней", "Ці праўда гэта"),
    "uk": (
        "Хто рахував пасажирів",
        "Та скільки це коштувало",
        "З якого року почали",
        "Чи правда це",
        "Навіщо воно нам",
    ),
    "pl": ("Kto liczył pasażerów", "A ile to kosztowało", "W którym roku zaczęli", "Czy to prawda", "Po co nam to"),
    "lt": (
        "Kas skaičiavo keleivius",
        "O kiek tai kainavo",
        "Nuo kada nemokama",
        "Kurioje gatvėje stotelė",
        "Ar tai tiesa",
    ),
    "lv": (
        "Kurš skaitīja pasažierus",
        "Un cik tas maksāja",
        "Par ko balsoja dome",
        "Kurā ielā ir pietura",
        "Vai tā ir taisnība",
    ),
    "de": (
        "Wer hat gezählt",
        "Und wie lange hat es gedauert",
        "Seit wann ist das so",
        "Mit welchem Geld",
        "Warum nicht früher",
    ),
}
TALK = {
    "en": ("Whatever", "On the whole I agree", "Island trams are slow", "In my view it works"),
    "ru": ("Спасибо", "На мой взгляд, всё верно", "Кот пришёл"),
    "be": ("Дзякуй", "На маю думку, усё правільна", "Якраз так"),
    "uk": ("Дякую", "На мою думку, це правда", "Чисто й тихо"),
    "pl": ("Dzięki", "Na pewno tak było", "Jakoś to będzie", "Cokolwiek"),
    "lt": ("Ačiū", "Mano galva, tai tiesa", "Kartais vėluoja", "Arti namų"),
    "lv": ("Paldies", "Manuprāt, tā ir", "Kurpes pie durvīm", "Vairāk nekā gaidīts"),
    "de": ("Danke", "In der Tat", "Wasser kostet mehr", "Werktags nie"),
}


@pytest.mark.parametrize("words", [one for words in ASKING.values() for one in words])
def test_it_begins_as_a_question(words: str) -> None:
    assert begins_as_a_question(words)
    assert begins_as_a_question(f"— {words.upper()}")


@pytest.mark.parametrize("words", [one for words in TALK.values() for one in words])
def test_it_is_talk(words: str) -> None:
    assert not begins_as_a_question(words)
