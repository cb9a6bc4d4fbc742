"""Conversations as Polis exports them: a folder with comments.csv, votes.csv and participants.csv.

Columns are found by their names; not every export has the same ones, and those not named here are not looked at. What
spreadsheets, pandas and R make of such a folder when they save it is read, too: other signs between cells and in the
names of columns, `1.0` or `1,0` for 1, `NA`, words for true and false, and letters in UTF-16.
"""

from __future__ import annotations

import codecs
import csv
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.debate.opinions.votes import Name, VoteTable, table_of
from bot.texts import Refusal
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np

    from bot.debate.opinions.votes import Ids
else:
    np = lazy("numpy")

COMMENTS = "comments.csv"
VOTES = "votes.csv"
_MAX_MILLISECONDS = 2**62
"""No moment is further from 1970, in milliseconds."""
_WHOLE = re.compile(r"(0|-?[1-9][0-9]{0,17})(?:[.,]0+)?")
"""A whole number, also with the point that some programs write; longer rows of digits are names."""
_BETWEEN_CELLS = (",", ";", "\t")
_WITHIN_NAMES = re.compile(r"[\s._-]+")
"""What parts the words in the name of a column: `comment-id`, `comment.id` in R."""
_NONE = frozenset(("", "na", "nan", "null"))
_TRUTHS = {
    **dict.fromkeys(("true", "t", "1", "1.0", "wahr", "prawda", "tiesa", "истина", "істина"), True),
    **dict.fromkeys(("false", "f", "0", "0.0", "falsch", "fałsz", "netiesa", "ложь", "хибність", *_NONE), False),
}
"""How programs write true and false in the languages of spreadsheets here."""
_MAX_SHOWN_CHARS = 40
"""A cell that makes no sense is shown up to so many characters."""

Parser = Callable[[str], Any]
"""Reads a cell, or raises a ValueError or a KeyError."""


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
    parsers = {"participant": _name, "group-id": lambda cell: None if cell.strip().lower() in _NONE else _name(cell)}
    groups = {person: group for person, group in _rows(path, parsers) if group is not None}
    if not groups:
        raise Refusal("opinions-no-groups", file=path.name)
    return groups


def _rejected(path: Path) -> dict[Name, bool]:
    """Return the statements, and whether they count for nobody: rejected, or about the discussion itself."""
    parsers: dict[str, Parser] = {"comment-id": _name, "moderated": _moderated}
    return {name: moderated < 0 or bool(is_meta) for name, moderated, is_meta in _rows(path, parsers, _META)}


_META: dict[str, Parser] = {"is-meta": lambda cell: _TRUTHS[cell.strip().lower()]}


def _casts(path: Path) -> tuple[Ids, tuple[Name, ...], tuple[Name, ...]]:
    """Return (casts, 3) person, statement and vote in the order of time; the people; the statements."""
    voters: dict[Name, int] = {}
    voted: dict[Name, int] = {}
    read = array("q")
    parsers: dict[str, Parser] = {"timestamp": _milliseconds, "voter-id": _name, "comment-id": _name, "vote": _vote}
    for time, person, statement, vote in _rows(path, parsers):
        read.extend((time, voters.setdefault(person, len(voters)), voted.setdefault(statement, len(voted)), vote))
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
        # Letters of another encoding stand in words that nobody looks at here.
        with path.open(encoding=_encoding(path), errors="surrogateescape", newline="") as file:
            sign = _between_cells(file.readline(), needed)
            file.seek(0)
            lines = csv.reader(file, delimiter=sign)
            columns = _columns(path, next(lines, []), needed, optional or {})
            for cells in lines:
                if any(cells):
                    yield _parsed(path, lines.line_num, cells, columns)
    except OSError:
        raise Refusal("opinions-file-missing", path=str(path)) from None
    except UnicodeError:
        raise Refusal("opinions-not-text", file=path.name) from None
    except csv.Error:
        raise Refusal("opinions-not-csv", file=path.name, line=lines.line_num) from None


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        beginning = file.read(1000)
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in beginning:
        raise Refusal("opinions-not-text", file=path.name)
    return "utf-8-sig"


def _between_cells(head: str, needed: Iterable[str]) -> str:
    """Return the sign between cells: the one that leaves most columns that are needed."""
    heads = {sign: set(_names(next(csv.reader([head], delimiter=sign), []))) for sign in _BETWEEN_CELLS}
    return max(heads, key=lambda sign: len(heads[sign].intersection(needed)))


def _names(head: Iterable[str]) -> list[str]:
    return [_WITHIN_NAMES.sub("-", cell.strip().lower()) for cell in head]


def _columns(
    path: Path, head: Sequence[str], needed: Mapping[str, Parser], optional: Mapping[str, Parser]
) -> list[tuple[int | None, Parser]]:
    """Return where each column stands and how to read it."""
    names = _names(head)
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
    except (ValueError, OverflowError, KeyError):
        cell = _readable(cells[place or 0].strip()[:_MAX_SHOWN_CHARS])
        raise Refusal("opinions-line", file=path.name, line=line, cell=cell) from None
    return read


def _name(cell: str) -> Name:
    """Read a name; a whole number as such."""
    name = cell.strip()
    if name.lower() in _NONE:
        raise ValueError(cell)
    whole = _WHOLE.fullmatch(name)
    return int(whole[1]) if whole is not None else _readable(name)


def _readable(cell: str) -> str:
    """Return what a cell says with a sign for each byte that is no letter."""
    return cell.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _whole(cell: str) -> int:
    """Read a whole number."""
    whole = _WHOLE.fullmatch(cell.strip().removeprefix("+"))
    if whole is None:
        raise ValueError(cell)
    return int(whole[1])


def _milliseconds(cell: str) -> int:
    try:
        time = int(cell)
    except ValueError:
        time = int(float(cell.replace(",", ".")))
    if abs(time) > _MAX_MILLISECONDS:
        raise ValueError(cell)
    return time


def _moderated(cell: str) -> int:
    return 0 if cell.strip().lower() in _NONE else _whole(cell)


def _vote(cell: str) -> int:
    vote = _whole(cell)
    if vote not in (-1, 0, 1):
        raise ValueError(cell)
    return vote
