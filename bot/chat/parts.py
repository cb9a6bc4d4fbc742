"""Parts of Telegram's messages in our own words: chats, people, files, links."""

from __future__ import annotations

from telegram import Chat, Document, Message, MessageEntity, User

from bot.chat.overheard import BARE_MEDIA
from bot.chat.said import ChatRef, FileRef, Mention, PersonRef

NOBODY = 0
"""Who said what nobody is said to have said."""
_LINKS: list[str | None] = [MessageEntity.URL, MessageEntity.TEXT_LINK]
_BEHIND_WORDS: list[str | None] = [MessageEntity.TEXT_LINK]
_PEOPLE: list[str | None] = [MessageEntity.TEXT_MENTION]


def thread_of(message: Message) -> tuple[int, bool]:
    """Return the thread of a message, and whether it is a topic; a channel's post opens a thread of its own."""
    if message.is_topic_message:
        return message.message_thread_id or 0, True
    answered = message.reply_to_message
    if answered is not None and answered.is_automatic_forward:
        return answered.message_id, False
    return message.message_thread_id or 0, False


def chat_of(chat: Chat) -> ChatRef:
    """Return a chat."""
    return ChatRef(chat.id, str(chat.type), chat.title or "", bool(chat.is_forum))


def person_of(user: User | None, speaks_as: Chat | None, chat: Chat) -> PersonRef:
    """Return who wrote something: a person, a chat that they speak as, or nobody."""
    if speaks_as is not None:
        return PersonRef(speaks_as.id, speaks_as.title or "", speaks_as.username, speaks_as_chat=True)
    if user is None:
        return PersonRef(NOBODY, "", speaks_as_chat=True)
    return PersonRef(user.id, user.full_name, user.username, user.language_code)


def others_in(message: Message) -> tuple[PersonRef, ...]:
    """Return whom a line of Telegram's own is about besides who did it."""
    left = [message.left_chat_member] if message.left_chat_member is not None else []
    about = [one for one in (*message.new_chat_members, *left) if one != message.from_user]
    return tuple(person_of(one, None, message.chat) for one in about)


def mention_at(message: Message, start: int) -> Mention | None:
    """Return whom a mention without an @username names at a place of a message, counted in UTF-16 units."""
    found = _entities(message, _PEOPLE)
    named = ((words, entity.user) for entity, words in found.items() if entity.offset == start)
    return next((Mention(words, person_of(user, None, message.chat)) for words, user in named), None)


def document_of(document: Document | None) -> FileRef | None:
    """Return a file."""
    if document is None:
        return None
    return FileRef(document.file_id, document.file_name or "", document.mime_type, document.file_size)


def links_in(message: Message) -> tuple[str, ...]:
    """Return the web links of a message in order, written out or behind words."""
    found = [entity.url or words for entity, words in _entities(message, _LINKS).items()]
    return tuple(link for link in dict.fromkeys(found) if link.lower().startswith(("http://", "https://")))


def spelt_out(message: Message, start: int = 0) -> str:
    """Return the words of a message with the address of each link that stands behind words, in brackets after them.

    Args:
        message: The message.
        start: Where the words begin, in UTF-16 units.
    """
    units = (message.text or message.caption or "").encode("utf-16-le")
    hidden = {**message.parse_entities(_BEHIND_WORDS), **message.parse_caption_entities(_BEHIND_WORDS)}
    ends = sorted((one.offset + one.length, one.url) for one in hidden if one.offset >= start and one.url)
    said, last = "", start
    for end, url in ends:
        said += f"{units[2 * last : 2 * end].decode('utf-16-le', 'ignore')} ({url})"
        last = end
    return (said + units[2 * last :].decode("utf-16-le", "ignore")).strip()


def has_media(message: Message) -> bool:
    """Say whether there is more to a message than words; one that had to be pruned only says so."""
    return bool(message.effective_attachment or message.api_kwargs.get(BARE_MEDIA))


def _entities(message: Message, kinds: list[str | None]) -> dict[MessageEntity, str]:
    """Return the entities of some kinds with their words; where there are no words, there are none."""
    written = message.parse_entities(kinds) if message.text else {}
    return {**written, **(message.parse_caption_entities(kinds) if message.caption else {})}
