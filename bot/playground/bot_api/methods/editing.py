"""Methods that change, remove and pin messages, and answer pressed buttons."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.playground.bot_api.methods.call import Call
from bot.playground.bot_api.methods.parameters import integer
from bot.playground.bot_api.methods.permissions import check_right, rank_of
from bot.playground.bot_api.methods.wording import caption_of, keyboard_of, text_of
from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.errors import bad_request

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"
DELETABLE_PERIOD = timedelta(hours=48)
ANSWER_PERIOD = timedelta(seconds=60)
"""How long after the press Telegram takes an answer; its documentation names no figure."""


async def edit_message_text(call: Call) -> dict[str, Any]:
    """Change a text, and the buttons with it."""
    message = _editable(call)
    content = text_of(call)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _revised(call, message, content)


async def edit_message_caption(call: Call) -> dict[str, Any]:
    """Change a caption, and the buttons with it."""
    message = _editable(call)
    caption = caption_of(call)
    if "text" in message.content:
        raise bad_request("there is no caption in the message to edit")
    kept = {name: value for name, value in message.content.items() if not name.startswith("caption")}
    return _revised(call, message, kept | caption)


async def edit_message_reply_markup(call: Call) -> dict[str, Any]:
    """Change the buttons alone."""
    message = _editable(call)
    return _revised(call, message, dict(message.content))


async def delete_message(call: Call) -> bool:
    """Take one message away."""
    chat = call.chat()
    message = call.message(chat, "message to delete not found")
    if not _may_delete(call, chat, message):
        raise bad_request("message can't be deleted")
    call.telegram.remove(chat, [message.id])
    return True


async def delete_messages(call: Call) -> bool:
    """Take many messages away; those that are not there are skipped."""
    chat = call.chat()
    numbers = call.array("message_ids") or []
    if not 1 <= len(numbers) <= 100:
        raise bad_request("expected 1-100 message identifiers")
    found = [message for number in dict.fromkeys(map(integer, numbers)) if (message := chat.messages.get(number))]
    if not all(_may_delete(call, chat, message) for message in found):
        raise bad_request("message can't be deleted")
    call.telegram.remove(chat, [message.id for message in found])
    return True


async def answer_callback_query(call: Call) -> bool:
    """Answer a pressed button, once and in time."""
    query = call.telegram.queries.get(call.text("callback_query_id"))
    if query is None or query.bot is not call.bot or query.answer is not None:
        raise bad_request(TOO_OLD_QUERY)
    if call.telegram.clock() - query.pressed_at > ANSWER_PERIOD:
        raise bad_request(TOO_OLD_QUERY)
    words = {name: call.text(name) for name in ("text", "url") if call.text(name)}
    if len(words.get("text", "")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    if "url" in words and not words["url"].startswith(f"https://t.me/{call.bot.username}?start="):
        raise bad_request("URL_INVALID")
    query.answer = {"show_alert": call.flag("show_alert")} | words
    query.answered.set()
    return True


async def pin_chat_message(call: Call) -> bool:
    """Pin a message."""
    chat = call.chat()
    _check_may_pin(call, chat)
    message = call.message(chat, "message to pin not found")
    call.telegram.pin_message(message, call.bot)
    return True


async def unpin_chat_message(call: Call) -> bool:
    """Unpin a message, the newest one unless named."""
    chat = call.chat()
    _check_may_pin(call, chat)
    number = call.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    call.telegram.feed.tell("chat", chat_id=chat.id)
    return True


def _editable(call: Call) -> Message:
    if call.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = call.chat()
    message = call.message(chat, "message to edit not found")
    is_own = message.author is call.bot
    if chat.type == "channel":
        is_own = is_own or rank_of(call, chat).has_right("can_edit_messages")
    if not is_own or message.is_service or message.forward_origin:
        raise bad_request("message can't be edited")
    return message


def _revised(call: Call, message: Message, content: dict[str, Any]) -> dict[str, Any]:
    keyboard = keyboard_of(call)
    if content == message.content and keyboard == message.keyboard:
        raise bad_request(NOT_MODIFIED)
    message.keyboard = keyboard
    return call.telegram.revise(message, content).as_json()


def _may_delete(call: Call, chat: PlaygroundChat, message: Message) -> bool:
    """Tell whether the bot may delete a message: own ones for 48 hours, any where it has the right."""
    rank = rank_of(call, chat)
    if rank.has_right("can_delete_messages"):
        return True
    is_fresh = call.telegram.clock() - message.date <= DELETABLE_PERIOD
    return is_fresh and (message.author is call.bot or chat.is_private)


def _check_may_pin(call: Call, chat: PlaygroundChat) -> None:
    if not chat.is_private:
        right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
        check_right(call, chat, right, "manage pinned messages in the chat")
