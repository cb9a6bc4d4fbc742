"""Votes to draw and to describe. Run as a module, it draws the golden pictures anew: look at them then."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from matplotlib.image import imsave

from bot.digest.bars import draw
from bot.digest.bars.standings import VoteBar, VoteBars, standings_of
from tests.debate.map.scenes import HARD, POINTS, seen

GOLDEN = Path(__file__).parents[1] / "golden" / "bars"
MANY = (
    *POINTS,
    "The evening bus is what people miss, not the fare",
    "Shops along the line gained more than the riders did",
    "Ask again in winter, when nobody cycles",
    "A year is too short to tell what people will do with their second car",
    "Villages pay for the city's buses and see none of them",
    "The money came from the school budget, and the article does not say so",
    "Free is fair: nobody pays at the door of a library",
    "Crowded buses drive away those who need a seat",
    "The air at the ring road has not changed at all",
    "Half of the tickets were bought by employers anyway",
    "Count passengers by the hour, or the averages hide the empty rides",
    "Make the first ride free and the tenth one too",
    "Buses that are free for all should run for all, on Sundays as well",
)
TITLE = "Should buses be free?"


def counted(votes: list[tuple[int, int, int]], texts: tuple[str, ...] = MANY, title: str = TITLE) -> VoteBars:
    """Make standings of counterpoints with so many votes for, against, and passes."""
    return standings_of(
        title, [VoteBar(7 * step + 3, texts[step % len(texts)], *each) for step, each in enumerate(votes)]
    )


def by_chance(count: int) -> list[tuple[int, int, int]]:
    """Make votes on so many counterpoints, of some 60 people."""
    chance = np.random.default_rng(11)
    support = chance.beta(1.2, 1.2, count)
    seen_by = chance.integers(8, 58, count)
    rows = (
        chance.multinomial(people, (0.85 * yes, 0.85 * (1 - yes), 0.15))
        for people, yes in zip(seen_by, support, strict=True)
    )
    return [(int(agree), int(disagree), int(passes)) for agree, disagree, passes in rows]


SCENES = {
    "sixty": counted(by_chance(60)),
    "five": counted(by_chance(5)),
    "one": counted([(14, 5, 3)]),
    "one-vote-beside-thousands": counted([(10_000, 4_312, 820), (1, 0, 0), (0, 1, 1), (37, 41, 6)]),
    "all-pass": counted([(0, 0, 4), (0, 0, 2)]),
    "letters": counted(
        [(30 - step, 2 * step, step % 4) for step in range(len(HARD))],
        HARD,
        "Ці павінны аўтобусы быць бясплатнымі? " * 4,
    ),
    "long": counted(by_chance(8), (POINTS[5] * 3,), "<b>Should</b> buses & trams be free?"),
}

if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, scene in SCENES.items():
        imsave(GOLDEN / f"{name}.png", seen(draw(scene), 2))
