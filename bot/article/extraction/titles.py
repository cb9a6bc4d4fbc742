"""A title for a text that has none."""

from __future__ import annotations

import re

_LONGEST_TITLE = 80
_FIRST_SENTENCE = re.compile(r"[^.!?…]{8,80}[.!?…](?=\s)")


def beginning_of(text: str) -> str:
    """Return the first sentence of a text if it is short, else its first words."""
    line = text.partition("\n")[0].strip()
    if len(line) <= _LONGEST_TITLE:
        return line
    sentence = _FIRST_SENTENCE.match(line)
    if sentence:
        return sentence[0]
    words = line[:_LONGEST_TITLE].rpartition(" ")[0] or line[:_LONGEST_TITLE]
    return words.rstrip(",;:—–- ") + "…"
