"""Proposals that nobody took up are found by an index."""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_proposal_status_proposed_at"), "proposal", ["status", "proposed_at"])
