"""Kinds of messages that people send, through the page's endpoints, as an independent client reads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from aiogram.types import Update
from pydantic import BaseModel

from bot.playground.seed import Seed
from bot.playground.telegram.text.message_kinds import KINDS
from bot.playground.web.page_actions import ACTIONS, perform
from bot.playground.web.page_request import Request
from bot.texts import Refusal
from tests.playground.bot_api.test_schema import LINES
from tests.playground.conftest import Caller


async def do(play: Seed, what: str, **values: Any) -> dict[str, Any]:
    """Do something as the page does."""
    request = Request(play.telegram, {"person": play.vera.id, "chat": play.group.id, **values}, {})
    return await perform(ACTIONS[what], request)


async def heard(bot: Caller) -> dict[str, Any]:
    """Return the last update, and see that an independent client knows all that is in it."""
    (last,) = await bot("getUpdates", offset=-1)
    assert list(unknown(Update.model_validate(last), "update")) == []
    return next(value for name, value in last.items() if name != "update_id")


def unknown(model: Any, where: str) -> Iterator[str]:
    """Yield the fields that a model does not have."""
    if isinstance(model, list):
        for one in model:
            yield from unknown(one, f"{where}[]")
    elif isinstance(model, BaseModel):
        yield from (f"{where}.{name}" for name in model.model_extra or ())
        for name in type(model).model_fields:
            yield from unknown(getattr(model, name), f"{where}.{name}")


@pytest.mark.parametrize("kind", KINDS)
async def test_each_kind_is_sent_and_edited_into(play: Seed, bot: Caller, kind: str) -> None:
    await do(play, "share", kind=kind, text=LINES[kind])
    name = "poll" if kind == "quiz" else "rich_message" if kind == "rich" else kind
    sent = (await heard(bot))[name]
    said = play.telegram.say(play.vera, play.group, "Good morning")
    await do(play, "share", kind=kind, text=LINES[kind], message=said.id)
    assert (await heard(bot))[name] == sent
    assert "text" not in said.content


async def test_what_a_long_text_shows(play: Seed, bot: Caller) -> None:
    await do(play, "share", kind="rich", text=LINES["rich"])
    heading, quotation, items, paragraph = (await heard(bot))["rich_message"]["blocks"]
    assert heading == {"type": "heading", "size": 1, "text": ["Trams"]}
    (quoted,) = quotation["blocks"]
    assert [one["type"] for one in quoted["text"] if isinstance(one, dict)] == ["bold", "mention"]
    ((item,),) = (one["blocks"] for one in items["items"])
    assert item["text"] == ["see ", {"type": "url", "text": "tram.lt", "url": "http://tram.lt"}]
    assert [one["type"] for one in paragraph["text"] if isinstance(one, dict)] == ["bot_command", "url"]


async def test_a_line_is_added_to_a_poll_and_to_a_checklist(play: Seed, bot: Caller) -> None:
    poll = await do(play, "share", kind="poll", text=LINES["poll"])
    await do(play, "line", message=poll["message"]["message_id"], text="On foot")
    assert (await heard(bot))["poll_option_added"]["option_text"] == "On foot"
    checklist = await do(play, "share", kind="checklist", text=LINES["checklist"])
    await do(play, "line", message=checklist["message"]["message_id"], text="Walk")
    assert [one["text"] for one in (await heard(bot))["checklist_tasks_added"]["tasks"]] == ["Walk"]
    shown = play.group.messages[checklist["message"]["message_id"]].content["checklist"]["tasks"]
    assert [one["id"] for one in shown] == [1, 2, 3]


async def test_words_of_another_chat_are_quoted(play: Seed, bot: Caller) -> None:
    post = play.telegram.post(play.ana, play.channel, "The tram was on time")
    where = {"chat": play.channel.id, "message": post.id, "to": play.group.id}
    await do(play, "elsewhere", text="At last", quote="on time", **where)
    said = await heard(bot)
    assert said["external_reply"]["chat"]["title"] == "Ana writes"
    assert (said["text"], said["quote"]["text"]) == ("At last", "on time")


async def test_unusual_ways_to_write(play: Seed, bot: Caller) -> None:
    await do(play, "apart", text="/help", **{"as": "alone"})
    alone = await heard(bot)
    assert (alone["message_id"], alone["ephemeral_message_id"]) == (0, 1)
    assert 0 not in play.group.messages
    await do(play, "apart", text="See there", **{"as": "guest"})
    assert (await heard(bot))["guest_bot_caller_user"]["first_name"] == "Vera"
    await do(play, "apart", chat=play.channel.id, text="More of trams, please", **{"as": "letter"})
    letter = await heard(bot)
    assert letter["chat"]["is_direct_messages"]
    topic = letter["direct_messages_topic"]["topic_id"]
    chat = letter["chat"]["id"]
    assert "topic must be specified" in await bot.refused("sendMessage", chat_id=chat, text="Thank you")
    answer = await bot("sendMessage", chat_id=chat, text="Thank you", direct_messages_topic_id=topic)
    assert answer["direct_messages_topic"]["user"]["first_name"] == "Vera"


async def test_reactions_are_told_and_removed(play: Seed, bot: Caller) -> None:
    await bot("getUpdates", allowed_updates=["message_reaction"])
    said = play.telegram.say(play.mara, play.group, "Good morning")
    for emoji in ("👍", "🔥", "🔥"):
        await do(play, "react", message=said.id, emoji=emoji)
    told = await bot.updates("message_reaction")
    assert [(len(one["old_reaction"]), len(one["new_reaction"])) for one in told] == [(0, 1), (1, 1), (1, 0)]
    await heard(bot)
    for method in ("deleteMessageReaction", "deleteAllMessageReactions"):
        await do(play, "react", message=said.id, emoji="👍")
        assert play.telegram.shown(said)["reactions"] == ["👍"]
        await bot(method, chat_id=play.group.id, message_id=said.id, user_id=play.vera.id)
        assert "reactions" not in play.telegram.shown(said)


@pytest.mark.parametrize(
    ("what", "values", "words"),
    [
        ("share", {"kind": "hologram", "text": "x"}, "no kind of message"),
        ("share", {"kind": "poll", "text": "Tram or bus?"}, "too few lines"),
        ("share", {"kind": "quiz", "text": "Since when?\n1923"}, "too few lines"),
        ("share", {"kind": "checklist", "text": "To do"}, "too few lines"),
        ("share", {"kind": "dice", "text": "tram"}, "can be thrown: 🎲"),
        ("share", {"kind": "rich", "text": " \n "}, "nothing to send"),
        ("line", {"message": 1, "text": "x"}, "polls and checklists alone"),
        ("elsewhere", {"message": 1, "to": 0, "text": "x"}, "no such chat"),
        ("apart", {"as": "ghost", "text": "x"}, "no kind of message"),
        ("apart", {"as": "letter", "text": "x"}, "is no channel"),
    ],
)
async def test_what_cannot_be_sent_gets_one_sentence(play: Seed, what: str, values: dict[str, Any], words: str) -> None:
    play.telegram.say(play.mara, play.group, "Good morning")
    with pytest.raises(Refusal, match=words):
        await do(play, what, **values)


async def test_who_may_not_send_polls_sends_none(play: Seed) -> None:
    play.telegram.restrict(play.mara, play.group, ["can_send_messages"])
    with pytest.raises(Refusal, match="may not send this"):
        await do(play, "share", person=play.mara.id, kind="poll", text=LINES["poll"])
