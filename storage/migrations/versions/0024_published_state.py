"""Votes are told in batches: the setting of totals has three choices, and what was told of is known vote by vote.

Where totals were hidden they are shown when the voting closes; everywhere else in batches from now on. What counted
until now was told of.
"""

import sqlalchemy as sa
from alembic import op

import storage.database

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TOLD = """
UPDATE vote SET told_id = log_id WHERE NOT EXISTS (
    SELECT 1 FROM unpublished
    WHERE unpublished.counterpoint_id = vote.counterpoint_id AND unpublished.person_id = vote.person_id
)
"""
VOTERS = "UPDATE counterpoint SET voters = agree + disagree + passes"
CLOSING = "UPDATE chat_settings SET totals = 'closing' WHERE hide_totals"


def upgrade() -> None:
    op.add_column("vote", sa.Column("told_id", sa.Integer(), nullable=True))
    op.add_column("counterpoint", sa.Column("voters", sa.Integer(), server_default="0", nullable=False))
    op.add_column("barred", sa.Column("is_new", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("published_map", sa.Column("former", sa.JSON(), nullable=True))
    op.add_column("chat_settings", sa.Column("totals", sa.String(length=20), server_default="batches", nullable=False))
    op.add_column("chat_settings", sa.Column("small_told_at", storage.database.Instant(timezone=True), nullable=True))
    op.create_index(op.f("ix_vote_told_id"), "vote", ["told_id"])
    op.execute(sa.text(TOLD))
    op.execute(sa.text(VOTERS))
    op.execute(sa.text(CLOSING))
    with op.batch_alter_table("chat_settings", schema=None) as batch_op:
        batch_op.drop_column("hide_totals")
