"""Conversations as Polis exports them: a folder with comments.csv, votes.csv and participants.csv.

Columns are found by their names; not every export has the same ones, and those not named here are not looked at.
"""

from __future__ import annotations

import csv
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.chat.message.digits import digits
from bot.debate.opinions.votes import Ids, Name, VoteTable, table_of
from bot.texts import Refusal

COMMENTS = "comments.csv"
VOTES = "votes.csv"
_MAX_MILLISECONDS = 2**62
"""No moment is further from 1970, in milliseconds."""
_MAX_NUMBER_DIGITS = 18
"""Longer rows of digits are names."""
_MAX_SHOWN_CHARS = 40
"""A cell that makes no sense is shown up to so many characters."""

Parser = Callable[[str], Any]
"""Reads a cell, or raises a ValueError."""


def read_folder(folder: Path, people: Iterable[Name] = ()) -> VoteTable:
    """Read the votes of a conversation.

    Args:
        folder: Where comments.csv and votes.csv are.
        people: Others who belong to the table, even if they never voted.

    Returns:
        The table; names that are whole numbers are read as such, and people and statements stand in their order.

    Raises:
        Refusal: A file or a column is not there, or a line makes no sense.
    """
    rejected = _rejected(folder / COMMENTS)
    casts, voters, voted = _casts(folder / VOTES)
    everybody = _in_order({*voters, *people})
    statements = _in_order({*voted, *rejected})
    casts[:, 0] = _places(voters, everybody)[casts[:, 0]]
    casts[:, 1] = _places(voted, statements)[casts[:, 1]]
    return table_of(casts, everybody, statements, {name for name, is_out in rejected.items() if is_out})


def read_meta(folder: Path) -> set[Name]:
    """Read which statements are about the discussion itself.

    Raises:
        Refusal: comments.csv or a column is not there, or a line makes no sense.
    """
    parsers: dict[str, Parser] = {"comment-id": _name}
    return {name for name, is_meta in _rows(folder / COMMENTS, parsers, _META) if is_meta}


def read_groups(path: Path) -> dict[Name, Name]:
    """Read the group of each person who is in one, from a participants.csv.

    Raises:
        Refusal: The file or a column is not there, a line makes no sense, or nobody is in a group.
    """
    parsers = {"participant": _name, "group-id": lambda cell: _name(cell) if cell.strip() else None}
    groups = {person: group for person, group in _rows(path, parsers) if group is not None}
    if not groups:
        raise Refusal("opinions-no-groups", file=path.name)
    return groups


def _rejected(path: Path) -> dict[Name, bool]:
    """Return the statements, and whether they count for nobody: rejected, or about the discussion itself."""
    parsers: dict[str, Parser] = {"comment-id": _name, "moderated": _moderated}
    return {name: moderated < 0 or bool(is_meta) for name, moderated, is_meta in _rows(path, parsers, _META)}


_META: dict[str, Parser] = {"is-meta": lambda cell: cell.strip().lower() == "true"}


def _casts(path: Path) -> tuple[Ids, tuple[Name, ...], tuple[Name, ...]]:
    """Return (casts, 3) person, statement and vote in the order of time; the people; the statements."""
    voters: dict[Name, int] = {}
    voted: dict[Name, int] = {}
    read = array("q")
    parsers: dict[str, Parser] = {"timestamp": _milliseconds, "voter-id": _name, "comment-id": _name, "vote": _vote}
    for time, person, statement, vote in _rows(path, parsers):
        read.extend(
            (time, voters.setdefault(person, len(voters)), voted.setdefault(statement, len(voted)), vote),
        )
    casts = np.array(read, np.int64).reshape(-1, 4)
    return casts[np.argsort(casts[:, 0], kind="stable"), 1:], tuple(voters), tuple(voted)


def _in_order(names: Iterable[Name]) -> tuple[Name, ...]:
    """Put whole numbers first, by size, and then the other names."""
    return tuple(sorted(names, key=lambda name: (isinstance(name, str), name)))


def _places(names: Sequence[Name], ordered: Sequence[Name]) -> Ids:
    """Return (names,) where each stands in the order."""
    places = {name: place for place, name in enumerate(ordered)}
    return np.array([places[name] for name in names], np.int64)


def _rows(
    path: Path, needed: Mapping[str, Parser], optional: Mapping[str, Parser] | None = None
) -> Iterator[list[Any]]:
    """Yield the cells of each line in the order of the parsers; None for optional columns that are not there.

    Raises:
        Refusal: The file or a column is not there, or a line makes no sense.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file)
            columns = _columns(path, next(lines, []), needed, optional or {})
            for cells in lines:
                if cells:
                    yield _parsed(path, lines.line_num, cells, columns)
    except OSError:
        raise Refusal("opinions-file-missing", path=str(path)) from None
    except UnicodeDecodeError:
        raise Refusal("opinions-not-text", file=path.name) from None
    except csv.Error:
        raise Refusal("opinions-not-csv", file=path.name, line=lines.line_num) from None


def _columns(
    path: Path, head: Sequence[str], needed: Mapping[str, Parser], optional: Mapping[str, Parser]
) -> list[tuple[int | None, Parser]]:
    """Return where each column stands and how to read it."""
    names = [cell.strip().lower() for cell in head]
    missing = [name for name in needed if name not in names]
    if missing:
        raise Refusal("opinions-column-missing", file=path.name, column=missing[0])
    every = {**needed, **optional}
    return [(names.index(name) if name in names else None, parse) for name, parse in every.items()]


def _parsed(path: Path, line: int, cells: Sequence[str], columns: Sequence[tuple[int | None, Parser]]) -> list[Any]:
    place: int | None = None
    read = []
    try:
        for place, parse in columns:
            read.append(None if place is None else parse(cells[place]))
    except IndexError:
        raise Refusal("opinions-line-short", file=path.name, line=line) from None
    except (ValueError, OverflowError):
        cell = cells[place or 0].strip()[:_MAX_SHOWN_CHARS]
        raise Refusal("opinions-line", file=path.name, line=line, cell=cell) from None
    return read


def _name(cell: str) -> Name:
    """Read a name; a whole number as such."""
    name = cell.strip()
    if not name:
        raise ValueError(cell)
    is_number = digits(name.removeprefix("-"), _MAX_NUMBER_DIGITS) is not None
    return int(name) if is_number and str(int(name)) == name else name


def _milliseconds(cell: str) -> int:
    try:
        time = int(cell)
    except ValueError:
        time = int(float(cell))
    if abs(time) > _MAX_MILLISECONDS:
        raise ValueError(cell)
    return time


def _moderated(cell: str) -> int:
    return int(cell) if cell.strip() else 0


def _vote(cell: str) -> int:
    vote = int(cell)
    if vote not in (-1, 0, 1):
        raise ValueError(cell)
    return vote
