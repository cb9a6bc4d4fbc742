"""After a link from a group everything in private is about its debate, until one chooses another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.article import discussion_article
from bot.article.discussion_article import Suggestion
from bot.article.extraction import Source, read
from storage import chats
from storage.chats import Chat, Place, Premoderation
from tests.scenarios.debating import COST, WALKING, asked, kept, opened, premoderate, presses
from tests.scenarios.test_private_drafts import cards, follows, starts, writes
from tests.town import Town, labels, text_of

TREES = b"""# Trees on Mill Street

Olga Reyes, who owns the bakery at number nine, said that her takings had grown by a fifth since the planting.
"""
BAKERY = "Who owns the bakery?"
LINK = "https://t.me/counterpoint_bot?start=list_{}"


@pytest_asyncio.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town in which Mara's own chat with the bot has another article than the group."""
    town = Town(tmp_path)
    await town.start()
    await premoderate(town, Premoderation.NONE)
    mara, now = town.cast.mara, town.clock()
    own = read(Source(TREES, name="trees.md", url="https://example.org/trees"))
    async with town.database.write() as session:
        await chats.remember_chat(session, Chat(telegram_id=mara.id, kind="private", seen_at=now))
        await discussion_article.choose(session, Suggestion(Place(mara.id), mara.id, own), now)
    yield town
    await town.stop()


async def test_every_command_is_about_the_debate_of_the_link(town: Town) -> None:
    card = await opened(town, town.cast.jonas, WALKING)
    mara = town.cast.mara
    assert "bakery at number nine" in text_of(await writes(town, mara, BAKERY))
    assert text_of(await writes(town, mara, "/point 1")).startswith("There is no counterpoint #1 here.")

    await follows(town, mara, card, "Rebut")
    await town.press(mara, town.from_bot(town.telegram.private(mara))[-1], "Cancel")

    assert WALKING in text_of(await writes(town, mara, "/counterpoints"))
    assert WALKING in text_of(await writes(town, mara, "/point 1"))
    assert "Should city buses be free?" in text_of(await writes(town, mara, "/article"))
    answer = await writes(town, mara, "Who says that the riders left their shoes by the door?")
    assert "their shoes by the door" in text_of(answer)
    await town.press(mara, answer, "More context")
    asks = await writes(town, mara, f"/counter {COST}")
    await town.press(mara, asks, "The article as a whole")
    await town.press(mara, asks, "Post")
    assert [text_of(one)[:2] for one in cards(town)] == ["#1", "#2"]
    assert len({one.discussion_id for one in await kept(town)}) == 1


async def test_another_one_is_chosen_with_a_button(town: Town) -> None:
    await opened(town, town.cast.jonas, WALKING)
    await town.says(town.cast.mara, town.cast.group, "/article")
    mara = town.cast.mara
    choice = await writes(town, mara, "/articles")
    assert [one.split(" · ")[0] for one in labels(choice)] == ["Your own chat with me", "The reading group"]

    await presses(town, mara, choice, "The reading group")
    assert text_of(choice).startswith("From now on everything here is about Should city buses be free?")
    assert WALKING in text_of(await writes(town, mara, "/counterpoints"))
    await presses(town, mara, await writes(town, mara, "/articles"), "Your own chat")
    assert "Trees on Mill Street" in text_of(await writes(town, mara, "/article"))


async def test_who_left_the_group_reads_its_debate_no_more(town: Town) -> None:
    await opened(town, town.cast.jonas, WALKING)
    mara = town.cast.mara
    await starts(town, mara, LINK.format(1))
    town.telegram.leave(mara, town.cast.group)

    said = await writes(town, mara, "/counterpoints")

    assert text_of(said).startswith("You are not in that group any more")
    await presses(town, mara, await writes(town, mara, "/articles"), "Your own chat")
    assert "bakery at number nine" in text_of(await writes(town, mara, BAKERY))


async def test_an_article_of_ones_own_is_what_one_talks_about_then(town: Town) -> None:
    await asked(town)
    mara = town.cast.mara
    await starts(town, mara, LINK.format(1))
    private = town.telegram.private(mara)
    text = "# The bridge\n\nThe old bridge will close for two years in October, because its pillars moved.\n" * 3
    message = town.telegram.say(mara, private, text)
    preview = await writes(town, mara, "/setarticle", reply_to=message)
    await presses(town, mara, preview, "Use it")

    assert "The bridge" in text_of(await writes(town, mara, "/article"))
