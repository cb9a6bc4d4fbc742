"""What somebody is in a chat, as Telegram says it, and the permissions that a member can have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
"""Every permission of `ChatPermissions`."""
ALL = dict.fromkeys(PERMISSIONS, True)
"""What ends a restriction."""
NONE = dict.fromkeys(PERMISSIONS, False)
"""What leaves somebody nothing but to read."""

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
"""Every right of an administrator that a `ChatMember` must name."""
_NEEDED: dict[str, dict[str, Any]] = {
    "restricted": {**NONE, "is_member": True, "until_date": 0},
    "administrator": {**dict.fromkeys(RIGHTS, False), "can_be_edited": False, "is_anonymous": False},
}

CAN_RESTRICT, CAN_DELETE = "can_restrict_members", "can_delete_messages"
"""The rights of an administrator that moderation is about."""


def completed(shown: Mapping[str, Any]) -> dict[str, Any]:
    """Return a `ChatMember` of an older Bot API server with what it does not know: nobody may do that there."""
    return {**_NEEDED.get(str(shown.get("status")), {}), **shown}


@dataclass(frozen=True, slots=True)
class Member:
    """What somebody is in a chat."""

    id: int
    name: str
    """Empty: the account was deleted."""
    status: str
    """`creator`, `administrator`, `member`, `restricted`, `left` or `kicked`."""
    username: str | None = None
    is_bot: bool = False
    is_anonymous: bool = False
    is_here: bool = True
    bits: Mapping[str, bool] = field(default_factory=dict)
    """Rights of an administrator, permissions of somebody restricted."""
    until: datetime | None = None
    """When a restriction or a ban ends by itself."""
    tag: str | None = None

    @classmethod
    def read(cls, shown: Mapping[str, Any]) -> Self:
        """Read a `ChatMember` of the Bot API."""
        user, status, until = shown["user"], shown["status"], shown.get("until_date")
        name = " ".join(part for part in (user.get("first_name"), user.get("last_name")) if part)
        return cls(
            user["id"],
            name,
            status,
            username=user.get("username"),
            is_bot=bool(user.get("is_bot")),
            is_anonymous=bool(shown.get("is_anonymous")),
            is_here=bool(shown.get("is_member", status not in ("left", "kicked"))),
            bits={name: value for name, value in shown.items() if name.startswith("can_") and isinstance(value, bool)},
            until=datetime.fromtimestamp(until, UTC) if until else None,
            tag=shown.get("tag"),
        )

    def may_as(self, other: Self) -> bool:
        """Say whether two records leave somebody the same to do, for as long; a tag may differ."""
        return (self.status, self.bits, self.until) == (other.status, other.bits, other.until)

    @property
    def is_admin(self) -> bool:
        """Whether it is the owner or an administrator."""
        return self.status in ("creator", "administrator")

    def has_right(self, right: str) -> bool:
        """Say whether an administrator has a right; the owner has all."""
        return self.status == "creator" or (self.status == "administrator" and self.bits.get(right, False))
