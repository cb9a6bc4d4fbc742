"""The table of votes: who voted on what, and how; the latest vote of a pair counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ids = NDArray[np.int64]
    Flags = NDArray[np.bool_]
else:
    np = lazy("numpy")


Name = int | str
"""What a person, a statement or a group is called; whatever the caller calls it."""
Cast = tuple[Name, Name, int]
"""Person, statement, vote: agree 1, disagree -1, pass 0."""


@dataclass(frozen=True, slots=True, eq=False)
class VoteTable:
    """Votes of people on statements, each pair at most once, ordered by person and statement."""

    people: tuple[Name, ...]
    statements: tuple[Name, ...]
    rejected: Flags
    """(statements,) those that count as 0 for everybody."""
    rows: Ids
    """(votes,) the number of the person."""
    columns: Ids
    """(votes,) the number of the statement."""
    values: Ids
    """(votes,) +1 agree, -1 disagree, 0 pass."""

    def activity(self) -> Ids:
        """Return (people,) how many votes each person cast."""
        return np.bincount(self.rows, minlength=len(self.people))

    def with_values(self, values: Ids) -> VoteTable:
        """Return the same pairs with other votes."""
        return VoteTable(self.people, self.statements, self.rejected, self.rows, self.columns, values)

    def without_passes(self) -> VoteTable:
        """Return the votes that agree or disagree: whoever passes stands nowhere, instead of in the middle."""
        kept = self.values != 0
        return VoteTable(
            self.people, self.statements, self.rejected, self.rows[kept], self.columns[kept], self.values[kept]
        )

    def of_people(self, chosen: Flags) -> VoteTable:
        """Return the votes of some people alone.

        Args:
            chosen: (people,) who stays.
        """
        kept = chosen[self.rows]
        numbers = np.cumsum(chosen) - 1
        people = tuple(self.people[row] for row in np.flatnonzero(chosen))
        rows = numbers[self.rows[kept]]
        return VoteTable(people, self.statements, self.rejected, rows, self.columns[kept], self.values[kept])


def tabulate(
    casts: Iterable[Cast], statements: Iterable[Name] = (), rejected: Collection[Name] = (), people: Iterable[Name] = ()
) -> VoteTable:
    """Put votes into a table.

    Args:
        casts: In the order in which they were cast; a later vote replaces an earlier one.
        statements: Their order; others follow in the order of their first vote.
        rejected: Statements that count for nobody.
        people: Their order; others follow in the order of their first vote.
    """
    rows_of = _numbers(people)
    columns_of = _numbers(statements)
    flat = np.fromiter(
        (
            number
            for person, statement, vote in casts
            for number in (
                rows_of.setdefault(person, len(rows_of)),
                columns_of.setdefault(statement, len(columns_of)),
                vote,
            )
        ),
        np.int64,
    ).reshape(-1, 3)
    return table_of(flat, tuple(rows_of), tuple(columns_of), rejected)


def table_of(
    flat: Ids, people: tuple[Name, ...], statements: tuple[Name, ...], rejected: Collection[Name]
) -> VoteTable:
    """Put numbered votes into a table.

    Args:
        flat: (casts, 3) number of the person, number of the statement, vote; in the order in which they were cast.
        people: The names of the people.
        statements: The names of the statements.
        rejected: Statements that count for nobody.
    """
    pairs = flat[:, 0] * max(1, len(statements)) + flat[:, 1]
    latest = np.unique(pairs[::-1], return_index=True)[1]
    rows, columns, values = flat[::-1][latest].T
    unwanted = np.array([name in rejected for name in statements], np.bool_)
    return VoteTable(people, statements, unwanted, rows.copy(), columns.copy(), values.copy())


def _numbers(names: Iterable[Name]) -> dict[Name, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names))}
