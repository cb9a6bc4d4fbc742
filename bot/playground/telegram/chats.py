"""Chats: private ones, groups, supergroups with or without topics, channels."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.playground.telegram.members import LEFT, OPEN, PERMISSIONS, ChatMembership, flags

if TYPE_CHECKING:
    from bot.playground.telegram.messages import Message
    from bot.playground.telegram.people import PlaygroundPerson

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
