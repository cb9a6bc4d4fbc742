"""Editions in the playground's page: an empty, a small, a large and a hostile one, with their pictures."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.chat.effects import Picture, SendPictures
from bot.chat.message.text_split import split
from bot.debate import map as opinion_map
from bot.debate.map.words import caption
from bot.digest import bars
from bot.digest.bars.standings import VoteBar, standings_of
from bot.digest.bars.words import words
from bot.digest.contents.render import edition_buttons, tell_edition
from bot.dispatch.outbox_rows import RowContext, as_row
from bot.playground.bot_api.api import PlaygroundBotApi
from bot.playground.seed import TOKEN, Seed, seed
from bot.transport.bot_api import Upload
from bot.transport.row_caller import params_of
from config.clock import utc_now
from storage.chats import Place
from tests.browser import CHROMIUM, DESKTOP, FLAGS, PHONE, needs_chromium
from tests.digest.scenes import SCENES, TITLE, a_map, hostile, large, small
from tests.scenarios.process import served

pytestmark = needs_chromium

looks = pytest.mark.parametrize(
    ("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop, light", "phone, dark"]
)


async def post(api: PlaygroundBotApi, cast: Seed, name: str) -> None:
    """Post an edition as the bot would."""
    material = SCENES[name]()
    buttons = edition_buttons("counterpoint_bot", 1, material, "en")
    markup = {"inline_keyboard": [[one.as_json() for one in row] for row in buttons]}
    for part in split(tell_edition(material, "en")):
        call = {"chat_id": cast.group.id, "text": part, "parse_mode": "HTML", "reply_markup": json.dumps(markup)}
        status, answer = await api.call(TOKEN, "sendMessage", call)
        assert status == 200, answer


async def post_pictures(api: PlaygroundBotApi, cast: Seed) -> None:
    """Post an album of both pictures."""
    counted = [VoteBar(one.number, one.text, one.agree, one.disagree, one.passes) for one in hostile().points]
    standings = standings_of(TITLE, [*counted, *_standings(small().points), *_standings(large().points[:3])])
    drawn = (Picture(opinion_map.draw(a_map()), caption(a_map())), Picture(bars.draw(standings), words(standings)))
    row = as_row(SendPictures(Place(cast.group.id), drawn, "edition:1"), RowContext(utc_now()))
    called = params_of(row)
    files = {name: (one.name, one.content) for name, one in called.items() if isinstance(one, Upload)}
    params = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in called.items()
        if name not in files
    }
    status, answer = await api.call(TOKEN, row.method, params, files)
    assert status == 200, answer
    assert len(answer["result"]) == 2


def _standings(points) -> list[VoteBar]:  # type: ignore[no-untyped-def]
    return [VoteBar(one.number, one.text, one.agree, one.disagree, one.passes) for one in points]


@asynccontextmanager
async def opened(address: str, size: tuple[int, int], scheme: str) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        page = await browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)  # type: ignore[arg-type]
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        await page.goto(address)
        yield page
        await browser.close()


@looks
async def test_editions_look_right_in_both_themes(size: tuple[int, int], scheme: str, tmp_path: Path) -> None:
    cast = seed(utc_now)
    async with served(cast.telegram) as play:
        for name in SCENES:
            await post(play.api, cast, name)
        await post_pictures(play.api, cast)
        async with opened(play.address, size, scheme) as page:
            heads = page.get_by_role("article").filter(has_text=re.compile("^.*Digest ·"))
            await expect(heads).to_have_count(len(SCENES))
            for name, place in zip(SCENES, range(len(SCENES)), strict=True):
                message = heads.nth(place)
                await message.scroll_into_view_if_needed()
                await message.screenshot(path=tmp_path / f"{name}.png")
            await expect(page.locator("script", has_text="alert(1)")).to_have_count(0)
            pictures = page.locator("a.photo img")
            await expect(pictures).to_have_count(2)
            for place in range(2):
                await pictures.nth(place).scroll_into_view_if_needed()
                assert await pictures.nth(place).evaluate("one => one.complete && one.naturalWidth") == 1080
                await page.screenshot(path=tmp_path / f"picture-{place}.png")
            wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0
