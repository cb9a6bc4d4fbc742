"""Jobs and the start find what they look for by indexes: proposals nobody took up, and a few of many chats."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

PARTIAL = (
    ("ix_chat_settings_read_elsewhere", "moderators_chat_id IS NOT NULL", ["moderators_chat_id"]),
    ("ix_chat_settings_spoken", "language IS NOT NULL", ["language"]),
    ("ix_chat_settings_to_ask", "asked_at IS NULL", ["screening", "watched_since"]),
)


def upgrade() -> None:
    op.create_index(op.f("ix_proposal_status_proposed_at"), "proposal", ["status", "proposed_at"])
    for name, condition, columns in PARTIAL:
        op.create_index(name, "chat_settings", columns, sqlite_where=sa.text(condition))
