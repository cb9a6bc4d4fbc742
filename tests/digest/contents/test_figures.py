"""Every figure that is told over a month, added up again from the tables by another way.

What people read is parsed: digests with what their pictures say, cards, lists, /map, /questions, /article and the
panel of digests. The reckoning knows nothing of editions, periods and counters: it takes every line of the log of
votes and the states of the counterpoints, now and when a digest was posted last.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import pytest
from sqlmodel import select

from bot.chat.effects import Picture
from bot.digest import pictures as digest_pictures
from bot.moderation.screening.model_store import ModelStore
from bot.playground.telegram.chats import Message
from bot.playground.telegram.people import PlaygroundPerson
from storage import vote_changes
from storage.chats import Premoderation
from storage.counterpoints import Counterpoint, Stance
from storage.opinions import PublishedMap
from storage.questions import Question
from storage.vote_changes import Ballot
from storage.votes import Barred, VoteLog
from tests.digest.month import lines
from tests.scenarios.debating import asked, crowd, desk_of, premoderate
from tests.town import Town, labels, sample, text_of

SEEN = ("open", "closed")
UNSEEN = ("", "held", "rejected")
LATER = "How long is the Great Wall of China?"
HERE = "Who says that the riders left their shoes by the door?"
EDITION = re.compile("Digest · |Opinion map · |Votes · ")
DEEDS = {"vote": 60, "submit": 9, "decide": 6, "close": 2, "merge": 3, "undo": 4, "withdraw": 1, "ask": 5, "ban": 2}
"""What happens, and how often beside the others."""


@dataclass
class Ledger:
    """The tables as they are, and what follows from them."""

    points: dict[int, Counterpoint]
    log: list[VoteLog]
    barred: set[int]
    asked: list[Question]
    former: Ledger | None = None
    """The same when a digest was posted last."""

    def status(self, number: int) -> str:
        return self.points[number].status.value if number in self.points else ""

    def seen(self) -> list[int]:
        return [number for number in self.points if self.status(number) in SEEN]

    def stances(self, since: int = 0) -> dict[tuple[int, int], int]:
        """Return the latest stance of each person on each counterpoint that people see, merged ones united."""
        numbers = {one.id: number for number, one in self.points.items()}
        found = {}
        for line in self.log[since:]:
            one = self.points[numbers[line.counterpoint_id]]
            while one.canonical_id is not None:
                one = self.points[numbers[one.canonical_id]]
            if one.status.value in SEEN and line.person_id not in self.barred:
                found[one.number, line.person_id] = line.stance
        return found

    def totals(self) -> dict[int, tuple[int, int, int]]:
        """Return how many agree, disagree and pass."""
        counts = Counter((number, stance) for (number, _), stance in self.stances().items())
        return {number: (counts[number, 1], counts[number, -1], counts[number, 0]) for number in self.seen()}

    def news(self) -> dict[tuple[int, int], int]:
        """Return the votes since the last digest."""
        return self.stances(len(self.former.log) if self.former else 0)

    def stance_of(self, number: int, person: int, until: set[int | None]) -> int | None:
        """Return how somebody voted on a counterpoint by some lines of the log, where these tell."""
        one = self.points[number].id
        own = [line for line in self.log if (line.counterpoint_id, line.person_id) == (one, person)]
        return next((line.stance for line in reversed(own) if line.id in until), None)

    def before(self, number: int) -> str:
        return self.former.status(number) if self.former else ""

    def new(self) -> list[int]:
        return [number for number in self.seen() if self.before(number) in UNSEEN]

    def became(self, status: str, *froms: str) -> int:
        return sum(self.status(one) == status and self.before(one) in froms for one in self.points)

    def accepted(self) -> int:
        return sum(self.points[number].accepted_by is not None for number in self.new())

    def questions(self) -> list[Question]:
        return self.asked[len(self.former.asked) if self.former else 0 :]


@dataclass
class Month:
    """People who do what people and moderators do, by chance."""

    town: Town
    chance: Random
    people: list[PlaygroundPerson]
    on: Message
    claims: list[str]
    cards: dict[int, Message] = field(default_factory=dict)
    undoes: list[Message] = field(default_factory=list)
    out: list[PlaygroundPerson] = field(default_factory=list)

    async def go_on(self, ledger: Ledger) -> None:
        """Let one thing happen."""
        deed = self.chance.choices(list(DEEDS), list(DEEDS.values()))[0]
        await getattr(self, f"_{deed}")(ledger)

    def _some(self, ledger: Ledger, *statuses: str) -> int | None:
        found = [number for number in ledger.points if ledger.status(number) in statuses]
        return self.chance.choice(found) if found else None

    def _here(self) -> list[PlaygroundPerson]:
        return [one for one in self.people if one not in self.out]

    async def _vote(self, ledger: Ledger) -> None:
        """Some camps, some chance; and now and then somebody turns."""
        for person in self.chance.sample(self._here(), 6):
            number = self._some(ledger, "open")
            if number is None:
                return
            likely = 0.9 if (number + self.people.index(person)) % 2 else 0.15
            stance = self.chance.choices(list(Stance), [likely, 0.9 - likely, 0.1])[0]
            async with self.town.database.write() as session:
                one = ledger.points[number].id
                assert one is not None
                await vote_changes.cast(session, Ballot(one, person.id, stance, self.town.clock.at))

    async def _submit(self, _ledger: Ledger) -> None:
        rule = self.chance.choice([Premoderation.NONE, Premoderation.ALL])
        await premoderate(self.town, rule)
        author = self.chance.choice([self.town.cast.mara, self.town.cast.jonas, *self._here()])
        words = f"/counter {self.claims.pop()[2:]}"
        said = await self.town.says(author, self.town.cast.group, words, reply_to=self.on)
        if said and "Mine is different" in labels(said[0]):
            await self.town.press(author, said[0], "Mine is different")

    async def _decide(self, ledger: Ledger) -> None:
        number = self._some(ledger, "held")
        if number is None:
            return
        desk = self.town.from_bot(await desk_of(self.town))
        card = next(one for one in reversed(desk) if f"#{number} · " in text_of(one) and "Approve" in labels(one))
        if self.chance.random() < 0.6:
            await self.town.press(self.town.cast.vera, card, "Approve")
        else:
            await self.town.press(self.town.cast.vera, card, "Reject")
            await self.town.press(self.town.cast.vera, card, "unclear")
        self.undoes.append(card)

    async def _close(self, ledger: Ledger) -> None:
        number = self._some(ledger, "open")
        if number is not None:
            card = await self._card(number)
            await self.town.says(self.town.cast.vera, self.town.cast.group, f"/close {number}")
            self.undoes.append(card)

    async def _merge(self, ledger: Ledger) -> None:
        which, into = self._some(ledger, "open", "held"), self._some(ledger, "open")
        if which is not None and into is not None and which != into:
            done = await self.town.says(self.town.cast.vera, self.town.cast.group, f"/merge {which} {into}")
            self.undoes += [one for one in done if labels(one) == ["Undo"]]

    async def _undo(self, _ledger: Ledger) -> None:
        if self.undoes and "Undo" in labels(self.undoes[-1]):
            await self.town.press(self.town.cast.vera, self.undoes.pop(), "Undo")

    async def _withdraw(self, ledger: Ledger) -> None:
        number = self._some(ledger, "open")
        if number is not None:
            author = self.town.telegram.people[ledger.points[number].author_id]
            if author in self.out:
                return
            await self.town.says(author, self.town.cast.group, f"/withdraw {number}")

    async def _ask(self, _ledger: Ledger) -> None:
        question = self.chance.choice([LATER, HERE])
        await self.town.says(self.chance.choice(self._here()), self.town.cast.group, f"/ask {question}")

    async def _ban(self, _ledger: Ledger) -> None:
        if self.out:
            self.town.telegram.unban(self.out.pop(), self.town.cast.group)
        else:
            self.out.append(self.chance.choice(self.people[:4]))
            self.town.telegram.ban(self.out[0], self.town.cast.group)
        await self.town.settle()

    async def _card(self, number: int) -> Message:
        return await answer(self.town, f"/point {number}", f"#{number}")


async def ledger_of(town: Town, former: Ledger | None) -> Ledger:
    async with town.database.read() as session:
        points = list(await session.exec(select(Counterpoint).order_by(Counterpoint.number)))
        log = list(await session.exec(select(VoteLog).order_by(VoteLog.id)))
        barred = set(await session.exec(select(Barred.person_id)))
        questions = list(await session.exec(select(Question).order_by(Question.id)))
    return Ledger({one.number: one for one in points}, log, barred, questions, former)


def figures(pattern: str, text: str) -> list[tuple[int, ...]]:
    """Return the numbers that stand in the places of a pattern, of every place where it fits."""
    found = re.findall(pattern, text)
    return [tuple(int(one or 0) for one in ([hit] if isinstance(hit, str) else hit)) for hit in found]


def figure(pattern: str, text: str) -> int:
    """Return the number that stands in the place of a pattern; 0 where the words do not stand there."""
    found = figures(pattern, text)
    return found[0][0] if found else 0


def check_totals(text: str, ledger: Ledger) -> int:
    """Check every line that says how a counterpoint stands, and return how many there were."""
    totals = ledger.totals()
    pairs = figures(r"#(\d+) [^\n]*[·(] (?:open, )?(\d+) agrees?, (\d+) disagrees?", text.replace("(", "( "))
    shares = figures(r"#(\d+) [^\n]* · (\d+) of (\d+) agree", text)
    shares += figures(r"#(\d+) (?:gained|is new)[^\n]*: (\d+) of (\d+) agree", text)
    bars = figures(r"#(\d+) [^\n]*\n(\d+) agrees? · (\d+) disagrees? · (\d+) pass", text)
    assert [(number, *totals[number][:2]) for number, _, _ in pairs] == pairs
    assert [(number, totals[number][0], sum(totals[number])) for number, _, _ in shares] == shares
    assert [(number, *totals[number]) for number, _, _, _ in bars] == bars
    return len(pairs) + len(shares) + len(bars)


def check_edition(text: str, ledger: Ledger) -> None:
    """Check everything that the words of a digest count."""
    news, new, questions = ledger.news(), ledger.new(), ledger.questions()
    counted = text.partition("\nNew\n")[0]
    assert figure(r"(\d+) new counterpoints?", counted) == len(new)
    assert figure(r"(\d+) votes?", counted) == len(news)
    voters = len({person for _, person in news})
    assert figure(r"votes? by (\d+) people", counted) == (voters if voters >= 3 else 0)
    assert figure(r"(\d+) questions?", counted) == len(questions)
    assert figure(r", (\d+) without an answer", counted) == sum(one.band == "refusal" for one in questions)
    listed = figures(r"\n#(\d+) [^\n]*(?:agrees?, \d+ disagrees?|)\n(?:on ¶|answers #|supports #)", text)
    opens = figures(r"#(\d+) is new", text)
    assert {*listed, *opens} <= {(number,) for number in new}
    assert figure(r"\nand (\d+) more", text) == max(0, len(new) - len(opens) - 5)
    assert figure(r"(\d+) accepted", text) == ledger.accepted()
    assert figure(r"(\d+) not accepted", text) == ledger.became("rejected", "", "held", "open", "closed", "merged")
    assert figure(r"(\d+) merged", text) == ledger.became("merged", *UNSEEN, *SEEN)
    assert figure(r"voting on (\d+) closed", text) == ledger.became("closed", *UNSEEN, "open")
    for number, more in figures(r"#(\d+) gained support[^\n]* now, (\d+) more", text):
        assert ledger.former is not None
        assert more == ledger.totals()[number][0] - ledger.former.totals()[number][0]


def check_pictures(text: str, ledger: Ledger, shown: PublishedMap | None) -> None:
    """Check what stands in the pictures of a digest, or in /map, which tells of the moment when it was published."""
    totals, stances = ledger.totals(), ledger.stances()
    for people, cast in figures(r"Opinion map · [^\n]*\n(\d+) (?:people|person), (\d+) votes?", text):
        assert shown is not None
        counts = [sum(tally) for number, tally in shown.tallies.items() if int(number) in ledger.seen()]
        assert (people, cast) == (shown.report["participants"], sum(counts))
    for cast, points in figures(r"Votes · [^\n]*\n(\d+) votes? on (\d+) counterpoints?", text):
        assert (cast, points) == (len(stances), sum(sum(one) > 0 for one in totals.values()))
    for side, word in enumerate(("agree", "disagree")):
        for percent, number in figures(rf"(\d+) % {word} with #(\d+)", text):
            assert shown is not None
            tally = shown.tallies[str(number)]
            assert percent == pytest.approx(100 * tally[side] / sum(tally), abs=0.5)
    for label, size, marks in re.findall(r"\n([A-E]) · (\d+) people\n((?:(?:dis)?agrees with #[^\n]*\n?)*)", text):
        assert shown is not None
        (group,) = (one for one in shown.report["groups"] if "ABCDE"[int(one["id"])] == label)
        assert int(size) == len(group["members"])
        until = {line.id for line in ledger.log if (line.id or 0) <= shown.seen}
        for against, number in re.findall(r"(dis)?agrees with #(\d+)", marks):
            own = [ledger.stance_of(int(number), one, until) for one in group["members"]]
            assert own.count(-1 if against else 1) >= own.count(1 if against else -1)


async def answer(town: Town, words: str, mark: str) -> Message:
    """Let Vera say something in the group and return what answers her; a reminder may become due beside it."""
    return next(one for one in await town.says(town.cast.vera, town.cast.group, words) if mark in text_of(one))


async def map_of(town: Town) -> PublishedMap | None:
    async with town.database.read() as session:
        return (await session.exec(select(PublishedMap))).first()


async def check_lists(town: Town, ledger: Ledger) -> int:
    """Check what the commands tell, and return how many lines say how a counterpoint stands."""
    page = await answer(town, "/counterpoints", "counterpoints")
    open_ones = [number for number in ledger.points if ledger.status(number) == "open"]
    assert figure(r"Open counterpoints · (\d+)", text_of(page)) == len(open_ones)
    about = await answer(town, "/article", "paragraphs")
    assert figure(r"(\d+) paragraphs", text_of(about)) == len(sample().paragraphs())
    questions = await answer(town, "/questions", "question")
    assert figure(r"Asked here · (\d+) question", text_of(questions)) == len({one.words for one in ledger.asked})
    times = Counter(one.words for one in ledger.asked)
    assert sorted(figures(r"asked (\d+) times", text_of(questions))) == sorted((n,) for n in times.values() if n > 1)
    for number in open_ones[-3:]:
        card = await answer(town, f"/point {number}", f"#{number}")
        counts = {label.split()[0]: int((label.split()[1:] or ["0"])[0]) for label in labels(card)[:3]}
        assert tuple(counts.values()) == ledger.totals()[number]
    return check_totals(text_of(page), ledger)


async def check_map(town: Town, ledger: Ledger) -> None:
    """Check what `/map` tells."""
    (shown, *_) = await town.says(town.cast.vera, town.cast.group, "/map")
    check_pictures(str(shown.content.get("caption") or text_of(shown)), ledger, await map_of(town))


async def without_drawing(self: object, edition: object, _desk: object) -> tuple[Picture, ...]:
    """Return what the pictures of an edition say, undrawn."""
    return tuple(Picture(b"", digest_pictures.told(plate, "en")) for plate in edition.plates)  # type: ignore[attr-defined]


async def nothing_due(self: object, _desk: object, _now: object) -> list[object]:
    """Let nothing be learnt about spam, of which this month has none."""
    return []


@pytest.mark.usefixtures("live_totals")
@pytest.mark.parametrize("seed", [20261116])
async def test_every_figure_of_a_month_is_right(town: Town, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest_pictures.Illustrator, "draw", without_drawing)
    monkeypatch.setattr(ModelStore, "due", nothing_due)
    await town.restart()
    chance, vera, group = Random(seed), town.cast.vera, town.cast.group
    await town.says(vera, group, "/digest daily 18:00")
    await desk_of(town)
    month = Month(town, chance, crowd(town, 18), await asked(town), lines("claims.txt"))
    chance.shuffle(month.claims)
    former, editions, told = None, 0, 0
    for days, deeds in ((0, 12), (1, 24), (3, 1), (2, 12), (5, 24), (4, 1), (1, 12), (7, 12), (2, 24)):
        town.clock.at = town.clock.at.replace(hour=9) + timedelta(days=days)
        for _ in range(deeds):
            await month.go_on(await ledger_of(town, former))
        before = {one.id for one in town.from_bot(group)}
        await town.advance(hours=9, seconds=1)
        fresh = [text_of(one) for one in town.from_bot(group) if one.id not in before]
        posted = [one for one in fresh if EDITION.match(one)]
        ledger = await ledger_of(town, former)
        text = "\n\n".join(posted)
        if not posted:
            assert not ledger.news() and not ledger.new()  # noqa: PT018 - nothing was told, so nothing was new
            continue
        editions += 1
        check_edition(posted[0], ledger)
        check_pictures(text, ledger, await map_of(town))
        told += check_totals(text, ledger) + await check_lists(town, ledger)
        (panel,) = await town.says(vera, group, "/digest status")
        assert f"Last one: {town.clock.at.day} " in text_of(panel)
        former = ledger
    await check_map(town, ledger)
    assert editions >= 6
    assert told >= 40
