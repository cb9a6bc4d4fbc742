"""Opinion maps to draw and to describe. Run as a module, it draws the golden pictures anew: look at them then."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
from matplotlib.image import imread, imsave

from bot.debate.map import draw
from bot.debate.map.opinion_map import Agreement, GroupMark, MapGroup, MapPerson, OpinionMap

GOLDEN = Path(__file__).parents[2] / "golden" / "map"

POINTS = (
    "Most of the new riders used to walk, so the roads are as full as they were before the fares fell",
    "A free bus that never comes is worth less than a paid one every ten minutes",
    "The money would do more good as bicycle lanes",
    "Children and pensioners travelled free already",
    "Drivers’ pay is what holds the timetable up, not the fares",
    "Free fares are a gift to landlords along the lines, and nobody asked those who live at the edge of the city "
    "whether they would rather have an evening bus, a shelter at the stop or a clean seat to sit on",
    "Parking must cost more at the same time",
    "Ticket inspectors cost more than they bring in",
    "A small fare keeps people from riding one stop",
    "The count in the article leaves out the trams",
)
SHAPES = {
    "two": ((-2.0, 0.3, 24), (2.1, -0.2, 16)),
    "three": ((-2.0, 0.9, 14), (1.9, 1.0, 9), (0.2, -1.6, 12)),
    "five": ((-2.4, 1.0, 31), (2.2, 1.2, 22), (0.1, -1.8, 17), (-2.0, -1.7, 5), (2.4, -1.2, 3)),
    "close": ((-0.6, 0.1, 120), (0.7, 0.2, 90), (0.1, -0.9, 60)),
}


def a_map(shape: str = "two", texts: tuple[str, ...] = POINTS, title: str = "Should buses be free?") -> OpinionMap:
    """Make a map of camps of the given shape."""
    camps = SHAPES[shape]
    chance = np.random.default_rng(4)
    people = [
        MapPerson(float(x), float(y), index)
        for index, (left, up, count) in enumerate(camps)
        for x, y in chance.normal((left, up), 0.42, (count, 2))
    ]
    each = 3 if len(camps) == 2 else 2
    groups = [
        MapGroup(index, "ABCDE"[index], count, tuple(a_mark(index * each + step, texts) for step in range(each)))
        for index, (_, _, count) in enumerate(camps)
    ]
    agreement = (a_share(3, "agree", 0.91, texts), a_share(8, "disagree", 0.78, texts))
    shown = agreement if len(camps) <= 3 else agreement[:1]
    return OpinionMap(title, tuple(people), tuple(groups), shown, len(people), 21 * len(people))


def a_mark(step: int, texts: tuple[str, ...] = POINTS) -> GroupMark:
    """Make a mark of the counterpoint at a place of a list."""
    return GroupMark(step * 7 + 3, texts[step % len(texts)], "disagree" if step % 3 == 1 else "agree")


def a_share(step: int, direction: str, share: float, texts: tuple[str, ...] = POINTS) -> Agreement:
    """Make an agreement on the counterpoint at a place of a list."""
    return Agreement(step * 7 + 3, texts[step % len(texts)], "agree" if direction == "agree" else "disagree", share)


def without_groups(voters: int, agreements: int = 4) -> OpinionMap:
    """Make a map of people who form no groups, too few of them to be placed under 15."""
    chance = np.random.default_rng(7)
    people = [MapPerson(float(x), float(y)) for x, y in chance.normal(0, 1, (voters, 2))]
    shares = [a_share(step, "disagree" if step == 2 else "agree", 0.93 - 0.11 * step) for step in range(agreements)]
    shown = tuple(people) if voters >= 15 else ()
    return OpinionMap("Should buses be free?", shown, (), tuple(shares), voters, 9 * voters, "unclear")


HARD = (
    "Цены на билеты падают, а автобусы ходят реже; ў Мінску і Вільні тое самае, і їхній досвід це підтверджує",
    "Ąžuolo gatvės gyventojai važiuoja dažniau – ėjo, ūžė, šlamėjo",
    "Zażółć gęślą jaźń: bilety są za darmo, ale pętla została zamknięta",
    "האוטובוס החינמי לא מגיע לשכונות 12 ו-14",
    "الحافلة المجانية لا تصل إلى الأحياء",
    "👍🏽 free 🚌 rides 😀 for 👩‍👩‍👧 all 🇱🇹 cost $5 and $6 \\alpha_{x} ^^ <b>&amp;",
    "免费公交车不来 2 % 的 riders",
    "𝐁𝐨𝐥𝐝 and ﬁne e\u0301te\u0301, zero\u200bwidth, right\u202eto left",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
    "",
)

SCENES = {
    "two-groups": a_map("two"),
    "three-groups-letters": a_map("three", HARD, "Ці павінны аўтобусы быць бясплатнымі? " * 4),
    "five-groups": a_map("five"),
    "close-groups": a_map("close"),
    "no-groups": without_groups(23),
    "few-voters": without_groups(6, 1),
    "nobody": without_groups(0, 0),
}


def seen(picture: bytes, step: int) -> np.ndarray:
    """Return a picture as one sees it from some way off: the mean of each step × step pixels."""
    pixels = imread(BytesIO(picture))[..., :3]
    height, width = (side // step for side in pixels.shape[:2])
    return pixels[: height * step, : width * step].reshape(height, step, width, step, 3).mean(axis=(1, 3))


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, scene in SCENES.items():
        imsave(GOLDEN / f"{name}.png", seen(draw(scene), 2))
