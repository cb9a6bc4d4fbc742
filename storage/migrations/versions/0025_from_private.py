"""Counterpoints come from private, and what follows from a message that was sent waits beside it."""

import sqlalchemy as sa
from alembic import op

import storage.database

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.add_column(sa.Column("from_private", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("listens_since", storage.database.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("answers_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("rewords_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("fk_draft_rewords_id_counterpoint", "counterpoint", ["rewords_id"], ["id"])
        batch_op.create_index("ix_draft_person_id", ["person_id"], unique=False)
    with op.batch_alter_table("counterpoint", schema=None) as batch_op:
        batch_op.add_column(sa.Column("from_private", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("discussion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("topic", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("next_call", sa.JSON(), nullable=True))
    with op.batch_alter_table("chat_settings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reasons", sa.JSON(), server_default="[]", nullable=False))
    op.create_table(
        "silence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("counterpoint_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("until", storage.database.Instant(timezone=True), nullable=True),
        sa.Column("decided_at", storage.database.Instant(timezone=True), nullable=False),
        sa.Column("lifted_at", storage.database.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_silence_chat_id_chat")),
        sa.ForeignKeyConstraint(
            ["counterpoint_id"], ["counterpoint.id"], name="fk_silence_counterpoint_id_counterpoint"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silence")),
    )
    with op.batch_alter_table("silence", schema=None) as batch_op:
        batch_op.create_index("ix_silence_chat_id_person_id", ["chat_id", "person_id"], unique=False)
