"""What somebody is in a chat, as Telegram says it, and the permissions that a member can have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from bot.chat.message.json_fields import UnreadableError, flag, moment, needed, number, part, words

PERMISSIONS = (
    *("can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos"),
    *("can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages"),
    *("can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info"),
    *("can_invite_users", "can_pin_messages", "can_manage_topics"),
)
"""Every permission of `ChatPermissions`."""
ALL = dict.fromkeys(PERMISSIONS, True)
"""What ends a restriction."""
NONE = dict.fromkeys(PERMISSIONS, False)
"""What leaves somebody nothing but to read."""

_UNTOLD: dict[str, dict[str, bool]] = {"restricted": NONE}
"""What a server of before some permission does not say of a member."""

CAN_RESTRICT, CAN_DELETE = "can_restrict_members", "can_delete_messages"
"""The rights of an administrator that moderation is about."""


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
    def read(cls, shown: dict[str, Any]) -> Self:
        """Read a `ChatMember` of the Bot API, of whatever version: what a server does not know nobody may do there.

        Raises:
            UnreadableError: It is not said who is what.
        """
        user, status = part(shown, "user"), words(shown, "status")
        if not status:
            raise UnreadableError("a member who is nothing")
        known = _UNTOLD.get(status, {})
        given = {name: value for name, value in shown.items() if name.startswith("can_") and isinstance(value, bool)}
        return cls(
            needed(user, "id"),
            " ".join(one for one in (words(user, "first_name"), words(user, "last_name")) if one),
            status,
            username=words(user, "username") or None,
            is_bot=flag(user, "is_bot"),
            is_anonymous=flag(shown, "is_anonymous"),
            is_here=flag(shown, "is_member") if "is_member" in shown else status not in ("left", "kicked"),
            bits={**known, **given},
            until=moment(shown, "until_date") if number(shown, "until_date") else None,
            tag=words(shown, "tag") or None,
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
