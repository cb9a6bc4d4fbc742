"""Many groups whose digests are due at the same minute: most are small, some have groups of opinion and pictures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlmodel import SQLModel

from bot.article.answering import answer as answering_answer
from bot.article.library import as_rows
from bot.article.snapshot import Snapshot
from bot.debate import anchors
from bot.debate.duplicates.normalise import same_words
from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.members import MEMBER
from bot.playground.telegram.people import PlaygroundPerson
from bot.playground.telegram.telegram import Telegram
from storage import articles
from storage import chats as rows
from storage.audit import Audit
from storage.chats import Discussion
from storage.counterpoints import Counterpoint, CounterpointStatus
from storage.database import Database
from storage.digests import Schedule
from storage.questions import Question
from storage.votes import Vote, VoteLog
from tests.digest.month import ALIKE, READS, lines

LIVELY = 20
"""Of so many groups one is lively."""
BEGINNING = timedelta(days=2)
"""How long before the digests are due the groups got their article."""
FIRST_PERSON = 7_200_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """How much goes on in a group."""

    people: int
    counterpoints: int
    questions: int
    turnout: float
    """The share of the people who vote on each counterpoint."""


def found(telegram: Telegram, owner: PlaygroundPerson, groups: int, first: int = 0) -> list[PlaygroundChat]:
    """Found groups in which the bot is."""
    bot = next(iter(telegram.bots.values()))
    chats = [
        PlaygroundChat(-1003000000000 - number, "supergroup", f"Group {number}")
        for number in range(first, first + groups)
    ]
    for chat in chats:
        chat.members[bot.id] = MEMBER
        telegram.found(owner, chat)
    return chats


class Debates:
    """What people said in many groups, written into a database at once."""

    def __init__(self, chance: Random, snapshot: Snapshot, due_at: datetime) -> None:
        self._chance = chance
        self._snapshot = snapshot
        self._due_at = due_at
        self._claims = [(line[0], line[2:]) for line in lines("claims.txt")]
        self._anchors = {text: anchors.likeliest(snapshot, text)[:1] for _, text in self._claims}
        self._asked = [line.partition(" ")[2] for line in lines("questions.txt")]
        self._answers = {text: answering_answer.answer(snapshot, text) for text in self._asked}
        self._rows: dict[type[SQLModel], list[dict[str, Any]]] = defaultdict(list)

    async def keep(
        self, database: Database, chats: Sequence[PlaygroundChat], quiet: Sequence[PlaygroundChat] = ()
    ) -> None:
        """Keep the debates of groups, and their schedules; the quiet ones have an article, and no digest."""
        now = self._due_at - BEGINNING
        for number, chat in enumerate((*chats, *quiet), 1):
            self._add(rows.Chat(id=number, telegram_id=chat.id, kind="supergroup", title=chat.title or "", seen_at=now))
            self._add(Discussion(id=number, chat_id=number, snapshot_id=1, created_at=now))
        for number in range(1, len(chats) + 1):
            self._debate(number, self._size(number))
        async with database.write() as session:
            await articles.store_snapshot(session, *as_rows(self._snapshot, now))
            connection = await session.connection()
            for table, values in self._rows.items():
                await connection.execute(insert(table), values)

    def _size(self, number: int) -> Size:
        if number % LIVELY == 0:
            return Size(self._chance.randint(18, 30), self._chance.randint(8, 12), self._chance.randint(5, 15), 0.9)
        return Size(self._chance.randint(2, 5), self._chance.randint(1, 4), self._chance.randint(1, 5), 0.5)

    def _debate(self, discussion: int, size: Size) -> None:
        due_at = self._due_at
        cron, before = f"{due_at.minute} {due_at.hour} * * *", due_at - timedelta(minutes=1)
        when = {"cron": cron, "zone": "UTC", "due_at": due_at, "counted_from": before}
        self._add(Schedule(discussion_id=discussion, chosen_by=1, **when))
        people = [FIRST_PERSON + 100 * discussion + one for one in range(size.people)]
        camps = {person: "+-"[place % 2] for place, person in enumerate(people)}
        for number, (camp, text) in enumerate(self._chance.sample(self._claims, size.counterpoints), 1):
            self._submit(discussion, number, text, self._votes(camp, camps, size.turnout))
        for text in self._chance.sample(self._asked, size.questions):
            self._ask(discussion, self._chance.choice(people), text)

    def _votes(self, camp: str, camps: Mapping[int, str], turnout: float) -> dict[int, int]:
        """Return how people vote on a claim of a camp."""
        voters = [person for person in camps if self._chance.random() < turnout]
        drawn = {person: self._chance.random() / 0.94 for person in voters}
        likely = {person: ALIKE.get(camp) or READS[camp][camps[person]] for person in voters}
        return {one: 0 if drawn[one] > 1 else 1 if drawn[one] < likely[one] else -1 for one in voters}

    def _submit(self, discussion: int, number: int, text: str, votes: Mapping[int, int]) -> None:
        at, tally = self._moment(), Counter(votes.values())
        key = len(self._rows[Counterpoint]) + 1
        one = Counterpoint(
            id=key,
            discussion_id=discussion,
            snapshot_id=1,
            number=number,
            author_id=1,
            text=text,
            words=same_words(text),
            status=CounterpointStatus.OPEN,
            agree=tally[1],
            disagree=tally[-1],
            passes=tally[0],
            accepted_at=at,
            submitted_at=at,
            changed_at=at,
        )
        for quote in self._anchors[text]:
            one.start, one.stop = quote.start, quote.end
        self._add(one)
        about = {"action": "submitted", "subject": f"counterpoint:{key}", "after": {"status": "open"}}
        self._add(Audit(chat_id=discussion, discussion_id=discussion, actor_id=1, at=at, **about))
        for person, stance in votes.items():
            line = len(self._rows[VoteLog]) + 1
            vote = {"counterpoint_id": key, "person_id": person, "stance": stance, "voted_at": at}
            self._add(VoteLog(id=line, **vote))
            self._add(Vote(log_id=line, **vote))

    def _ask(self, discussion: int, person: int, text: str) -> None:
        answer = self._answers[text]
        asked = {"text": text, "words": same_words(text), "language": "en", "asked_at": self._moment()}
        found = {"band": str(answer.band), "reason": answer.reason and str(answer.reason)}
        where = {"discussion_id": discussion, "snapshot_id": 1, "person_id": person, "message_id": 1}
        self._add(Question(**where, **asked, **found, confidence=answer.confidence))

    def _moment(self) -> datetime:
        return self._due_at - timedelta(hours=self._chance.uniform(1, 20))

    def _add(self, row: SQLModel) -> None:
        fresh = {"id"} if getattr(row, "id", 0) is None else set()
        self._rows[type(row)].append(row.model_dump(exclude=fresh))
