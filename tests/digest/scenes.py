"""Editions to look at: an empty, a small, a large and a hostile one."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.debate.map.opinion_map import Agreement, GroupMark, MapGroup, MapPerson, OpinionMap
from bot.digest.contents.material import Decided, Material, PeriodQuestion, Point

VILNIUS = ZoneInfo("Europe/Vilnius")
WEEK = {
    "since": datetime(2026, 11, 14, 18, tzinfo=VILNIUS),
    "until": datetime(2026, 11, 21, 18, tzinfo=VILNIUS),
}
TITLE = "Should city buses be free?"
ANCHOR = "Most of the new riders had not left their cars at home; they had left their shoes by the door."


def a_point(number: int, text: str = "", **more: object) -> Point:
    """Make a counterpoint; a test names only what it is about."""
    values = {"agree": 0, "disagree": 0, "passes": 0, **more}
    return Point(number=number, text=text or f"Point number {number} speaks of the timetable.", **values)  # type: ignore[arg-type]


def a_material(**more: object) -> Material:
    """Make the material of a week; a test names only what it is about."""
    return Material(**{"title": TITLE, **WEEK, **more})  # type: ignore[arg-type]


def small() -> Material:
    """Return a quiet week."""
    walking = a_point(
        12, "The city's own count says walking fell by 2 %, not 20 %.", agree=14, disagree=5, passes=3, gain=5, more=5,
        across=True, moved=9,
    )  # fmt: skip
    fresh = a_point(14, "Night lines help more people than a fare of nothing.", agree=4, anchor=ANCHOR, paragraph=7)
    answer = a_point(15, "Only if drivers can be found for them.", agree=1, disagree=1, parent=14)
    return a_material(
        points=(walking, fresh, answer),
        new=(fresh, answer),
        groups=2,
        votes=61,
        voters=24,
        questions=(
            PeriodQuestion("What did it cost per rider?", 3, 2, True),
            PeriodQuestion("Who drove the number 4?", 1, 1, False),
        ),
        decided=Decided(accepted=1, rejected=1),
    )


def large() -> Material:
    """Return the week of a big group: 60 new counterpoints, everything else as well."""
    claim = "Point number {} speaks of the timetable at some length, because people do when they care about a thing"
    new = tuple(
        a_point(
            number, claim.format(number) + " and have the room. " * 14, agree=90 - number, disagree=number, moved=90,
            anchor=ANCHOR, paragraph=number % 18 + 1,
        )
        for number in range(1, 61)
    )  # fmt: skip
    replied = tuple(
        a_point(70 + one, claim.format(70 + one), agree=20, reply="I asked the office. " * 24, replied_by="Ana Berg")
        for one in range(3)
    )
    asked = tuple(
        PeriodQuestion(f"What about question number {one}, which somebody asked?", 9 - one, 3, one % 2 == 0)
        for one in range(8)
    )
    return a_material(
        points=(*new, *replied),
        new=new,
        replied=replied,
        agreed=(new[0], new[3]),
        divides=(new[40], new[44]),
        groups=3,
        votes=5400,
        voters=312,
        questions=asked,
        decided=Decided(accepted=48, rejected=7, merged=3, closed=1),
    )


def hostile() -> Material:
    """Return what people with bad intentions would bring into a digest."""
    markup = a_point(
        1,
        "<b>Bold</b> & <a href='https://example.org'>link</a> </blockquote> &amp; <script>alert(1)</script>",
        agree=9,
        moved=9,
    )
    turned = a_point(2, "אוטובוסים בחינם עוזרים לכולם, גם למי שנוהג (12).", agree=5, disagree=3, moved=8)
    arabic = a_point(3, "الحافلات المجانية تفيد الجميع، 100٪ منهم.", agree=4, disagree=4, moved=8)
    family = a_point(4, "👨‍👩‍👧‍👦" * 60, agree=1, moved=1)
    long = a_point(5, "A" * 500, agree=1, moved=1)
    reply = a_point(6, "Fair enough.", agree=3, reply="<i>Thanks</i> & so on", replied_by="<b>Ana</b>")
    return a_material(
        title="<Buses> & “Trams” – who pays?",
        points=(markup, turned, arabic, family, long, reply),
        new=(markup, turned, arabic, family, long),
        replied=(reply,),
        votes=36,
        voters=2,
        questions=(
            PeriodQuestion("Join t.me/spam now", 9, 9, True),
            PeriodQuestion("What about <b>this</b> & that?", 4, 3, True),
            PeriodQuestion("למה?" * 90, 4, 2, True),
            PeriodQuestion("@everybody look", 5, 5, False),
        ),
    )


def empty() -> Material:
    """Return a week in which nothing happened."""
    return a_material(points=(a_point(1, agree=2),))


SCENES = {"empty": empty, "small": small, "large": large, "hostile": hostile}


def a_map() -> OpinionMap:
    """Return a map of two groups, to stand beside the bars."""
    people = tuple(
        MapPerson((1 if side else -1) * (2 + one % 5 / 3), (one * 7 % 11) / 4 - 1.2, side)
        for one in range(14)
        for side in (0, 1)
    )
    marks = (GroupMark(12, "The city's own count says walking fell by 2 %, not 20 %.", "agree"),)
    groups = (
        MapGroup(0, "A", 14, marks),
        MapGroup(1, "B", 14, (GroupMark(14, "Night lines help more people.", "agree"),)),
    )
    return OpinionMap(TITLE, people, groups, (Agreement(9, "Publish the figures.", "agree", 0.86),), 28, 310)
