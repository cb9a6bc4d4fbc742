"""Letters: the text that a person sees whatever encoding its bytes are in."""

from __future__ import annotations

import pytest

from bot.article.extraction import read_text
from bot.article.extraction.cut_messages import seems_to_go_on
from bot.article.extraction.decoding import decode
from bot.article.extraction.sources import Source
from bot.article.views import preview_text

WORDS = {
    "pl": "Wieża świeciła całą noc, więc rybacy łatwo znajdowali drogę, a dzień był już źle liczony. ",
    "lt": "Bokštas švietė visą naktį, todėl žvejai lengvai rasdavo kelią, o ąžuolai ūžė už įlankos. ",
    "lv": "Tornis spīdēja visu nakti, tāpēc zvejnieki viegli atrada ceļu, un ļaudis šķita priecīgi. ",
    "cs": "Věž svítila celou noc, takže rybáři snadno našli cestu, a moře šumělo příliš tiše. ",
    "de": "Der Turm leuchtete für die Fischer, und die Straße kostete zehn € – „viel Geld“, hieß es später. ",
    "fr": "La tour éclairait le port où les pêcheurs rentraient, « déjà là », à l’aube d’un été très doux. ",
    "tr": "Kule bütün gece ışık saçtı, balıkçılar yolu kolayca buldu ve şehir için güzel bir gün başladı. ",
    "ru": "Башня светила всю ночь, и рыбаки легко находили дорогу домой. ",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *(("pl", "cp1250"), ("pl", "iso8859-2"), ("cs", "cp1250"), ("lt", "cp1257"), ("lv", "cp1257")),
        *(("de", "cp1252"), ("fr", "cp1252"), ("tr", "cp1254"), ("ru", "cp1251"), ("ru", "koi8-r")),
    ],
)
def test_undeclared_letters_are_those_of_the_language(language, encoding):
    text = WORDS[language] * 6
    assert decode(Source(text.encode(encoding))) == text


def test_one_foreign_byte_in_a_thousand_is_a_mark_not_a_hole():
    text = "The keeper of the tower slept by day and counted the ships by night for a small wage. " * 20 + "The sea’s."
    assert decode(Source(text.encode("cp1252"))) == text


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "us-ascii", "windows-1252"])
def test_a_label_means_what_it_means_to_a_browser(label):
    body = b"\x93Ten \x80\x94 \x96 no more.\x81"
    assert decode(Source(body, content_type=f"text/html; charset={label}")) == "“Ten €” – no more."


def test_a_text_of_two_sources_keeps_the_letters_of_both():
    body = WORDS["ru"].encode() * 3 + "“caf\u00e9”".encode("cp1252")
    assert decode(Source(body)) == WORDS["ru"] * 3 + "“café”"


def test_a_wrong_label_gives_way_to_the_letters():
    text = WORDS["ru"] * 6
    assert decode(Source(text.encode("cp1251"), content_type="text/html; charset=utf-8")) == text


@pytest.mark.parametrize(
    ("message", "is_cut"),
    [
        ("word " * 819, True),
        ("x" * 3_990 + " and then the", True),
        ("x" * 3_990 + ".", False),
        ("A text.", False),
        ("🌳" * 2_048, True),
    ],
    ids=["at the limit", "within a sentence", "ended", "short", "by units"],
)
def test_a_message_that_telegram_cut_is_known(message, is_cut):
    assert seems_to_go_on(message) is is_cut


def test_a_moderator_is_told_that_a_message_seems_to_go_on():
    snapshot = read_text("The lamps of the port are off.\n\nNobody on the quay noticed it until June.")
    assert "seems to go on" in preview_text(snapshot, "en", "Shall it?", seems_to_go_on=True)
    assert "seems to go on" not in preview_text(snapshot, "en", "Shall it?")
