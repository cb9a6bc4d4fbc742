"""Parts of Telegram's messages in our own words: chats, people, files, threads."""

from __future__ import annotations

from bot.chat.event import ChatRef, FileRef, Mention, PersonRef
from bot.chat.message.json_fields import JSON, UnreadableError, flag, needed, number, part, parts, words
from bot.chat.message.written_text import PERSON, WrittenText

NOBODY_ID = 0
"""Who said what nobody is said to have said."""


def thread_of(message: JSON) -> tuple[int, bool]:
    """Return the thread of a message, and whether it is a topic; a channel's post opens a thread of its own."""
    topic = number(part(message, "direct_messages_topic"), "topic_id")
    if topic is not None:
        return topic, True
    thread = number(message, "message_thread_id") or 0
    if flag(message, "is_topic_message"):
        return thread, True
    answered = part(message, "reply_to_message")
    if flag(answered, "is_automatic_forward"):
        return number(answered, "message_id") or thread, False
    return thread, False


def chat_of(chat: JSON) -> ChatRef:
    """Return a chat.

    Raises:
        UnreadableError: It says not which, or not of which kind.
    """
    kind = words(chat, "type")
    if not kind:
        raise UnreadableError("a chat of no kind")
    return ChatRef(
        needed(chat, "id"), kind, words(chat, "title"), flag(chat, "is_forum"), flag(chat, "is_direct_messages")
    )


def person_of(user: JSON, speaks_as: JSON) -> PersonRef:
    """Return who wrote something: a person, a chat that they speak as, or nobody."""
    chat_id, user_id = number(speaks_as, "id"), number(user, "id")
    if chat_id is not None:
        return PersonRef(chat_id, words(speaks_as, "title"), words(speaks_as, "username") or None, speaks_as_chat=True)
    if user_id is None:
        return PersonRef(NOBODY_ID, "", speaks_as_chat=True)
    name = " ".join(one for one in (words(user, "first_name"), words(user, "last_name")) if one)
    return PersonRef(user_id, name, words(user, "username") or None, words(user, "language_code") or None)


def writer_of(message: JSON) -> PersonRef:
    """Return who wrote a message: of one that a guest bot brings, whoever called it."""
    return person_of(*_writers(message))


def writer_id_of(message: JSON) -> tuple[int, bool]:
    """Return the id of who wrote a message, and whether they speak as a chat: as `writer_of` does, and faster."""
    user, speaks_as = _writers(message)
    chat_id, user_id = number(speaks_as, "id"), number(user, "id")
    if chat_id is not None:
        return chat_id, True
    return (NOBODY_ID, True) if user_id is None else (user_id, False)


def _writers(message: JSON) -> tuple[JSON, JSON]:
    """Return who wrote a message and as which chat they speak, raw."""
    speaks_as = part(message, "sender_chat") or part(message, "guest_bot_caller_chat")
    return part(message, "guest_bot_caller_user") or part(message, "from"), speaks_as


def others_in(message: JSON) -> tuple[PersonRef, ...]:
    """Return whom a line of Telegram's own is about besides who did it."""
    doer, left = number(part(message, "from"), "id"), part(message, "left_chat_member")
    about = [one for one in (*parts(message, "new_chat_members"), left) if number(one, "id") not in (None, doer)]
    return tuple(person_of(one, {}) for one in about)


def mention_at(said: WrittenText, start: int) -> Mention | None:
    """Return whom a mention without an @username names at a place of a text."""
    named = (one for one in said.of(PERSON) if one.start == start and one.person is not None)
    found = ((said.cut(one), person_of(one.person or {}, {})) for one in named)
    return next((Mention(name, person) for name, person in found if person.id != NOBODY_ID), None)


def document_of(message: JSON) -> FileRef | None:
    """Return the file of a message; None where it has none."""
    document = part(message, "document")
    file_id = words(document, "file_id")
    if not file_id:
        return None
    return FileRef(
        file_id, words(document, "file_name"), words(document, "mime_type") or None, number(document, "file_size")
    )
