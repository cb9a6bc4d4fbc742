"""Methods and answers against the published description of the Bot API, where it is at hand."""

from __future__ import annotations

import json
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from bot.playground.bot_api.methods import METHODS
from tests.playground.conftest import PNG

SCHEMA = Path(__file__).parents[3].parent / "shared" / "botapi" / "api.json"
pytestmark = pytest.mark.skipif(not SCHEMA.exists(), reason=f"no description of the Bot API at {SCHEMA}")

NEWER = {"can_send_welcome_messages", "ephemeral_message_id"}
"""Fields of Bot API 10.2, which the description does not yet have."""

GROUP = -1001000000001
KEYBOARD = {"inline_keyboard": [[{"text": "Agree", "callback_data": "agree"}]]}
MEDIA = [{"type": "photo", "media": "attach://photo"}, {"type": "photo", "media": "attach://photo"}]
CALLS: dict[str, dict[str, Any]] = {
    "getMe": {},
    "getUpdates": {},
    "setWebhook": {"url": "https://example.org/hook"},
    "deleteWebhook": {},
    "getWebhookInfo": {},
    "sendMessage": {
        "chat_id": GROUP,
        "text": "<b>Yes</b>, see example.org",
        "parse_mode": "HTML",
        "reply_markup": KEYBOARD,
    },
    "sendDocument": {"chat_id": GROUP, "document": "attach://document", "caption": "A file"},
    "sendPhoto": {"chat_id": GROUP, "photo": "attach://photo"},
    "sendMediaGroup": {"chat_id": GROUP, "media": MEDIA},
    "forwardMessage": {"chat_id": GROUP, "from_chat_id": GROUP, "message_id": 1},
    "copyMessage": {"chat_id": GROUP, "from_chat_id": GROUP, "message_id": 1},
    "sendChatAction": {"chat_id": GROUP, "action": "typing"},
    "editMessageText": {"chat_id": GROUP, "message_id": 2, "text": "No"},
    "editMessageCaption": {"chat_id": GROUP, "message_id": 3, "caption": "No"},
    "editMessageReplyMarkup": {"chat_id": GROUP, "message_id": 2, "reply_markup": KEYBOARD},
    "deleteMessage": {"chat_id": GROUP, "message_id": 2},
    "deleteMessages": {"chat_id": GROUP, "message_ids": [1, 2, 99]},
    "answerCallbackQuery": {"callback_query_id": "4000000000"},
    "pinChatMessage": {"chat_id": GROUP, "message_id": 1},
    "unpinChatMessage": {"chat_id": GROUP, "message_id": 2},
    "getChat": {"chat_id": GROUP},
    "getChatMember": {"chat_id": GROUP, "user_id": 7000000002},
    "getChatAdministrators": {"chat_id": GROUP},
    "getChatMemberCount": {"chat_id": GROUP},
    "getFile": {"file_id": "BQAC00000001"},
    "restrictChatMember": {"chat_id": GROUP, "user_id": 7000000001, "permissions": {}},
    "banChatMember": {"chat_id": GROUP, "user_id": 7000000001},
    "unbanChatMember": {"chat_id": GROUP, "user_id": 7000000001},
    "approveChatJoinRequest": {"chat_id": GROUP, "user_id": 7000000004},
    "declineChatJoinRequest": {"chat_id": GROUP, "user_id": 7000000004},
    "answerChatJoinRequestQuery": {"chat_join_request_query_id": "5000000000", "result": "queue"},
    "deleteMessageReaction": {"chat_id": GROUP, "message_id": 1, "user_id": 7000000001},
    "deleteAllMessageReactions": {"chat_id": GROUP, "user_id": 7000000001},
    "setChatPermissions": {"chat_id": GROUP, "permissions": {"can_send_messages": True}},
    "banChatSenderChat": {"chat_id": GROUP, "sender_chat_id": -1001000000003},
    "unbanChatSenderChat": {"chat_id": GROUP, "sender_chat_id": -1001000000003},
    "leaveChat": {"chat_id": GROUP},
    "setMyCommands": {"commands": [{"command": "ask", "description": "Ask"}]},
    "getMyCommands": {},
    "deleteMyCommands": {},
}
KINDS = (
    *("message", "edited_message", "message_reaction", "callback_query"),
    *("my_chat_member", "chat_member", "chat_join_request"),
)
LINES = {
    "rich": "# Trams\n> **Late** again, says @jonas\n- see tram.lt\nask me: /help, [here](https://tram.lt/a)",
    "poll": "Tram or bus?\nTram\nBus",
    "quiz": "Since when?\n1923\n1950\nSee tram.lt",
    "checklist": "To do\nBuy tea\nRead tram.lt",
    "dice": "🎯",
    "contact": "Ona\n+370 600 00000\nORG:Tram",
    "venue": "Depot\nMill Street 1",
    "story": "Trams daily",
}
"""What people write of each kind."""
PRIMITIVES = {"Integer": int, "String": str, "Boolean": bool, "True": bool, "Float": float}


@cache
def schema() -> dict[str, Any]:
    return json.loads(SCHEMA.read_text(encoding="utf-8"))


def faults(value: Any, kinds: list[str], where: str) -> list[str]:
    """Say what in a value is not as any of the kinds wants it; the kind that fits best speaks."""
    return min((faults_as(value, kind, where) for kind in kinds), key=len)


