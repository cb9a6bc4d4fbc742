"""The bars in words: Telegram HTML that says what the picture shows, as its caption."""

from __future__ import annotations

from bot.chat.text_length import MAX_CAPTION_UNITS, brief, fitting
from bot.digest.bars.standings import VoteBar, VoteBars
from bot.texts import FALLBACK, say, tell


def words(standings: VoteBars, language: str = FALLBACK) -> str:
    """Return how the counterpoints stand, the most voted first, in at most as many units as a caption has."""
    return fitting(lambda length: _said(standings, length, language), MAX_CAPTION_UNITS)


def counts_of(standings: VoteBars, language: str) -> str:
    """Return how many votes there are on how many counterpoints, and how many of these are shown."""
    shown = len(standings.shown)
    some = "bars-counts-news" if standings.moved else "bars-counts-some"
    key = "bars-counts" if shown == standings.counterpoints else some
    return tell(key, language, votes=standings.votes, counterpoints=standings.counterpoints, shown=shown)


def _said(standings: VoteBars, length: int, language: str) -> str:
    """Return all of it with each text cut to a length."""
    head = say("bars-head", language, title=brief(standings.title, length))
    if not standings.worth_drawing:
        return f"{head}\n{say('bars-nobody', language)}"
    lines = (_line(one, length, language) for one in standings.shown)
    return "\n\n".join([f"{head}\n{counts_of(standings, language)}", *lines])


def _line(one: VoteBar, length: int, language: str) -> str:
    return say(
        "bars-line",
        language,
        number=str(one.number),
        text=brief(one.text, length),
        agree=one.agree,
        disagree=one.disagree,
        passes=one.passes,
    )
