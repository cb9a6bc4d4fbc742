"""What people write: messages, replies, quotes, files, edits, presses of buttons."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import Any

from bot.playground.telegram import refusals
from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.members import Status
from bot.playground.telegram.people import Bot, PlaygroundPerson
from bot.playground.telegram.state import Query, TelegramState
from bot.playground.telegram.text import utf16
from bot.playground.telegram.text.entities import CAPTION_LIMIT, TEXT_LIMIT, finish
from bot.playground.telegram.text.tdlib import Entity, parse_markdown
from bot.playground.telegram.threads import place, quoted
from bot.texts import Refusal

EDITABLE_PERIOD = timedelta(hours=48)
"""How long people may edit their messages."""


class MessagingActions(TelegramState):
    """The part of Telegram in which people write."""

    def say(
        self,
        person: PlaygroundPerson,
        chat: PlaygroundChat,
        text: str,
        thread: int | None = None,
        reply_to: Message | None = None,
        quote: str | None = None,
    ) -> Message:
        """Let a person write a text.

        Args:
            person: Who writes; as the group where this person is an anonymous administrator.
            chat: Where.
            text: What; commands, mentions and addresses in it are found.
            thread: The topic, or the message whose comments these are.
            reply_to: What this answers.
            quote: Words of `reply_to` that this is about.

        Raises:
            Refusal: The person may not write here, or there is nothing to send.
        """
        message = self._drafted(person, chat, thread, reply_to)
        message.content = written(text)
        if quote is not None:
            self._quote(message, quote)
        return self.publish(message)

    def reply(self, person: PlaygroundPerson, message: Message, text: str) -> Message:
        """Let a person answer a message."""
        return self.say(person, message.chat, text, reply_to=message)

    def quote(self, person: PlaygroundPerson, message: Message, words: str, text: str, position: int = 0) -> Message:
        """Let a person answer a message with some of its words quoted, nearest to a position."""
        answer = self._drafted(person, message.chat, None, message)
        answer.content = written(text)
        self._quote(answer, words, position)
        return self.publish(answer)

    def mention(
        self, person: PlaygroundPerson, chat: PlaygroundChat, text: str, mentioned: PlaygroundPerson
    ) -> Message:
        """Let a person write a text whose first words, the name of somebody, are a mention without @username."""
        message = self._drafted(person, chat, None, None)
        whom = {"type": "text_mention", "offset": 0, "length": utf16.length(mentioned.first_name)}
        message.content = written(text, [whom | {"user": mentioned.as_user()}])
        return self.publish(message)

    def speak_as(
        self, sender: PlaygroundChat, chat: PlaygroundChat, text: str, reply_to: Message | None = None
    ) -> Message:
        """Let somebody write in the name of a channel.

        Raises:
            Refusal: The channel, or another one of its owner, was banned there.
        """
        owners = {_owner_of(self.chats[number]) for number in chat.banned_senders}
        if sender.id in chat.banned_senders or _owner_of(sender) in owners - {None}:
            raise Refusal("playground-banned", person=refusals.name_of(sender), chat=refusals.name_of(chat))
        return self.publish(Message(chat, written(text), sender_chat=sender, reply_to=reply_to))

    def send_file(
        self,
        person: PlaygroundPerson,
        chat: PlaygroundChat,
        file: tuple[str, bytes],
        caption: str = "",
        thread: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Let a person send a file, given as name and content; pictures go as documents, as files do."""
        message = self._drafted(person, chat, thread, reply_to, "can_send_documents")
        return self._captioned(message, {"document": self.files.add(*file, folder="documents").as_document()}, caption)

    def send_photo(
        self,
        person: PlaygroundPerson,
        chat: PlaygroundChat,
        file: tuple[str, bytes],
        caption: str = "",
        thread: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Let a person send a picture to look at, given as name and content."""
        message = self._drafted(person, chat, thread, reply_to, "can_send_photos")
        return self._captioned(message, {"photo": self.files.add(*file, folder="photos").as_photo()}, caption)

    def _captioned(self, message: Message, content: dict[str, Any], caption: str) -> Message:
        message.content = content | (written(caption, kind="caption") if caption.strip() else {})
        return self.publish(message)

    def forward(
        self, person: PlaygroundPerson, message: Message, chat: PlaygroundChat, thread: int | None = None
    ) -> Message:
        """Let a person forward a message."""
        forwarded = self._drafted(person, chat, thread, None)
        forwarded.content, forwarded.forward_origin = dict(message.content), message.origin()
        return self.publish(forwarded)

    def post(self, person: PlaygroundPerson, channel: PlaygroundChat, text: str) -> Message:
        """Let an administrator post in a channel; it goes on into the discussion group by itself."""
        refusals.check_may_write(person, channel, channel.membership(person.id, self.clock()))
        return self.publish(Message(channel, written(text), sender_chat=channel, author=person))

    def edit(self, person: PlaygroundPerson, message: Message, text: str) -> Message:
        """Let a person change the words of an own message."""
        self._check_editable(person, message)
        kind = "text" if "text" in message.content else "caption"
        kept = {name: value for name, value in message.content.items() if name in ("document", "photo")}
        return self.revise(message, kept | written(text, kind=kind))

    def _check_editable(self, person: PlaygroundPerson, message: Message) -> None:
        """Refuse to change a message of somebody else, or an old one."""
        if message.author is not person or message.forward_origin or message.is_service:
            raise Refusal("playground-not-yours", person=person.first_name)
        if self.clock() - message.date > EDITABLE_PERIOD:
            raise Refusal("playground-too-old", person=person.first_name)

    def delete(self, person: PlaygroundPerson, message: Message) -> None:
        """Let a person delete an own message, or an administrator any."""
        chat = message.chat
        if message.author is not person and not chat.is_private:
            self._check(person, chat, "can_delete_messages")
        self.remove(chat, [message.id])

    def pin(self, person: PlaygroundPerson, message: Message) -> None:
        """Let a person pin a message."""
        chat = message.chat
        if not chat.is_private:
            self._check(person, chat, "can_pin_messages")
        self.pin_message(message, person)

    def tap(self, person: PlaygroundPerson, message: Message, data: str) -> Query:
        """Let a person press a button, without waiting for the bot's answer.

        Raises:
            Refusal: There is no such button, or the person is not in the chat.
        """
        bot = message.sender
        if not isinstance(bot, Bot) or data not in data_of(message):
            raise refusals.NotThereError("playground-no-button")
        if not message.chat.membership(person.id, self.clock()).is_present:
            raise Refusal("playground-not-in", person=person.first_name, chat=message.chat.title or "")
        number = str(4_000_000_000 + len(self.queries))
        query = self.queries[number] = Query(bot, self.clock())
        shown = {"id": number, "from": person.as_user(), "message": message.as_json()}
        self.queues[bot.id].add("callback_query", shown | {"chat_instance": str(message.chat.id), "data": data})
        return query

    async def press(self, person: PlaygroundPerson, message: Message, data: str) -> dict[str, Any]:
        """Let a person press a button; return the bot's answer, or nothing where none comes in time."""
        query = self.tap(person, message, data)
        with suppress(TimeoutError):
            async with asyncio.timeout(self.client_wait_seconds):
                await query.answered.wait()
        return query.answer or {}

    def pin_message(self, message: Message, actor: PlaygroundPerson | Bot) -> None:
        """Pin a message, with the service message that Telegram writes."""
        chat = message.chat
        chat.pinned = [*(number for number in chat.pinned if number != message.id), message.id]
        notice = Message(chat, {"pinned_message": message.as_json(with_reply=False)}, sender=actor)
        notice.thread, notice.reply_to = message.thread if chat.is_forum else None, message
        self.publish(notice)
        self.feed.tell("chat", chat_id=chat.id)

    def _drafted(
        self,
        person: PlaygroundPerson,
        chat: PlaygroundChat,
        thread: int | None,
        reply_to: Message | None,
        permission: str = "can_send_messages",
    ) -> Message:
        membership = chat.membership(person.id, self.clock())
        refusals.check_may_write(person, chat, membership, permission)
        if chat.is_private:
            refusals.check_not_blocked(person, next(bot for bot in self.bots.values() if bot.id in chat.members))
        placed = place(chat, thread, reply_to)
        if placed is None:
            raise refusals.NotThereError("playground-no-thread")
        refusals.check_topic(person, chat, placed[0], membership)
        sender = {"sender_chat": chat} if membership.is_anonymous else {"sender": person}
        return Message(chat, {}, author=person, thread=placed[0], reply_to=placed[1], **sender)

    def _quote(self, message: Message, words: str, position: int = 0) -> None:
        quote = quoted(message.reply_to, words, position) if message.reply_to else None
        if quote is None:
            raise refusals.UnclearError("playground-no-quote")
        message.reply_details = {"quote": quote}


def _owner_of(chat: PlaygroundChat) -> int | None:
    """Return who made a chat."""
    return next((number for number, rank in chat.members.items() if rank.status is Status.CREATOR), None)


def written(text: str, entities: list[Entity] | None = None, kind: str = "text") -> dict[str, Any]:
    """Return what a person's text becomes in a message.

    Raises:
        Refusal: There is nothing in it, or too much.
    """
    typed = text.encode("utf-16", "replace").decode("utf-16")
    words, found = finish(*((typed, entities) if entities else parse_markdown(typed)))
    limit = TEXT_LIMIT if kind == "text" else CAPTION_LIMIT
    if not words:
        raise refusals.UnclearError("playground-empty")
    if utf16.length(words) > limit:
        raise refusals.UnclearError("playground-too-long", limit=limit)
    name = "entities" if kind == "text" else "caption_entities"
    return {kind: words} | ({name: found} if found else {})


def data_of(message: Message) -> list[str]:
    """Return what the buttons under a message send."""
    rows = (message.keyboard or {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]
