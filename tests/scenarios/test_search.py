"""`/counterpoints parking`: what speaks of that, by words and, with an embedder, by meaning."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

from bot.debate.search import meaning_matches
from tests.embedders import WordEmbedder
from tests.scenarios.debating import COST, WALKING, asked, opened
from tests.town import Town, labels, text_of

if TYPE_CHECKING:
    from bot.article.semantic import Vectors

DRIVERS = "Nobody asked the drivers of the night what they saw."


async def some(town: Town) -> None:
    answer = await asked(town)
    for person, text in ((town.cast.mara, WALKING), (town.cast.jonas, COST), (town.cast.ana, DRIVERS)):
        await opened(town, person, text, on=answer)


async def search(town: Town, words: str) -> list[str]:
    (said,) = await town.says(town.cast.alena, town.cast.group, f"/counterpoints {words}")
    return text_of(said).splitlines()


async def test_what_has_the_words_is_listed(town: Town) -> None:
    await some(town)
    assert await search(town, "Parking") == ["Counterpoints about “Parking” · 1", f"#2 {COST}"]
    assert labels(town.from_bot(town.cast.group)[-1]) == ["Vote on open points"]
    assert (await search(town, "open"))[0] == "Open counterpoints · 3"
    await town.says(town.cast.vera, town.cast.group, "/close 2")
    assert await search(town, "fees") == ["Counterpoints about “fees” · 1", f"#2 {COST}"]
    await town.says(town.cast.jonas, town.cast.group, "/withdraw 3")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        pytest.param("trams", "No counterpoint here speaks of “trams”. /counterpoints shows all there are.", id="none"),
        pytest.param("long " * 30, "That is a lot to look for. Up to 100 characters will do;", id="too much"),
    ],
)
async def test_what_is_not_found_is_said(town: Town, words: str, answer: str) -> None:
    await some(town)
    assert (await search(town, words))[0].startswith(answer)


async def test_what_was_taken_back_is_not_found(town: Town) -> None:
    await some(town)
    await town.says(town.cast.jonas, town.cast.group, "/withdraw 2")
    assert (await search(town, "parking"))[0].startswith("No counterpoint here speaks of “parking”.")


class SlowEmbedder(WordEmbedder):
    """Answers when it is let to."""

    def __init__(self) -> None:
        super().__init__()
        self.begin = asyncio.Event()

    async def passages(self, texts: Sequence[str]) -> Vectors:
        await self.begin.wait()
        return await super().passages(texts)


async def with_embedder(town: Town, embedder: WordEmbedder) -> None:
    await town.stop()
    town.embedder = embedder
    await town.start(with_article=False)
    await some(town)


async def test_what_means_the_same_is_found_in_another_language(town: Town) -> None:
    embedder = WordEmbedder()
    await with_embedder(town, embedder)

    found = await search(town, "водители")

    assert found == ["Counterpoints about “водители” · 1", "Near in meaning:", f"#3 {DRIVERS}"]
    read = embedder.embedded
    assert await search(town, "водители") == found
    assert embedder.embedded == read
    assert await search(town, "drivers") == ["Counterpoints about “drivers” · 1", f"#3 {DRIVERS}"]


async def test_without_meaning_a_search_goes_by_words(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning_matches, "MEANING_SECONDS", 0.01)
    embedder = SlowEmbedder()
    await with_embedder(town, embedder)
    assert (await search(town, "водители"))[0].startswith("No counterpoint here speaks of “водители”.")
    embedder.begin.set()
    embedder.broken = True

    assert await search(town, "parking") == ["Counterpoints about “parking” · 1", f"#2 {COST}"]
