"""When people came to a chat is kept: votes that are cast soon after count less in orders."""

import sqlalchemy as sa
from alembic import op

import storage.database

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "arrival",
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("came_at", storage.database.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_arrival_chat_id_chat")),
        sa.PrimaryKeyConstraint("chat_id", "person_id", name=op.f("pk_arrival")),
    )
