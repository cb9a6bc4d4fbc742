"""What is near in meaning: ahead of sentences about other things, and of what is near to whatever is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.article.semantic import unit
from bot.debate.search.meaning_matches import leads

if TYPE_CHECKING:
    from bot.article.semantic import Vectors

CHANCE = np.random.default_rng(20261130)
COMMON = CHANCE.standard_normal(64)
"""What a model's vectors all have in common."""


def texts(count: int, *, common: float = 2.0) -> Vectors:
    return unit(np.asarray(CHANCE.standard_normal((count, 64)) + common * COMMON, np.float32))


def test_what_is_asked_is_ahead_of_what_is_near_to_anything() -> None:
    elsewhere, others, hub = texts(200), texts(10), texts(1, common=9.0)
    asked = texts(1)[0]
    meant = unit(np.asarray([others[0] + 0.5 * asked], np.float32))

    found = leads(asked, np.concatenate([others, hub, meant]), elsewhere)

    assert hub[0] @ asked > others[0] @ asked, "by the cosine alone it would be near"
    assert int(found.argmax()) == 11
    assert found[10] < 0
