"""What there is in the playground's Telegram, and the few ways in which it changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.files import Files
from bot.playground.telegram.members import MEMBER, ChatMembership
from bot.playground.telegram.people import TELEGRAM, Account, Bot, PlaygroundPerson
from bot.playground.telegram.refusals import name_of
from bot.playground.telegram.updates import UpdateQueue
from bot.playground.web.feed import Feed
from bot.texts import Refusal

Clock = Callable[[], datetime]


@dataclass(slots=True, eq=False)
class Query:
    """A pressed button that waits for the bot's answer."""

    bot: Bot
    pressed_at: datetime
    answer: dict[str, Any] | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True, slots=True)
class JoinQuery:
    """A request to join that waits for the answer of a bot."""

    bot: Bot
    chat: PlaygroundChat
    person: PlaygroundPerson
    asked_at: datetime


class TelegramState:
    """Everybody, all chats and all that is queued for the bots.

    Args:
        clock: Tells the moment, aware.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.people: dict[int, PlaygroundPerson] = {}
        self.bots: dict[str, Bot] = {}
        self.chats: dict[int, PlaygroundChat] = {}
        self.privates: dict[tuple[int, int], PlaygroundChat] = {}
        self.queues: dict[int, UpdateQueue] = {}
        self.queries: dict[str, Query] = {}
        self.join_queries: dict[str, JoinQuery] = {}
        self.commands: dict[tuple[int, str, str], list[dict[str, str]]] = {}
        self.files = Files()
        self.feed = Feed()
        self.client_wait_seconds = 10.0
        """How long a client waits for the answer to a pressed button."""

    def wake(self) -> None:
        """Let all who wait look again; a server that stops calls this."""
        self.feed.wake()
        for queue in self.queues.values():
            queue.wake()

    # Who is there

    def add_person(self, person: PlaygroundPerson) -> PlaygroundPerson:
        """Let somebody have an account."""
        self.people[person.id] = person
        return person

    def add_bot(self, bot: Bot) -> Bot:
        """Let a bot have an account and a queue of updates."""
        self.bots[bot.token] = bot
        self.queues[bot.id] = UpdateQueue(first_id=100_000 + len(self.queues) * 1_000_000)
        return bot

    def add_chat(self, chat: PlaygroundChat) -> PlaygroundChat:
        """Let there be a group, a supergroup or a channel."""
        self.chats[chat.id] = chat
        return chat

    def account(self, account_id: int) -> Account | None:
        """Return a person or a bot."""
        bots = (bot for bot in self.bots.values() if bot.id == account_id)
        return self.people.get(account_id) or next(bots, None)

    def private(self, person: PlaygroundPerson, bot: Bot | None = None) -> PlaygroundChat:
        """Return a person's private chat with a bot (the first one, unless named)."""
        bot = bot or next(iter(self.bots.values()))
        chat = self.privates.get((bot.id, person.id))
        if chat is None:
            chat = PlaygroundChat(person.id, "private", person=person, members={person.id: MEMBER, bot.id: MEMBER})
            self.privates[bot.id, person.id] = chat
        return chat

    def _check(self, actor: Account | None, chat: PlaygroundChat, right: str) -> None:
        """Refuse a person what only administrators with a right may do."""
        if isinstance(actor, PlaygroundPerson) and not chat.membership(actor.id, self.clock()).has_right(right):
            raise Refusal("playground-no-right", person=actor.first_name, chat=name_of(chat))

    def bots_in(self, chat: PlaygroundChat) -> Iterator[tuple[Bot, ChatMembership]]:
        """Go through the bots that are in a chat now."""
        now = self.clock()
        for bot in self.bots.values():
            membership = chat.membership(bot.id, now)
            if membership.is_present:
                yield bot, membership

    # What happens

    def publish(self, message: Message) -> Message:
        """Put a message into its chat, and tell bots and page. A channel's post goes on into its discussion group."""
        chat = message.chat
        message.id, message.date = chat.next_id(), self.clock()
        chat.messages[message.id] = message
        if isinstance(message.sender, PlaygroundPerson) and chat.is_private:
            chat.is_started = True
        self._tell(message, "channel_post" if chat.type == "channel" else "message")
        self.feed.tell("message", message=self.shown(message))
        if chat.type == "channel" and chat.linked is not None and not message.is_service:
            self._forward_automatically(message, chat.linked)
        return message

    def revise(self, message: Message, content: dict[str, Any]) -> Message:
        """Change what a message says."""
        message.content = content
        message.edited_at = self.clock()
        self._tell(message, "edited_channel_post" if message.chat.type == "channel" else "edited_message")
        self.feed.tell("edit", message=self.shown(message))
        return message

    def remove(self, chat: PlaygroundChat, ids: list[int]) -> None:
        """Take messages away. Telegram tells bots nothing of it."""
        for message_id in ids:
            chat.messages.pop(message_id).is_deleted = True
        chat.pinned = [message_id for message_id in chat.pinned if message_id not in ids]
        self.feed.tell("delete", chat_id=chat.id, message_ids=ids)

    def appoint(self, chat: PlaygroundChat, account: Account, membership: ChatMembership, actor: Account) -> None:
        """Change what somebody is in a chat, and tell the bots that want to know."""
        now = self.clock()
        old = chat.membership(account.id, now)
        chat.members[account.id] = membership
        change = {
            "chat": chat.as_json(),
            "from": actor.as_user(),
            "date": int(now.timestamp()),
            "old_chat_member": old.as_json(account.as_user(), chat.type),
            "new_chat_member": membership.as_json(account.as_user(), chat.type),
        }
        for bot in self.bots.values():
            if bot.id == account.id:
                self.queues[bot.id].add("my_chat_member", change)
            elif chat.membership(bot.id, now).is_admin:
                self.queues[bot.id].add("chat_member", change)
        self.feed.tell("chat", chat_id=chat.id)

    def shown(self, message: Message) -> dict[str, Any]:
        """Return a message as the page gets it."""
        marks = {"edited": message.edited_at is not None, "pinned": message.id in message.chat.pinned}
        reactions = {"reactions": list(message.reactions.values())} if message.reactions else {}
        return message.as_json() | marks | reactions

    def _tell(self, message: Message, kind: str) -> None:
        for bot, membership in self.bots_in(message.chat):
            if _reaches(message, bot, membership):
                self.queues[bot.id].add(kind, message.as_json())

    def _forward_automatically(self, post: Message, group: PlaygroundChat) -> None:
        forward = Message(group, dict(post.content), sender=TELEGRAM, sender_chat=post.chat)
        forward.forward_origin, forward.is_automatic_forward = post.origin(), True
        self.publish(forward)


_OWN_SERVICE = ("pinned_message", "left_chat_member", "forum_topic_created", "forum_topic_closed")
"""What a bot hears of although it did it itself."""


def _reaches(message: Message, bot: Bot, membership: ChatMembership) -> bool:
    """Tell whether a bot gets a message: never its own, and with privacy on only what is meant for it."""
    if message.author is bot:
        return any(kind in message.content for kind in _OWN_SERVICE)
    if isinstance(message.author, Bot):
        return False
    if bot.reads_all or membership.is_admin or message.chat.is_private or message.chat.type == "channel":
        return True
    return message.is_service or _is_for(message, bot)


def _is_for(message: Message, bot: Bot) -> bool:
    words = message.words.lower()
    if (message.reply_to is not None and message.reply_to.sender is bot) or f"@{bot.username.lower()}" in words:
        return True
    command = words.split(maxsplit=1)[0] if words else ""
    return command.startswith("/") and "@" not in command
