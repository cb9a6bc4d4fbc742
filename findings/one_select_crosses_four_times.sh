#!/usr/bin/env bash
# SQLAlchemy 2.1.9 with aiosqlite 0.22.1: one SELECT through an open AsyncConnection hands work over to the connection's
# thread, and waits for it, four times: to open a cursor, to run it, to read it, to close it. An UPDATE takes three.
# A transaction of ten statements so switches threads some forty times, which on a busy machine is most of what it takes;
# aiosqlite's own `execute_fetchall` does the same SELECT in one.
# Guessed before: one hand-over a statement, two where rows are read.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q sqlalchemy==2.1.9 aiosqlite==0.22.1 greenlet
cd "$folder"
"$folder/env/bin/python" - <<'PYTHON'
import asyncio

import aiosqlite
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

handed_over = 0
original = aiosqlite.Connection._execute


async def counted(self, function, *args, **kwargs):
    global handed_over
    handed_over += 1
    return await original(self, function, *args, **kwargs)


async def crossings(work):
    before = handed_over
    await work()
    return handed_over - before


async def main():
    aiosqlite.Connection._execute = counted
    engine = create_async_engine("sqlite+aiosqlite:///words.db")
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT)"))
        await connection.execute(text("INSERT INTO words (word) VALUES ('one')"))
        read = await crossings(lambda: connection.execute(text("SELECT word FROM words")))
        changed = await crossings(lambda: connection.execute(text("UPDATE words SET word = 'two'")))
    await engine.dispose()
    async with aiosqlite.connect("words.db") as bare:
        alone = await crossings(lambda: bare.execute_fetchall("SELECT word FROM words"))
    print(f"SELECT {read}, UPDATE {changed}, the same SELECT by aiosqlite itself {alone}")
    assert (read, changed, alone) == (4, 3, 1)


asyncio.run(main())
PYTHON
