"""What somebody looks for is found in other forms of its words, in each language, and by its beginning."""

from __future__ import annotations

import pytest

from bot.debate.search.word_matches import word_matches

TEXTS = (
    "The harbour was never asked about its cranes.",
    "A crane costs more than ten years of ferries.",
    "Паром не ходит зимой, и никто об этом не пишет.",
    "Зимние паромы возят только почту.",
    "Keltas žiemą neplaukia, o bilietai brangsta.",
    "Zimą promy nie pływają.",
)


@pytest.mark.parametrize(
    ("words", "places"),
    [
        pytest.param("crane", [1, 0], id="in two forms, the last first"),
        pytest.param("CRANES!", [1, 0], id="whatever its letters are"),
        pytest.param("паромы", [3, 2], id="in Russian"),
        pytest.param("bilietas", [4], id="in Lithuanian"),
        pytest.param("promów", [5], id="in Polish"),
        pytest.param("harb", [0], id="by its beginning"),
        pytest.param("ferries crane", [1, 0], id="those with more of the words first"),
        pytest.param("the ferries", [1], id="small words aside"),
        pytest.param("its", [0], id="a small word alone"),
        pytest.param("ha", [], id="too little of a word"),
        pytest.param("lighthouse", [], id="what nobody says"),
        pytest.param("🙂", [], id="no word"),
    ],
)
def test_what_is_found(words: str, places: list[int]) -> None:
    assert word_matches(words, TEXTS) == places
