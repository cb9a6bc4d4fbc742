"""Settings and the door, clicked through in a real browser as on a phone, with the real bot over real HTTP."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser import PHONE, needs_chromium
from tests.scenarios.test_browser import newcomer

pytestmark = needs_chromium

RULES = "Be kind. Say where you know it from. One idea at a time."


async def send(page: Page, text: str) -> None:
    await page.get_by_label("Message", exact=True).fill(text)
    await page.get_by_role("button", name="Send").click()


async def play(page: Page, name: str) -> None:
    """Be somebody else."""
    option = page.locator("#me option", has_text=name)
    await page.locator("#me").select_option(value=await option.get_attribute("value"))


async def become(page: Page, person: str, deed: str) -> None:
    """Change what somebody is in the group, in the list of its people."""
    await page.locator("#members").click()
    await page.locator("ul.people li", has_text=person).locator("select").select_option(label=deed)
    await page.get_by_role("button", name="Close").last.click()


async def test_a_moderator_shuts_the_door_and_a_newcomer_opens_it(tmp_path: Path) -> None:
    async with newcomer(PHONE, "light") as page:
        log = page.get_by_role("log")
        await play(page, "Vera")
        await send(page, f"/setrules {RULES}")
        await send(page, "/settings")
        await expect(log.get_by_role("button", name="Newcomers: write at once")).to_be_visible()
        await page.screenshot(path=tmp_path / "panel.png")
        await log.get_by_role("button", name="Newcomers: write at once").click()
        await log.get_by_role("button", name="accept the rules").click()
        await expect(log.get_by_role("button", name="✓ accept the rules")).to_be_visible()
        await page.screenshot(path=tmp_path / "choice.png")
        await log.get_by_role("button", name="Back").click()
        await expect(log.get_by_role("button", name="Newcomers: accept the rules")).to_be_visible()
        await play(page, "Mara")
        await log.get_by_role("button", name="Newcomers: accept the rules").click()
        await expect(page.get_by_text("Only a moderator of this group can do that.")).to_be_visible()

        await become(page, "Mara", "Leave")
        await become(page, "Mara", "Join")
        await expect(log.get_by_text("Welcome, Mara.")).to_be_visible()
        await page.screenshot(path=tmp_path / "door.png")
        await log.get_by_role("button", name="I accept the rules").click()

        await expect(page.get_by_text("Thank you. You can write here now.")).to_be_visible()
        await send(page, "Hello everybody")
        await expect(log.get_by_text("Hello everybody")).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
