"""Whoever has a @name, and bans for spam, are found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

FOR_SPAM = sa.text("kind = 'ban' AND lower(substr(reason, 1, 4)) IN ('spam', 'спам', 'Спам')")


def upgrade() -> None:
    op.drop_index("ix_person_username", "person")
    op.create_index("ix_person_folded_username", "person", [sa.text("lower(username)")])
    op.create_index("ix_sanction_for_spam", "sanction", ["chat_id"], sqlite_where=FOR_SPAM, postgresql_where=FOR_SPAM)
