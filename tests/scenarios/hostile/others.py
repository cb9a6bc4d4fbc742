"""The others, who go on as if nothing happened, and what they notice."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import quantiles
from time import monotonic
from typing import Any

from bot.playground.bot_api.api import Answer
from bot.playground.bot_api.methods.call import Upload
from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.members import MEMBER
from bot.playground.telegram.people import PlaygroundPerson
from bot.playground.telegram.telegram import Telegram
from tests.scenarios.hostile.strangers import Stage, gathered
from tests.scenarios.process import Asked, BotProcess, Crowd, WatchedApi

OTHERS = 8
SLOW = 0.5
"""Seconds that Telegram takes to say who moderates a chat."""
ASKED = ("/help", "/privacy", "/article")


class SlowApi(WatchedApi):
    """A Bot API that takes its time to say who moderates a chat."""

    async def call(
        self, token: str, method: str, params: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> Answer:
        if method.lower() in ("getchatadministrators", "getchatmember"):
            await asyncio.sleep(SLOW)
        return await super().call(token, method, params, files)


@dataclass(slots=True)
class Evening:
    """An evening with strangers: who is there, and how long each answer to the others took."""

    telegram: Telegram
    stage: Stage
    readers: list[tuple[PlaygroundPerson, PlaygroundChat]]
    sent: dict[Asked, float] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)

    async def strangers(self, until: float) -> None:
        """Let the strangers act until a moment: each about every other second."""
        turn = 0
        while monotonic() < until:
            self.stage.act(turn % len(self.stage.people))
            turn += 1
            await asyncio.sleep(0.1)

    async def others(self, until: float, chance: Random) -> None:
        """Let the others ask until a moment, and wait for each answer."""
        while monotonic() < until:
            person, chat = chance.choice(self.readers)
            message = self.telegram.say(person, chat, chance.choice(ASKED))
            self.sent[Asked(chat.id, message.id)] = monotonic()
            await asyncio.sleep(chance.uniform(0.3, 0.7))

    async def listen(self) -> None:
        """Note when an answer has come."""
        while True:
            for asked in [one for one in self.sent if self._is_answered(one)]:
                self.waits.append(monotonic() - self.sent.pop(asked))
            await asyncio.sleep(0.02)

    def _is_answered(self, asked: Asked) -> bool:
        messages = self.telegram.chat(asked.chat_id).messages.values()
        return any(one.reply_to is not None and one.reply_to.id == asked.message_id for one in messages)


def evening(seed: int) -> Evening:
    """Bring everybody together: the others have groups of their own and private chats with the bot."""
    crowd = Crowd(Random(seed), readers=OTHERS, groups=1)
    telegram = crowd.telegram
    shared = next(chat for chat in telegram.chats.values() if chat.title == "The reading group")
    readers = [person for person in telegram.people.values() if person.first_name.startswith("Reader")]
    quiet = [(person, _own_group(telegram, person)) for person in readers]
    alone = [(person, telegram.private(person)) for person in readers]
    return Evening(telegram, gathered(telegram, shared, Random(seed)), quiet + alone)


def _own_group(telegram: Telegram, person: PlaygroundPerson) -> PlaygroundChat:
    chat = PlaygroundChat(-1005000000000 - person.id, "supergroup", f"Circle of {person.first_name}")
    chat.members[next(iter(telegram.bots.values())).id] = MEMBER
    return telegram.found(person, chat)


def p95(waits: list[float]) -> float:
    """Return the time in seconds that 95 of 100 answers took at the most."""
    return quantiles(waits, n=20)[-1] if len(waits) > 1 else 0.0


def memory_of(bot: BotProcess) -> int:
    """Return the resident memory of the bot's own process in MiB; 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{bot.number}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def disk_of(bot: BotProcess) -> int:
    """Return the size of the database with its log in bytes."""
    return sum(one.stat().st_size for one in bot.database.parent.glob("bot.db*"))
