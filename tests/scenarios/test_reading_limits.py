"""Reading foreign articles holds nobody up: one at a time for a person, so many a day, and nothing of it stays."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlmodel import func, select, update

from bot.article import reading_admission
from bot.article.extraction.sources import Source
from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.worker import Worker, WorkerError
from storage.articles import PassageRow, Proposal, Reading, SnapshotRow
from tests.town import Town, text_of

SPOKEN = "“The ferry is never full,” Anna Berg said on Monday. She has steered it for eleven years, in every weather."


class Harbour:
    """A web site whose pages come when it lets them."""

    def __init__(self) -> None:
        self.opened = asyncio.Event()
        self.opened.set()
        self.asked = 0

    async def fetch(self, url: str) -> Source:
        self.asked += 1
        await self.opened.wait()
        page = f"# Ferry {url}\n\n{SPOKEN}\n\nThe island has no bridge, and wants none, as its people say in {url}.\n"
        return Source(page.encode(), content_type="text/markdown", url=url)


@pytest_asyncio.fixture
async def harbour() -> Harbour:
    return Harbour()


@pytest_asyncio.fixture
async def town(tmp_path: Path, harbour: Harbour) -> AsyncIterator[Town]:
    town = Town(tmp_path)
    town.fetch = harbour.fetch
    await town.start(with_article=False)
    yield town
    await town.stop()


async def bring(town: Town, page: str = "a", chat: PlaygroundChat | None = None) -> Message:
    """Let the moderator bring a page and return what the bot says of it."""
    (said,) = await town.says(town.cast.vera, chat or town.cast.group, f"/setarticle https://harbour.example/{page}")
    return said


async def counts(town: Town) -> tuple[int, int, int]:
    """Return how many proposals, snapshots and passages are stored."""
    async with town.database.read() as session:
        proposals, snapshots, passages = [
            (await session.exec(select(func.count()).select_from(table))).one()
            for table in (Proposal, SnapshotRow, PassageRow)
        ]
    return proposals, snapshots, passages


async def test_while_a_page_is_read_its_sender_waits_and_others_do_not(town: Town, harbour: Harbour) -> None:
    cast = town.cast
    harbour.opened.clear()
    town.telegram.say(cast.vera, cast.group, "/setarticle https://harbour.example/slow")
    while not harbour.asked:
        await asyncio.sleep(0.002)
    before = len(town.from_bot(cast.forum))
    town.telegram.say(cast.vera, cast.forum, "/setarticle https://harbour.example/other")
    while len(town.from_bot(cast.forum)) == before:
        await asyncio.sleep(0.002)
    assert text_of(town.from_bot(cast.forum)[-1]).startswith("I am still reading the article that you")
    assert harbour.asked == 1
    town.telegram.say(cast.ana, cast.comments, "/setarticle https://harbour.example/hers")
    while harbour.asked < 2:
        await asyncio.sleep(0.002)
    harbour.opened.set()
    await town.settle()
    assert "Ferry https://harbour.example/slow" in text_of(town.from_bot(cast.group)[-1])
    assert "Ferry https://harbour.example/hers" in text_of(town.from_bot(cast.comments)[-1])
    assert "Ferry" in text_of(await bring(town, "again", cast.forum))


async def test_a_full_line_says_when_to_come_again(
    town: Town, harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_admission, "MAX_CONCURRENT_READS", 0)
    assert text_of(await bring(town)).startswith("Several articles are being read at the moment.")
    assert harbour.asked == 0


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("READS_PER_PERSON_A_DAY", "You have had 2 articles"), ("READS_PER_CHAT_A_DAY", "2 articles")],
)
async def test_so_many_articles_are_read_a_day(
    name: str, sentence: str, town: Town, harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_admission, name, 2)
    for page in ("a", "b"):
        assert "Ferry" in text_of(await bring(town, page))
    assert text_of(await bring(town, "c")).startswith(sentence)
    await town.says(town.cast.vera, town.cast.group, "/setarticle")
    await town.restart()
    assert text_of(await bring(town, "c")).startswith(sentence)
    assert harbour.asked == 2
    await town.advance(hours=25)
    assert "Ferry" in text_of(await bring(town, "c"))
    async with town.database.read() as session:
        assert len((await session.exec(select(Reading))).all()) == 1


async def test_what_was_put_aside_is_forgotten_and_its_number_is_not_given_again(town: Town) -> None:
    first = await bring(town)
    (row,) = (first.keyboard or {})["inline_keyboard"]
    await town.press(town.cast.vera, first, "Cancel")
    assert await counts(town) == (0, 0, 0)
    second = await bring(town, "b")
    assert (second.keyboard or {})["inline_keyboard"][0][0]["callback_data"] != row[0]["callback_data"]
    await town.press(town.cast.vera, second, "Use it")
    assert "Ferry https://harbour.example/b" in text_of(
        (await town.says(town.cast.mara, town.cast.group, "/article"))[0]
    )


async def test_an_article_that_is_in_use_stays_when_it_is_proposed_again_and_put_aside(town: Town) -> None:
    await town.press(town.cast.vera, await bring(town), "Use it")
    kept = await counts(town)
    await town.press(town.cast.vera, await bring(town), "Cancel")
    assert await counts(town) == kept
    assert "Ferry" in text_of((await town.says(town.cast.mara, town.cast.group, "/article"))[0])


async def test_of_many_previews_the_last_few_hold_and_none_for_ever(town: Town) -> None:
    oldest, *others = [await bring(town, str(number)) for number in range(4)]
    assert (await counts(town))[:2] == (3, 3)
    answer = await town.press(town.cast.vera, oldest, "Use it")
    assert str(answer["text"]).startswith("This preview was put aside, or is too old by now.")
    await town.press(town.cast.vera, others[0], "Use it")
    town.clock.at += reading_admission.A_DAY * 4
    await town.app._tidy()
    assert (await counts(town))[:2] == (1, 1)


async def test_who_says_it_is_kept_with_the_article_and_found_out_for_an_old_one_when_it_is_asked(town: Town) -> None:
    await town.press(town.cast.vera, await bring(town), "Use it")

    async def stored() -> list[object]:
        async with town.database.read() as session:
            return list(await session.exec(select(SnapshotRow.speech)))

    (fresh,) = await stored()
    assert [one[2] for one in fresh] == ["Anna Berg", None, None]  # type: ignore[attr-defined]
    async with town.database.write() as session:
        await session.exec(update(SnapshotRow).values(speech=None))
    await town.restart()
    (answer,) = await town.says(town.cast.mara, town.cast.group, "/ask Is the ferry ever full?")
    assert "in the words of Anna Berg" in text_of(answer)
    assert await stored() == [fresh]


@pytest.mark.parametrize(
    ("words", "advice"),
    [("https://harbour.example/a.html", "Send the article as plain text."), (SPOKEN * 5, "Send a shorter part of it.")],
    ids=["page", "text"],
)
async def test_what_takes_too_much_is_told_with_advice_that_helps(
    words: str, advice: str, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object) -> None:
        raise WorkerError("read")

    monkeypatch.setattr(Worker, "run", never)
    (said,) = await town.says(town.cast.vera, town.cast.group, f"/setarticle {words}")
    assert text_of(said).endswith(advice)
    assert await counts(town) == (0, 0, 0)
