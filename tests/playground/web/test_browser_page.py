"""The page in a real browser: what people see and do in the playground, without a bot behind it."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.playground.bot_api.api import PlaygroundBotApi
from bot.playground.seed import TOKEN, Seed, seed
from bot.playground.web.server import build, serve
from tests.browser import CHROMIUM, DESKTOP, FLAGS, LONG, PHONE, needs_chromium

pytestmark = needs_chromium


@dataclass
class Stage:
    """A playground whose bot is played by the test; each look at the clock is a second later."""

    moment: datetime = datetime(2025, 11, 21, 9, 0, tzinfo=UTC)
    cast: Seed = field(init=False)
    api: PlaygroundBotApi = field(init=False)

    def __post_init__(self) -> None:
        self.cast = seed(self.clock)
        self.api = PlaygroundBotApi(self.cast.telegram)

    def clock(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    async def bot(self, method: str, **parameters: Any) -> Any:
        status, body = await self.api.call(TOKEN, method, parameters)
        assert status == 200, body
        return body["result"]

    async def bot_says(self, html: str, **parameters: Any) -> Any:
        group = self.cast.group.id
        return await self.bot("sendMessage", chat_id=group, text=html, parse_mode="HTML", **parameters)

    def said(self) -> list[dict[str, Any]]:
        return [message.as_json() for message in self.cast.group.messages.values()]

    @asynccontextmanager
    async def page(
        self, size: tuple[int, int] = DESKTOP, scheme: str = "light", tolerated: str = "(?!)"
    ) -> AsyncIterator[Page]:
        """Open the page; at the end, whatever the browser complained about fails the test, unless it is `tolerated`."""
        complaints: list[str] = []
        async with serve(build(self.cast.telegram, self.api), 0) as port, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            context = await browser.new_context(
                viewport={"width": size[0], "height": size[1]},
                color_scheme=scheme,  # type: ignore[arg-type]  # one of two literals
                has_touch=size == PHONE,
                is_mobile=size == PHONE,
                locale="en-GB",
                timezone_id="Europe/Vilnius",
            )
            page = await context.new_page()
            page.set_default_timeout(LONG)
            page.on("console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            await page.goto(f"http://127.0.0.1:{port}/")
            await expect(page.locator("#title")).to_have_text(self.cast.group.title or "")
            yield page
            await browser.close()
        assert [line for line in complaints if not re.search(tolerated, line)] == []


@pytest.fixture
def stage() -> Stage:
    return Stage()


async def write(page: Page, words: str) -> None:
    await page.get_by_label("Message", exact=True).fill(words)
    await page.get_by_role("button", name="Send").click()


async def be(page: Page, first_name: str) -> None:
    option = page.locator("#me option", has_text=first_name)
    await page.get_by_label("You are").select_option(await option.get_attribute("value"))


async def select_words(page: Page, words: str) -> None:
    """Select words of a message as a mouse would; they stand in one piece of text."""
    script = """(words) => {
        const pieces = document.createTreeWalker(document.querySelector("#log"), NodeFilter.SHOW_TEXT);
        while (pieces.nextNode()) {
            const at = pieces.currentNode.data.indexOf(words);
            if (at < 0) continue;
            getSelection().setBaseAndExtent(pieces.currentNode, at, pieces.currentNode, at + words.length);
            return;
        }
    }"""
    await page.evaluate(script, words)


async def menu_of(page: Page, words: str, item: str) -> None:
    message = page.get_by_role("article").filter(has_text=words).last
    await message.hover()
    await message.get_by_role("button", name="What you can do").click()
    await page.get_by_role("menuitem", name=item).click()


async def test_a_person_writes_and_another_answers(stage: Stage) -> None:
    async with stage.page() as page:
        await write(page, "Who pays for it?")
        mine = page.get_by_role("article").last
        await expect(mine).to_contain_text("Who pays for it?")
        await expect(mine).to_have_class(re.compile("mine"))
        await expect(page.get_by_label("Message", exact=True)).to_have_value("")

        await be(page, "Jonas")
        await expect(page.get_by_role("article").last).not_to_have_class(re.compile("mine"))
        await menu_of(page, "Who pays for it?", "Reply")
        await expect(page.locator("#about")).to_contain_text("Mara: Who pays for it?")
        await write(page, "The city does.")
        await expect(page.get_by_role("article").last.locator(".reply")).to_contain_text("Mara")

    question, answer = stage.said()
    assert (question["from"]["first_name"], answer["from"]["first_name"]) == ("Mara", "Jonas")
    assert answer["reply_to_message"]["message_id"] == question["message_id"]


async def test_selected_words_become_a_quote_that_leads_back(stage: Stage) -> None:
    await stage.bot_says(
        "🚌🚌 Before: <blockquote>Half of the trips had been <b>on foot</b> before.</blockquote>\nAfter"
    )
    async with stage.page() as page:
        await select_words(page, " of the trips had been ")
        await menu_of(page, "After", "Quote the selected words")
        await expect(page.locator("#about")).to_contain_text("“of the trips had been”")
        await write(page, "In winter, too?")
        answer = page.get_by_role("article").last
        await expect(answer.locator(".reply")).to_contain_text("of the trips had been")

        await answer.locator(".reply").click()
        await expect(page.get_by_role("article").first).to_have_class(re.compile("lit"))
        assert await page.evaluate("[...CSS.highlights.get('quoted')].map(String)") == ["of the trips had been"]

    original, reply = stage.said()
    units = original["text"].encode("utf-16-le")
    start = reply["quote"]["position"] * 2
    assert units[start : start + 42].decode("utf-16-le") == reply["quote"]["text"] == "of the trips had been"


async def test_a_quote_is_chosen_by_keyboard(stage: Stage) -> None:
    await stage.bot_says("Fares fell and riders came.")
    async with stage.page() as page:
        await page.get_by_role("log").focus()
        for key in ("ArrowUp", "Enter", "ArrowDown", "Enter"):
            await page.keyboard.press(key)
        await expect(page.get_by_role("dialog")).to_be_visible()
        for _ in range(5):
            await page.keyboard.press("Shift+ArrowRight")
        for key in ("Tab", "Tab", "Enter"):
            await page.keyboard.press(key)
        await expect(page.locator("#about")).to_contain_text("“Fares”")


async def test_the_keyboard_alone_sends_a_message(stage: Stage) -> None:
    async with stage.page() as page:
        for _ in range(40):
            await page.keyboard.press("Tab")
            if await page.evaluate("document.activeElement.id") == "words":
                break
        await page.keyboard.type("One line")
        await page.keyboard.press("Shift+Enter")
        await page.keyboard.type("and another")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("article").last).to_contain_text("One line")
    assert stage.said()[-1]["text"] == "One line\nand another"


@pytest.mark.parametrize("is_alert", [False, True], ids=["toast", "alert"])
async def test_a_pressed_button_waits_for_the_bots_answer(stage: Stage, is_alert: bool) -> None:
    keyboard = {"inline_keyboard": [[{"text": "More context", "callback_data": "more"}]]}
    await stage.bot_says("The article says so.", reply_markup=keyboard)
    async with stage.page() as page:
        key = page.get_by_role("button", name="More context")
        await key.click()
        await expect(key).to_be_disabled()
        (update,) = await stage.bot("getUpdates", timeout=10, offset=-1)
        query = update["callback_query"]
        assert (query["from"]["first_name"], query["data"]) == ("Mara", "more")
        await stage.bot("answerCallbackQuery", callback_query_id=query["id"], text="No more here.", show_alert=is_alert)
        shown = page.get_by_role("dialog") if is_alert else page.locator("#toast")
        await expect(shown).to_contain_text("No more here.")
        await expect(key).to_be_enabled()


async def test_the_bots_edit_and_deletion_appear_by_themselves(stage: Stage) -> None:
    first = await stage.bot_says("Looking …")
    async with stage.page() as page:
        await expect(page.get_by_role("log")).to_contain_text("Looking …")
        place = {"chat_id": stage.cast.group.id, "message_id": first["message_id"]}
        await stage.bot("editMessageText", **place, text="Found it.")
        await expect(page.get_by_role("article")).to_contain_text("Found it.")
        await expect(page.get_by_role("article")).to_contain_text("edited")
        await stage.bot("deleteMessage", **place)
        await expect(page.get_by_role("article")).to_have_count(0)


async def test_entities_stand_where_telegram_puts_them(stage: Stage) -> None:
    await stage.bot_says(
        "😀👩‍👩‍👧 then <b>bold <i>and italic</i></b>, <u>under</u> <s>gone</s> <code>a &lt; b</code> "
        '<tg-spoiler>secret</tg-spoiler> <a href="https://example.org/a?b=%22c%22">a link</a> &lt;img src=x&gt;\n'
        f"<blockquote expandable>{'A long quote of many words. ' * 30}</blockquote>\n"
        '<pre><code class="language-python">print(1)</code></pre>\nwritten to /help'
    )
    async with stage.page() as page:
        words = page.locator(".words")
        for element, text in {
            "strong": "bold and italic",
            "strong em": "and italic",
            "u": "under",
            "s": "gone",
        }.items():
            await expect(words.locator(element)).to_have_text(text)
        await expect(words.locator("code").first).to_have_text("a < b")
        await expect(words.locator("pre")).to_have_attribute("data-language", "python")
        link = words.get_by_role("link", name="a link")
        await expect(link).to_have_attribute("href", "https://example.org/a?b=%22c%22")
        await expect(link).to_have_attribute("rel", re.compile("noopener"))
        assert await words.locator("img").count() == 0
        assert await words.evaluate("(node) => node.textContent") == stage.said()[0]["text"]

        await expect(words.locator(".spoiler")).to_have_css("color", "rgba(0, 0, 0, 0)")
        await words.locator(".spoiler").click()
        await expect(words.locator(".spoiler")).not_to_have_css("color", "rgba(0, 0, 0, 0)")

        quote, chevron = words.locator("blockquote > div"), words.get_by_role("button", name="Show the whole quote")
        folded = await quote.bounding_box()
        await chevron.click()
        opened = await quote.bounding_box()
        assert folded is not None
        assert opened is not None
        assert folded["height"] < 80 < opened["height"]

        await words.get_by_role("button", name="/help").click()
        await expect(page.get_by_role("article").last).to_have_class(re.compile("mine"))
    assert stage.said()[-1]["text"] == "/help"


async def test_links_of_other_schemes_are_words_only(stage: Stage) -> None:
    stage.cast.telegram.say(stage.cast.jonas, stage.cast.group, "press me")
    message = stage.cast.group.messages[max(stage.cast.group.messages)]
    message.content["entities"] = [{"type": "text_link", "offset": 0, "length": 5, "url": "javascript:alert(1)"}]
    async with stage.page() as page:
        await expect(page.locator(".words")).to_have_text("press me")
        assert await page.locator(".words a").count() == 0


async def test_a_file_is_sent_and_can_be_downloaded(stage: Stage) -> None:
    async with stage.page() as page:
        await page.locator("#file").set_input_files(
            {"name": "Essay – draft.md", "mimeType": "text/markdown", "buffer": b"# Buses\n" * 200}
        )
        await expect(page.locator("#attached")).to_contain_text("Essay – draft.md, 1.6 kB")
        await write(page, "My draft")
        file = page.get_by_role("link", name="Download Essay – draft.md")
        await expect(file).to_contain_text("1.6 kB")
        async with page.expect_download() as waiting:
            await file.click()
        assert (await waiting.value).suggested_filename == "Essay – draft.md"
        await expect(page.locator("#attached")).to_be_hidden()
    (sent,) = stage.said()
    assert (sent["document"]["file_name"], sent["caption"]) == ("Essay – draft.md", "My draft")


async def test_ones_own_message_is_changed_and_deleted(stage: Stage) -> None:
    async with stage.page() as page:
        await write(page, "Buses are fre")
        await expect(page.get_by_role("article")).to_have_count(1)
        field = page.get_by_label("Message", exact=True)
        await field.press("ArrowUp")
        await expect(field).to_have_value("Buses are fre")
        await field.press("End")
        await field.press("e")
        await field.press("Enter")
        await expect(page.get_by_role("article")).to_contain_text("Buses are free")
        await menu_of(page, "Buses are free", "Delete")
        await page.get_by_role("button", name="Delete").click()
        await expect(page.get_by_role("article")).to_have_count(0)
    assert stage.said() == []


async def test_commands_are_suggested_and_completed(stage: Stage) -> None:
    commands = [{"command": "ask", "description": "Ask the article"}, {"command": "help", "description": "What I do"}]
    await stage.bot("setMyCommands", commands=commands)
    async with stage.page() as page:
        field = page.get_by_label("Message", exact=True)
        await field.press("/")
        options = page.get_by_role("listbox", name="Commands").get_by_role("option")
        await expect(options).to_have_count(2)
        await field.press("a")
        await expect(options).to_have_text(["/askAsk the article"])
        await field.press("Enter")
        await expect(field).to_have_value("/ask ")
        await expect(options).to_have_count(0)


async def test_drafts_wait_for_their_person_and_place(stage: Stage) -> None:
    async with stage.page() as page:
        field = page.get_by_label("Message", exact=True)
        await field.fill("not yet")
        await be(page, "Jonas")
        await expect(field).to_have_value("")
        await page.get_by_role("link", name="Counterpoint").click()
        await expect(field).to_have_value("")
        await be(page, "Mara")
        await page.get_by_role("link", name=re.compile("reading group")).click()
        await expect(field).to_have_value("not yet")


async def test_a_muted_person_reads_why_and_keeps_the_words(stage: Stage) -> None:
    async with stage.page(tolerated="status of 403") as page:
        await be(page, "Vera")
        await page.get_by_role("button", name="People").click()
        await page.get_by_label("Mara is").select_option("Mute")
        await expect(page.get_by_label("Mara is").locator("option").first).to_have_text("muted")
        await page.get_by_role("button", name="Close").click()
        await be(page, "Mara")
        await write(page, "May I?")
        await expect(page.get_by_role("alert").filter(has_text="Mara may not send this")).to_be_visible()
        await expect(page.get_by_label("Message", exact=True)).to_have_value("May I?")


async def test_a_channels_post_gets_comments(stage: Stage) -> None:
    async with stage.page() as page:
        await be(page, "Ana")
        await page.get_by_role("link", name=re.compile("^Ana writes(?! ·)")).click()
        await write(page, "My new piece")
        await page.get_by_role("button", name="Comments").click()
        await expect(page.locator("#title")).to_contain_text("Comments")
        await write(page, "Thank you for it.")
        await expect(page.get_by_role("article")).to_have_count(2)
    post, comment = stage.cast.comments.messages.values()
    assert comment.thread == post.id


async def test_topics_are_kept_apart(stage: Stage) -> None:
    async with stage.page() as page:
        await page.get_by_role("link", name="# Buses").click()
        await expect(page.locator("#title")).to_contain_text("Buses")
        await write(page, "About buses")
        await expect(page.get_by_role("article")).to_have_count(1)
        await page.get_by_role("link", name="# Bicycles").click()
        await expect(page.locator("#title")).to_contain_text("Bicycles")
        await expect(page.get_by_role("article")).to_have_count(0)


async def test_who_reads_above_is_told_of_new_messages(stage: Stage) -> None:
    for number in range(300):
        await stage.bot_says(f"Message {number}")
    async with stage.page() as page:
        log = page.get_by_role("log")
        assert await page.get_by_role("article").count() < 200
        await log.evaluate("(log) => { log.scrollTop = 2000; }")
        await expect(page.locator("#down")).to_be_visible()
        at = await log.evaluate("(log) => log.scrollTop")
        await stage.bot_says("The newest")
        await expect(page.locator("#down")).to_have_text("↓ 1 new")
        assert await log.evaluate("(log) => log.scrollTop") == at
        await page.locator("#down").click()
        await expect(page.get_by_text("The newest").last).to_be_in_viewport()
        await expect(page.locator("#down")).to_be_hidden()
        for drawn in (241, 301):
            await log.evaluate("(log) => { log.scrollTop = 0; }")
            await expect(page.get_by_role("article")).to_have_count(drawn)
        await expect(page.locator(".day")).to_have_count(1)


async def test_a_lost_connection_is_said_and_mended(stage: Stage) -> None:
    other = Stage()
    await other.bot_says("After the restart")
    async with stage.page(tolerated="ERR_|Failed to load") as page:
        async with serve(build(stage.cast.telegram), 0) as port:
            await page.goto(f"http://127.0.0.1:{port}/")
            await expect(page.locator("#title")).not_to_be_empty()
        await expect(page.locator("#offline")).to_be_visible()
        async with serve(build(other.cast.telegram), port):
            await expect(page.get_by_role("log")).to_contain_text("After the restart")
            await expect(page.locator("#offline")).to_be_hidden()
            await page.goto("about:blank")


async def test_the_phone_shows_one_column_with_a_way_back(stage: Stage) -> None:
    await stage.bot_says("Hello")
    async with stage.page(PHONE) as page:
        await expect(page.get_by_role("navigation")).to_be_hidden()
        await page.get_by_role("link", name="Back to the chats").click()
        await expect(page.get_by_role("log")).to_be_hidden()
        await page.get_by_role("link", name=re.compile("reading group")).click()
        await expect(page.get_by_role("log")).to_contain_text("Hello")


async def test_the_hint_fills_the_composer_and_stays_away(stage: Stage) -> None:
    async with stage.page() as page:
        await page.get_by_role("button", name="/ask").click()
        await expect(page.get_by_label("Message", exact=True)).to_have_value("/ask ")
        await page.get_by_role("button", name="Hide this hint").click()
        await page.reload()
        await expect(page.locator("#title")).not_to_be_empty()
        await expect(page.locator("#hint")).to_be_hidden()


async def test_the_theme_is_switched_and_kept(stage: Stage) -> None:
    async with stage.page(scheme="dark") as page:
        body = page.locator("body")
        dark = await body.evaluate("(node) => getComputedStyle(node).backgroundColor")
        await page.get_by_role("button", name="light and dark").click()
        await expect(body).not_to_have_css("background-color", dark)
        await page.reload()
        await expect(body).not_to_have_css("background-color", dark)


CONTRASTS = """() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const paint = (colour) => { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); };
    const light = () => [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
        .map((part) => part / 255).map((part) => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
        .reduce((sum, part, index) => sum + part * [.2126, .7152, .0722][index], 0);
    const chain = (node) => node ? [...chain(node.parentElement), getComputedStyle(node).backgroundColor] : ["white"];
    const poor = [];
    for (const node of document.querySelectorAll("body *:not(script, option, .spoiler)")) {
        const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
        if (!own || !node.checkVisibility({ opacityProperty: true })) continue;
        chain(node).forEach(paint);
        const below = light();
        paint(getComputedStyle(node).color);
        const [dark, bright] = [below, light()].sort((a, b) => a - b);
        const ratio = (bright + .05) / (dark + .05);
        if (ratio < 4.5) poor.push([node.className, node.textContent.slice(0, 30), ratio.toFixed(2)]);
    }
    return poor;
}"""
SMALL = """() => [...document.querySelectorAll("button, select, textarea, .chats a, .head a")]
    .filter((node) => node.checkVisibility() && !node.matches(".more, .command") && node.offsetHeight < 40)
    .map((node) => [node.id, node.className, node.offsetHeight])"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_every_look_is_readable_and_fits(
    stage: Stage, size: tuple[int, int], scheme: str, tmp_path: Path
) -> None:
    await furnish(stage)
    async with stage.page(size, scheme) as page:
        await expect(page.get_by_role("log")).to_contain_text("That changes what I thought.")
        assert await page.evaluate(CONTRASTS) == []
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert await page.evaluate(
            "document.querySelector('#log').scrollWidth <= document.querySelector('#log').clientWidth"
        )
        if size == PHONE:
            assert await page.evaluate(SMALL) == []
            sizes = "[...document.querySelectorAll('select, textarea')].map((node) => getComputedStyle(node).fontSize)"
            assert set(await page.evaluate(sizes)) == {"16px"}
        await page.screenshot(path=tmp_path / "page.png")


