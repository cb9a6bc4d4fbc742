"""A month of a debate, simulated: 60 people, 200 questions, 80 counterpoints, 3,000 votes, by a seeded script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count, cycle, islice
from pathlib import Path
from random import Random

from bot.debate import anchors
from bot.debate.duplicates.normalise import same_words
from bot.playground.telegram.people import PlaygroundPerson
from storage import audit, chats, counterpoints, vote_changes
from storage.audit import Act
from storage.chats import Place
from storage.counterpoints import Counterpoint, CounterpointStatus, Stance
from storage.subjects import Subject
from storage.vote_changes import Ballot
from tests.scenarios.debating import crowd
from tests.town import Town, sample

HERE = Path(__file__).parent
DAYS = 28
LIVELY = (9, 12, 7, 5, 6, 2, 0, 3, 4, 2, 1, 2, 0, 0, 3, 6, 8, 4, 3, 1, 0, 2, 3, 2, 4, 5, 3, 3)
"""How much goes on each day; on some days nothing does."""
READS = {"+": {"+": 0.92, "-": 0.12, "?": 0.55}, "-": {"+": 0.1, "-": 0.9, "?": 0.45}}
"""How likely somebody of a camp agrees with a claim of one."""
ALIKE = {"=": 0.86, "?": 0.22}
"""How likely anybody agrees with a claim of no camp."""
REPLIES = {4: "The office answered: fees fell by three percent, not more.", 8: "I asked her again. She said just that.",
           21: "The last change was in 2014, I checked; your scandal is real.",
           33: "The vote was 21 to 20, and both sides claim that it was about something else."}  # fmt: skip
"""What the author replies, by how many counterpoints there are by then."""


@dataclass
class Month:
    """The people of the month, and what they have said so far."""

    town: Town
    chance: Random
    people: list[PlaygroundPerson] = field(default_factory=list)
    camps: dict[int, str] = field(default_factory=dict)
    points: list[tuple[int, str]] = field(default_factory=list)
    voted: set[tuple[int, int]] = field(default_factory=set)

    async def begin(self) -> None:
        """Bring the people in."""
        self.people = crowd(self.town, 60)
        camps = "+" * 27 + "-" * 23 + "?" * 10
        self.camps = {person.id: camp for person, camp in zip(self.people, camps, strict=True)}

    async def at(self, moment: datetime, deed: str, words: str) -> None:
        """Let one thing happen."""
        self.town.clock.at = max(self.town.clock.at, moment)
        if deed == "ask":
            await self.town.says(self.chance.choice(self.people), self.town.cast.group, f"/ask {words}")
        elif deed == "counter":
            await self._submit(words[2:], words[0])
        else:
            await self._vote()

    async def _submit(self, text: str, camp: str) -> None:
        snapshot = sample()
        likely = anchors.likeliest(snapshot, text)
        now, turn = self.town.clock.at, next(self._turns)
        held = turn % 6 == 0
        async with self.town.database.write() as session:
            discussion = await chats.find_discussion(session, Place(self.town.cast.group.id))
            assert discussion is not None
            assert discussion.snapshot_id is not None
            one = Counterpoint(
                discussion_id=discussion.id,
                snapshot_id=discussion.snapshot_id,
                number=0,
                author_id=self.chance.choice(self.people).id,
                text=text,
                words=same_words(text),
                start=likely[0].start if likely else None,
                stop=likely[0].end if likely else None,
                status=CounterpointStatus.OPEN,
                accepted_at=now,
                submitted_at=now,
                changed_at=now,
            )
            await counterpoints.store(session, one)
            await self._note(one, "submitted", None, "held" if held else "open")
            if held:
                becomes = "rejected" if turn % 24 == 0 else "open"
                await counterpoints.move(session, one, CounterpointStatus(becomes))
                await self._note(one, becomes, "held", becomes)
            if turn in REPLIES:
                ana = self.town.cast.ana
                await chats.remember_people(session, [chats.Person(telegram_id=ana.id, name="Ana Berg", seen_at=now)])
                await self._note(one, "replied", None, "open")
                await counterpoints.keep_reply(session, one.id, REPLIES[turn], ana.id)
            for act in self._acts:
                await audit.record(session, act, now)
            self._acts.clear()
        if not (held and turn % 24 == 0):
            self.points.append((one.id, camp))

    _acts: list[Act] = field(default_factory=list)
    _turns: Iterator[int] = field(default_factory=lambda: count(1))

    async def _note(self, one: Counterpoint, action: str, before: str | None, after: str) -> None:
        act = Act(
            self.town.cast.vera.id,
            action,
            Subject("counterpoint", one.id),
            discussion_id=one.discussion_id,
            before={"status": before} if before else None,
            after={"status": after},
        )
        self._acts.append(act)

    async def _vote(self) -> None:
        """Let somebody vote on something that they have not seen."""
        person = self.people[min(len(self.people) - 1, int(self.chance.expovariate(1 / 22)))]
        unseen = [point for point in self.points if (person.id, point[0]) not in self.voted]
        if not unseen:
            person = self.chance.choice(self.people)
            unseen = [point for point in self.points if (person.id, point[0]) not in self.voted]
        if not unseen:
            return
        point, camp = self.chance.choice(unseen[-25:])
        self.voted.add((person.id, point))
        own = self.camps[person.id]
        likely = ALIKE.get(camp) or READS[camp][own]
        drawn = self.chance.random()
        stance = Stance.PASS if drawn > 0.93 else Stance.AGREE if drawn < 0.93 * likely else Stance.DISAGREE
        async with self.town.database.write() as session:
            await vote_changes.cast(session, Ballot(point, person.id, stance, self.town.clock.at))


def happenings(chance: Random, begin: datetime) -> Iterator[tuple[datetime, str, str]]:
    """Return what happens in the month, in order: each deed at a moment of a day that is more or less lively."""
    deeds = [("counter", line) for line in lines("claims.txt")]
    asked = [words for line in lines("questions.txt") for words in [line.partition(" ")[2]] * int(line.split()[0])]
    deeds += [("ask", words) for words in islice(cycle(asked), 200)]
    deeds += [("vote", "")] * 3000
    moments = []
    for deed, words in deeds:
        day = chance.choices(range(DAYS), LIVELY)[0]
        moments.append((begin + timedelta(days=day, seconds=chance.randrange(50_400)), deed, words))
    moments.sort(key=lambda one: (one[0], one[1]))
    first = [one for one in moments if one[1] == "counter"][:6]
    return iter([*((begin, deed, words) for _, deed, words in first), *(one for one in moments if one not in first)])


def lines(name: str) -> list[str]:
    """Return what a file of the month says, its comments left out."""
    every = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in every if line and not line.startswith("#")]
