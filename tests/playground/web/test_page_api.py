"""What the page reads and does over HTTP, and who is kept out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.playground.bot_api.api import PlaygroundBotApi
from bot.playground.seed import TOKEN
from bot.playground.web.server import build, serve


@pytest.fixture
async def browser(address) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(address) as session:
        yield session


async def do(browser, what, **values):
    async with browser.post(f"/play/{what}", json=values) as response:
        return response.status, await response.json()


async def state(browser):
    async with browser.get("/play/state") as response:
        assert response.status == 200
        return await response.json()


async def events(browser, after, count, **headers):
    """Read a number of events from the stream."""
    read = []
    async with browser.get(f"/play/events?after={after}", headers=headers) as response:
        assert response.content_type == "text/event-stream"
        async for line in response.content:
            if line.startswith(b"id: "):
                read.append([int(line[4:])])
            elif line.startswith(b"data: "):
                read[-1].append(json.loads(line[6:]))
                if len(read) == count:
                    return read
    raise AssertionError(f"only {len(read)} events")


async def test_the_state_shows_everybody_and_all_chats(play, browser, clock):
    shown = await state(browser)
    assert shown["bot"]["username"] == "counterpoint_bot"
    assert shown["now"] == clock().isoformat()
    assert [(person["first_name"], person["role"]) for person in shown["people"]] == [
        ("Mara", "member"),
        ("Jonas", "member"),
        ("Vera", "moderator"),
        ("Ana", "author"),
        ("Алена", "host"),
    ]
    chats = {chat["id"]: chat for chat in shown["chats"]}
    assert chats[play.mara.id]["title"] == "Counterpoint"
    assert [topic["name"] for topic in chats[play.forum.id]["topics"]] == ["Buses", "Bicycles"]
    assert chats[play.channel.id]["linked_chat_id"] == play.comments.id
    assert {"person": play.vera.id, "status": "administrator"} in chats[play.group.id]["members"]


async def test_what_is_said_is_in_the_state_and_among_the_events(play, browser):
    start = (await state(browser))["event"]
    status, said = await do(browser, "say", person=play.mara.id, chat=play.group.id, text="/ask who?")
    assert status == 200
    message_id = said["message"]["message_id"]
    quote = {"text": "who", "position": 5}
    await do(browser, "say", person=play.jonas.id, chat=play.group.id, text="me", reply_to=message_id, quote=quote)
    await do(browser, "edit", person=play.mara.id, chat=play.group.id, message=message_id, text="/ask whom?")
    await do(browser, "pin", person=play.vera.id, chat=play.group.id, message=message_id)
    messages = (await state(browser))["messages"][str(play.group.id)]
    assert [(message.get("text"), message["edited"], message["pinned"]) for message in messages] == [
        ("/ask whom?", True, True),
        ("me", False, False),
        (None, False, False),
    ]
    assert messages[1]["quote"]["position"] == 5
    told = await events(browser, start, 3)
    assert [event["type"] for _, event in told] == ["message", "message", "edit"]
    assert told[0][1]["message"]["text"] == "/ask who?"


async def test_events_go_on_where_the_browser_left_off(play, browser):
    start = play.telegram.feed.last
    for text in ("one", "two", "three"):
        play.telegram.say(play.mara, play.group, text)
    (first,) = await events(browser, start, 1)
    rest = await events(browser, 0, 2, **{"Last-Event-ID": str(first[0])})
    assert [event["message"]["text"] for _, event in rest] == ["two", "three"]


async def test_events_of_another_life_ask_the_page_to_read_anew(play, browser):
    ((number, event),) = await events(browser, 10_000, 1)
    assert (number, event) == (play.telegram.feed.last, {"type": "reset"})


async def test_events_come_as_they_happen(play, browser):
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        reading = group.create_task(events(browser, play.telegram.feed.last, 2))
        await asyncio.sleep(0.05)
        said = play.telegram.say(play.mara, play.group, "Hello")
        play.telegram.delete(play.mara, said)
    assert [event["type"] for _, event in reading.result()] == ["message", "delete"]
    assert reading.result()[1][1]["message_ids"] == [said.id]


async def test_a_button_is_pressed_from_the_page(play, browser, bot):
    keyboard = {"inline_keyboard": [[{"text": "More context", "callback_data": "m1"}]]}
    sent = await bot("sendMessage", chat_id=play.group.id, text="Quote", reply_markup=keyboard)
    press = {"person": play.mara.id, "chat": play.group.id, "message": sent["message_id"], "data": "m1"}
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        pressing = group.create_task(do(browser, "press", **press))
        (update,) = await bot("getUpdates", timeout=50)
        await bot("answerCallbackQuery", callback_query_id=update["callback_query"]["id"], text="Here")
    assert pressing.result() == (200, {"text": "Here", "show_alert": False})


async def test_a_file_goes_in_and_comes_out_harmless(play, browser):
    form = aiohttp.FormData({"person": str(play.mara.id), "chat": str(play.group.id), "caption": "/setarticle"})
    form.add_field("file", b"<script>alert(1)</script>", filename="page.html", content_type="text/html")
    async with browser.post("/play/file", data=form) as response:
        message = (await response.json())["message"]
    assert message["caption"] == "/setarticle"
    async with browser.get(f"/play/file/{message['document']['file_id']}") as response:
        assert await response.read() == b"<script>alert(1)</script>"
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"] == "attachment"
        assert "sandbox" in response.headers["Content-Security-Policy"]
    async with browser.get("/play/file/nothing") as response:
        assert response.status == 404


async def test_people_come_and_go(play, browser):
    def change(status, person, actor=play.vera.id):
        return do(browser, "member", actor=actor, chat=play.group.id, person=person, status=status)

    async def status_of(person):
        chats = {chat["id"]: chat for chat in (await state(browser))["chats"]}
        return {one["person"]: one["status"] for one in chats[play.group.id]["members"]}[person]

    for status, seen in (
        ("leave", "left"),
        ("join", "member"),
        ("restrict", "restricted"),
        ("unrestrict", "member"),
        ("ban", "kicked"),
        ("unban", "left"),
    ):
        assert await change(status, play.jonas.id) == (200, {})
        assert await status_of(play.jonas.id) == seen
    assert await change("promote", play.mara.id, play.alena.id) == (200, {})
    assert await status_of(play.mara.id) == "administrator"
    assert await change("demote", play.mara.id, play.alena.id) == (200, {})
    assert await change("block", play.mara.id) == (200, {})
    assert play.bot.id in play.mara.blocked
    assert await change("unblock", play.mara.id) == (200, {})
    assert (await change("marry", play.mara.id))[0] == 400
    assert (await change("ban", play.jonas.id, play.mara.id))[0] == 403


async def test_posts_topics_and_forwards(play, browser):
    _, posted = await do(browser, "post", person=play.ana.id, chat=play.channel.id, text="https://example.org/buses")
    shown = await state(browser)
    assert shown["messages"][str(play.comments.id)][0]["is_automatic_forward"]
    target = {"person": play.mara.id, "chat": play.channel.id, "message": posted["message"]["message_id"]}
    assert (await do(browser, "forward", **target, to=play.mara.id))[0] == 200
    _, topic = await do(browser, "topic", person=play.alena.id, chat=play.forum.id, name="Trams")
    await do(browser, "topic", person=play.alena.id, chat=play.forum.id, topic=topic["topic"], closed=True)
    assert play.forum.topics[topic["topic"]].is_closed
    await do(browser, "topic", person=play.alena.id, chat=play.forum.id, topic=topic["topic"], closed=False)
    assert not play.forum.topics[topic["topic"]].is_closed


@pytest.mark.parametrize(
    ("what", "values", "status", "sentence"),
    [
        ("say", {"person": 1}, 404, "There is nobody of that id in the playground."),
        ("say", {"chat": 1}, 404, "There is no such chat in the playground."),
        ("say", {"reply_to": 99}, 404, "That message is no longer there."),
        ("say", {"thread": 99}, 404, "There is no such topic or thread in this chat."),
        ("say", {"text": " "}, 400, "There is nothing to send: write something first."),
        ("say", {"text": "a" * 5000}, 400, "A message holds at most 4096 characters; shorten it."),
        ("say", {"person": "Mara"}, 400, "This cannot be understood: person."),
        ("say", {"chat": -1001000000003}, 403, "Only administrators may post in Ana writes."),
        ("post", {"chat": -1001000000003}, 403, "Only administrators may post in Ana writes."),
        ("edit", {"message": 99}, 404, "That message is no longer there."),
        ("press", {"message": 99}, 404, "That message is no longer there."),
        ("file", {}, 400, "This cannot be understood: file."),
        ("topic", {"topic": 99}, 404, "There is no such topic or thread in this chat."),
    ],
)
async def test_refusals_are_sentences(play, browser, what, values, status, sentence):
    asked = {"person": play.mara.id, "chat": play.group.id, "text": "Hello"} | values
    assert await do(browser, what, **asked) == (status, {"error": sentence})


async def test_what_is_no_json_is_refused(browser):
    async with browser.post("/play/say", data=b"{", headers={"Content-Type": "application/json"}) as response:
        assert response.status == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:8080"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Host": "localhost", "Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
        {"Referer": "https://evil.example/game"},
    ],
    ids=[
        *("another name", "another name and port", "another site", "a sandboxed page", "another port"),
        *("fetched by another site", "fetched by another port", "a form of another site", "by a browser of before"),
    ],
)
async def test_strangers_are_kept_out(play, browser, headers):
    said = {"person": play.mara.id, "chat": play.group.id, "text": "Hello"}
    async with browser.post("/play/say", json=said, headers=headers) as response:
        assert response.status == 403
        assert await response.json() == {"error": "The playground answers only its own page on this computer."}
    assert not play.group.messages


@pytest.mark.parametrize("method", ["sendMessage", "banChatMember", "getUpdates", "setWebhook"])
async def test_no_picture_of_another_site_calls_the_bot_api(browser, method):
    image = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
    async with browser.get(f"/bot{TOKEN}/{method}", headers=image) as response:
        assert response.status == 403


async def test_a_link_to_the_page_may_stand_anywhere_but_in_no_frame(browser):
    visit = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    for path, into, status in (("/", "document", 200), ("/", "iframe", 403), ("/play/state", "document", 403)):
        async with browser.get(path, headers={**visit, "Sec-Fetch-Dest": into}) as response:
            assert response.status == status


async def test_the_page_opens_with_the_key_of_this_start_alone(play):
    jar = aiohttp.CookieJar(unsafe=True)  # that keeps cookies of addresses without a name
    async with serve(build(play.telegram, key="today"), 0) as port, aiohttp.ClientSession(cookie_jar=jar) as session:
        address = f"http://127.0.0.1:{port}"

        async def status(path):
            async with session.get(address + path) as response:
                return response.status

        assert [await status(path) for path in ("/", "/play/state", "/?key=yesterday", "/play/state")] == [403] * 4
        assert await status(f"/bot{TOKEN}/getMe") == 200
        assert [await status(path) for path in ("/?key=today", "/", "/play/state")] == [200] * 3


async def test_the_own_page_is_let_in(play, browser, address):
    said = {"person": play.mara.id, "chat": play.group.id, "text": "Hello"}
    headers = {"Origin": address, "Sec-Fetch-Site": "same-origin", "Referer": f"{address}/"}
    async with browser.post("/play/say", json=said, headers=headers) as response:
        assert response.status == 200


async def test_nothing_runs_but_the_own_scripts(browser):
    async with browser.get("/articles/sample") as response:
        assert "Most of the new riders." in await response.text()
        policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "img-src 'self' data: blob:" in policy
    assert "unsafe" not in policy
    async with browser.get("/articles/another") as response:
        assert response.status == 404


class AnnouncedApi(PlaygroundBotApi):
    """Says when it is called."""

    async def call(self, *args):
        self.called.set()
        return await super().call(*args)


async def test_a_server_that_stops_answers_those_who_wait(play):
    api = AnnouncedApi(play.telegram)
    api.called = asyncio.Event()
    async with asyncio.timeout(20), aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
        async with serve(build(play.telegram, api), 0) as port:
            address = f"http://127.0.0.1:{port}"
            poll = group.create_task(session.get(f"{address}/bot{TOKEN}/getUpdates?timeout=50"))
            stream = await session.get(f"{address}/play/events")
            await stream.content.readline()
            await api.called.wait()
        assert (await poll.result().json()) == {"ok": True, "result": []}
        assert await stream.content.read() == b"\n"


@pytest.mark.parametrize(
    "send",
    [
        lambda browser, url: browser.get(url, params={"chat_id": "-1001000000001", "text": "Да 😀"}),
        lambda browser, url: browser.post(url, data={"chat_id": "-1001000000001", "text": "Да 😀"}),
        lambda browser, url: browser.post(url, json={"chat_id": -1001000000001, "text": "Да 😀"}),
        lambda browser, url: browser.post(url.lower(), params={"chat_id": "-1001000000001"}, json={"text": "Да 😀"}),
    ],
    ids=["query", "form", "JSON", "both, in small letters"],
)
async def test_the_bot_api_reads_all_kinds_of_requests(play, browser, send):
    async with send(browser, f"/bot{TOKEN}/sendMessage") as response:
        assert (await response.json())["result"]["text"] == "Да 😀"


async def test_structures_come_as_json_in_forms(play, browser):
    play.telegram.say(play.mara, play.group, "who?")
    form = {
        "chat_id": str(play.group.id),
        "text": "x",
        "reply_parameters": '{"message_id": 1, "quote": "who"}',
        "reply_markup": '{"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}',
    }
    async with browser.post(f"/bot{TOKEN}/sendMessage", data=form) as response:
        result = (await response.json())["result"]
    assert result["quote"]["text"] == "who"
    assert result["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "b"


async def test_the_bot_api_says_what_it_cannot_read(api, browser):
    json_type = {"Content-Type": "application/json"}
    async with browser.post(f"/bot{TOKEN}/sendMessage", data=b"[1]", headers=json_type) as response:
        assert (response.status, (await response.json())["ok"]) == (400, False)
    async with browser.get("/botnonsense/getMe") as response:
        assert (response.status, await response.json()) == (
            404,
            {"ok": False, "error_code": 404, "description": "Not Found"},
        )
    async with browser.get(f"/file/bot{TOKEN}/documents/nothing.txt") as response:
        assert response.status == 404
