"""Vectors of articles, and the messages that tell how far they are read."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

import storage.database

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vectors",
        sa.Column("fingerprint", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("model", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.Column("dimensions", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", storage.database.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_vectors_snapshot_id_snapshot")),
        sa.PrimaryKeyConstraint("fingerprint", "model", name=op.f("pk_vectors")),
    )
    with op.batch_alter_table("vectors", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vectors_snapshot_id"), ["snapshot_id"], unique=False)

    op.create_table(
        "reading_notice",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_reading_notice_snapshot_id_snapshot")),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name=op.f("pk_reading_notice")),
    )
    with op.batch_alter_table("reading_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reading_notice_snapshot_id"), ["snapshot_id"], unique=False)


def downgrade() -> None:
    op.drop_table("reading_notice")
    op.drop_table("vectors")