def faults_as(value: Any, kind: str, where: str) -> list[str]:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{where}: no array"]
        return [fault for item in value for fault in faults(item, [kind.removeprefix("Array of ")], f"{where}[]")]
    if kind in PRIMITIVES:
        return [] if type(value) is PRIMITIVES[kind] else [f"{where}: {value!r} is no {kind}"]
    described = schema()["types"][kind]
    if described.get("subtypes"):
        return faults(value, described["subtypes"], where)
    if not isinstance(value, dict):
        return [f"{where}: {value!r} is no {kind}"]
    fields = {field["name"]: field for field in described.get("fields", [])}
    missing = [
        f"{where}.{name} is missing" for name, field in fields.items() if field["required"] and name not in value
    ]
    unknown = [f"{where}.{name} is unknown" for name in value if name not in fields and name not in NEWER]
    inner = [
        fault
        for name, inside in value.items()
        if name in fields
        for fault in faults(inside, fields[name]["types"], f"{where}.{name}")
    ]
    return [*missing, *unknown, *inner]


async def prepare(play, bot) -> None:
    """Let there be what the calls are about: messages, files, a pin, a pressed button, somebody who asks to join."""
    bot.files = {"document": ("a.txt", b"text"), "photo": ("a.png", PNG)}
    said = play.telegram.send_file(play.mara, play.group, ("b.txt", b"text"), "/setarticle")
    await bot("sendMessage", chat_id=GROUP, text="Yes", reply_parameters={"message_id": 1}, reply_markup=None)
    await bot("sendDocument", chat_id=GROUP, document="attach://document", caption="An article")
    message = play.group.messages[2]
    play.telegram.pin_message(message, play.vera)
    message.keyboard = {"inline_keyboard": [[{"text": "Pass", "callback_data": "pass"}]]}
    play.telegram.tap(play.mara, message, "pass")
    play.telegram.quote(play.jonas, said, "article", "Which?")
    play.telegram.leave(play.ana, play.group)
    play.group.guard = play.bot.id
    play.telegram.ask_to_join(play.ana, play.group)


def test_every_method_is_called():
    assert sorted(name.lower() for name in CALLS) == sorted(METHODS)


@pytest.mark.parametrize("method", CALLS)
async def test_a_method_takes_and_answers_what_is_described(play, bot, method):
    described = schema()["methods"][method]
    required = {field["name"] for field in described.get("fields", []) if field["required"]}
    assert required <= set(CALLS[method])
    await prepare(play, bot)
    result = await bot(method, **CALLS[method])
    assert faults(result, described["returns"], method) == []


@pytest.mark.parametrize("method", [method for method, values in CALLS.items() if values and method != "setWebhook"])
async def test_a_required_parameter_is_missed(play, bot, method):
    required = [field["name"] for field in schema()["methods"][method].get("fields", []) if field["required"]]
    await prepare(play, bot)
    bot.files = {}
    for name in required:
        params = {key: value for key, value in CALLS[method].items() if key != name}
        assert (await bot.refused(method, **params)).startswith("Bad Request: ")


def share_everything(play, topic) -> None:
    """Let people send each kind of message, in each way, and do with it what can be done."""
    telegram = play.telegram
    for person, kind in zip(cycle((play.vera, play.alena)), LINES, strict=False):
        shared = telegram.share(person, play.forum, kind, LINES[kind], thread=topic.id)
        telegram.react(play.ana, shared, "👍")
        telegram.answer_elsewhere(play.vera, shared, play.group, "Look")
        if kind in ("poll", "checklist"):
            telegram.add_line(play.ana, shared, "And tea")
            telegram.share_anew(person, shared, "rich", LINES["rich"])
    telegram.say_alone(play.vera, play.group, "/help")
    telegram.say_through_guest(play.vera, play.group, "Here it is")
    telegram.write_to_channel(play.vera, play.channel, "Please write about trams")


async def test_every_update_is_as_described(play, bot):
    await bot("getUpdates", allowed_updates=[*KINDS])
    await prepare(play, bot)
    telegram = play.telegram
    topic = telegram.open_topic(play.alena, play.forum, "Trams")
    telegram.close_topic(play.alena, play.forum, topic)
    telegram.close_topic(play.alena, play.forum, topic, closed=False)
    said = telegram.say(play.mara, play.forum, "see example.org, @jonas", thread=topic.id)
    telegram.edit(play.mara, said, "see example.net")
    telegram.forward(play.mara, said, play.group)
    telegram.post(play.ana, play.channel, "https://example.org/a")
    telegram.mention(play.mara, play.group, "Jonas, look", play.jonas)
    telegram.promote(play.jonas, play.group, is_anonymous=True)
    telegram.say(play.jonas, play.group, "Be kind")
    telegram.speak_as(play.channel, play.group, "News")
    telegram.restrict(play.mara, play.group)
    telegram.leave(play.mara, play.group)
    telegram.ban(play.jonas, play.group)
    telegram.block(play.ana, play.bot)
    share_everything(play, topic)
    telegram.demote(play.bot, play.group)
    updates = await bot("getUpdates")
    assert {kind for update in updates for kind in update} == {"update_id", *KINDS}
    assert [fault for update in updates for fault in faults(update, ["Update"], "update")] == []
