"""Who says what is kept with a snapshot; what articles were read for whom; snapshots can be forgotten."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

import storage.database

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

REFERRING = ("proposal", "question", "discussion", "draft", "counterpoint")


def upgrade() -> None:
    op.add_column("snapshot", sa.Column("speech", sa.JSON(), nullable=True))
    for table in REFERRING:
        op.create_index(f"ix_{table}_snapshot_id", table, ["snapshot_id"])
    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("read_at", storage.database.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
    )
    op.create_index("ix_reading_chat_id_read_at", "reading", ["chat_id", "read_at"])
    op.create_index("ix_reading_person_id_read_at", "reading", ["person_id", "read_at"])
    op.create_index("ix_reading_read_at", "reading", ["read_at"])
    op.create_table(
        "numbering",
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_numbering")),
    )


def downgrade() -> None:
    op.drop_table("numbering")
    op.drop_table("reading")
    for table in REFERRING:
        op.drop_index(f"ix_{table}_snapshot_id", table)
    op.drop_column("snapshot", "speech")
