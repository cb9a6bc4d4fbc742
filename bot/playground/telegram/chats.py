"""Chats (private ones, groups, supergroups with or without topics, channels) and the messages in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.chat.members import PERMISSIONS
from bot.chat.message.field_kinds import BROUGHT
from bot.playground.telegram.members import LEFT, OPEN, ChatMembership, flags
from bot.playground.telegram.people import ANONYMOUS_ADMIN, CHANNEL_SENDER, Account, PlaygroundPerson

BEFORE = datetime.min.replace(tzinfo=UTC)
"""The date of a message that is not yet in its chat."""
CONTENTS = BROUGHT | {"text"}
"""What makes a message one that people wrote; all others are service messages."""
TOPIC_COLOUR = 0x6FB9F0


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its id is the id of the message that opened it."""

    id: int
    name: str
    is_closed: bool = False


@dataclass(slots=True, eq=False, repr=False)
class PlaygroundChat:
    """One chat with its members, topics and messages."""

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    person: PlaygroundPerson | None = None
    """Whose private chat this is."""
    is_forum: bool = False
    linked: PlaygroundChat | None = None
    """A channel's discussion group, or a group's channel."""
    letters_to: PlaygroundChat | None = None
    """The channel to which people write in this chat, each in a topic of their own."""
    members: dict[int, ChatMembership] = field(default_factory=dict)
    permissions: frozenset[str] = OPEN
    banned_senders: set[int] = field(default_factory=set)
    """Channels in whose name nobody may write here."""
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    requests: dict[int, datetime] = field(default_factory=dict)
    """Who asked to join, and when."""
    guard: int | None = None
    """The bot that is asked about each request to join before the administrators are."""
    migrated_to: int | None = None
    is_started: bool = False
    """A private chat in which the person has written; before that a bot may not."""
    last_id: int = 0
    last_alone: int = 0
    """The number of the last message that one alone saw."""

    def __repr__(self) -> str:
        """Name the chat without all that is in it."""
        return f"<{self.type} {self.id} {self.title or (self.person and self.person.first_name)!r}>"

    def as_json(self) -> dict[str, Any]:
        """Return the chat as the Bot API shows a `PlaygroundChat`."""
        shown: dict[str, str | bool | None]
        if self.person is not None:
            names = {"first_name": self.person.first_name, "last_name": self.person.last_name}
            shown = {**names, "username": self.person.username}
        else:
            shown = {"title": self.title, "username": self.username, "is_forum": self.is_forum or None}
            shown["is_direct_messages"] = self.letters_to is not None or None
        return {"id": self.id, "type": self.type} | {name: value for name, value in shown.items() if value}

    def as_full(self) -> dict[str, Any]:
        """Return the chat as `getChat` answers it."""
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
        full = self.as_json() | {"accent_color_id": 0, "max_reaction_count": 11}
        full["accepted_gift_types"] = dict.fromkeys(gifts, False)
        if self.type in ("group", "supergroup"):
            full["permissions"] = flags(PERMISSIONS, self.permissions)
        if self.linked is not None:
            full["linked_chat_id"] = self.linked.id
        if self.username or (self.person and self.person.username):
            full["active_usernames"] = [full["username"]]
        if self.pinned:
            full["pinned_message"] = self.messages[self.pinned[-1]].as_json(with_reply=False)
        return full

    def membership(self, account_id: int, now: datetime) -> ChatMembership:
        """Return what somebody is in this chat now."""
        return self.members.get(account_id, LEFT).at(now)

    def next_id(self) -> int:
        """Return the number of the next message."""
        self.last_id += 1
        return self.last_id

    @property
    def is_private(self) -> bool:
        """Tell whether this is a person's chat with a bot."""
        return self.type == "private"