async def furnish(stage: Stage) -> None:
    """Let there be one message of each kind."""
    cast, telegram = stage.cast, stage.cast.telegram
    question = telegram.say(cast.mara, cast.group, "/ask did walking suffer when fares fell?")
    keys = [[{"text": words, "callback_data": words} for words in ("Counter this", "More context", "Not an answer")]]
    answer = await stage.bot_says(
        f"<blockquote expandable>{'They had left their shoes by the door. ' * 9}</blockquote>\n"
        '¶ 7 · in the words of Marta Lind · <a href="https://example.org/a">open in the article</a>\n'
        "<code>code</code>, @mara_k, #buses and <tg-spoiler>a secret</tg-spoiler>; /help",
        reply_parameters=json.dumps({"message_id": question.id}),
        reply_markup=json.dumps({"inline_keyboard": keys}),
    )
    said = telegram.message(cast.group, answer["message_id"])
    telegram.quote(cast.ana, said, "left their shoes", "I write of the centre.")
    telegram.send_file(cast.jonas, cast.group, ("count-2023.csv", b"1,2,3"), "The city's own count")
    telegram.pin(cast.vera, said)
    telegram.say(cast.alena, cast.group, "شكرا على المقال")
    telegram.edit(cast.mara, telegram.say(cast.mara, cast.group, "That changes"), "That changes what I thought.")


