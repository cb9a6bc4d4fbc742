"""Dates as newspapers of the region and its neighbours write them."""

from __future__ import annotations

import pytest

from bot.article.extraction.dates import find_date

MONTHS = {
    "be": "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "lt": "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
    "lv": "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "de, short": "Jan. Feb. Mrz. Apr. Mai Jun. Jul. Aug. Sept. Okt. Nov. Dez.",
    "de, Austria": "Jänner Feber März April Mai Juni Juli August September Oktober November Dezember",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "fr, short": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
}
FORMS = {
    "lt": "Paskelbta 2023 m. {month} 17 d., penktadienį",
    "lv": "Publicēts 2023. gada 17. {month}",
    "es": "Publicado el 17 de {month} de 2023",
    "ru": "Опубликовано 17 {month} 2023 г.",
    "be": "Апублікавана 17 {month} 2023 года",
    "uk": "Опубліковано 17 {month} 2023 року",
    "pl": "Opublikowano 17 {month} 2023 r.",
    "de": "Stand: 17. {month} 2023, 9:30 Uhr",
    "cs": "Vydáno 17. {month} 2023",
}


@pytest.mark.parametrize("language", MONTHS)
def test_every_month_is_known_as_it_is_written(language: str) -> None:
    form = FORMS.get(language[:2], "17 {month} 2023")

    found = [find_date(form.format(month=month)) for month in MONTHS[language].split()]

    assert [said and said[0] for said in found] == [f"2023-{month:02}-17" for month in range(1, 13)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param("公開日 2023年4月17日(月)", "2023-04-17", id="ja"),
        pytest.param("17.04.2023 12:05", "2023-04-17", id="points"),
        pytest.param("17. 4. 2023", "2023-04-17", id="cs, spaced"),
        pytest.param("2023-04-17", "2023-04-17", id="lt, pl: ISO"),
        pytest.param("1er avril 2023", "2023-04-01", id="fr, the first"),
        pytest.param("1º aprile 2023", "2023-04-01", id="it, the first"),
        pytest.param("03/04/2023", None, id="which of two days is not guessed"),
        pytest.param("31 czerwca 2023", None, id="no such day"),
    ],
)
def test_other_forms(words: str, said: str | None) -> None:
    found = find_date(words)

    assert (found and found[0]) == said