@dataclass(slots=True, eq=False, repr=False)
class Message:
    """One message. `content` holds what it says under the names of the Bot API (`text`, `entities`, `document` …)."""

    chat: PlaygroundChat
    content: dict[str, Any]
    sender: Account | None = None
    sender_chat: PlaygroundChat | None = None
    id: int = 0
    date: datetime = BEFORE
    thread: int | None = None
    reply_to: Message | None = None
    reply_details: dict[str, Any] = field(default_factory=dict)
    """`quote` and `external_reply`, where there are any."""
    forward_origin: dict[str, Any] | None = None
    is_automatic_forward: bool = False
    keyboard: dict[str, Any] | None = None
    edited_at: datetime | None = None
    is_deleted: bool = False
    author: Account | None = None
    """Who wrote it, also where the chat stands as the sender."""
    caller: PlaygroundPerson | None = None
    """Who called the guest bot that is the sender."""
    correspondent: PlaygroundPerson | None = None
    """Whose topic of a channel's direct messages it stands in."""
    alone: int | None = None
    """The number under which one alone sees it; it has no other then."""
    reactions: dict[int, str] = field(default_factory=dict)
    """The emoji with which people reacted, by who did."""

    def __post_init__(self) -> None:
        """Take the sender for the author where no other is named."""
        self.author = self.author or self.sender

    def __repr__(self) -> str:
        """Name the message and what it says."""
        return f"<Message {self.id} in {self.chat!r}: {self.words or sorted(self.content)!r}>"

    def as_json(self, *, with_reply: bool = True) -> dict[str, Any]:
        """Return the message as the Bot API shows it; a replied message is shown without its own reply."""
        shown: dict[str, Any] = {"message_id": self.id, "date": int(self.date.timestamp()), "chat": self.chat.as_json()}
        shown |= self._senders() | self._place()
        if with_reply and self.reply_to and not self.reply_to.is_deleted:
            shown["reply_to_message"] = self.reply_to.as_json(with_reply=False)
        more = {
            "ephemeral_message_id": self.alone,
            "forward_origin": self.forward_origin,
            "is_automatic_forward": self.is_automatic_forward,
            "edit_date": int(self.edited_at.timestamp()) if self.edited_at else None,
            "reply_markup": self.keyboard,
        }
        return shown | self.reply_details | self.content | {name: value for name, value in more.items() if value}

    def _senders(self) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        if self.sender_chat is not None:
            shown["sender_chat"] = self.sender_chat.as_json()
        sender = self.sender
        if sender is None and self.sender_chat is not None and self.chat.type != "channel":
            sender = ANONYMOUS_ADMIN if self.sender_chat is self.chat else CHANNEL_SENDER
        if self.caller is not None:
            shown["guest_bot_caller_user"] = self.caller.as_user()
        return shown | ({"from": sender.as_user()} if sender else {})

    def _place(self) -> dict[str, Any]:
        if self.correspondent is not None:
            return {"direct_messages_topic": {"topic_id": self.correspondent.id, "user": self.correspondent.as_user()}}
        if self.thread is None:
            return {}
        is_topic = self.thread in self.chat.topics
        return {"message_thread_id": self.thread} | ({"is_topic_message": True} if is_topic else {})

    @property
    def words(self) -> str:
        """Return the text or the caption, or nothing."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    @property
    def is_service(self) -> bool:
        """Tell whether Telegram wrote it to say that something happened."""
        return not any(kind in self.content for kind in CONTENTS)

    @property
    def root(self) -> int:
        """Return the id of the first message of the conversation that this message belongs to."""
        return self.thread or self.id

    def origin(self) -> dict[str, Any]:
        """Return where a forward of this message says that it comes from."""
        if self.forward_origin:
            return self.forward_origin
        date = int(self.date.timestamp())
        if self.chat.type == "channel":
            return {"type": "channel", "date": date, "chat": self.chat.as_json(), "message_id": self.id}
        if self.sender_chat is not None:
            return {"type": "chat", "date": date, "sender_chat": self.sender_chat.as_json()}
        return {"type": "user", "date": date, "sender_user": self.sender.as_user() if self.sender else {}}
