"""Replies know whom they answer, so that each gets their turn over a restart too."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asker_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("ahead", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("lapses", sa.Boolean(), server_default=sa.false(), nullable=False))
