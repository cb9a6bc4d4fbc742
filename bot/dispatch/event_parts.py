"""What events are made of: the frame that every message has, the press of a button, the message that is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.chat.event import ChatRef, Event, EventKind, Replied
from bot.chat.message.contents import contents, written
from bot.chat.message.field_kinds import has_more_than_words, is_for_one
from bot.chat.message.json_fields import JSON, UnreadableError, flag, moment, needed, number, part, words
from bot.chat.message.update_parts import NOBODY_ID, chat_of, document_of, others_in, person_of, thread_of, writer_of
from bot.chat.message.web_addresses import web_links
from bot.chat.message.written_text import WrittenText
from bot.texts.unlinked import linked_again


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own account."""

    id: int
    username: str

    def is_named(self, addressed: str | None) -> bool:
        """Say whether a command is for this bot: it names none, or this one."""
        return addressed is None or addressed.lower() == self.username.lower()

    def wrote(self, message: JSON) -> bool:
        """Say whether a message is the bot's own."""
        return number(part(message, "from"), "id") == self.id


def frame(message: JSON, written: WrittenText, me: Me) -> Event:
    """Return what every message has.

    What one alone sees has a number of its own kind: nothing can be said in reply to it by that.
    """
    thread, topic = thread_of(message)
    answered = part(message, "reply_to_message")
    opening = not answered or "forum_topic_created" in answered
    at = moment(message, "date")
    if at is None:
        raise UnreadableError("a message without a date")
    return Event(
        kind=EventKind.QUESTION,
        text=written.text,
        chat=chat_of(part(message, "chat")),
        person=writer_of(message),
        message_id=0 if is_for_one(message) else needed(message, "message_id"),
        at=at,
        thread_id=thread,
        topic=topic,
        reply=None if opening else _replied(answered, me),
        quote=_chosen_quote(message),
        document=document_of(message),
        links=web_links(written.links),
        whole=written.text,
    )


def pressed(query: JSON, me: Me) -> Event:
    """Return the press of a button under a message of ours; the message may be too old to be shown.

    A press under no message of ours, as of an inline message, has no chat and names no button that we know.

    Raises:
        UnreadableError: It is not said who did it.
    """
    message, person = part(query, "message"), person_of(part(query, "from"), {})
    data = words(query, "data") if message else ""
    verb, _, argument = data.partition(":")
    thread, topic = thread_of(message)
    event = Event(
        kind=EventKind.BUTTON,
        word=verb,
        text=argument,
        chat=chat_of(part(message, "chat")) if message else ChatRef(person.id, "private"),
        person=person,
        message_id=needed(message, "message_id") if message else 0,
        at=moment(message, "date") or datetime.fromtimestamp(0, UTC),
        thread_id=thread,
        topic=topic,
        callback_id=words(query, "id"),
    )
    if person.id == NOBODY_ID or not event.callback_id:
        raise UnreadableError("a press of nobody")
    answered = part(message, "reply_to_message")
    return event.but(reply=_replied(answered, me)) if answered else event


def _replied(message: JSON, me: Me) -> Replied | None:
    """Return the message that is answered; None where it cannot be told which."""
    message_id, said = 0 if is_for_one(message) else number(message, "message_id"), written(message)
    if message_id is None:
        return None
    told = contents(message)
    return Replied(
        message_id=message_id,
        text=said.text,
        to_us=me.wrote(message),
        document=document_of(message),
        links=web_links(told.links),
        channel_post=flag(message, "is_automatic_forward"),
        person=writer_of(message),
        others=others_in(message),
        at=moment(message, "date"),
        has_media=has_more_than_words(message) and not is_for_one(message),
        words=told.text,
        album="media_group_id" in message,
        spelt=said.spelt_out(),
    )


def _chosen_quote(message: JSON) -> str | None:
    """Return the words that somebody picked of the message that they answer; others are Telegram's own doing."""
    quote = part(message, "quote")
    return linked_again(words(quote, "text")) or None if flag(quote, "is_manual") else None
