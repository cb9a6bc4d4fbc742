"""What moderators choose, as the audit log says it: with what was so before."""

from __future__ import annotations

from storage.audit import Act
from storage.subjects import Subject


def chosen(actor_id: int, chat_id: int, name: str, before: str, after: str) -> Act:
    """Return who chose what in a chat, by our number: the name of the setting, the former value and the new one."""
    setting = Subject("setting", name)
    return Act(actor_id, "chosen", setting, chat_id, before={name: before}, after={name: after})
