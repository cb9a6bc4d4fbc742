"""Inserts that meet a row that is there already say the same to both databases."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Column, Integer, MetaData, Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.upsert import Insert, insert

TABLE = Table("shelf", MetaData(), Column("place", Integer, primary_key=True), Column("books", Integer))
NEW = insert(TABLE).values(place=1, books=2)


@pytest.mark.parametrize(
    ("statement", "ending"),
    [
        pytest.param(NEW.on_conflict_do_nothing(), "ON CONFLICT DO NOTHING", id="nothing"),
        pytest.param(
            NEW.on_conflict_do_update(index_elements=["place"], set_={"books": NEW.excluded.books}),
            "ON CONFLICT (place) DO UPDATE SET books = excluded.books",
            id="update",
        ),
        pytest.param(
            NEW.on_conflict_do_update(index_elements=["place"], set_={"books": 3}, where=TABLE.c.books > 1),
            "ON CONFLICT (place) DO UPDATE SET books = ? WHERE shelf.books > ?",
            id="where",
        ),
    ],
)
def test_both_databases_are_told_the_same(statement: Insert, ending: str) -> None:
    told = [str(statement.compile(dialect=one.dialect())) for one in (sqlite, postgresql)]
    plain = {re.sub(r"%\(\w+\)s(::\w+)?", "?", one) for one in told}
    assert len(plain) == 1
    assert plain.pop().endswith(ending)