async def test_other_kinds_are_sent_shown_and_answered_in_another_chat(stage: Stage) -> None:
    async def send(kind: str, lines: str) -> None:
        await page.get_by_role("button", name="More than text").click()
        await page.get_by_role("menuitem", name=kind).click()
        await page.get_by_role("dialog").get_by_role("textbox").fill(lines)
        await page.get_by_role("dialog").get_by_role("button", name="Send").click()

    async with stage.page() as page:
        latest = page.get_by_role("article").last
        await send("Poll", "Tram or bus?\nTram\nBus")
        await expect(latest).to_contain_text("Tram or bus?")
        await menu_of(page, "Tram or bus?", "Add a line")
        await page.get_by_role("dialog").get_by_role("textbox").fill("On foot")
        await page.get_by_role("dialog").get_by_role("button", name="Send").click()
        await expect(latest).to_contain_text("On foot")
        await expect(page.locator(".service").last).to_have_text("Mara added “On foot” to the poll")
        await send("Long text", "# Late again\nSee **the tram** at tram.lt and /help")
        await expect(latest.locator(".rich strong")).to_have_text("the tram")
        await menu_of(page, "Late again", "React with 🔥")
        await expect(latest.locator(".reactions")).to_have_text("🔥")
        await menu_of(page, "Late again", "Answer in another chat")
        await page.get_by_label("Where").select_option(label="City desk")
        await page.get_by_role("dialog").get_by_role("textbox").fill("Look at this")
        await page.get_by_role("dialog").get_by_role("button", name="Send").click()
        await write(page, "Soon gone")
        await menu_of(page, "Soon gone", "Edit")
        await send("Checklist", "To do\nRead it")
        await expect(latest).to_contain_text("☐ Read it")
        await page.get_by_role("link", name=re.compile("City desk")).click()
        await expect(latest.locator(".reply")).to_contain_text("In The reading group")
