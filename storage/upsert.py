"""How rows are written: inserts that may meet a row that is there already, and changes that say whether they met any.

This is the one place that knows of a database's own words for an insert.

SQLite's statement is the one that both databases are told: it took the clause over from PostgreSQL, whose compiler
writes it alike. What the two do differently (`ON CONFLICT` by the name of a constraint) is not used. PostgreSQL's own
takes five megabytes to load.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects.sqlite import dml
from sqlalchemy.dialects.sqlite.dml import Insert, insert
from sqlmodel import SQLModel, update
from sqlmodel.ext.asyncio.session import AsyncSession

dml.OnConflictClause.constraint_target = None  # type: ignore[attr-defined] # PostgreSQL's compiler looks for it

__all__ = ["Insert", "add_new", "change", "insert", "put"]


async def add_new(session: AsyncSession, row: SQLModel) -> bool:
    """Insert a row and give it its id; False when there is one already of which it would be another."""
    kind = type(row)
    stored = insert(kind).values(**row.model_dump(exclude={"id"})).on_conflict_do_nothing()
    key = (await session.exec(stored.returning(*inspect(kind).primary_key))).mappings().first()
    for name, value in (key or {}).items():
        setattr(row, name, value)
    return key is not None


async def put(session: AsyncSession, table: type[SQLModel], key: Mapping[str, Any], **news: Any) -> None:
    """Insert a row, or change the one of its key."""
    row = insert(table).values(**key, **news)
    await session.exec(row.on_conflict_do_update(index_elements=list(key), set_=news))


async def change(session: AsyncSession, table: type[SQLModel], *which: Any, **values: Any) -> bool:
    """Change rows and say whether there were any; what was read of them before stays as it was read.

    Args:
        session: An open transaction.
        table: Which table.
        which: The conditions, all of which its rows have to meet.
        values: What they hold from now on, by the names of the columns.
    """
    changed = update(table).where(*which).values(**values).execution_options(synchronize_session=False)
    return (await session.exec(changed)).rowcount > 0
