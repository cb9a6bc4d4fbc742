"""A whole debate by clicking, in a real browser, with the real bot over real HTTP."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, async_playwright, expect

from bot.article.extraction import load
from bot.playground.telegram.chats import Message
from bot.playground.telegram.members import MEMBER
from bot.playground.telegram.people import PlaygroundPerson
from bot.playground_app import OpenPlayground, open_playground
from config.articles import SAMPLE
from tests.browser import CHROMIUM, DESKTOP, FLAGS, LONG, PHONE, needs_chromium
from tests.patience import PATIENCE
from tests.scenarios.debating import COST, NOISE, SHOES, WALKING, button
from tests.town import labels, text_of

pytestmark = needs_chromium

CLAIMS = (
    WALKING,
    COST,
    NOISE,
    "Night buses matter more than free ones.",
    "Schools should open later to spread the crowd.",
    "Ferries deserve the money instead.",
    "Drivers earn too little for this work.",
    "Bicycle lanes would have cost far less.",
    "Trams run on time in winter.",
)
ALIKE = "Walking hardly changed at all in the city."
VOTERS = 40

NOTE = """addEventListener("DOMContentLoaded", () => {
  const root = document.documentElement;
  const note = (changes) => { for (const one of changes) root.dataset.told += `${one.target.textContent}\\n`; };
  for (const id of ["toast", "dialogue"])
    new MutationObserver(note).observe(document.getElementById(id), { childList: true, subtree: true });
});"""
"""Notes what the page tells for some seconds only, which a busy machine does not see in time."""

looks = pytest.mark.parametrize(
    ("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop, light", "phone, dark"]
)


@dataclass
class Table:
    """The debate: as the browser shows it, and the Telegram behind it for what need not be clicked."""

    page: Page
    stage: OpenPlayground
    pictures: Path

    async def be(self, first_name: str) -> None:
        """Take over another person's view."""
        option = self.page.locator("#me option", has_text=first_name)
        await self.page.get_by_label("You are").select_option(await option.get_attribute("value"))

    async def write(self, words: str) -> None:
        await self.page.get_by_label("Message", exact=True).fill(words)
        await self.page.get_by_role("button", name="Send").click()

    def message(self, words: str | re.Pattern[str]) -> Locator:
        """Find the last message that says this."""
        said = self.page.locator(".words").filter(has_text=words)
        return self.page.get_by_role("article").filter(has=said).last

    async def press(self, message: Locator, label: str) -> None:
        """Press the button under a message whose label begins like this; what was told before is forgotten."""
        await self.page.evaluate("document.documentElement.dataset.told = ''")
        await message.get_by_role("group").get_by_role("button", name=re.compile(f"^{re.escape(label)}")).click()

    async def told(self, words: str) -> None:
        """Wait for what the bot answers to a press, and close it where it stands in the way."""
        await expect(self.page.locator("html")).to_have_attribute("data-told", re.compile(re.escape(words)))
        if await self.page.locator("#dialogue").is_visible():
            await self.page.get_by_role("button", name="OK").click()

    async def reply(self, message: Locator, words: str) -> None:
        await message.hover()
        await message.get_by_role("button", name="What you can do").click()
        await self.page.get_by_role("menuitem", name="Reply").click()
        await self.write(words)

    async def shows(self, message: Locator, *expected: str) -> None:
        """Wait until the buttons under a message are these."""
        await expect(message.locator(".key")).to_have_text(list(expected))

    async def look(self, name: str) -> None:
        """Keep a picture of the page, in which nothing may stick out sideways."""
        await self.page.wait_for_timeout(150)
        await self.page.screenshot(path=self.pictures / f"{name}.png")
        inside = "e => e.scrollWidth <= e.clientWidth"
        assert await self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert await self.page.locator("#log").evaluate(inside)

    async def prepare(self, *claims: str) -> list[Message]:
        """Let people counter one answer and a moderator accept it all, without the page; return the cards."""
        cast = self.stage.cast
        say = cast.telegram.say
        say(cast.vera, cast.group, "/premod none")
        say(cast.mara, cast.group, f"/ask {SHOES}")
        answer = await self.posted(lambda one: "Counter this" in labels(one))
        cards = []
        for number, claim in enumerate(claims, 1):
            say((cast.mara, cast.jonas)[number % 2], cast.group, f"/counter {claim}", reply_to=answer)
            cards.append(await self.posted(partial(_is_card, number)))
        return cards

    async def show_votes_at_once(self) -> None:
        """Let a moderator choose that each vote is shown: how they come in batches is told elsewhere."""
        telegram, vera = self.stage.cast.telegram, self.stage.cast.vera
        telegram.say(vera, self.stage.cast.group, "/settings")
        for label in ("Totals", "live", "Back", "Close"):
            panel = await self.posted(lambda one, label=label: any(known.startswith(label) for known in labels(one)))
            await telegram.press(vera, panel, button(panel, label))

    async def posted(self, wanted: Callable[[Message], bool]) -> Message:
        """Wait for a message of the group."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for message in self.stage.cast.group.messages.values():
                    if wanted(message):
                        return message
                await asyncio.sleep(0.01)


@asynccontextmanager
async def table(size: tuple[int, int], scheme: str, pictures: Path) -> AsyncIterator[Table]:
    """Open the playground with the sample article; whatever the browser complains about fails the test."""
    complaints: list[str] = []
    async with open_playground(await load(str(SAMPLE)), 0) as stage, async_playwright() as playwright:
        stage.cast.telegram.client_wait_seconds = PATIENCE
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]  # one of two literals
            has_touch=size == PHONE,
            is_mobile=size == PHONE,
        )
        page = await context.new_page()
        page.set_default_timeout(LONG)
        await page.add_init_script(NOTE)
        page.on("console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(stage.address)
        await page.get_by_role("button", name="Hide this hint").click()
        at = Table(page, stage, pictures)
        await at.show_votes_at_once()
        yield at
        await browser.close()
    assert complaints == []


@looks
async def test_a_counterpoint_is_made_and_weighed(size: tuple[int, int], scheme: str, tmp_path: Path) -> None:
    async with table(size, scheme, tmp_path) as at:
        await at.write(f"/ask {SHOES}")
        answer = at.message("open in the article")
        await expect(answer.get_by_role("button", name="Counter this")).to_be_visible()
        await at.reply(answer, f"/counter {WALKING}")
        await expect(at.message("Noted as #1. It waits for a moderator")).to_be_visible()
        await expect(at.page.get_by_text(WALKING)).to_have_count(0)
        await at.be("Vera")
        await at.press(at.message("A counterpoint waits for a moderator."), "Look at it in private")
        await at.press(at.message("Waits for you · 1"), "1")
        held = at.message("#1 · counterpoint")
        await at.shows(held, "Approve", "Reject", "Merge")
        await at.look("1-held")
        await at.press(held, "Approve")
        await at.shows(held, "Undo")

        await at.page.evaluate(f"location.hash = '#{at.stage.cast.group.id}'")
        first = at.message(re.compile(r"^#1 · counterpoint to ¶ 7 “"))
        await at.be("Jonas")
        await at.press(first, "Agree")
        await at.shows(first, "Agree 1", "Disagree", "Pass", "Rebut", "Support", "Undo")
        await at.told("You agree with #1. Only I know")
        await at.be("Ana")
        await at.press(first, "Disagree")
        await at.told("You disagree with #1. Only I know")
        await at.shows(first, "Agree 1", "Disagree 1", "Pass", "Rebut", "Support", "Undo")
        await at.look("2-voted")


async def test_a_near_duplicate_is_told_apart_merged_and_parted_again(tmp_path: Path) -> None:
    async with table(PHONE, "dark", tmp_path) as at:
        await at.prepare(WALKING)
        cast = at.stage.cast
        cast.telegram.say(cast.vera, cast.telegram.private(cast.vera), "/help")
        cast.telegram.say(cast.vera, cast.group, "/premod all")
        await at.posted(lambda one: text_of(one).startswith("Every counterpoint waits"))
        await at.be("Jonas")
        await at.reply(at.message("open in the article"), f"/counter {ALIKE}")
        offer = at.message("Looks close to #1")
        await at.shows(offer, "That's mine: vote for #1", "Mine is different")
        await at.look("1-close")
        await at.press(offer, "Mine is different")
        await expect(at.message("Noted as #2. It waits for a moderator")).to_be_visible()
        await expect(at.page.get_by_text("Looks close to #1")).to_have_count(0)

        await at.be("Vera")
        await at.page.evaluate(f"location.hash = '#{cast.vera.id}'")
        second = at.message("#2 · ")
        await at.shows(second, "Approve", "Reject", "Merge")
        await at.press(second, "Merge")
        await at.shows(second, f"#1 {WALKING}", "Cancel")
        await at.look("2-merge-into")
        await at.press(second, f"#1 {WALKING}")
        await expect(second).to_contain_text("Merged into #1; its votes count there.")
        merged = at.message(re.compile("^#2 was merged into #1, which says the same"))
        await at.look("3-merged")
        await at.press(merged, "Undo")
        await expect(at.message("The merge of #2 into #1 was undone.")).to_be_visible()
        await at.shows(second, "Approve", "Reject", "Merge")
        await at.look("4-undone")


async def test_a_list_is_paged_and_filtered(tmp_path: Path) -> None:
    async with table(PHONE, "dark", tmp_path) as at:
        cards = await at.prepare(*CLAIMS)
        press, cast = at.stage.cast.telegram.press, at.stage.cast
        for person, label in ((cast.ana, "Agree"), (cast.vera, "Disagree")):
            await press(person, cards[3], button(cards[3], label))
        await press(cast.ana, cards[1], button(cards[1], "Agree"))

        await at.write("/counterpoints")
        shown = at.message(re.compile("· 9|· 1"))
        words = shown.locator(".words")
        await expect(words).to_contain_text("Open counterpoints · 9")
        await expect(words).to_contain_text("page 1 of 2")
        await expect(words).to_contain_text(f"#9 {CLAIMS[8]}")
        await at.look("1-list")
        await at.press(shown, "›")
        await expect(words).to_contain_text("page 2 of 2")
        await expect(words).to_contain_text(f"#1 {WALKING} (0 agree, 0 disagree)")
        await at.look("2-second-page")
        await at.press(shown, "‹")
        await expect(words).to_contain_text("page 1 of 2")
        await at.press(shown, "Most supported")
        await expect(words).to_have_text(re.compile(f"^Most supported · 9\n#2 {re.escape(COST)} "))
        await at.press(shown, "Most divisive")
        await expect(words).to_have_text(f"Most divisive · 1\n#4 {CLAIMS[3]} (1 agree, 1 disagree)")
        await at.be("Ana")
        await at.press(shown, "Mine")
        await at.told("You have submitted none here.")
        await at.look("3-divisive-and-mine")


async def test_voting_goes_on_in_private(tmp_path: Path) -> None:
    async with table(PHONE, "dark", tmp_path) as at:
        await at.prepare(WALKING, COST)
        await at.be("Ana")
        await at.write("/vote")
        invitation = at.message("2 counterpoints are open to votes.")
        await at.look("1-invitation")
        await at.press(invitation, "Vote on open points")

        await expect(at.page.locator("#title")).to_have_text("Counterpoint")
        card = at.page.get_by_role("article").filter(has_text=re.compile("#[12] · ")).last
        await at.shows(card, "Agree", "Disagree", "Pass")
        await at.look("2-first")
        await at.press(card, "Agree")
        await expect(at.message("You agree. So far 1 agree, 0 disagree, 0 pass.")).to_be_visible()
        await at.shows(card, "Agree", "Disagree", "Pass")
        await at.press(card, "Pass")
        await expect(at.message("You pass. So far 0 agree, 0 disagree, 1 pass.")).to_be_visible()
        await expect(at.message("You have seen all that is open to votes.")).to_be_visible()
        await at.look("3-all-seen")


async def test_forty_votes_make_a_map(tmp_path: Path) -> None:
    async with table(PHONE, "dark", tmp_path) as at:
        cards = await at.prepare(*CLAIMS[:8])
        await at.write("/map")
        await expect(at.message("The map is drawn once 5 people have voted.")).to_be_visible()
        await _two_camps(at.stage, cards, VOTERS - 1)
        await at.be("Ana")
        for number, card in enumerate(cards):
            stance = ("Disagree", "Agree")[number % 2]
            shown = at.page.locator(f'[data-id="{card.id}"]')
            await at.press(shown, stance)
            await at.told(f"You {stance.lower()} with #{number + 1}.")
            await expect(shown.get_by_role("button", name=f"{stance} 20", exact=True)).to_be_visible()
        await at.look("1-voted")

        await at.write("/map")
        drawn = at.page.get_by_role("article").filter(has=at.page.locator("img")).last
        await expect(drawn.locator(".words")).to_contain_text("A · 20 people")
        await expect(drawn.locator(".words")).to_contain_text("B · 20 people")
        await expect(drawn.locator(".words")).to_contain_text("40 people, 320 votes")
        picture = drawn.locator("img")
        await picture.evaluate("img => img.scrollIntoView()")
        await expect(picture).to_have_js_property("complete", value=True)
        assert await picture.evaluate("img => img.naturalWidth") == 1080
        await at.look("2-map-dark")
        await at.page.get_by_role("button", name="Switch between light and dark").click()
        await at.look("3-map-light")


def _is_card(number: int, message: Message) -> bool:
    """Tell whether this is the card of a counterpoint that is open to votes."""
    return text_of(message).startswith(f"#{number} · ") and "Agree" in labels(message)


async def _two_camps(stage: OpenPlayground, cards: list[Message], count: int) -> None:
    """Bring people into the group, and let every other one vote the other way."""
    cast = stage.cast
    votes = []
    for place in range(count):
        person = cast.telegram.add_person(PlaygroundPerson(7100000000 + place, f"Voter {place}", language_code="en"))
        cast.group.members[person.id] = MEMBER
        for number, card in enumerate(cards):
            label = "Agree" if (place % 2 == 0) == (number % 2 == 0) else "Disagree"
            votes.append(cast.telegram.press(person, card, button(card, label)))
    await asyncio.gather(*votes)
