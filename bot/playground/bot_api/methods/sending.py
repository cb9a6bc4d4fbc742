"""Methods that put messages into chats."""

from __future__ import annotations

from typing import Any

from bot.playground.bot_api.methods.call import Call
from bot.playground.bot_api.methods.parameters import Parameters
from bot.playground.bot_api.methods.permissions import check_may_send, rank_of
from bot.playground.bot_api.methods.wording import caption_of, keyboard_of, parsed, text_of
from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.errors import bad_request
from bot.playground.telegram.files import File
from bot.playground.telegram.people import PlaygroundPerson
from bot.playground.telegram.threads import external_reply, place, quoted


async def send_message(call: Call) -> dict[str, Any]:
    """Send a text."""
    return _published(call, call.chat(), text_of(call))


async def send_document(call: Call) -> dict[str, Any]:
    """Send a file."""
    chat, document = call.chat(), file_of(call, "document", call.text("document")).as_document()
    return _published(call, chat, {"document": document} | caption_of(call), "can_send_documents")


async def send_photo(call: Call) -> dict[str, Any]:
    """Send a picture."""
    chat, photo = call.chat(), photo_of(file_of(call, "photo", call.text("photo")))
    marks = _marks(call, "show_caption_above_media", "has_spoiler")
    return _published(call, chat, {"photo": photo} | caption_of(call) | marks, "can_send_photos")


def _published(call: Call, chat: PlaygroundChat, content: dict[str, Any], *permission: str) -> dict[str, Any]:
    return call.telegram.publish(drafted(call, chat, content, *permission)).as_json()


async def send_media_group(call: Call) -> list[dict[str, Any]]:
    """Send an album of 2 to 10 pictures or files."""
    chat = call.chat()
    media = call.objects("media")
    if not 2 <= len(media) <= 10:
        raise bad_request("can't parse media: expected an Array of 2-10 InputMedia")
    contents = [_item(call, item) for item in media]
    group = {"media_group_id": str(13_000_000_000_000 + chat.last_id + 1)}
    drafts = [drafted(call, chat, content | group, "can_send_documents") for content in contents]
    return [call.telegram.publish(draft).as_json() for draft in drafts]


async def forward_message(call: Call) -> dict[str, Any]:
    """Forward a message."""
    chat, original = call.chat(), _original(call, "message to forward not found")
    message = drafted(call, chat, dict(original.content))
    message.forward_origin, message.keyboard = original.origin(), None
    return call.telegram.publish(message).as_json()


async def copy_message(call: Call) -> dict[str, Any]:
    """Send what a message says without saying where it comes from."""
    chat, original = call.chat(), _original(call, "message to copy not found")
    content = dict(original.content)
    if "caption" in call.values and "text" not in content:
        content = {name: content[name] for name in ("document", "photo") if name in content} | caption_of(call)
    return {"message_id": call.telegram.publish(drafted(call, chat, content)).id}


async def send_chat_action(call: Call) -> bool:
    """Show that the bot is typing."""
    chat = call.chat()
    check_may_send(call, chat)
    action = call.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    thread = call.integer("message_thread_id") or None
    call.telegram.feed.tell("action", chat_id=chat.id, action=action, message_thread_id=thread)
    return True


ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"}
    | {"choose_sticker", "find_location", "record_video_note", "upload_video_note"}
)


def drafted(
    call: Call, chat: PlaygroundChat, content: dict[str, Any], permission: str = "can_send_messages"
) -> Message:
    """Return a message of the bot that may be published: in its thread, with its reply and its buttons.

    Raises:
        ApiError: The bot may not send it there, or what it replies to is not there.
    """
    check_may_send(call, chat, permission)
    keyboard = keyboard_of(call)
    replied, details = _replied(call, chat)
    topic_id = call.integer("message_thread_id") or None
    placed = place(chat, topic_id, replied)
    if placed is None or (topic_id and topic_id not in chat.topics):
        raise bad_request("message thread not found")
    thread, reply_to = placed
    topic = chat.topics.get(thread or 0)
    if topic and topic.is_closed and not rank_of(call, chat).has_right("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    if call.flag("protect_content"):
        content = content | {"has_protected_content": True}
    message = Message(chat, content, author=call.bot, thread=thread, reply_to=reply_to)
    message.sender, message.sender_chat = (None, chat) if chat.type == "channel" else (call.bot, None)
    message.reply_details, message.keyboard = details, keyboard
    message.correspondent = _correspondent(call, chat)
    return message


def _correspondent(call: Call, chat: PlaygroundChat) -> PlaygroundPerson | None:
    """Return to whom a message of a channel's direct messages goes; None elsewhere.

    Raises:
        ApiError: Nobody is named, or nobody of that topic.
    """
    if chat.letters_to is None:
        return None
    person = call.telegram.people.get(call.integer("direct_messages_topic_id"))
    if person is None:
        raise bad_request("direct messages topic must be specified")
    return person


def file_of(call: Call, name: str, value: str) -> File:
    """Return the file that is uploaded under a name, attached (`attach://`), or known by its id.

    Raises:
        ApiError: There is no such file, or it is empty, or it is an address: the playground fetches nothing.
    """
    upload = call.files.get(value.removeprefix("attach://") if value.startswith("attach://") else name)
    if upload is not None:
        if not upload[1]:
            raise bad_request("file must be non-empty")
        folder = "photos" if name == "photo" else "documents"
        return call.telegram.files.add(*upload, folder=folder)
    if not value:
        raise bad_request(f"there is no {name} in the request")
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    known = call.telegram.files.get(value)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return known


def photo_of(file: File) -> list[dict[str, Any]]:
    """Return a file as a photo.

    Raises:
        ApiError: It is no picture.
    """
    sizes = file.as_photo()
    if not sizes[0]["width"]:
        raise bad_request("IMAGE_PROCESS_FAILED")
    return sizes


def _item(call: Call, item: Parameters) -> dict[str, Any]:
    """Return the content of one item of an album."""
    kind = item.text("type")
    if kind not in ("photo", "document"):
        raise bad_request(f"can't parse InputMedia: type '{kind}' is not supported")
    file = file_of(call, kind, item.text("media"))
    content = {"photo": photo_of(file)} if kind == "photo" else {"document": file.as_document()}
    return content | caption_of(item)


def _replied(call: Call, chat: PlaygroundChat) -> tuple[Message | None, dict[str, Any]]:
    """Return what the message replies to, and what the reply shows of it."""
    reply = call.object("reply_parameters")
    if reply is None:
        return None, {}
    home = call.chat_named(reply.text("chat_id")) if reply.text("chat_id") else chat
    message = home.messages.get(reply.integer("message_id"))
    if message is None:
        if reply.flag("allow_sending_without_reply"):
            return None, {}
        raise bad_request("message to be replied not found")
    details = {} if home is chat else {"external_reply": external_reply(message)}
    return message, details | _quote(message, reply)


def _quote(message: Message, reply: Parameters) -> dict[str, Any]:
    if not reply.text("quote"):
        return {}
    words, _ = parsed(reply.text("quote"), reply.text("quote_parse_mode"), reply.objects("quote_entities"))
    quote = quoted(message, words, reply.integer("quote_position"))
    if quote is None:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"quote": quote}


def _original(call: Call, missing: str) -> Message:
    source = call.chat("from_chat_id")
    rank_of(call, source)
    message = call.message(source, missing)
    if message.is_service:
        raise bad_request("the message can't be forwarded")
    return message


def _marks(call: Call, *names: str) -> dict[str, bool]:
    shown = {"has_spoiler": "has_media_spoiler"}
    return {shown.get(name, name): True for name in names if call.flag(name)}
