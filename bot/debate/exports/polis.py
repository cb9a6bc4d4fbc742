"""A debate as a folder that Polis could have exported: comments.csv, votes.csv, participants-votes.csv.

Where people were shown opinion groups there is comment-groups.csv too. Of few voters there are totals alone.

Source: https://compdemocracy.org/export/. Comments carry the numbers that people know (#12 is comment 12). Author ids
are no voter ids (see `Debate`), so `n-comments` stays empty, and so does `group-id`: groups are what is computed from
these files. Some readers want to know that no statement is about the discussion itself (`is-meta`). Words stand in
quotation marks, so that whoever guesses how a file is written does not take other signs for them.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from io import StringIO
from typing import Literal

from bot.debate.exports.debate import Debate, ExportedCounterpoint, ExportedGroup, ExportedVote
from storage.counterpoints import CounterpointStatus, Stance

_MOMENT = ("timestamp", "datetime")
COMMENTS = (*_MOMENT, "comment-id", "author-id", "agrees", "disagrees", "moderated", "is-meta", "comment-body")
VOTES = (*_MOMENT, "comment-id", "voter-id", "vote")
PARTICIPANTS = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")

_MODERATED = {CounterpointStatus.OPEN: 1, CounterpointStatus.CLOSED: 1, CounterpointStatus.HELD: 0}
"""1 accepted, 0 not looked at yet; all others -1: what was rejected, withdrawn or merged takes no part in the map."""

Cell = str | int | None
Quoting = Literal[0, 1, 2, 3]
"""As the module csv names it."""


def tables(debate: Debate) -> dict[str, str]:
    """Return the files of the folder by name."""
    votes = debate.united_votes()
    groups = {"comment-groups.csv": _groups(debate)} if debate.groups else {}
    return groups | {
        "comments.csv": _csv(COMMENTS, _comments(debate, votes), csv.QUOTE_NONNUMERIC),
        "votes.csv": _csv(VOTES, _votes(votes)),
        "participants-votes.csv": _csv(
            (*PARTICIPANTS, *(str(one.number) for one in debate.counterpoints)), _participants(debate, votes)
        ),
    }


def guarded(text: str) -> str:
    """Make a text harmless where a spreadsheet opens the file: what it would take for a formula gets a `'` in front.

    A spreadsheet whose language separates cells by `;` starts new ones within our texts, and so do tabs and line
    breaks; each such beginning is guarded. `unguarded` takes the sign away again.
    """
    return _FORMULA.sub("'", text)


def unguarded(text: str) -> str:
    """Return the text that was `guarded`."""
    return _GUARDED.sub("", text)


def _comments(debate: Debate, votes: Sequence[ExportedVote]) -> Iterable[tuple[Cell, ...]]:
    counted = Counter((vote.counterpoint, vote.stance) for vote in votes)
    if not votes:
        told = {one.number: one.tally for one in debate.counterpoints if one.canonical is None}
        counted.update({(number, Stance.AGREE): tally.agree for number, tally in told.items()})
        counted.update({(number, Stance.DISAGREE): tally.disagree for number, tally in told.items()})
    for one in debate.counterpoints:
        yield (
            *_moment(one.submitted_at),
            one.number,
            one.author,
            counted[one.number, Stance.AGREE],
            counted[one.number, Stance.DISAGREE],
            _MODERATED.get(one.status, -1),
            "false",
            _body(one),
        )


def _votes(votes: Sequence[ExportedVote]) -> Iterable[tuple[Cell, ...]]:
    return ((*_moment(vote.week), vote.counterpoint, vote.voter, int(vote.stance)) for vote in votes)


def _participants(debate: Debate, votes: Sequence[ExportedVote]) -> Iterable[tuple[Cell, ...]]:
    numbers = [one.number for one in debate.counterpoints]
    cast: dict[int, dict[int, int]] = {}
    for vote in votes:
        cast.setdefault(vote.voter, {})[vote.counterpoint] = int(vote.stance)
    for voter, stances in sorted(cast.items()):
        agree, disagree = (list(stances.values()).count(stance) for stance in (Stance.AGREE, Stance.DISAGREE))
        yield (voter, None, None, len(stances), agree, disagree, *map(stances.get, numbers))


def _groups(debate: Debate) -> str:
    """Return how each opinion group votes on each counterpoint; nothing stands where too few of it did."""
    totals = ("votes", "agrees", "disagrees", "passes")
    columns = [f"group-{group.label.lower()}-{name}" for group in debate.groups for name in totals]
    numbers = sorted({number for group in debate.groups for number in group.cells})
    lines = ((number, *(cell for group in debate.groups for cell in _cells(group, number))) for number in numbers)
    return _csv(("comment-id", *columns), lines)


def _cells(group: ExportedGroup, number: int) -> tuple[Cell, ...]:
    if number not in group.cells:
        return (None, None, None, None)
    agree, disagree, votes = group.cells[number]
    return votes, agree, disagree, votes - agree - disagree


def _body(one: ExportedCounterpoint) -> str:
    return guarded(re.sub(r"\r\n?", "\n", one.text or ""))


@lru_cache(maxsize=1000)
def _moment(at: datetime) -> tuple[int, str]:
    """Return milliseconds since 1970 and the same as Polis spells it: Wed Jun 18 01:16:54 UTC 2014."""
    words = at.astimezone(UTC).ctime()
    return round(at.timestamp() * 1000), f"{words[:-4]}UTC {words[-4:]}"


def _csv(columns: Sequence[str], lines: Iterable[Sequence[Cell]], quoting: Quoting = csv.QUOTE_MINIMAL) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerow(columns)
    csv.writer(text, quoting=quoting, lineterminator="\n").writerows(lines)
    return text.getvalue()


_CELL_STARTS = r"(?<![^;\t\r\n])"
_FORMULA_FOLLOWS = (
    r"(?=[\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\"'\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]*[=+\-@＝＋－＠])"
)
"""What a spreadsheet may skip before it sees a formula: spaces, signs that nobody sees, quotation marks."""
_FORMULA = re.compile(_CELL_STARTS + _FORMULA_FOLLOWS)
_GUARDED = re.compile(_CELL_STARTS + "'" + _FORMULA_FOLLOWS)
