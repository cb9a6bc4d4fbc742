"""Who says it: whose speech the sentences of an article report, by plain rules over signs.

Direct and indirect speech, “according to”, “in her view”, dialogues of dashes, quotations over several sentences and
passages, short names, pronouns and roles of the last person named. In doubt nobody is named: the author's own voice is
never put into somebody's mouth, nor the reverse.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from bot.article.attribution.attribution import lines_of
from bot.article.attribution.english import ENGLISH
from bot.article.attribution.lexicon import Lexicon
from bot.article.attribution.russian import RUSSIAN
from bot.article.snapshot import Line, Snapshot

LEXICONS: dict[str, Lexicon] = {"en": ENGLISH, "ru": RUSSIAN}
"""The languages with rules; articles in others name no speakers."""


def speech_of(snapshot: Snapshot) -> tuple[Line, ...]:
    """Return the sentences of an article with their speakers: those found before, or found now."""
    return _found(snapshot) if snapshot.speech is None else snapshot.speech


@lru_cache(maxsize=16)
def _found(snapshot: Snapshot) -> tuple[Line, ...]:
    lexicon = LEXICONS.get(snapshot.language)
    return () if lexicon is None else lines_of(snapshot, lexicon)


def speaker_of(snapshot: Snapshot, start: int, end: int) -> str | None:
    """Return who speaks in all of `text[start:end]`, as the article writes the name; None for the author and in doubt.

    Args:
        snapshot: The article.
        start: Where the words start in its text.
        end: Where they end, exclusive.
    """
    lines = speech_of(snapshot)
    first = max(0, bisect_right(lines, start, key=lambda line: line.start) - 1)
    speakers = {line.speaker for line in lines[first:] if line.start < end and line.end > start}
    return speakers.pop() if len(speakers) == 1 else None
