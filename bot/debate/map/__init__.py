"""The opinion map as a picture: a PNG for a phone, on its own light ground, which suits both themes of Telegram."""

from __future__ import annotations

from bot.debate.map.opinion_map import OpinionMap
from bot.texts import FALLBACK


def draw(mapping: OpinionMap, language: str = FALLBACK) -> bytes:
    """Draw the opinion map, 1080 pixels wide and up to 1350 high; the same map gives the same bytes.

    It takes a good part of a second and belongs into the compute process: only there is matplotlib loaded.
    """
    from bot.debate.map.picture import compose

    return compose(mapping, language)
