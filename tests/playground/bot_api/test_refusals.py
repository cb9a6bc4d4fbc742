"""What Telegram refuses a bot, in its own words."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.bot_api.api import PlaygroundBotApi
from bot.playground.bot_api.methods import METHODS
from bot.playground.seed import TOKEN, seed
from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.members import MEMBER, OWNER
from bot.playground.telegram.people import Bot
from tests.playground.conftest import StillClock

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
GROUP = -1001000000001


def keyboard(**button):
    return {"inline_keyboard": [[{"text": "Agree", **button}]]}


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"chat_id": ""}, "chat_id is empty"),
        ({"chat_id": 5}, "chat not found"),
        ({"chat_id": "@nobody"}, "chat not found"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n"}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "\ud800"}, "strings must be encoded in UTF-8"),
        (
            {"text": "<b>", "parse_mode": "html"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
        ({"reply_markup": keyboard(callback_data="я" * 33)}, "BUTTON_DATA_INVALID"),
        ({"reply_markup": keyboard(callback_data="")}, "BUTTON_DATA_INVALID"),
        (
            {"reply_markup": keyboard()},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"reply_markup": keyboard(url="nonsense")},
            "inline keyboard button URL 'nonsense' is invalid: Wrong HTTP URL",
        ),
        ({"reply_markup": "{"}, "can't parse reply_markup JSON object"),
        ({"reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"reply_parameters": '{"message_id": 1, "quote": "cars"}'}, "QUOTE_TEXT_INVALID"),
        ({"message_thread_id": 1}, "message thread not found"),
        ({"chat_id": 7000000001}, "bot can't initiate conversation with a user"),
    ],
)
async def test_send_message_refuses(play, bot, params, sentence):
    play.telegram.say(play.mara, play.group, "Do buses help?")
    refused = await bot.refused("sendMessage", **{"chat_id": GROUP, "text": "Yes", **params})
    assert refused.partition(": ")[2] == sentence


async def test_the_longest_text_is_counted_after_the_tags_are_gone(bot):
    sent = await bot("sendMessage", chat_id=GROUP, text=f"<b>{'😀' * 2048}</b>", parse_mode="HTML")
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


async def test_a_reply_to_what_is_gone_may_be_sent_without(play, bot):
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    sent = await bot("sendMessage", chat_id=GROUP, text="Yes", reply_parameters=reply)
    assert "reply_to_message" not in sent


async def test_data_of_64_bytes_is_taken(bot):
    sent = await bot("sendMessage", chat_id=GROUP, text="?", reply_markup=keyboard(callback_data="я" * 32))
    assert sent["reply_markup"] == keyboard(callback_data="я" * 32)


@pytest.mark.parametrize(
    ("method", "params", "sentence"),
    [
        ("editMessageText", {"message_id": 1, "text": "Yes"}, NOT_MODIFIED),
        (
            "editMessageText",
            {"message_id": 1, "text": "<b>", "parse_mode": "HTML"},
            "Bad Request: can't parse entities",
        ),
        ("editMessageText", {"message_id": 9, "text": "No"}, "Bad Request: message to edit not found"),
        ("editMessageText", {"text": "No"}, "Bad Request: message identifier is not specified"),
        ("editMessageText", {"message_id": 2, "text": "No"}, "Bad Request: message can't be edited"),
        (
            "editMessageCaption",
            {"message_id": 1, "caption": "No"},
            "Bad Request: there is no caption in the message to edit",
        ),
        ("editMessageReplyMarkup", {"message_id": 1}, NOT_MODIFIED),
        ("deleteMessage", {"message_id": 9}, "Bad Request: message to delete not found"),
        ("pinChatMessage", {"message_id": 9}, "Bad Request: message to pin not found"),
        ("unpinChatMessage", {}, "Bad Request: message to unpin not found"),
        ("forwardMessage", {"from_chat_id": GROUP, "message_id": 9}, "Bad Request: message to forward not found"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, TOO_OLD),
        ("getFile", {"file_id": "x"}, "Bad Request: invalid file_id"),
        ("sendDocument", {}, "Bad Request: there is no document in the request"),
        ("sendDocument", {"document": "x"}, "Bad Request: wrong file identifier/HTTP URL specified"),
        ("sendDocument", {"document": "https://example.org/a.txt"}, "Bad Request: failed to get HTTP URL content"),
        ("sendChatAction", {"action": "dancing"}, "Bad Request: wrong parameter action in request"),
        ("sendMediaGroup", {"media": "[]"}, "Bad Request: can't parse media: expected an Array of 2-10 InputMedia"),
        ("getChatMember", {"user_id": 5}, "Bad Request: PARTICIPANT_ID_INVALID"),
        ("getChatMember", {}, "Bad Request: invalid user_id specified"),
        ("restrictChatMember", {"user_id": 7000000005, "permissions": {}}, "Bad Request: can't remove chat owner"),
        ("banChatMember", {"user_id": 7000000003}, "Bad Request: user is an administrator of the chat"),
        ("banChatMember", {"user_id": 8000000001}, "Bad Request: can't restrict self"),
        (
            "setMyCommands",
            {"commands": [{"command": "Ask me", "description": "x"}]},
            "Bad Request: BOT_COMMAND_INVALID",
        ),
        ("getSecrets", {}, "Not Found"),
    ],
)
async def test_methods_refuse(play, bot, method, params, sentence):
    await bot("sendMessage", chat_id=GROUP, text="Yes")
    play.telegram.say(play.mara, play.group, "Really?")
    refused = await bot.refused(method, **{"chat_id": GROUP, **params})
    assert refused.startswith(sentence)


@pytest.mark.parametrize(
    ("token", "status", "sentence"),
    [("8000000001:wrong", 401, "Unauthorized"), ("nonsense", 404, "Not Found")],
)
async def test_a_wrong_token_opens_nothing(api, token, status, sentence):
    assert await api.call(token, "getMe", {}) == (
        status,
        {"ok": False, "error_code": status, "description": sentence},
    )


async def test_an_unchanged_edit_with_other_buttons_is_a_change(bot):
    sent = await bot("sendMessage", chat_id=GROUP, text="Yes", reply_markup=keyboard(callback_data="a"))
    edit = {"chat_id": GROUP, "message_id": sent["message_id"], "text": "Yes"}
    assert await bot.refused("editMessageText", **edit, reply_markup=keyboard(callback_data="a")) == NOT_MODIFIED
    assert "reply_markup" not in await bot("editMessageText", **edit)


async def test_a_blocked_bot_is_told_so(play, bot):
    play.telegram.say(play.mara, play.telegram.private(play.mara), "/start")
    await bot("sendMessage", chat_id=play.mara.id, text="Hello")
    play.telegram.block(play.mara, play.bot)
    assert await bot.refused("sendMessage", chat_id=play.mara.id, text="?") == "Forbidden: bot was blocked by the user"
    play.telegram.unblock(play.mara, play.bot)
    await bot("sendMessage", chat_id=play.mara.id, text="Hello again")


async def test_a_bot_that_was_put_out_is_told_so(play, bot):
    play.telegram.ban(play.bot, play.group, by=play.alena)
    refused = await bot.refused("sendMessage", chat_id=GROUP, text="?")
    assert refused == "Forbidden: bot was kicked from the supergroup chat"


async def test_a_bot_that_left_is_told_so(bot):
    await bot("leaveChat", chat_id=GROUP)
    refused = await bot.refused("sendMessage", chat_id=GROUP, text="?")
    assert refused == "Forbidden: bot is not a member of the supergroup chat"


async def test_a_group_that_was_upgraded_tells_its_new_id(play, api, bot):
    group = play.telegram.found(play.vera, PlaygroundChat(-500, "group", "Small group"))
    group.members[play.bot.id] = MEMBER
    new = play.telegram.migrate(group)
    status, body = await api.call(bot.token, "sendMessage", {"chat_id": -500, "text": "?"})
    assert (status, body["description"]) == (400, "Bad Request: group chat was upgraded to a supergroup chat")
    assert body["parameters"] == {"migrate_to_chat_id": new.id}
    await bot("sendMessage", chat_id=new.id, text="Here now")
    assert new.members[play.vera.id] == OWNER


@pytest.mark.parametrize(
    ("method", "params", "sentence"),
    [
        ("restrictChatMember", {"user_id": 7000000002, "permissions": {}}, "restrict/unrestrict chat member"),
        ("banChatMember", {"user_id": 7000000002}, "restrict/unrestrict chat member"),
        ("unbanChatMember", {"user_id": 7000000002}, "restrict/unrestrict chat member"),
        ("pinChatMessage", {"message_id": 1}, "manage pinned messages in the chat"),
    ],
)
async def test_a_bot_without_the_right_is_refused(play, bot, method, params, sentence):
    play.telegram.say(play.mara, play.group, "Do buses help?")
    play.telegram.demote(play.bot, play.group)
    refused = await bot.refused(method, chat_id=GROUP, **params)
    assert refused == f"Bad Request: not enough rights to {sentence}"


async def test_a_bot_may_not_write_where_members_may_not(play, bot):
    play.telegram.demote(play.bot, play.group)
    play.telegram.lock(play.group)
    refused = await bot.refused("sendMessage", chat_id=GROUP, text="?")
    assert refused == "Bad Request: not enough rights to send text messages to the chat"


async def test_a_closed_topic_is_closed_to_the_bot(play, bot):
    topic = next(iter(play.forum.topics.values()))
    play.telegram.close_topic(play.alena, play.forum, topic)
    refused = await bot.refused("sendMessage", chat_id=play.forum.id, message_thread_id=topic.id, text="?")
    assert refused == "Bad Request: TOPIC_CLOSED"


async def test_a_channel_wants_an_administrator(play, bot):
    play.channel.members[play.bot.id] = MEMBER
    refused = await bot.refused("sendMessage", chat_id=play.channel.id, text="?")
    assert refused == "Bad Request: need administrator rights in the channel chat"


async def test_own_messages_can_be_deleted_for_two_days(play, bot, clock):
    play.telegram.demote(play.bot, play.group)
    first = await bot("sendMessage", chat_id=GROUP, text="one")
    clock.advance(hours=47)
    second = await bot("sendMessage", chat_id=GROUP, text="two")
    clock.advance(hours=2)
    refused = await bot.refused("deleteMessage", chat_id=GROUP, message_id=first["message_id"])
    assert refused == "Bad Request: message can't be deleted"
    assert await bot("deleteMessage", chat_id=GROUP, message_id=second["message_id"])
    assert list(play.group.messages) == [first["message_id"]]


async def test_a_press_is_answered_once_and_in_time(play, bot, clock):
    sent = await bot("sendMessage", chat_id=GROUP, text="?", reply_markup=keyboard(callback_data="vote"))
    message = play.group.messages[sent["message_id"]]
    in_time = play.telegram.tap(play.mara, message, "vote")
    later = play.telegram.tap(play.jonas, message, "vote")
    pressed = await bot.updates("callback_query")
    assert [query["from"]["first_name"] for query in pressed] == ["Mara", "Jonas"]

    await bot("answerCallbackQuery", callback_query_id=pressed[0]["id"], text="Noted")
    assert in_time.answer == {"show_alert": False, "text": "Noted"}
    assert await bot.refused("answerCallbackQuery", callback_query_id=pressed[0]["id"]) == TOO_OLD
    clock.advance(minutes=2)
    assert await bot.refused("answerCallbackQuery", callback_query_id=pressed[1]["id"]) == TOO_OLD
    assert later.answer is None


async def test_another_bot_does_not_see_what_is_not_its_own(play, api):
    play.telegram.add_bot(Bot(8000000002, "8000000002:other", "Other", "other_bot"))
    status, body = await api.call("8000000002:other", "getChat", {"chat_id": GROUP})
    assert (status, body["description"]) == (400, "Bad Request: chat not found")


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["{", "[1]", "-1"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "message_id", "text", "inline_keyboard", "offset"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
names = [
    "message_id",
    "text",
    "caption",
    "entities",
    "caption_entities",
    "reply_markup",
    "reply_parameters",
    "link_preview_options",
    "media",
    "document",
    "photo",
    "user_id",
    "permissions",
    "until_date",
    "commands",
    "scope",
    "allowed_updates",
    "offset",
    "limit",
    "message_ids",
    "action",
    "message_thread_id",
    "parse_mode",
    "callback_query_id",
    "file_id",
    "from_chat_id",
    "url",
]


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(sorted(METHODS)), st.dictionaries(st.sampled_from(names), junk, max_size=4))
def test_whatever_a_bot_sends_it_gets_an_answer(method, params):
    play = seed(StillClock())
    play.telegram.say(play.mara, play.group, "Do buses help?")
    call = PlaygroundBotApi(play.telegram).call(TOKEN, method, {"chat_id": GROUP, **params})
    status, body = asyncio.run(call)
    assert (status == 200) == body["ok"]
    assert status in (200, 400, 403, 409)
