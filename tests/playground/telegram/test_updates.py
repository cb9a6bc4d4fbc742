"""What a bot hears, and how it polls for it."""

from __future__ import annotations

import asyncio

import pytest

from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.members import MEMBER


async def test_updates_wait_until_they_are_confirmed(play, bot):
    for text in ("one", "two", "three"):
        play.telegram.say(play.mara, play.group, text)
    first = await bot("getUpdates", limit=2)
    assert [update["message"]["text"] for update in first] == ["one", "two"]
    assert await bot("getUpdates", limit=2) == first

    rest = await bot("getUpdates", offset=first[-1]["update_id"] + 1)
    assert [update["message"]["text"] for update in rest] == ["three"]
    assert [update["update_id"] for update in (*first, *rest)] == [first[0]["update_id"] + step for step in range(3)]
    assert await bot("getUpdates", offset=rest[-1]["update_id"] + 1) == []
    assert await bot("getUpdates") == []


async def test_a_negative_offset_keeps_the_last_ones(play, bot):
    for text in ("one", "two", "three"):
        play.telegram.say(play.mara, play.group, text)
    assert [update["message"]["text"] for update in await bot("getUpdates", offset=-1)] == ["three"]
    assert len(await bot("getUpdates")) == 1


async def test_a_long_poll_ends_with_the_first_update(play, bot):
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        poll = group.create_task(bot("getUpdates", timeout=50))
        await asyncio.sleep(0)
        play.telegram.say(play.mara, play.group, "Hello")
    assert [update["message"]["text"] for update in poll.result()] == ["Hello"]


async def test_of_two_polls_the_older_one_ends_with_a_conflict(play, api, bot):
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        older = group.create_task(api.call(bot.token, "getUpdates", {"timeout": 50}))
        await asyncio.sleep(0)
        newer = group.create_task(bot("getUpdates", timeout=50))
        await asyncio.sleep(0)
        play.telegram.say(play.mara, play.group, "Hello")
    status, body = older.result()
    assert status == 409
    assert body["description"].startswith("Conflict: terminated by other getUpdates request")
    assert len(newer.result()) == 1


async def test_no_polls_while_a_webhook_is_set(play, bot):
    play.telegram.say(play.mara, play.group, "Hello")
    await bot("setWebhook", url="https://example.org/hook")
    assert (await bot.refused("getUpdates")).startswith("Conflict: can't use getUpdates method while webhook is active")
    assert (await bot("getWebhookInfo"))["pending_update_count"] == 1
    await bot("deleteWebhook", drop_pending_updates=True)
    assert await bot("getUpdates") == []


async def test_allowed_updates_are_remembered(play, bot):
    await bot("getUpdates", allowed_updates=["chat_member"])
    play.telegram.say(play.mara, play.group, "Hello")
    play.telegram.restrict(play.mara, play.group, by=play.vera)
    assert [sorted(update) for update in await bot("getUpdates")] == [["chat_member", "update_id"]]


async def test_chat_member_comes_only_when_asked_for(play, bot):
    play.telegram.restrict(play.mara, play.group, by=play.vera)
    assert await bot("getUpdates") == []


async def test_a_bot_hears_when_its_own_rank_changes(play, bot):
    play.telegram.demote(play.bot, play.group, by=play.alena)
    (change,) = await bot.updates("my_chat_member")
    assert change["old_chat_member"]["status"] == "administrator"
    assert change["new_chat_member"]["status"] == "member"
    assert change["from"]["id"] == play.alena.id


async def test_a_bot_does_not_hear_itself_but_its_own_pins(play, bot):
    sent = await bot("sendMessage", chat_id=play.group.id, text="Digest")
    await bot("pinChatMessage", chat_id=play.group.id, message_id=sent["message_id"])
    (heard,) = await bot.updates("message")
    assert heard["pinned_message"]["text"] == "Digest"


@pytest.mark.parametrize(
    ("text", "is_heard"),
    [
        ("just talk", False),
        ("/ask who?", True),
        ("/ask@other_bot who?", False),
        ("what do you say, @counterpoint_bot", True),
    ],
)
async def test_with_privacy_a_member_bot_hears_what_is_meant_for_it(play, bot, text, is_heard):
    play.bot.reads_all = False
    play.telegram.demote(play.bot, play.group)
    play.telegram.say(play.mara, play.group, text)
    assert bool(await bot.updates("message")) is is_heard


async def test_with_privacy_a_reply_to_the_bot_is_heard(play, bot):
    play.bot.reads_all = False
    play.telegram.demote(play.bot, play.group)
    sent = await bot("sendMessage", chat_id=play.group.id, text="Ask me")
    play.telegram.reply(play.mara, play.group.messages[sent["message_id"]], "who?")
    assert len(await bot.updates("message")) == 1


async def test_a_bot_does_not_hear_its_own_posts_in_a_channel(play, bot):
    play.telegram.promote(play.bot, play.channel, ["can_post_messages"])
    sent = await bot("sendMessage", chat_id=play.channel.id, text="Digest")
    assert (sent["sender_chat"]["id"], "from" in sent) == (play.channel.id, False)
    await bot("editMessageText", chat_id=play.channel.id, message_id=sent["message_id"], text="The digest")
    assert await bot.updates("channel_post") == await bot.updates("edited_channel_post") == []
    (forward,) = await bot.updates("message")
    assert (forward["is_automatic_forward"], forward["text"]) == (True, "Digest")


async def test_an_edit_is_heard_as_an_edit(play, bot, clock):
    said = play.telegram.say(play.mara, play.group, "Do busses help?")
    clock.advance(minutes=1)
    play.telegram.edit(play.mara, said, "Do buses help?")
    (edited,) = await bot.updates("edited_message")
    assert edited["text"] == "Do buses help?"
    assert edited["edit_date"] - edited["date"] == 60


async def test_a_bot_hears_nothing_of_chats_it_is_not_in(play, bot):
    elsewhere = play.telegram.found(play.vera, PlaygroundChat(-100200, "supergroup", "Elsewhere"))
    play.telegram.say(play.vera, elsewhere, "Hello")
    assert await bot("getUpdates") == []
    play.telegram.join(play.bot, elsewhere, invited_by=play.vera)
    assert elsewhere.members[play.bot.id] == MEMBER
    assert [sorted(update)[0] for update in await bot("getUpdates")] == ["my_chat_member", "message"]
