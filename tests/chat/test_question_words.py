"""Words that ask without a mark, in the languages of the groups."""

from __future__ import annotations

import pytest

from bot.chat.message.question_words import begins_as_a_question

ASKING = {
    "en": (
        "Who counted the riders",
        "And how long did it take",
        "Since when is it free",
        "Was it dearer before",
        "Isn't it dearer now",
        "So who counted them",
        "Any proof of that",
        "Would they do it again",
    ),
    "ru": (
        "Кто считал пассажиров",
        "А сколько это стоило",
        "В каком году начали",
        "За чей счёт катаются",
        "Зачем это нам",
        "Так кто же платит",
        "Вот интересно, сколько их",
        "Верно ли это",
        "Был ли там кто",
    ),
    "be": (
        "Хто лічыў пасажыраў",
        "І колькі гэта каштавала",
        "У якім годзе пачалі",
        "Чаму не раней",
        "Ці праўда гэта",
        "Дык хто заплаціць",
        "Няўжо столькі",
        "Цікава, адкуль гэта",
    ),
    "uk": (
        "Хто рахував пасажирів",
        "Та скільки це коштувало",
        "З якого року почали",
        "Чи правда це",
        "Навіщо воно нам",
        "То хто заплатить",
        "Цікаво, звідки це",
    ),
    "pl": (
        "Kto liczył pasażerów",
        "A ile to kosztowało",
        "W którym roku zaczęli",
        "Czy to prawda",
        "Po co nam to",
        "To kto zapłaci",
        "Naprawdę tyle",
        "Ciekawe, skąd to",
    ),
    "lt": (
        "Kas skaičiavo keleivius",
        "O kiek tai kainavo",
        "Nuo kada nemokama",
        "Kurioje gatvėje stotelė",
        "Ar tai tiesa",
        "Tai kas mokės",
        "Nejaugi tiek",
        "Įdomu, iš kur tai",
    ),
    "lv": (
        "Kurš skaitīja pasažierus",
        "Un cik tas maksāja",
        "Par ko balsoja dome",
        "Kurā ielā ir pietura",
        "Vai tā ir taisnība",
        "Tad kurš maksās",
        "Interesanti, no kurienes tas",
    ),
    "de": (
        "Wer hat gezählt",
        "Und wie lange hat es gedauert",
        "Seit wann ist das so",
        "Mit welchem Geld",
        "Warum nicht früher",
        "Stimmt das",
        "Also wer zahlt",
        "Gibt es Belege",
        "Haben sie gezählt",
    ),
}
TALK = {
    "en": (
        "Whatever",
        "On the whole I agree",
        "Island trams are slow",
        "In my view it works",
        "Well done",
        "So be it",
        "Anyway, thanks",
        "Isle of trams",
    ),
    "ru": ("Спасибо", "На мой взгляд, всё верно", "Кот пришёл", "Так и есть", "Вот спасибо", "Если так, ладно"),
    "be": ("Дзякуй", "На маю думку, усё правільна", "Якраз так", "Дык добра", "Цікава напісана"),
    "uk": ("Дякую", "На мою думку, це правда", "Чисто й тихо", "То добре", "Цікаво написано"),
    "pl": ("Dzięki", "Na pewno tak było", "Jakoś to będzie", "Cokolwiek", "To dobrze", "Ciekawe rzeczy"),
    "lt": ("Ačiū", "Mano galva, tai tiesa", "Kartais vėluoja", "Arti namų", "Tai gerai", "Įdomu skaityti"),
    "lv": ("Paldies", "Manuprāt, tā ir", "Kurpes pie durvīm", "Vairāk nekā gaidīts", "Tad labi", "Interesanti lasīt"),
    "de": (
        "Danke",
        "In der Tat",
        "Wasser kostet mehr",
        "Werktags nie",
        "Also gut",
        "Dann eben nicht",
        "Gibt sich noch",
        "Stimmt schon",
    ),
}


@pytest.mark.parametrize("words", [one for words in ASKING.values() for one in words])
def test_it_begins_as_a_question(words: str) -> None:
    assert begins_as_a_question(words)
    assert begins_as_a_question(f"— {words.upper()}")


@pytest.mark.parametrize("words", [one for words in TALK.values() for one in words])
def test_it_is_talk(words: str) -> None:
    assert not begins_as_a_question(words)
