"""It is known which buttons stand under which message: as far as the outbox remembers, and by what messages show."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STANDING = {
    "counterpoint": ("vote:{}:1", "vote:{}:-1", "vote:{}:0", "approve:{}", "reject:{}", "merge:{}"),
    "held": ("approve:{}", "reject:{}", "merge:{}"),
    "question": ("counter:{}", "context:{}", "noanswer:{}"),
    "sanction": ("undo:{}",),
    "door": ("door:{}",),
}
"""The buttons under messages by what these show: of older ones the outbox does not keep the words."""


def upgrade() -> None:
    keyboard = op.create_table(
        "keyboard",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("former", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name=op.f("pk_keyboard")),
    )
    shown = {(chat, message): data for chat, message, data in _found(op.get_bind())}
    rows = [
        {"chat_id": chat, "message_id": message, "data": data, "former": ""}
        for (chat, message), data in shown.items()
        if data
    ]
    if rows:
        op.bulk_insert(keyboard, rows)


def _found(connection: sa.Connection) -> Iterator[tuple[int, int, str]]:
    """Yield what was put under messages, oldest first, so that the last word is the newest."""
    told = sa.text(
        "SELECT chat_id, COALESCE(message_id, 0), method, params, subject FROM outbox "
        "WHERE chat_id IS NOT NULL AND (message_id IS NOT NULL OR method LIKE 'edit%') ORDER BY id"
    )
    for chat, message, method, kept, subject in connection.execute(told):
        params = json.loads(kept) if isinstance(kept, str) else kept
        target = params.get("message_id") or message if method.startswith("edit") else message
        if params and target:
            yield chat, target, _data(params)
        elif subject and target:
            kind, number = (*subject.split(":"), "")[:2]
            yield chat, target, "\n".join(one.format(number) for one in STANDING.get(kind, ()))


def _data(params: dict[str, Any]) -> str:
    rows = (params.get("reply_markup") or {}).get("inline_keyboard", ())
    return "\n".join(one["callback_data"] for row in rows for one in row if "callback_data" in one)
