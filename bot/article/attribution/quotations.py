"""Quotations: what stands between quotation marks, or after the dash of a dialogue.

Outermost marks only: what is quoted within a quotation belongs to it. A dash may cut the narrator's words out of a
quotation (« …, — said Ivan. — … »); these pieces are left out of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

CLOSING = {"“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"', "'": "'"}
"""What may close a quotation, by the mark that opens it."""
_MARK = re.compile(f"[{''.join(CLOSING)}]")
_DOUBTFUL = "‘'"
"""Marks that are apostrophes too."""
LONGEST_DOUBTFUL = 500
"""Characters that single marks may embrace; beyond, they are apostrophes."""
_AFTER_SPEECH = ".,!?…—–"
_DASHES = "—–-"
_DASH = re.compile(r"[—–-]\s")
_ASIDE = re.compile(r"(?<=[,.!?…»”])\s[—–]\s")
"""Where the narrator comes in, or the speaker comes back."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: `text[start:end]` with its marks."""

    start: int
    end: int
    speech: bool
    """Whether it looks like a whole utterance, not like a term or a name."""
    closed: bool
    """False where it runs on into the next passage."""


def quotations(text: str, start: int, end: int) -> tuple[Quotation, ...]:
    """Find the quotations of a passage.

    Args:
        text: A whole text.
        start: Where the passage starts in it.
        end: Where it ends in it.

    Returns:
        In order, never overlapping; only the last one can be unclosed.
    """
    if _DASH.match(text, start, end):
        return tuple(_between_asides(text, start, end, closed=True))
    found: list[Quotation] = []
    place = start
    for match in _MARK.finditer(text, start, end):
        if match.start() < place or not _opens(text, start, match.start()):
            continue
        stop = _close(text, match.start(), end)
        if stop is not None or match[0] not in _DOUBTFUL:
            place = stop or end
            found.extend(_between_asides(text, match.start(), place, closed=stop is not None))
    return tuple(found)


def masked(text: str, start: int, end: int, found: tuple[Quotation, ...]) -> str:
    """Return a passage in which each quotation is a run of one sign: SPEECH or TERM."""
    pieces = []
    for quotation in found:
        pieces.append(text[start : quotation.start])
        pieces.append((SPEECH if quotation.speech else TERM) * (quotation.end - quotation.start))
        start = quotation.end
    return "".join([*pieces, text[start:end]]).replace("\x00", " ")


SPEECH, TERM = "\x01", "\x02"
"""What stands for quoted letters in a masked text."""


def _opens(text: str, start: int, place: int) -> bool:
    mark = text[place]
    before = text[place - 1] if place > start else " "
    after = text[place + 1 : place + 2]
    return mark in "“„«" or ((before.isspace() or before in "([—–:") and bool(after) and not after.isspace())


def _close(text: str, place: int, end: int) -> int | None:
    """Return where the quotation that opens here ends, exclusive."""
    mark = text[place]
    if mark in _DOUBTFUL:
        return _close_doubtful(text, place, end)
    if mark == '"':
        stop = text.find(mark, place + 1, end)
        return None if stop < 0 else stop + 1
    depth = 0
    for match in re.compile(f"[{mark}{CLOSING[mark]}]").finditer(text, place, end):
        depth += 1 if match[0] == mark else -1
        if depth == 0:
            return match.end()
    return None


def _close_doubtful(text: str, place: int, end: int) -> int | None:
    """Close a single quotation mark: best after punctuation, else where no letter follows."""
    closing = re.compile(rf"[{CLOSING[text[place]]}](?!\w)")
    stops = [match.end() for match in closing.finditer(text, place + 1, min(end, place + LONGEST_DOUBTFUL))]
    return next((stop for stop in stops if text[stop - 2] in _AFTER_SPEECH), stops[0] if stops else None)


def _between_asides(text: str, start: int, end: int, *, closed: bool) -> Iterator[Quotation]:
    """Yield the parts of a quotation that are not the narrator's: every other one between dashes."""
    cuts = [match.span() for match in _ASIDE.finditer(text, start + 2, end) if text[start] not in "“‘"]
    begin: int | None = start
    narrated = False
    for out, resume in cuts:
        if begin is not None and _is_aside(text, start, out, resume):
            yield Quotation(begin, out, True, True)
            begin, narrated = None, True
        elif begin is None:
            begin = resume
    if begin is not None:
        yield Quotation(begin, end, narrated or _is_speech(text, start, end), closed)


def _is_aside(text: str, start: int, out: int, resume: int) -> bool:
    """Tell whether the narrator comes in: with a small letter, or in a dialogue of dashes with a new sentence."""
    following = text[resume : resume + 1]
    return following.islower() or (text[start] in _DASHES and text[out - 1] in ".!?…" and following.isupper())


def _is_speech(text: str, start: int, end: int) -> bool:
    """Tell an utterance from a term: it ends like a sentence, or is long and starts like one."""
    words = text[start:end].strip("“”„«»‘’\"' \xa0")
    last = text[end - 2 : end - 1]
    if text[start] in _DASHES:
        return True
    starts = words[:1].isupper() or last in "!?…" or len(words) > 60
    ends = last in _AFTER_SPEECH or text[end : end + 1] in (",", ".", "") or len(words.split()) > 3
    return bool(words) and starts and ends
