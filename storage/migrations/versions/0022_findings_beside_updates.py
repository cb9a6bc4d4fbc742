"""What a stage of the receiver found stands beside its update, not in another one under the negative of its number."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

WAITS = sa.text("status = 'waiting' OR (status = 'ignored' AND finding IS NOT NULL)")
FOUND = ("screened", "disorderly")


def upgrade() -> None:
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("finding", sa.String(), nullable=True))
        batch_op.drop_index("ix_inbox_waiting")
    connection = op.get_bind()
    waiting = "SELECT update_id, payload FROM inbox WHERE update_id < 0 AND status = 'waiting'"
    for number, payload in connection.execute(sa.text(waiting)).all():
        lay_beside(connection, -number, json.loads(payload))
    connection.execute(sa.text("DELETE FROM inbox WHERE update_id < 0 AND status = 'waiting'"))
    op.create_index("ix_inbox_waiting", "inbox", ["update_id"], sqlite_where=WAITS, postgresql_where=WAITS)


def lay_beside(connection: sa.Connection, number: int, found: dict[str, Any]) -> None:
    """Put what was found beside its update, of which the words may not have been kept."""
    finding = {name: found.pop(name) for name in FOUND if name in found}
    values = {"number": number, "finding": json.dumps(finding), "payload": json.dumps({**found, "update_id": number})}
    beside = "UPDATE inbox SET finding = :finding, payload = :payload WHERE update_id = :number"
    connection.execute(sa.text(beside), values)
