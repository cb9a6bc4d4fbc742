"""Which language a text and a question are in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.article.language_detection import UNKNOWN, language_of_question, language_of_text

ENGLISH = "The council voted on Tuesday to let everybody ride the buses for nothing, and the drivers were not asked."
WORDS = {"buses", "council", "drivers", "marta", "lind", "harbourside"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        ("Городской совет во вторник решил сделать автобусы бесплатными, а водителей никто не спросил.", "ru"),
        ("Гарадскі савет у аўторак вырашыў зрабіць аўтобусы бясплатнымі, а кіроўцаў ніхто не спытаў.", "be"),
        ("Міська рада у вівторок вирішила зробити автобуси безкоштовними, а водіїв ніхто не спитав.", "uk"),
        ("Rada miasta zdecydowała we wtorek, że autobusy będą bezpłatne, a kierowców nikt nie zapytał.", "pl"),
        ("Miesto taryba antradienį nusprendė, kad autobusai bus nemokami, o vairuotojų niekas nepaklausė.", "lt"),
        ("Der Stadtrat beschloss am Dienstag, dass die Busse nichts kosten, und niemand fragte die Fahrer.", "de"),
        ("El ayuntamiento decidió el martes que los autobuses fueran gratis y nadie preguntó a nadie.", "es"),
        ("市議会は火曜日にバスを無料にすることを決めた。", "ja"),
        ("Το δημοτικό συμβούλιο αποφάσισε", "el"),
        ("", UNKNOWN),
        ("12 + 30 🙂 \ud800", UNKNOWN),
    ],
    ids=["en", "ru", "be", "uk", "pl", "lt", "de", "es", "ja", "el", "empty", "no letters"],
)
def test_an_article_tells_its_language(text, language):
    assert language_of_text(text) == language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("When did the council vote?", "en"),
        ("Marta Lind", "en"),
        ("buses?", "en"),
        ("drivers council harbourside", "en"),
        ("hi", "en"),
        ("Who is Лукашенко?", "en"),
        ("2024?", "en"),
        ("🙂", "en"),
        ("Wann hat der Stadtrat abgestimmt?", "de"),
        ("Wer ist Marta Lind?", "de"),
        ("Warum?", "de"),
        ("¿Quién es Marta Lind?", "es"),
        ("Kto to jest Marta Lind?", "pl"),
        ("Kas yra Marta Lind?", "lt"),
        ("Кто такая Marta Lind?", "ru"),
        ("Хто такая Марта Лінд і чаго яна хоча?", "be"),
        ("Хто така Марта Лінд і що вона робить?", "uk"),
    ],
)
def test_a_question_tells_its_language_and_in_doubt_it_is_the_articles(question, language):
    assert language_of_question(question, "en", lambda word: word.lower() in WORDS) == language


def test_nothing_is_refused_where_the_articles_language_is_unknown():
    assert language_of_question("When did the council vote?", UNKNOWN, lambda word: False) == UNKNOWN


@settings(deadline=None, max_examples=50)
@given(st.text())
def test_any_text_has_some_language(text):
    assert language_of_text(text)
    assert language_of_question(text, "en", lambda word: False)


LATVIAN = """
Kurš maksā par autobusiem? | Cik tas maksā pilsētai? | Kad sāka braukt jaunais tramvajs? | Kas par to atbild?
Kāpēc veikali pret to iebilst? | Vai pasažieru tagad ir vairāk? | Kā tas ietekmēja satiksmi? | Kam tas nepatīk?
Kas notika ar biļešu kontrolieriem? | Kuru ielu slēgs vispirms? | Ko par to domā šoferi? | Cik ilgi tas turpināsies?
Kas ir kapteinis? | Kas viņš ir? | Kā maksāt skaidrā naudā? | Kas vadīs jauno līniju?
"""
LITHUANIAN = """
Kas moka už autobusus? | Kiek tai kainuoja miestui? | Kada pradėjo važiuoti naujas tramvajus? | Kas už tai atsako?
Kodėl parduotuvės tam prieštarauja? | Ar keleivių dabar daugiau? | Kaip tai paveikė eismą? | Kam tai nepatinka?
Kas nutiko bilietų kontrolieriams? | Kurią gatvę uždarys pirmiausia? | Ką apie tai mano vairuotojai? | Kiek tai tęsis?
Kas ir kada pasirašė sutartį? | Kur ir kodėl sustojo darbai? | Kas prieštaravo? | Kas vadovaus naujai linijai?
"""


def test_latvian_is_not_lithuanian():
    def told(questions):
        asked = [one for one in questions.replace("\n", "|").split("|") if one.strip()]
        return [language_of_question(one.strip(), "lt", lambda _: False) for one in asked]

    assert told(LATVIAN).count("lv") >= 15
    assert set(told(LITHUANIAN)) == {"lt"}
