"""A month of sixty people: /me tells each of them what is so, and nobody is told too much, too often or at night."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from random import Random

from bot.debate.duplicates.normalise import same_words
from bot.playground.telegram.chats import Message
from bot.playground.telegram.people import PlaygroundPerson
from bot.schedule.quiet_hours import QuietHours
from storage import chats, counterpoints, opinions, vote_changes
from storage.chats import Place, Premoderation
from storage.counterpoints import Counterpoint, CounterpointStatus, Stance
from storage.vote_changes import Ballot
from tests.scenarios.debating import crowd, premoderate, presses
from tests.town import Town, labels, sample, text_of

POINTS, WRITERS, DAYS = 16, 8, 28
HOURS = {0: "quiet 22 8", 1: "quiet off", 2: "quiet 12 20", 3: "zone Asia/Tokyo", 4: "zone America/New_York"}
"""What the first of those who write choose; the others choose nothing."""
ZONES = {3: "Asia/Tokyo", 4: "America/New_York"}
QUIET = {1: (None, None), 2: (12, 20)}
WORDS = {Stance.AGREE: "you agree", Stance.DISAGREE: "you disagree", Stance.PASS: "you pass"}


@dataclass
class Month:
    """What has happened, as somebody would write it down who sees everything."""

    town: Town
    chance: Random
    people: list[PlaygroundPerson] = field(default_factory=list)
    written: dict[int, PlaygroundPerson] = field(default_factory=dict)
    fates: dict[int, str] = field(default_factory=dict)
    votes: dict[int, dict[int, tuple[int, Stance]]] = field(default_factory=lambda: defaultdict(dict))
    """How everybody votes, and since which turn: of two votes that become one the latest counts."""
    turn: int = 0
    news: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    labels: str = ""
    """Of the groups that the two camps form."""

    async def begin(self) -> None:
        """Bring the people in; some write counterpoints, of whom all but one know the bot in private."""
        town = self.town
        self.people = crowd(town, 60)
        await premoderate(town, Premoderation.NONE)
        for place, person in enumerate(self.people[: WRITERS - 1]):
            await town.says(person, town.telegram.private(person), f"/me {HOURS.get(place, '')}")
        await self._write()

    async def _write(self) -> None:
        async with self.town.database.write() as session:
            discussion = await chats.find_discussion(session, Place(self.town.cast.group.id))
            for number in range(1, POINTS + 1):
                words, now = f"Claim {number} of the month.", self.town.clock.at
                writer = self.people[number % WRITERS]
                one = Counterpoint(
                    discussion_id=discussion.id, snapshot_id=discussion.snapshot_id, number=0, author_id=writer.id,
                    text=words, words=same_words(words), status=CounterpointStatus.OPEN, accepted_at=now,
                    submitted_at=now, changed_at=now,
                )  # fmt: skip
                await counterpoints.store(session, one)
                self.written[number], self.fates[number] = writer, "open to votes"

    async def vote(self) -> None:
        """Let everybody vote on some of what is open, as their camp does; some change their mind."""
        now = self.town.clock.at
        async with self.town.database.write() as session:
            for place, person in enumerate(self.people):
                still = [number for number, fate in self.fates.items() if fate == "open to votes"]
                for number in self.chance.sample(still, 4):
                    likes = (number % 2 == 0) == (place % 2 == 0)
                    likely = (9, 0.5, 0.5) if likes else (0.5, 9, 0.5)
                    (stance,) = self.chance.choices(list(WORDS), likely)
                    await vote_changes.cast(session, Ballot(number, person.id, stance, now))
                    if self.votes[person.id].get(number, (0, None))[1] is not stance:
                        self.votes[person.id][number] = (self.turn, stance)
                    self.turn += 1

    async def answer(self) -> None:
        """Let somebody rebut or support something."""
        number = self.chance.choice([one for one, fate in self.fates.items() if fate == "open to votes"])
        by, town = self.chance.choice(self.people[WRITERS:]), self.town
        (card,) = await town.says(by, town.cast.group, f"/point {number}")
        word, does = self.chance.choice([("counter", "rebuts"), ("support", "supports")])
        words = f"Answer {self.chance.randrange(10**9)} to what was said."
        shown = await town.says(by, town.cast.group, f"/{word} {words}", reply_to=card)
        if "Mine is different" in labels(shown[0]):
            await presses(town, by, shown[0], "Mine is different")
        new = await self._newest()
        self._note(number, f"#{new} {does} your counterpoint #{number}: “{words}”")

    async def decide(self) -> None:
        """Let a moderator close or merge something."""
        town, still = self.town, [one for one, fate in self.fates.items() if fate == "open to votes"]
        number, into = self.chance.sample(still, 2)
        if self.chance.random() < 0.5:
            await town.says(town.cast.vera, town.cast.group, f"/close {number}")
            self.fates[number] = "voting is closed"
            self._note(number, f"Voting on your counterpoint #{number} is closed.")
            return
        await town.says(town.cast.vera, town.cast.group, f"/merge {number} {into}")
        self.fates[number] = f"merged into #{into}; its votes count there"
        merged = "which says the same"
        self._note(number, f"Your counterpoint #{number} was merged into #{into}, {merged}. Its votes count there.")
        gained = "was merged into yours. Its votes count for yours now."
        self._note(into, f"#{number}, {merged} as your counterpoint #{into}, {gained}")
        for person in self.people:
            own = self.votes[person.id]
            if number in own:
                own[into] = max(own.pop(number), own.get(into, (-1, Stance.PASS)))

    def _note(self, number: int, words: str) -> None:
        self.news[self.written[number].id][words] += 1

    async def _newest(self) -> int:
        async with self.town.database.read() as session:
            discussion = await chats.find_discussion(session, Place(self.town.cast.group.id))
            every = await counterpoints.with_status(session, discussion.id, *CounterpointStatus)
        return max(one.number for one in every)


DEEDS = (Month.vote, Month.answer, Month.answer, Month.decide, Month.answer) * 4
"""What happens, in this order."""


async def test_a_month(town: Town) -> None:
    month = Month(town, Random(20261130))
    await month.begin()
    begin = town.clock.at
    moments = sorted(month.chance.random() * DAYS for _ in DEEDS)
    for day, deed in zip(moments, DEEDS, strict=True):
        await town.advance(seconds=(begin + timedelta(days=day) - town.clock.at).total_seconds())
        await deed(month)
    for _ in range(3):
        await town.advance(hours=11)
    await town.says(town.cast.vera, town.cast.group, "/map")
    async with town.database.read() as session:
        shown = await opinions.find_map(session, 1)
    month.labels = "AB" if month.people[0].id in shown.report["groups"][0]["members"] else "BA"

    for place, person in enumerate(month.people[: WRITERS + 1]):
        told = [one for one in town.from_bot(town.telegram.private(person)) if text_of(one).startswith(TITLE)]
        hours = QuietHours(*QUIET.get(place, (22, 8)), ZONES.get(place, "UTC"))
        _check_news(told, month.news[person.id] if place < WRITERS - 1 else Counter(), hours)
        await _check_place(month, person)


TITLE = sample().title


def _check_news(told: list[Message], happened: Counter[str], hours: QuietHours) -> None:
    """Hold that all news came, once each, never within an hour of others, and never in quiet hours."""
    said = Counter(line for one in told for line in text_of(one).splitlines()[1:])
    assert said == happened
    assert all(later.date - one.date >= timedelta(hours=1) for one, later in pairwise(told))
    assert not [one.date for one in told if hours.hold(one.date)]


async def _check_place(month: Month, person: PlaygroundPerson) -> None:
    """Hold that all pages of `/me` say what is so."""
    town, private = month.town, month.town.telegram.private(person)
    (page,) = await town.says(person, private, "/me")
    label = month.labels[month.people.index(person) % 2]
    assert f"You stand in group {label}, one of 2. 30 people are in it." in text_of(page)
    own = {number: fate for number, fate in month.fates.items() if month.written[number] is person}
    if own:
        blocks = await _pages(town, person, page, "My counterpoints")
        assert {int(one[1:].split(" ")[0]): one.splitlines()[1] for one in blocks} == own
        await presses(town, person, page, "‹ Back")
    votes = {int(one[1:].split(" ")[0]): one.splitlines()[1] for one in await _pages(town, person, page, "My votes")}
    closed = {number: " · voting is closed" for number, fate in month.fates.items() if fate == "voting is closed"}
    assert votes == {
        number: WORDS[stance] + closed.get(number, "") for number, (_, stance) in month.votes[person.id].items()
    }


async def _pages(town: Town, person: PlaygroundPerson, page: Message, way: str) -> list[str]:
    """Return what stands on all pages of a list."""
    await presses(town, person, page, way)
    blocks = text_of(page).split("\n\n")[1:]
    while "›" in labels(page):
        await presses(town, person, page, "›")
        blocks += text_of(page).split("\n\n")[1:]
    return blocks
