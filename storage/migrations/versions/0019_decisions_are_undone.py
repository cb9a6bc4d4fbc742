"""Counterpoints know until when the decision about them can be taken back on their card."""

import sqlalchemy as sa
from alembic import op

import storage.database

revision = "0019"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("counterpoint", schema=None) as batch_op:
        batch_op.add_column(sa.Column("undo_until", storage.database.Instant(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_counterpoint_undo_until"), ["undo_until"], unique=False)
