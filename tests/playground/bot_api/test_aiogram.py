"""An independent client, aiogram, drives the Bot API over HTTP: its models must accept every answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BufferedInputFile,
    CallbackQuery,
    ChatMemberAdministrator,
    ChatMemberOwner,
    ChatMemberRestricted,
    ChatPermissions,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)

from bot.playground.bot_api.faults import Fault
from bot.playground.seed import TOKEN
from tests.playground.conftest import PNG

BUTTON = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="More context", callback_data="more:1")]])


def client(address: str, token: str = TOKEN) -> Bot:
    session = AiohttpSession(api=TelegramAPIServer.from_base(address), timeout=60)
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode="HTML"))


@pytest.fixture
async def remote(address) -> AsyncIterator[Bot]:
    async with client(address) as bot:
        yield bot


async def test_it_knows_who_it_is(remote):
    me = await remote.me()
    assert (me.username, me.is_bot, me.can_read_all_group_messages) == ("counterpoint_bot", True, True)


async def test_it_hears_people(play, remote):
    said = play.telegram.say(play.mara, play.group, "/ask who paid for it?")
    play.telegram.quote(play.jonas, said, "paid", "Somebody did")
    play.telegram.post(play.ana, play.channel, "https://example.org/buses")
    play.telegram.send_file(play.mara, play.group, ("a.txt", b"text"), "an article")
    play.telegram.forward(play.mara, said, play.forum, thread=next(iter(play.forum.topics)))
    play.telegram.leave(play.jonas, play.group)
    play.telegram.join(play.jonas, play.group)
    play.telegram.edit(play.mara, said, "/ask who paid?")
    updates = await remote.get_updates()
    messages = [update.message or update.edited_message for update in updates]
    assert messages[0].entities[0].type == "bot_command"
    assert messages[1].quote.text == "paid"
    assert messages[2].is_automatic_forward
    assert messages[3].document.file_name == "a.txt"
    assert messages[4].is_topic_message
    assert messages[4].forward_origin.sender_user.first_name == "Mara"
    assert messages[5].left_chat_member.first_name == "Jonas"
    assert messages[6].new_chat_members[0].first_name == "Jonas"
    assert messages[7].text == "/ask who paid?"


async def test_it_sends_edits_and_deletes(play, remote):
    said = play.telegram.say(play.mara, play.group, "who paid for it?")
    sent = await remote.send_message(
        play.group.id,
        "<b>The city</b>, says <a href='https://example.org/a#:~:text=the%20city'>¶ 3</a>",
        reply_parameters=ReplyParameters(message_id=said.id, quote="paid for it"),
        reply_markup=BUTTON,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert sent.html_text.startswith("<b>The city</b>, says <a")
    assert sent.reply_to_message.message_id == said.id
    assert sent.quote.position == 4
    assert sent.link_preview_options.is_disabled

    edited = await remote.edit_message_text("Nobody knows", chat_id=play.group.id, message_id=sent.message_id)
    assert edited.text == "Nobody knows"
    assert edited.edit_date
    await remote.edit_message_reply_markup(chat_id=play.group.id, message_id=sent.message_id, reply_markup=BUTTON)
    assert await remote.delete_message(play.group.id, sent.message_id)
    assert await remote.delete_messages(play.group.id, [said.id, 999])
    assert not play.group.messages


async def test_its_dispatcher_answers_a_button(play, remote):
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def ask(message: Message) -> None:
        await message.reply("A quote", reply_markup=BUTTON)
        asked.set()

    @dispatcher.callback_query()
    async def more(query: CallbackQuery) -> None:
        await query.message.edit_text(f"More for {query.from_user.first_name}: {query.data}")
        await query.answer("Here it is", show_alert=True)

    asked = asyncio.Event()
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        polling = dispatcher.start_polling(remote, polling_timeout=5, handle_signals=False, close_bot_session=False)
        group.create_task(polling)
        play.telegram.say(play.mara, play.group, "who?")
        await asked.wait()
        quote = list(play.group.messages.values())[-1]
        assert await play.telegram.press(play.jonas, quote, "more:1") == {"text": "Here it is", "show_alert": True}
        assert quote.words == "More for Jonas: more:1"
        await dispatcher.stop_polling()


async def test_it_sends_and_fetches_files(play, remote):
    sent = await remote.send_document(
        play.group.id, BufferedInputFile("Пункт 7\r\n--x".encode(), "стаття.txt"), caption="<i>An article</i>"
    )
    assert sent.document.file_name == "стаття.txt"
    assert sent.caption_entities[0].type == "italic"
    file = await remote.get_file(sent.document.file_id)
    fetched = await remote.download_file(file.file_path)
    assert fetched.read().decode() == "Пункт 7\r\n--x"

    photo = await remote.send_photo(play.group.id, BufferedInputFile(PNG, "map.png"), caption="A map")
    assert (photo.photo[0].width, photo.photo[0].height) == (3, 2)
    captioned = await remote.edit_message_caption(
        chat_id=play.group.id, message_id=photo.message_id, caption="The map", reply_markup=BUTTON
    )
    assert captioned.caption == "The map"
    again = await remote.send_photo(play.group.id, photo.photo[0].file_id)
    assert again.photo[0].file_unique_id == photo.photo[0].file_unique_id

    album = await remote.send_media_group(
        play.group.id,
        [
            InputMediaPhoto(media=BufferedInputFile(PNG, "a.png"), caption="<b>two</b>"),
            InputMediaPhoto(media=photo.photo[0].file_id),
        ],
    )
    assert len({message.media_group_id for message in album}) == 1
    assert album[0].caption_entities[0].type == "bold"
    files = [InputMediaDocument(media=BufferedInputFile(b"x", name)) for name in ("a.csv", "b.csv")]
    assert [message.document.file_name for message in await remote.send_media_group(play.group.id, files)] == [
        "a.csv",
        "b.csv",
    ]


async def test_it_asks_about_chats_and_people(play, remote, clock):
    chat = await remote.get_chat(play.group.id)
    assert (chat.type, chat.title, chat.permissions.can_send_messages) == ("supergroup", play.group.title, True)
    assert (await remote.get_chat(play.comments.id)).linked_chat_id == play.channel.id
    assert (await remote.get_chat(play.mara.id)).active_usernames == ["mara_k"]
    assert await remote.get_chat_member_count(play.group.id) == 6
    administrators = await remote.get_chat_administrators(play.group.id)
    assert {type(one) for one in administrators} == {ChatMemberOwner, ChatMemberAdministrator}
    assert (await remote.get_chat_member(play.group.id, play.mara.id)).status == "member"

    until = clock() + timedelta(hours=1)
    assert await remote.restrict_chat_member(play.group.id, play.mara.id, ChatPermissions(), until_date=until)
    restricted = await remote.get_chat_member(play.group.id, play.mara.id)
    assert isinstance(restricted, ChatMemberRestricted)
    assert restricted.until_date == until
    assert await remote.ban_chat_member(play.group.id, play.jonas.id, revoke_messages=True)
    assert (await remote.get_chat_member(play.group.id, play.jonas.id)).status == "kicked"
    assert await remote.unban_chat_member(play.group.id, play.jonas.id, only_if_banned=True)
    assert (await remote.get_chat_member(play.group.id, play.jonas.id)).status == "left"


async def test_it_pins_forwards_copies_and_types(play, remote):
    sent = await remote.send_message(play.group.id, "Digest")
    assert await remote.pin_chat_message(play.group.id, sent.message_id)
    assert (await remote.get_chat(play.group.id)).pinned_message.text == "Digest"
    pinned = (await remote.get_updates())[-1].message.pinned_message
    assert pinned.text == "Digest"
    assert await remote.unpin_chat_message(play.group.id)
    forwarded = await remote.forward_message(play.forum.id, play.group.id, sent.message_id)
    assert forwarded.forward_origin.sender_user.username == "counterpoint_bot"
    assert (await remote.copy_message(play.forum.id, play.group.id, sent.message_id)).message_id
    assert await remote.send_chat_action(play.group.id, "typing")


async def test_it_sets_commands_and_webhooks(remote):
    commands = [BotCommand(command="ask", description="Ask the article")]
    assert await remote.set_my_commands(commands, scope=BotCommandScopeAllGroupChats(), language_code="be")
    (command,) = await remote.get_my_commands(scope=BotCommandScopeAllGroupChats(), language_code="be")
    assert (command.command, command.description) == ("ask", "Ask the article")
    assert await remote.delete_my_commands(scope=BotCommandScopeAllGroupChats(), language_code="be")
    assert await remote.set_webhook("https://example.org/hook", allowed_updates=["message"])
    info = await remote.get_webhook_info()
    assert (info.url, info.allowed_updates) == ("https://example.org/hook", ["message"])
    assert await remote.delete_webhook()
    assert await remote.leave_chat(-1001000000002)


async def test_it_understands_every_refusal(play, address, remote):
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await remote.send_message(5, "?")
    with pytest.raises(TelegramForbiddenError, match="can't initiate conversation"):
        await remote.send_message(play.mara.id, "?")
    with pytest.raises(TelegramBadRequest, match="Unsupported start tag"):
        await remote.send_message(play.group.id, "<p>?</p>")
    async with client(address, "8000000001:wrong") as stranger:
        with pytest.raises(TelegramUnauthorizedError):
            await stranger.get_me()


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.SERVER_ERROR, TelegramServerError),
        (Fault.BAD_GATEWAY, TelegramServerError),
        (Fault.TOO_MANY, TelegramRetryAfter),
        (Fault.LOST_REQUEST, TelegramNetworkError),
        (Fault.LOST_ANSWER, TelegramNetworkError),
    ],
)
async def test_it_meets_the_faults_that_were_ordered(play, api, remote, fault, error):
    api.fail_next("sendMessage", fault)
    with pytest.raises(error):
        await remote.send_message(play.group.id, "once")
    assert len(play.group.messages) == (fault is Fault.LOST_ANSWER)
    await remote.send_message(play.group.id, "again")
    assert list(play.group.messages.values())[-1].words == "again"
