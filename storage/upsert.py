"""Inserts that may meet a row that is there already: the one place that knows of a database's own words for it.

PostgreSQL's statement is the one that both databases are told: SQLite took the clause over, and SQLAlchemy's compiler
for SQLite writes it alike. What the two do differently (`ON CONFLICT` by the name of a constraint) is not used.
"""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import Insert, insert

__all__ = ["Insert", "insert"]
