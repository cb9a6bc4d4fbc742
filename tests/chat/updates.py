"""Raw updates as Telegram sends them."""

from __future__ import annotations

from typing import Any

from bot.chat.event import ChatRef, PersonRef
from bot.dispatch.event_parts import Me
from bot.dispatch.update_parser import UpdateParser
from bot.playground.telegram.text import entity_detection

ME = Me(800, "counterpoint_bot")
US = {"id": ME.id, "is_bot": True, "first_name": "Counterpoint", "username": ME.username}
MARA = {"id": 7_000_000_001, "is_bot": False, "first_name": "Mara", "last_name": "K", "language_code": "be"}
GROUP = {"id": -1001, "type": "supergroup", "title": "Reading group"}
FORUM = {"id": -1002, "type": "supergroup", "title": "City desk", "is_forum": True}
CHANNEL = {"id": -1003, "type": "channel", "title": "Ana writes", "username": "ana_writes"}
PRIVATE = {"id": MARA["id"], "type": "private", "first_name": "Mara"}
GROUP_ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
TELEGRAM = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
OTHER_BOT = {"id": 801, "is_bot": True, "first_name": "Other", "username": "other_bot"}
DOCUMENT = {"file_id": "F1", "file_unique_id": "U1", "file_name": "a.md", "mime_type": "text/markdown", "file_size": 9}
DATE = 1_790_000_000
_SHOWN = {"text": "entities", "caption": "caption_entities"}
"""What Telegram finds in words by itself: commands, mentions, addresses."""


def a_message(text: str | None = None, chat: dict[str, Any] = GROUP, **more: Any) -> dict[str, Any]:
    """Return a message; None takes a field away, `sender` stands for `from`; Telegram finds the entities."""
    fields = {"message_id": 50, "date": DATE, "chat": chat, "from": more.pop("sender", MARA), "text": text, **more}
    given = {name: value for name, value in fields.items() if value is not None}
    for words, name in _SHOWN.items():
        found = entity_detection.find(given[words]) if isinstance(given.get(words), str) else []
        commands = [one for one in found if one["type"] == "bot_command"]
        own = given.get(name, found)
        shown = own if own is found or not isinstance(own, list) else [*commands, *own]
        given |= {name: shown} if shown else {}
    return given


def said_in(text: str | None = None, chat: dict[str, Any] = GROUP, **more: Any) -> dict[str, Any]:
    """Return the update of a new message."""
    return {"update_id": 1, "message": a_message(text, chat, **more)}


def of_ours(text: str = "an answer", chat: dict[str, Any] = GROUP, **more: Any) -> dict[str, Any]:
    """Return a message of the bot's own."""
    return a_message(text, chat, sender=US, message_id=40, **more)


def entity(kind: str, start: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": start, "length": length, **more}


def a_press(data: str | None = "context:12", message: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the update of a pressed button."""
    query = {"id": "99", "from": MARA, "chat_instance": "1", "data": data, "message": message or of_ours()}
    return {"update_id": 1, "callback_query": {name: value for name, value in query.items() if value is not None}}


def a_move(old: dict[str, Any], new: dict[str, Any], chat: dict[str, Any] = GROUP) -> dict[str, Any]:
    """Return the update of a change of the bot's own membership."""
    change = {"chat": chat, "from": MARA, "date": DATE}
    members = {"old_chat_member": {"user": US, **old}, "new_chat_member": {"user": US, **new}}
    return {"update_id": 1, "my_chat_member": change | members}


def language_of(chat: ChatRef, person: PersonRef) -> str:
    """Choose a language as the app does."""
    return person.language or "en" if chat.private else "en"


INCOMING = UpdateParser(ME, language_of)
