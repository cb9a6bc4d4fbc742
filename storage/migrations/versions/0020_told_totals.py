"""Totals are told apart from the votes as they stand, and bans are looked at again; totals that were wrong are right.

A missed unban made them wrong for good: all are counted anew, once.
"""

import sqlalchemy as sa
from alembic import op

import storage.database

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

COUNT_ANEW = """
WITH RECURSIVE family (root, member) AS (
    SELECT id, id FROM counterpoint
    UNION SELECT family.root, counterpoint.id FROM counterpoint JOIN family ON counterpoint.canonical_id = family.member
), latest AS (
    SELECT family.root AS root, vote.stance AS stance,
        row_number() OVER (PARTITION BY family.root, vote.person_id ORDER BY vote.log_id DESC) AS place
    FROM family
    JOIN vote ON vote.counterpoint_id = family.member
    JOIN counterpoint ON counterpoint.id = family.root
    JOIN discussion ON discussion.id = counterpoint.discussion_id
    LEFT JOIN barred ON barred.chat_id = discussion.chat_id AND barred.person_id = vote.person_id
    WHERE barred.person_id IS NULL
), counted AS (
    SELECT counterpoint.id AS id,
        coalesce(sum(CASE WHEN latest.stance = 1 THEN 1 ELSE 0 END), 0) AS agree,
        coalesce(sum(CASE WHEN latest.stance = -1 THEN 1 ELSE 0 END), 0) AS disagree,
        coalesce(sum(CASE WHEN latest.stance = 0 THEN 1 ELSE 0 END), 0) AS passes
    FROM counterpoint LEFT JOIN latest ON latest.root = counterpoint.id AND latest.place = 1
    GROUP BY counterpoint.id
)
UPDATE counterpoint SET agree = counted.agree, disagree = counted.disagree, passes = counted.passes
FROM counted WHERE counted.id = counterpoint.id
"""


def upgrade() -> None:
    op.create_table(
        "unpublished",
        sa.Column("counterpoint_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("stance", sa.SmallInteger(), nullable=True),
        sa.Column("forced", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["counterpoint_id"], ["counterpoint.id"], name=op.f("fk_unpublished_counterpoint_id_counterpoint")
        ),
        sa.PrimaryKeyConstraint("counterpoint_id", "person_id", name=op.f("pk_unpublished")),
    )
    op.create_table(
        "published_map",
        sa.Column("discussion_id", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("tallies", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["discussion_id"], ["discussion.id"], name=op.f("fk_published_map_discussion_id_discussion")
        ),
        sa.PrimaryKeyConstraint("discussion_id", name=op.f("pk_published_map")),
    )
    op.add_column("barred", sa.Column("until", storage.database.Instant(timezone=True), nullable=True))
    op.add_column("barred", sa.Column("looked_at", storage.database.Instant(timezone=True), nullable=True))
    op.create_index("ix_barred_looked_at", "barred", ["looked_at"])
    op.execute(sa.text(COUNT_ANEW))
