"""What people see as one character: where a text may be cut without splitting one."""

from __future__ import annotations

import unicodedata

Span = tuple[int, int]
"""Start and end, in code points, end exclusive."""


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without the white space at its ends, as far as no grapheme is cut."""
    while start < end and text[start].isspace() and is_boundary(text, start + 1):
        start += 1
    while end > start and text[end - 1].isspace() and is_boundary(text, end - 1):
        end -= 1
    return start, end


def is_boundary(text: str, offset: int) -> bool:
    """Tell whether a text may be cut here without splitting what people see as one character.

    A little stricter than Unicode's extended grapheme clusters (UAX #29): it never splits one, and keeps together a few
    odd sequences that the standard would part.
    """
    if offset <= 0 or offset >= len(text):
        return True
    before, after = text[offset - 1], text[offset]
    if before < "\u0300" and after < "\u0300":
        return not (before == "\r" and after == "\n")
    if _is_control(before) or _is_control(after):
        return True
    return not (_extends(after) or _draws_on(before, after) or _is_half_flag(text, offset))


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Zl", "Zp"} or letter in "\u200b\u200e\u200f\u2060\ufeff\xad"


def _extends(letter: str) -> bool:
    return (
        unicodedata.category(letter) in {"Mn", "Me", "Mc"}
        or letter in "\u200c\u200d\uff9e\uff9f"
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
        or "\U000e0020" <= letter <= "\U000e007f"
    )


def _draws_on(before: str, after: str) -> bool:
    """Tell whether the letter before takes the next one in: joiners, viramas, halves of Korean syllables."""
    return (
        before == "\u200d"
        or unicodedata.combining(before) == 9
        or unicodedata.category(before) == "Cf"
        or "\u1160" <= after <= "\u11ff"
        or ("\u1100" <= before <= "\u115f" and "\u1100" <= after <= "\ud7ff")
        or "\ud7b0" <= after <= "\ud7ff"
    )


def _is_half_flag(text: str, offset: int) -> bool:
    """Tell whether the offset stands between the two letters of a flag."""
    run = offset
    while run > 0 and "\U0001f1e6" <= text[run - 1] <= "\U0001f1ff":
        run -= 1
    return "\U0001f1e6" <= text[offset] <= "\U0001f1ff" and (offset - run) % 2 == 1
