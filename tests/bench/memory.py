"""Memory in steady use: ten groups chat, ask, vote, and look at lists and maps, beside a commit of before.

    uv run python -m tests.bench.memory [BASE] [--minutes 10] [--rate 50] [--idle 900]

Each contestant is a program of its own with a Telegram of its own, one after the other. What counts is what the bot
and all that it started have of the machine, in megabytes, with what they share counted once (PSS): at rest, in each
third of the time (the median of looks a second apart), and once workers that have nothing to do have ended. A commit
of before keeps its own idle time, if it knows one.
"""

from __future__ import annotations

import argparse
import asyncio
from asyncio import sleep
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import median
from time import monotonic

from bot.playground.bot_api.api import PlaygroundBotApi
from bot.playground.seed import seed
from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.members import MEMBER, MODERATION, ChatMembership, Status
from bot.playground.telegram.messaging import data_of
from bot.playground.telegram.people import PlaygroundPerson
from bot.playground.web import server
from config.articles import SAMPLE
from config.clock import utc_now
from tests.bench.contestants import Contestant, ours
from tests.bench.sink import SENTENCES, TOKEN
from tests.bench.start import REST_SECONDS, resident
from tests.digest.month import lines
from tests.scenarios.debating import SHOES

GROUPS = 10
PEOPLE = 30
"""In each group, others than those of the other groups."""
CLAIMS = 6
"""Counterpoints in each group."""
THIRDS = 3
PATIENCE_SECONDS = 120.0
DEEDS = {"chatter": 1400, "vote": 516, "ask": 40, "list": 20, "map": 20, "article": 4}
"""What people do, and how often; fewer commands than a group may give in a minute."""
RESTING = """\
from bot.worker import Bounds
Bounds.__init__.__defaults__ = (*Bounds.__init__.__defaults__[:-1], {idle})
from bot.cli import main
main()"""
"""The command line with workers that end after another idle time."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Megabytes, with what processes share counted once."""

    at_rest: float
    thirds: tuple[float, ...]
    idle_again: float


class Groups:
    """Groups that discuss an article, and the Telegram that they are in."""

    def __init__(self, chance: Random) -> None:
        cast = seed(utc_now, TOKEN)
        self.telegram, self._bot, self._host = cast.telegram, cast.bot, cast.alena
        self._chance = chance
        self._groups = [self._group(number) for number in range(GROUPS)]
        self._cards: list[Message] = []
        self._questions = [line.partition(" ")[2] for line in lines("questions.txt")]

    async def greet(self) -> None:
        """Let somebody ask for help and wait for the words: then the bot is at work."""
        chat, people = self._groups[0]
        self.telegram.say(people[0], chat, "/help")
        await self._from_bot(chat, lambda one: one.reply_to is not None)

    async def begin(self) -> None:
        """Let each group have its article and its counterpoints."""
        claims = [line[2:] for line in lines("claims.txt")]
        for chat, people in self._groups:
            self._give_article(chat)
            (choose, *_) = data_of(await self._from_bot(chat, data_of))
            self.telegram.tap(self._host, self._said(chat)[-1], choose)
            await until(lambda chat=chat: not data_of(self._said(chat)[-1]))  # type: ignore[misc]
            self.telegram.say(self._host, chat, "/premod none")
            self.telegram.say(people[0], chat, f"/ask {SHOES}")
            answer = await self._from_bot(chat, lambda one: one.reply_to is not None and bool(data_of(one)))
            for person, claim in zip(people, self._chance.sample(claims, CLAIMS), strict=False):
                self.telegram.reply(person, answer, f"/counter {claim}")
            await until(lambda chat=chat: len(self._cards_in(chat)) == CLAIMS)  # type: ignore[misc]
            self._cards += self._cards_in(chat)

    def act(self) -> None:
        """Let somebody do one thing."""
        chat, people = self._chance.choice(self._groups)
        person = self._chance.choice(people)
        (deed,) = self._chance.choices(list(DEEDS), list(DEEDS.values()))
        match deed:
            case "vote":
                card = self._chance.choice(self._cards)
                voter = self._chance.choice(next(people for chat, people in self._groups if chat is card.chat))
                self.telegram.tap(voter, card, self._chance.choice(votes_on(card)))
            case "article":
                self._give_article(chat)
            case "chatter":
                self.telegram.say(person, chat, self._chance.choice(SENTENCES))
            case _:
                words = {"ask": f"/ask {self._chance.choice(self._questions)}", "list": "/counterpoints", "map": "/map"}
                self.telegram.say(person, chat, words[deed])

    def _give_article(self, chat: PlaygroundChat) -> None:
        self.telegram.send_file(self._host, chat, (SAMPLE.name, SAMPLE.read_bytes()), caption="/setarticle")

    def _said(self, chat: PlaygroundChat) -> list[Message]:
        return [one for one in chat.messages.values() if one.sender is self._bot and not one.is_deleted]

    def _cards_in(self, chat: PlaygroundChat) -> list[Message]:
        return [one for one in self._said(chat) if votes_on(one)]

    async def _from_bot(self, chat: PlaygroundChat, wanted: Callable[[Message], object]) -> Message:
        """Wait for a message of the bot and return it."""
        await until(lambda: any(wanted(one) for one in self._said(chat)))
        return next(one for one in self._said(chat) if wanted(one))

    def _group(self, number: int) -> tuple[PlaygroundChat, list[PlaygroundPerson]]:
        first = 7_100_000_000 + number * PEOPLE
        people = [self.telegram.add_person(PlaygroundPerson(first + n, f"Reader {n}")) for n in range(PEOPLE)]
        chat = PlaygroundChat(-1_002_000_000_000 - number, "supergroup", f"Group {number}")
        chat.members |= {one.id: MEMBER for one in people}
        chat.members[self._bot.id] = ChatMembership(Status.ADMINISTRATOR, rights=MODERATION)
        return self.telegram.found(self._host, chat), people


