"""A newcomer's first minutes, in a real browser, with the real bot over real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.article.extraction import load
from bot.playground_app import open_playground
from config.articles import SAMPLE
from tests.browser import CHROMIUM, DESKTOP, FLAGS, LONG, PHONE, needs_chromium

pytestmark = needs_chromium

QUESTION = "/ask Who says that the riders left their shoes by the door?"
QUOTE = "Most of the new riders had not left their cars at home; they had left their shoes by the door."


@asynccontextmanager
async def newcomer(size: tuple[int, int], scheme: str) -> AsyncIterator[Page]:
    """Open the playground with the sample article; whatever the browser complains about fails the test."""
    complaints: list[str] = []
    async with open_playground(await load(str(SAMPLE)), 0) as stage, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]  # one of two literals
        )
        page.set_default_timeout(LONG)
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(stage.address)
        yield page
        await browser.close()
    assert complaints == []


@pytest.mark.parametrize(
    ("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop, light", "phone, dark"]
)
async def test_a_newcomer_asks_and_looks_at_the_context(size: tuple[int, int], scheme: str, tmp_path: Path) -> None:
    async with newcomer(size, scheme) as page:
        await page.get_by_label("Message", exact=True).fill(QUESTION)
        await page.get_by_role("button", name="Send").click()
        answer = page.get_by_role("log").get_by_text(QUOTE)
        await expect(answer.first).to_be_visible()

        await page.get_by_role("button", name="More context").click()

        await expect(page.locator("strong", has_text="left their shoes by the door")).to_be_visible()
        await expect(page.get_by_role("button", name="More context")).to_have_count(0)
        await page.screenshot(path=tmp_path / "answer.png")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_the_link_of_a_quote_lands_in_the_served_article() -> None:
    async with newcomer(DESKTOP, "light") as page:
        await page.get_by_label("Message", exact=True).fill(QUESTION)
        await page.get_by_role("button", name="Send").click()
        link = page.get_by_role("link", name="open in the article").first
        async with page.context.expect_page() as opened:
            await link.click()
        article = await opened.value

        await expect(article.get_by_text("left their shoes by the door")).to_be_in_viewport()
        assert "/articles/sample" in article.url


async def test_a_moderator_sets_another_article_by_clicking() -> None:
    async with newcomer(DESKTOP, "light") as page:
        await page.get_by_label("You are").select_option(label="Vera · moderator")
        await page.locator("input[type=file]").set_input_files(
            {"name": "trees.md", "mimeType": "text/markdown", "buffer": TREES.encode()}
        )
        await page.get_by_label("Message", exact=True).fill("/setarticle")
        await page.get_by_role("button", name="Send").click()
        await expect(page.get_by_text("Shall this be the article here?")).to_be_visible()

        await page.get_by_role("button", name="Use it").click()

        await expect(page.get_by_text("is the article here now (2 paragraphs)")).to_be_visible()


TREES = """# Trees on Mill Street

The council planted forty lindens on Mill Street in April, and the shopkeepers complained about the shade.

Olga Reyes, who owns the bakery at number nine, said that her takings had grown by a fifth since the planting.
"""
