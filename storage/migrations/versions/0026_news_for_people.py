"""People are told in private what becomes of their counterpoints, and voting may end by itself."""

import sqlalchemy as sa
from alembic import op

import storage.database

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    instant = storage.database.Instant(timezone=True)
    op.create_table(
        "follower",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("unwanted", sa.JSON(), nullable=False),
        sa.Column("digests", sa.Boolean(), nullable=False),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_until", sa.Integer(), nullable=True),
        sa.Column("told_at", instant, nullable=True),
        sa.Column("due_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_follower")),
    )
    op.create_index(op.f("ix_follower_digests"), "follower", ["digests"])
    op.create_index(op.f("ix_follower_due_at"), "follower", ["due_at"])
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("discussion_id", sa.Integer(), nullable=False),
        sa.Column("counterpoint_id", sa.Integer(), nullable=True),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("happened_at", instant, nullable=False),
        sa.ForeignKeyConstraint(["discussion_id"], ["discussion.id"], name=op.f("fk_notice_discussion_id_discussion")),
        sa.ForeignKeyConstraint(
            ["counterpoint_id"], ["counterpoint.id"], name=op.f("fk_notice_counterpoint_id_counterpoint")
        ),
        sa.ForeignKeyConstraint(["other_id"], ["counterpoint.id"], name=op.f("fk_notice_other_id_counterpoint")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_notice_edition_id_edition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(op.f("ix_notice_person_id"), "notice", ["person_id"])
    op.create_index(op.f("ix_notice_discussion_id"), "notice", ["discussion_id"])
    op.create_index(op.f("ix_notice_counterpoint_id"), "notice", ["counterpoint_id"])
    op.create_table(
        "closing_time",
        sa.Column("counterpoint_id", sa.Integer(), nullable=False),
        sa.Column("closes_at", instant, nullable=False),
        sa.Column("remind_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["counterpoint_id"], ["counterpoint.id"], name=op.f("fk_closing_time_counterpoint_id_counterpoint")
        ),
        sa.PrimaryKeyConstraint("counterpoint_id", name=op.f("pk_closing_time")),
    )
    op.create_index(op.f("ix_closing_time_closes_at"), "closing_time", ["closes_at"])
    op.create_index(op.f("ix_closing_time_remind_at"), "closing_time", ["remind_at"])
