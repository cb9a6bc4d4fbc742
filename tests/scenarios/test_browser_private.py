"""Countering without a command, in a real browser, on a phone: three people, one of whom is held."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.async_api import expect

from tests.browser import PHONE, needs_chromium
from tests.scenarios.debating import COST, NOISE, SHOES, WALKING
from tests.scenarios.test_browser_debate import Table, table

pytestmark = needs_chromium

ALIKE = "Walking hardly changed at all in the city."


async def goes(at: Table, chat: int) -> None:
    """Open a chat of the person whose view this is."""
    await at.page.evaluate(f"location.hash = '#{chat}'")


async def counters(at: Table, name: str, words: str) -> None:
    """Let somebody press *Counter this* under the answer, and say in private what they would say."""
    await at.be(name)
    await goes(at, at.stage.cast.group.id)
    await at.press(at.message("open in the article"), "Counter this")
    await expect(at.message("What would you say against it?")).to_be_visible()
    await at.look(f"{name}-1-asked")
    await at.write(words)


async def test_three_people_counter_and_the_group_sees_what_was_accepted(tmp_path: Path) -> None:
    async with table(PHONE, "light", tmp_path) as at:
        cast = at.stage.cast
        cast.telegram.say(cast.vera, cast.telegram.private(cast.vera), "/help")
        cast.telegram.say(cast.vera, cast.group, "/premod none")
        cast.telegram.say(cast.jonas, cast.group, f"/ask {SHOES}")
        await _posts(at)
        await _thinks_again(at)
        cast.telegram.say(cast.vera, cast.group, "/premod all")
        await _waits(at)
        await _is_accepted(at)


async def _posts(at: Table) -> None:
    """Let Mara post what she wrote, and follow the link back to its card."""
    await counters(at, "Mara", WALKING)
    preview = at.message("The group will see this, and not who wrote it:")
    await at.shows(preview, "Post", "Change", "Cancel")
    await at.look("Mara-2-preview")
    await at.press(preview, "Post")
    posted = at.message("#1 is in The reading group now, from a participant.")
    await at.shows(posted, "Edit", "To the card")
    await at.look("Mara-3-posted")
    await at.press(posted, "To the card")
    await at.shows(at.message(re.compile("^#1 · counterpoint to ¶ 7")), "Agree", "Disagree", "Pass", "Rebut", "Support")
    await at.look("Mara-4-card")


async def _thinks_again(at: Table) -> None:
    """Let Jonas find out that his words are close to hers, and post others."""
    await counters(at, "Jonas", ALIKE)
    close = at.message("Looks close to #1")
    await at.shows(close, "That's mine: vote for #1", "Mine is different", "Change", "Cancel")
    await at.look("Jonas-2-close")
    await at.press(close, "Change")
    await at.write(COST)
    await at.press(at.message("The group will see this"), "Post")
    await expect(at.message("#2 is in The reading group now")).to_be_visible()


async def _waits(at: Table) -> None:
    """Let Ana post what is held then: the group does not see it."""
    await counters(at, "Ana", NOISE)
    await at.press(at.message("The group will see this"), "Post")
    await expect(at.message("#3 waits for a moderator.")).to_contain_text(NOISE)
    await at.look("Ana-2-waits")
    await goes(at, at.stage.cast.group.id)
    await expect(at.message(re.compile("^#2 · "))).to_be_visible()
    await expect(at.page.get_by_text(NOISE)).to_have_count(0)
    await at.look("Ana-3-group")


async def _is_accepted(at: Table) -> None:
    """Let Vera accept it in private: the group sees it now."""
    cast = at.stage.cast
    await at.be("Vera")
    await goes(at, cast.vera.id)
    held = at.message("#3 · ")
    await at.shows(held, "Approve", "Reject", "Merge")
    await at.look("Vera-1-held")
    await at.press(held, "Approve")
    await at.shows(held, "Undo")
    await goes(at, cast.group.id)
    await expect(at.message(re.compile("^#3 · "))).to_contain_text(NOISE)
    await at.look("Vera-2-accepted")
