"""Entries and sanctions are found by an index, and nobody writes over an entry of the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_review_chat_id_subject", "review", ["chat_id", "subject"])
    op.create_index("ix_review_chat_id_kind_opened_at", "review", ["chat_id", "kind", "opened_at"])
    op.create_index("ix_sanction_chat_id_actor_id", "sanction", ["chat_id", "actor_id"])
    op.create_index("ix_sanction_person_id", "sanction", ["person_id"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            sa.text(
                "CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit "
                "WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) "
                "BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END"
            )
        )
