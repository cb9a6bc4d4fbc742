"""Votes per counterpoint as diverging bars: a PNG for a phone, in the same look and width as the opinion map."""

from __future__ import annotations

from bot.digest.bars.standings import VoteBars
from bot.texts import FALLBACK


def draw(standings: VoteBars, language: str = FALLBACK) -> bytes:
    """Draw how the counterpoints stand, 1080 pixels wide and up to 1350 high; the same votes give the same bytes.

    It belongs into the compute process: only there is matplotlib loaded. Draw only what is `worth_drawing`.
    """
    from bot.digest.bars.picture import compose

    return compose(standings, language)
