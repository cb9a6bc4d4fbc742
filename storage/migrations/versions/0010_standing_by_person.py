"""How well people are known is found by the person first: a batch of messages is of a hundred people in many chats."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("standing", recreate="auto") as batch_op:
        batch_op.drop_constraint("pk_standing", type_="primary")
        batch_op.create_primary_key("pk_standing", ["person_id", "chat_id"])
