"""The audit log as a CSV file; runs in the worker process."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from io import StringIO
from typing import Any

MAX_ENTRIES = 50_000
"""Entries in a file, the newest ones."""
COLUMNS = ("id", "at", "actor_id", "actor", "action", "subject", "person_id", "person", "reason")
DETAILS = ("evidence", "before", "after")
"""Columns that hold JSON."""


def as_csv(rows: Sequence[tuple[dict[str, Any], str, str]]) -> bytes:
    """Return entries as a file, oldest first.

    Args:
        rows: Each an entry, who acted, and on whom; newest first.
    """
    written = StringIO()
    sheet = csv.writer(written)
    sheet.writerow((*COLUMNS, *DETAILS))
    for entry, actor, person in reversed(rows):
        values = {**entry, "actor": actor, "person": person}
        sheet.writerow([*(_cell(values[name]) for name in COLUMNS), *(_json(entry[name]) for name in DETAILS)])
    return written.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> Any:
    """Return a value that no spreadsheet takes for a formula: people's words may begin like one."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _json(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
