"""Where a message stands: its thread, and what it replies to."""

from __future__ import annotations

from typing import Any

from bot.chat.message.field_kinds import BROUGHT
from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.text import tdlib, utf16
from bot.playground.telegram.text.entities import span_of

Place = tuple[int | None, Message | None]


def place(chat: PlaygroundChat, thread: int | None, reply_to: Message | None) -> Place | None:
    """Return the thread of a new message and the message that it replies to; None where there is no such thread.

    In a forum every message of a topic replies at least to the message that opened it. Elsewhere in a supergroup a
    reply belongs to the chain of its first message: below a channel's post, these are the comments.
    """
    if reply_to is not None and reply_to.chat is not chat:
        reply_to = None
    if chat.type != "supergroup":
        return (None, reply_to) if thread is None else None
    if thread is None or (reply_to is not None and not chat.is_forum):
        return (reply_to.root, reply_to) if reply_to else (None, None)
    if thread not in (chat.topics if chat.is_forum else chat.messages):
        return None
    return thread, reply_to or chat.messages.get(thread)


def quoted(message: Message, words: str, position: int, *, is_manual: bool = True) -> dict[str, Any] | None:
    """Return the `TextQuote` of words of a message, nearest to a position; None where the message has no such words."""
    found = tdlib.search_quote(message.words, words, position) if words else None
    if found is None:
        return None
    quote = {"text": words, "position": found} | ({"is_manual": True} if is_manual else {})
    entities = _inside(message, found, utf16.length(words))
    return quote | ({"entities": entities} if entities else {})


_QUOTED = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji"})
"""The entities that a quote keeps."""


def _inside(message: Message, start: int, extent: int) -> list[dict[str, Any]]:
    entities = message.content.get("entities") or message.content.get("caption_entities") or []
    kept = []
    for entity in entities:
        begin, end = span_of(entity)
        begin, end = max(begin, start), min(end, start + extent)
        if entity["type"] in _QUOTED and begin < end:
            kept.append(entity | {"offset": begin - start, "length": end - begin})
    return kept


_MEDIA = BROUGHT - {"rich_message"}
"""What a reply shows of a message of another chat besides where it comes from."""


def external_reply(message: Message) -> dict[str, Any]:
    """Return how a reply to a message of another chat shows it."""
    shown = {"origin": message.origin(), "message_id": message.id}
    media = {kind: message.content[kind] for kind in _MEDIA if kind in message.content}
    return shown | media | ({} if message.chat.is_private else {"chat": message.chat.as_json()})
