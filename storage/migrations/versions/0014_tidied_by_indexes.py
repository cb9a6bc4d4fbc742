"""What a tick, a start and tidying ask for is found by an index; who was seen in which group is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TO_FORGET = sa.text("(subject IS NULL OR CAST(params AS VARCHAR) != '{}')")
SENDING = sa.text("status = 'sending'")
SEEN = (
    "SELECT chat_id, person_id FROM standing WHERE person_id > 0",
    "SELECT chat_id, person_id FROM newcomer WHERE person_id > 0",
    "SELECT chat_id, actor_id FROM audit WHERE actor_id > 0",
    "SELECT chat_id, settled_by FROM review WHERE settled_by > 0",
    "SELECT d.chat_id, c.author_id FROM counterpoint c JOIN discussion d ON d.id = c.discussion_id WHERE c.author_id > 0",
    "SELECT d.chat_id, q.person_id FROM question q JOIN discussion d ON d.id = q.discussion_id WHERE q.person_id > 0",
)
"""Where a database of before tells who was seen in a group."""


def upgrade() -> None:
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])
    op.create_index("ix_outbox_to_forget", "outbox", ["due_at"], sqlite_where=TO_FORGET, postgresql_where=TO_FORGET)
    op.create_index("ix_outbox_sending", "outbox", ["status"], sqlite_where=SENDING, postgresql_where=SENDING)
    op.create_index("ix_outbox_sent_at", "outbox", ["sent_at"])
    op.create_index("ix_review_status_opened_at", "review", ["status", "opened_at"])
    op.create_index("ix_review_kind_chat_id", "review", ["kind", "chat_id"])
    op.create_index("ix_counterpoint_status_submitted_at", "counterpoint", ["status", "submitted_at"])
    op.create_index("ix_sanction_status", "sanction", ["status"])
    op.create_table(
        "presence",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("moderates", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_presence_chat_id_chat"),
        sa.PrimaryKeyConstraint("person_id", "chat_id", name="pk_presence"),
    )
    op.create_index("ix_presence_chat_id_moderates", "presence", ["chat_id", "moderates"])
    for known in SEEN:
        op.execute(sa.text(f"INSERT INTO presence (chat_id, person_id) {known} ON CONFLICT DO NOTHING"))
