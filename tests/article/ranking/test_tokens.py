"""Words that mean the same are the same, however they are written."""

import pytest

from bot.article.ranking.tokens import stems, tokens


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "fares", "FARE"),
        ("en", "co\xadope\xadration", "cooperation"),
        ("en", "Lukashenka’s", "Lukashenka"),
        ("en", "Kasčiūnas", "Kasciunas"),
        ("en", "1,100", "1100"),
        ("en", "e\u0301lite", "élite"),
        ("en", "ﬁnances", "finance"),
        ("en", "U.S.", "US"),
        ("ru", "войны", "войной"),
        ("ru", "её", "ее"),
        ("de", "Häuser", "Häusern"),
        ("es", "canción", "canciones"),
        ("pl", "wojną", "wojny"),
        ("lt", "karai", "karo"),
        ("uk", "війна", "війною"),
        ("uk", "державний", "державного"),
        ("be", "беларускага", "беларускаму"),
        ("fr", "l’accord", "accords"),
    ],
)
def test_forms_of_a_word_have_one_stem(language, one, other):
    assert stems(tokens(one), language) == stems(tokens(other), language)


BENT = """
bus buses, trolleybus trolleybuses, gas gases, lens lenses, virus viruses, campus campuses, bonus bonuses,
canvas canvases, alias aliases, crisis crises, axis axes, thesis theses, oasis oases, pelvis pelvises, quiz quizzes,
plus pluses, man men, policeman policemen, woman women, child children, grandchild grandchildren, foot feet,
tooth teeth, goose geese, mouse mice, dormouse dormice, wolf wolves, knife knives, midwife midwives,
bookshelf bookshelves, wharf wharves, half halves, loaf loaves, thief thieves, person people, penny pence, menu menus,
hero heroes, ferry ferries, storey storeys, plateau plateaux, curriculum curricula, aquarium aquaria, spectrum spectra,
corpus corpora, syllabus syllabi, cactus cacti, criterion criteria, index indices, larva larvae
"""


@pytest.mark.parametrize("pair", [pair.strip() for pair in BENT.split(",")])
def test_one_and_many_have_one_stem(pair):
    one, many = pair.split()
    assert stems([one], "en") == stems([many], "en")


@pytest.mark.parametrize(
    ("one", "other"), [("new", "news"), ("involve", "wolves"), ("lass", "las"), ("genus", "genius")]
)
def test_other_words_keep_their_stems(one, other):
    assert stems([one], "en") != stems([other], "en")


def test_small_words_carry_no_subject_but_shouted_ones_do():
    assert stems(tokens("Who is to pay for it, the WHO?"), "en") == ["pay", "who"]


def test_a_space_that_does_not_break_parts_words():
    assert tokens("10\xa0euro\u202fa day") == ["10", "euro", "a", "day"]


def test_letters_written_without_spaces_are_words_each():
    assert tokens("市議会") == ["市", "議", "会"]


@pytest.mark.parametrize("text", ["", "🙂", "\x00", "\ud800", "—"])
def test_what_has_no_words_has_none(text):
    assert tokens(text) == []
