"""A debate belongs to an article where it is discussed; what was said about several there is parted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

POINTS = """
    SELECT id, discussion_id, parent_id, canonical_id, submitted_at,
           coalesce(json_extract(original, '$.snapshot'), snapshot_id) AS snapshot_id
    FROM counterpoint ORDER BY id
"""
OF_A_SNAPSHOT = ("draft", "question", "proposal")
COMPUTED = ("opinion_state", "published_map")


def upgrade() -> None:
    with op.batch_alter_table("discussion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_current", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.drop_constraint("uq_discussion_chat_id_thread_id", type_="unique")
    op.create_index("ix_discussion_chat_id_thread_id", "discussion", ["chat_id", "thread_id"])
    part(op.get_bind())
    current = sa.text("is_current")
    where = {"sqlite_where": current, "postgresql_where": current}
    op.create_index("ix_discussion_current", "discussion", ["chat_id", "thread_id"], unique=True, **where)  # type: ignore[arg-type]


def part(connection: sa.Connection) -> None:
    """Give what was said about other articles than the one that a discussion has now debates of their own."""
    article = {row.id: kin_of(row) for row in connection.execute(sa.text("SELECT id, url, title FROM snapshot"))}
    discussions = connection.execute(sa.text("SELECT * FROM discussion WHERE snapshot_id IS NOT NULL")).all()
    points = connection.execute(sa.text(POINTS)).all()
    for one in discussions:
        own = [point for point in points if point.discussion_id == one.id]
        others: dict[Any, list[Any]] = defaultdict(list)
        for point, snapshot_id in with_roots(own):
            if not akin(article[snapshot_id], article[one.snapshot_id]):
                others[lineage(article[snapshot_id], others)].append(point)
        for kin, said in others.items():
            begin(connection, one, said, [number for number, other in article.items() if akin(other, kin)])
        if others:
            for table in COMPUTED:
                connection.execute(sa.text(f"DELETE FROM {table} WHERE discussion_id = :id"), {"id": one.id})  # noqa: S608 - a table of ours


def with_roots(points: Iterable[Any]) -> Iterable[tuple[Any, int]]:
    """Pair each counterpoint with the snapshot that it is about: that of what it was merged into, or of what it answers."""
    by_id = {point.id: point for point in points}
    for point in by_id.values():
        root = point
        while (onward := by_id.get(root.canonical_id) or by_id.get(root.parent_id)) is not None:
            root = onward
        yield point, root.snapshot_id


def begin(connection: sa.Connection, former: Any, said: list[Any], snapshots: list[int]) -> None:
    """Make the debate of another article, with its counterpoints, questions and drafts."""
    values = {
        "chat": former.chat_id,
        "thread": former.thread_id,
        "snapshot": max(point.snapshot_id for point in said),
        "rule": former.premoderation,
        "at": min(point.submitted_at for point in said),
    }
    made = connection.execute(
        sa.text(
            "INSERT INTO discussion (chat_id, thread_id, snapshot_id, premoderation, created_at, is_current) "
            "VALUES (:chat, :thread, :snapshot, :rule, :at, false) RETURNING id"
        ),
        values,
    ).scalar_one()
    move = sa.text("UPDATE counterpoint SET discussion_id = :made WHERE id = :id")
    connection.execute(move, [{"made": made, "id": point.id} for point in said])
    for table in OF_A_SNAPSHOT:
        which = f"UPDATE {table} SET discussion_id = :made WHERE discussion_id = :former AND snapshot_id = :snapshot"  # noqa: S608
        moved = [{"made": made, "former": former.id, "snapshot": number} for number in snapshots]
        connection.execute(sa.text(which), moved)


def kin_of(snapshot: Any) -> tuple[str, str]:
    """Return the address and the title of a snapshot as far as they tell articles apart."""
    parts = urlsplit(snapshot.url or "")
    host = (parts.hostname or "").removeprefix("www.")
    address = f"{host}{parts.path.rstrip('/')}?{parts.query}" if host else ""
    return address, " ".join(snapshot.title.casefold().split())


def akin(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Say whether two snapshots are versions of one article, as far as address and title tell."""
    if one == other:
        return True
    if one[0] and other[0]:
        return one[0] == other[0] or (one[1] == other[1] != "" and host(one) == host(other))
    return one[1] == other[1] != ""


def host(kin: tuple[str, str]) -> str:
    return kin[0].partition("/")[0].partition("?")[0]


def lineage(kin: tuple[str, str], known: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Return the first of what is known that is akin, or itself."""
    return next((one for one in known if akin(one, kin)), kin)
