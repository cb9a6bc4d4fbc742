"""People and bots: everybody who can be `from` of a message."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, eq=False)
class PlaygroundPerson:
    """Somebody with a Telegram account. `role` and `note` are for the page: who this is in the play."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str = "en"
    role: str = "member"
    note: str = ""
    blocked: set[int] = field(default_factory=set)
    """Ids of the bots that this person has blocked."""

    def as_user(self) -> dict[str, Any]:
        """Return the person as the Bot API shows a `User`."""
        names = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        user = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        return user | {name: value for name, value in names.items() if value}


@dataclass(slots=True, eq=False)
class Bot:
    """A bot: its token opens the Bot API. `reads_all` is the privacy mode of groups, switched off."""

    id: int
    token: str = field(repr=False)
    first_name: str
    username: str
    reads_all: bool = True

    def as_user(self) -> dict[str, Any]:
        """Return the bot as the Bot API shows a `User`."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}

    def as_me(self) -> dict[str, Any]:
        """Return what `getMe` answers."""
        told = {"can_join_groups": True, "can_read_all_group_messages": self.reads_all}
        return self.as_user() | told | dict.fromkeys(_LACKING, False)


_LACKING = (
    *("supports_inline_queries", "can_connect_to_business", "has_main_web_app", "has_topics_enabled"),
    *("allows_users_to_create_topics", "can_manage_bots"),
)
"""What `getMe` says that a bot of the playground does not do."""


Account = PlaygroundPerson | Bot

ANONYMOUS_ADMIN = Bot(1087968824, "", "Group", "GroupAnonymousBot")
"""Who stands in `from` when an administrator writes as the group."""
CHANNEL_SENDER = Bot(136817688, "", "Channel", "Channel_Bot")
"""Who stands in `from` when somebody writes in the name of a channel."""
TELEGRAM = PlaygroundPerson(777000, "Telegram")
"""Who stands in `from` of a channel's post in its discussion group."""
GUEST = Bot(900000001, "", "Pocket guide", "pocket_guide_bot")
"""Who stands in `from` of what a bot writes that is no member, and was called by one."""
