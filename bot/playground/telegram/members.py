"""What somebody is in a chat: status, rights of administrators, permissions of members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.chat.members import PERMISSIONS


class Status(StrEnum):
    """The six kinds of `ChatMember`."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


SENDING = PERMISSIONS[:11]
"""The permissions to send, the ones for media from the second to the seventh."""

RIGHTS = (
    *("can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members"),
    *("can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories"),
    *("can_delete_stories", "can_send_welcome_messages"),
)
"""What an administrator may do, anywhere."""
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics")
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
MODERATION = frozenset(
    {"can_manage_chat", "can_delete_messages", "can_restrict_members", "can_invite_users", "can_pin_messages"}
)
"""The rights that a moderating administrator is usually given."""

ALL_PERMISSIONS = frozenset(PERMISSIONS)
OPEN = frozenset(SENDING) | {"can_invite_users"}
"""What a new group allows its members."""


@dataclass(frozen=True, slots=True)
class ChatMembership:
    """What one account is in one chat."""

    status: Status
    rights: frozenset[str] = frozenset()
    permissions: frozenset[str] = ALL_PERMISSIONS
    until: datetime | None = None
    is_anonymous: bool = False
    is_in: bool = True
    title: str | None = None

    def at(self, now: datetime) -> ChatMembership:
        """Return what is left of it: a ban or a restriction with an end is over after its end."""
        if self.until is None or now < self.until:
            return self
        return MEMBER if self.status is Status.RESTRICTED and self.is_in else LEFT

    @property
    def is_present(self) -> bool:
        """Tell whether this account is in the chat."""
        return self.is_in and self.status not in (Status.LEFT, Status.KICKED)

    @property
    def is_admin(self) -> bool:
        """Tell whether this account is the owner or an administrator."""
        return self.status in (Status.CREATOR, Status.ADMINISTRATOR)

    def has_right(self, right: str) -> bool:
        """Tell whether an administrator's right is there; the owner has all."""
        return self.status is Status.CREATOR or (self.status is Status.ADMINISTRATOR and right in self.rights)

    def may(self, permission: str, everyone: frozenset[str]) -> bool:
        """Tell whether this account may do what `everyone` in the chat is permitted or not."""
        return self.is_admin or (self.is_present and permission in self.permissions & everyone)

    def leaving(self) -> ChatMembership:
        """Return what remains of it when the account goes: a restriction stays."""
        return replace(self, is_in=False) if self.status is Status.RESTRICTED else LEFT

    def as_json(self, user: Mapping[str, Any], chat_type: str) -> dict[str, Any]:
        """Return the membership as the Bot API shows a `ChatMember`."""
        shown: dict[str, Any] = {"status": str(self.status), "user": dict(user)}
        if self.is_admin:
            shown |= {"is_anonymous": self.is_anonymous} | ({"custom_title": self.title} if self.title else {})
        if self.status is Status.ADMINISTRATOR:
            kinds = CHANNEL_RIGHTS if chat_type == "channel" else GROUP_RIGHTS
            shown |= {"can_be_edited": False} | flags((*RIGHTS, *kinds), self.rights)
        if self.status is Status.RESTRICTED:
            shown |= {"is_member": self.is_in} | flags(PERMISSIONS, self.permissions)
        if self.status in (Status.RESTRICTED, Status.KICKED):
            shown["until_date"] = int(self.until.timestamp()) if self.until else 0
        return shown


MEMBER = ChatMembership(Status.MEMBER)
LEFT = ChatMembership(Status.LEFT, is_in=False)
OWNER = ChatMembership(Status.CREATOR)


def flags(names: Iterable[str], true: frozenset[str]) -> dict[str, bool]:
    """Return each name with whether it is among the true ones."""
    return {name: name in true for name in names}
