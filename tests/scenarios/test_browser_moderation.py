"""Moderation by clicking: reports, the queue, a sanction and its end, an appeal, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.playground.telegram.people import PlaygroundPerson
from tests.browser import PHONE, needs_chromium
from tests.scenarios.test_browser_debate import Table, looks, table

pytestmark = needs_chromium

INSULT = "You are all too slow to understand it."


async def in_private(at: Table, person: PlaygroundPerson) -> None:
    """Take over a person's view and open their chat with the bot."""
    await at.be(person.first_name)
    await at.page.evaluate(f"location.hash = '#{person.id}'")
    await expect(at.page.locator("#title")).to_have_text("Counterpoint")


async def in_the_group(at: Table, person: PlaygroundPerson) -> None:
    await at.be(person.first_name)
    await at.page.evaluate(f"location.hash = '#{at.stage.cast.group.id}'")
    await expect(at.page.locator("#title")).to_have_text("The reading group")


async def begins(at: Table, *people: PlaygroundPerson) -> None:
    """Let people start a private chat with the bot."""
    for person in people:
        await in_private(at, person)
        await at.write("/start")
        await expect(at.message("I answer questions about an article")).to_be_visible()


@looks
async def test_reports_become_a_card_a_ban_and_its_end(size: tuple[int, int], scheme: str, tmp_path: Path) -> None:
    async with table(size, scheme, tmp_path) as at:
        cast = at.stage.cast
        await begins(at, cast.vera)
        await _reported(at)
        await in_private(at, cast.vera)
        shown = at.message("Reported by 2 members")
        await at.shows(shown, "Delete", "Dismiss", "Warn", "Mute", "Ban")
        await at.look("1-card")
        await at.write("/queue")
        await expect(at.message("Waits for you")).to_contain_text("1. Reported · Mara")
        await at.look("2-queue")
        await at.press(shown, "Ban")
        await expect(shown).to_contain_text("Vera banned them.")
        await at.shows(shown, "Undo")
        await at.look("3-banned")

        await in_the_group(at, cast.vera)
        announced = at.message("Banned Mara: a message that members reported.")
        await at.shows(announced, "Undo", "Audit log")
        await expect(at.page.get_by_text(INSULT)).to_have_count(0)
        await at.look("4-group")
        await in_private(at, cast.vera)
        await at.press(shown, "Undo")
        await expect(shown).to_contain_text("Vera took the decision back. It is open again.")
        await at.look("5-undone")
        await at.press(shown, "Dismiss")
        await expect(shown).to_contain_text("Vera dismissed this.")


@looks
async def test_an_appeal_is_answered(size: tuple[int, int], scheme: str, tmp_path: Path) -> None:
    async with table(size, scheme, tmp_path) as at:
        cast = at.stage.cast
        await begins(at, cast.vera, cast.mara)
        await in_the_group(at, cast.mara)
        await at.write("Trains are better anyway.")
        await in_the_group(at, cast.vera)
        await at.reply(at.message("Trains are better anyway."), "/mute 2h off topic")
        await expect(at.message("Muted Mara for 2 hours: off topic.")).to_be_visible()

        await in_private(at, cast.mara)
        await expect(at.message("With /appeal here you can ask")).to_be_visible()
        await at.write("/appeal I only answered what was asked.")
        await expect(at.message("The moderators of The reading group can read it.")).to_be_visible()
        await at.look("1-appealed")
        await in_private(at, cast.vera)
        shown = at.message("Appeal · The reading group")
        await at.shows(shown, "Undo", "Dismiss")
        await at.reply(shown, "/answer Fair enough, you did.")
        await expect(shown).to_contain_text("Your answer to them: Fair enough, you did")
        await at.look("2-card")
        await at.press(shown, "Undo")
        await expect(shown).to_contain_text("Vera lifted the sanction.")
        await expect(shown.locator(".key")).to_have_count(0)
        await in_private(at, cast.mara)
        await expect(at.message(re.compile("You can write in The reading group again"))).to_be_visible()
        await expect(at.message("write about your appeal: “Fair enough, you did”")).to_be_visible()
        await at.look("3-told")


@pytest.mark.parametrize("scheme", ["light"])
async def test_a_held_counterpoint_is_accepted_from_the_queue(scheme: str, tmp_path: Path) -> None:
    async with table(PHONE, scheme, tmp_path) as at:
        cast = at.stage.cast
        await begins(at, cast.vera)
        await at.prepare()
        cast.telegram.say(cast.vera, cast.group, "/premod all")
        await at.posted(lambda one: "waits for a moderator from now on" in str(one.content.get("text")))
        cast.telegram.say(cast.jonas, cast.group, "/counter Winter buses cost more.", reply_to=await _answer(at))
        await expect(at.message("Winter buses cost more.")).to_be_visible()
        await at.write("/queue")
        listed = at.message("Waits for you")
        await expect(listed).to_contain_text("Counterpoint · #1")
        await at.press(listed, "1")
        shown = at.message("#1 · counterpoint")
        await at.shows(shown, "Approve", "Reject", "Merge")
        await at.look("1-held")
        await at.press(shown, "Approve")
        await expect(at.page.get_by_role("button", name="Approve")).to_have_count(0)


async def _reported(at: Table) -> None:
    """Let somebody insult the others, and two of them report it."""
    cast = at.stage.cast
    await in_the_group(at, cast.mara)
    await at.write(INSULT)
    for person in (cast.jonas, cast.ana):
        await in_the_group(at, person)
        await at.reply(at.message(INSULT), "/report calls us names")
        await expect(at.message("Thank you. The moderators can see it.")).to_be_visible()


async def _answer(at: Table):  # type: ignore[no-untyped-def]  # a message of the playground
    return await at.posted(lambda one: "Counter this" in str(one.keyboard))
