"""Pruning: an update with nothing in it but the parts that are read here, each of the kind that it must be.

What arrives is read whole first, which costs least. Only where that fails it is pruned and read again: a sticker
without its type, or anything else that nobody here needs, does not take the words beside it along.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import Parameter, signature
from typing import Any

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberBanned, ChatMemberOwner, ChatMemberRestricted

from bot.chat.overheard import BARE_MEDIA, MEDIA, ODD, WIDEST, Overheard, overhear

JSON = dict[str, Any]
Reader = Callable[[Any], Any]

LATEST = 2**33
"""Seconds since 1970, about the year 2242: no message is dated later."""
ATTACHED = MEDIA | {"dice", "game", "invoice", "passport_data", "successful_payment"}


class UnreadableError(ValueError):
    """A part without which the whole says nothing is missing, or is of another kind."""


def _number(value: Any) -> int:
    if type(value) is not int or abs(value) >= WIDEST:
        raise UnreadableError("not a number of Telegram's")
    return value


def _moment(value: Any) -> int:
    if not 0 <= _number(value) < LATEST:
        raise UnreadableError("not a date")
    return int(value)


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise UnreadableError("not words")
    return value


def _flag(value: Any) -> bool:
    return value is True


def _many(reader: Reader) -> Reader:
    """Return what reads a list, without those of its things that cannot be read."""

    def read(value: Any) -> list[Any]:
        found = [_or_none(reader, one) for one in value] if isinstance(value, list) else []
        return [one for one in found if one is not None]

    return read


def _or_none(reader: Reader, value: Any) -> Any:
    try:
        return reader(value)
    except UnreadableError:
        return None


def _thing(needed: Mapping[str, Reader], others: Mapping[str, Reader]) -> Reader:
    """Return what reads an object of which some parts are needed, and others are left out where they cannot be read."""

    def read(value: Any) -> JSON:
        if not isinstance(value, dict):
            raise UnreadableError("not an object")
        found = {name: reader(value.get(name)) for name, reader in needed.items()}
        parts = {name: _or_none(reader, value[name]) for name, reader in others.items() if name in value}
        return {**found, **{name: part for name, part in parts.items() if part is not None}}

    return read


_NAMED = {"first_name": _words, "last_name": _words, "username": _words, "title": _words}
_USER = _thing({"id": _number, "is_bot": _flag}, {**_NAMED, "language_code": _words})
_CHAT = _thing({"id": _number, "type": _words}, {**_NAMED, "is_forum": _flag})
_ENTITY = _thing(
    {"type": _words, "offset": _moment, "length": _moment}, {"url": _words, "user": lambda user: _person(user)}
)
_FILE = _thing({"file_id": _words}, {"file_name": _words, "mime_type": _words, "file_size": _number})
_QUOTE = _thing({"text": _words}, {})
_BUTTON = _thing({"text": _words}, {"url": _words, "callback_data": _words})
_KEYBOARD = _thing({"inline_keyboard": _many(_many(_BUTTON))}, {})
_PRESS = _thing(
    {"id": _words, "from": lambda user: _person(user)}, {"message": lambda one: _message(one), "data": _words}
)
_REQUEST = _thing({"chat": _CHAT, "from": lambda user: _person(user), "date": _moment}, {})
_ORIGIN = _thing(
    {"type": _words, "date": _moment},
    {"chat": _CHAT, "sender_chat": _CHAT, "sender_user": _USER, "sender_user_name": _words, "message_id": _number},
)


def _person(value: Any) -> JSON:
    """Read a person; Telegram always says a first name, and others may forget it."""
    return {"first_name": "", **_USER(value)}


_FRAME = {"message_id": _number, "date": _moment, "chat": _CHAT}
_PARTS: dict[str, Reader] = {
    "edit_date": _moment,
    "from": _person,
    "sender_chat": _CHAT,
    "message_thread_id": _number,
    "is_topic_message": _flag,
    "is_automatic_forward": _flag,
    "media_group_id": _words,
    "text": _words,
    "caption": _words,
    "entities": _many(_ENTITY),
    "caption_entities": _many(_ENTITY),
    "quote": lambda quote: {"position": 0, **_QUOTE(quote)},
    "document": lambda file: {"file_unique_id": "", **_FILE(file)},
    "reply_markup": _KEYBOARD,
    "new_chat_members": _many(_person),
    "left_chat_member": _person,
    "migrate_to_chat_id": _number,
    "forum_topic_created": lambda _: {"name": "", "icon_color": 0},
    "reply_to_message": lambda message: _answered(message),
}
_FIELDS = _thing(_FRAME, _PARTS)


def _message(value: Any) -> JSON:
    """Read a message; of pictures, files and the like only that there are any."""
    found: JSON = _FIELDS(value)
    if "forward_origin" in value:
        found["forward_origin"] = _or_none(_ORIGIN, value["forward_origin"]) or {"type": "", "date": 0}
    for words, entities in (("text", "entities"), ("caption", "caption_entities")):
        if words not in found:
            found.pop(entities, None)
    if not ATTACHED.isdisjoint(value):
        found[BARE_MEDIA] = True
    return found


def _answered(value: Any) -> JSON:
    """Read the message that was answered: Telegram shows no further ones in it."""
    parts = value.items() if isinstance(value, dict) else ()
    return _message({name: part for name, part in parts if name != "reply_to_message"})


def _needs(kind: type[ChatMember]) -> dict[str, Any]:
    """Return what a `ChatMember` must say beside who and what; an older server says less of it: then it is no."""
    given = list(signature(kind.__init__).parameters.values())[2:]
    return {one.name: 0 if one.name == "until_date" else False for one in given if one.default is Parameter.empty}


_RANKS = {
    "administrator": _needs(ChatMemberAdministrator),
    "creator": _needs(ChatMemberOwner),
    "kicked": _needs(ChatMemberBanned),
    "restricted": _needs(ChatMemberRestricted),
}


def _member(value: Any) -> JSON:
    """Read what somebody is in a chat."""
    found: JSON = _thing({"user": _person, "status": _words}, {"tag": _words, "custom_title": _words})(value)
    flags = {name: one for name, one in value.items() if isinstance(one, bool)}
    until = {"until_date": _moment(value["until_date"])} if value.get("until_date") else {}
    return {**_RANKS.get(found["status"], {}), **flags, **until, **found}


_CHANGE = _thing(
    {"chat": _CHAT, "from": _person, "date": _moment, "old_chat_member": _member, "new_chat_member": _member}, {}
)
_KINDS: dict[str, Reader] = {
    "message": _message,
    "edited_message": _message,
    "callback_query": lambda press: {"chat_instance": "", **_PRESS(press)},
    "my_chat_member": _CHANGE,
    "chat_member": _CHANGE,
    "chat_join_request": lambda request: {"user_chat_id": 0, **_REQUEST(request)},
}


def pruned(update: JSON) -> JSON:
    """Return an update with nothing in it but what is read here.

    Raises:
        UnreadableError: What it is about cannot be told.
    """
    there = {name: reader for name, reader in _KINDS.items() if name in update}
    besides = {name: value for name, value in update.items() if name not in _KINDS and isinstance(value, dict)}
    read = {name: reader(update[name]) for name, reader in there.items()}
    return {"update_id": update.get("update_id", 0), **besides, **read}


def overhear_anyhow(update: JSON) -> Overheard | None:
    """Return the message of a group that an update brings, read from a pruned one where it cannot be read whole.

    Raises:
        UnreadableError: It cannot be told what it is about.
    """
    try:
        return overhear(update)
    except ODD:
        return overhear(pruned(update))