def votes_on(message: Message) -> list[str]:
    """Return what the buttons for votes under a message send."""
    return [one for one in data_of(message) if one.startswith("vote:")]


async def until(happened: Callable[[], object]) -> None:
    """Wait for something that the bot brings about."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not happened():
            await sleep(0.05)


async def measure(contestant: Contestant, *, seconds: float, rate: float, idle: float) -> Figures:
    """Return what one contestant takes.

    Args:
        contestant: A bot.
        seconds: Of steady use.
        rate: Updates a second.
        idle: Seconds after which its workers end.
    """
    groups = Groups(Random(17))
    api = PlaygroundBotApi(groups.telegram)
    async with server.serve(server.build(groups.telegram, api), 0) as port:
        with contestant.running(f"http://127.0.0.1:{port}") as process:
            await groups.greet()
            await sleep(REST_SECONDS)
            at_rest = resident(process.pid, "Pss")
            await groups.begin()
            thirds = tuple([await use(groups, process.pid, seconds / THIRDS, rate) for _ in range(THIRDS)])
            await sleep(idle + REST_SECONDS)
            return Figures(at_rest, thirds, resident(process.pid, "Pss"))


async def use(groups: Groups, process: int, seconds: float, rate: float) -> float:
    """Let the groups go on for a while; return the median of what was taken meanwhile."""
    begun, looks = monotonic(), []
    for number in range(int(seconds * rate)):
        await sleep(max(0.0, begun + number / rate - monotonic()))
        groups.act()
        if number >= len(looks) * rate:
            looks.append(await asyncio.to_thread(resident, process, "Pss"))
    return median(looks)


async def compare(contestants: Sequence[Contestant], *, seconds: float, rate: float, idle: float) -> None:
    """Measure and print, the first contestant being the one that the others are compared with."""
    first = 0.0
    for one in contestants:
        found = await measure(one, seconds=seconds, rate=rate, idle=idle)
        most = max(found.thirds)
        first = first or most
        thirds = "".join(f"{third:7.1f}" for third in found.thirds)
        print(
            f"{one.name:24}{found.at_rest:7.1f} MB at rest  {thirds} MB in use {most / first:5.2f} x"
            f"{found.idle_again:8.1f} MB idle again",
            flush=True,
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("base", type=Path, nargs="?")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--rate", type=float, default=50.0)
    parser.add_argument("--idle", type=float, default=900.0)
    chosen = parser.parse_args()
    contestants = [replace(ours(), command=("-c", RESTING.format(idle=chosen.idle), "run"))]
    if chosen.base is not None:
        contestants.insert(0, ours(chosen.base.resolve(), "before"))
    asyncio.run(compare(contestants, seconds=chosen.minutes * 60, rate=chosen.rate, idle=chosen.idle))


if __name__ == "__main__":
    main()
