#!/usr/bin/env bash
# SQLAlchemy 2.1.9: `Index(..., postgresql_where=…)` loads the whole PostgreSQL dialect when the index is *made*, in a
# program that only ever opens SQLite: 19 modules, asyncpg's and psycopg's adapters among them. The option itself is not
# needed before a table is created on PostgreSQL; `sqlite_where` alone loads SQLite's dialect and no other.
# Guessed before: the option is kept as it is, and a dialect is loaded with the first engine that speaks it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q sqlalchemy==2.1.9
"$folder/env/bin/python" - <<'PYTHON'
import sys

from sqlalchemy import Column, Index, Integer, MetaData, Table, text


def loaded(dialect):
    return sum(name.startswith(f"sqlalchemy.dialects.{dialect}") for name in sys.modules)


table = Table("words", MetaData(), Column("id", Integer, primary_key=True), Column("shown", Integer))
Index("ix_shown_here", table.c.id, sqlite_where=text("shown = 1"))
before = loaded("postgresql")
Index("ix_shown", table.c.id, sqlite_where=text("shown = 1"), postgresql_where=text("shown = 1"))
after = loaded("postgresql")
adapters = sorted(name for name in ("asyncpg", "psycopg", "pg8000") if f"sqlalchemy.dialects.postgresql.{name}" in sys.modules)
print(f"modules of PostgreSQL's dialect: {before}, then {after}, among them {', '.join(adapters)}")
assert before == 0
assert after > 15
assert adapters == ["asyncpg", "pg8000", "psycopg"]
PYTHON
