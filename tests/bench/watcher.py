"""What somebody who watches knows of secret votes: `uv run python -m tests.bench.watcher [../other] [--runs 3]`.

People of a group come within three hours and vote, card by card. Somebody among them sees who is online, and so who
votes on what and when, and everything that the cards show, at Telegram's pace. Of a change on a card they know whose
votes it tells; where all of those but their own are alike, they know each of them for certain. That is more than
anybody can see: what others find out is less. The bot of another checkout is watched in the same way, by the tests
that it has, where one is named.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).parents[2]
SIZES = (5, 10, 30)
"""People in the group."""
CLAIMS = (
    "Lanterns along the canal would calm the evenings.",
    "Grandparents rarely use an application to pay.",
    "A library bus reaches villages that no line serves.",
    "Snow stops half of the fleet every January.",
    "Bakers start work before the first tram leaves.",
    "Harbour dues could fund new ferries instead.",
    "Theatres emptied when the late service ended.",
    "Orchards near the ring road suffer from dust.",
)
CARDS = len(CLAIMS)
WITHIN_SECONDS = 3 * 3600
"""When people come."""
PER_VOTE_SECONDS = 8
SKIPPED = 0.2
"""The share of cards on which somebody does not vote."""
STANCES = ("Agree", "Disagree", "Pass")

Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Press:
    """One vote, when it is cast."""

    at: float
    person: int
    card: int
    stance: str


@dataclass(slots=True)
class Watch:
    """What is seen of one card: the votes since it last changed, and of whom the watcher knows by now."""

    shown: Counts = (0, 0, 0)
    since: list[Press] = field(default_factory=list)
    known: int = 0

    def look(self, shown: Counts) -> None:
        """See a card: where it has changed, its votes since then are told."""
        if shown == self.shown:
            return
        told = sum(shown) - sum(self.shown)  # a vote that came since this was told waits for the next time
        others = [one for one in self.since[:told] if one.person != 0]
        if len({one.stance for one in others}) == 1:
            self.known += len(others)
        self.shown, self.since = shown, self.since[told:]


def evening(people: int, seed: int) -> list[Press]:
    """Return the votes of an evening in order: leanings differ from card to card, and nobody knows the others'."""
    chance = random.Random(f"{people} {seed}")
    leanings = [chance.betavariate(2, 2) for _ in range(CARDS)]
    presses = []
    for person in range(people):
        comes = chance.uniform(0, WITHIN_SECONDS)
        for place, card in enumerate(chance.sample(range(CARDS), CARDS)):
            if chance.random() >= SKIPPED:
                stance = chance.choices(STANCES, (0.9 * leanings[card], 0.9 * (1 - leanings[card]), 0.1))[0]
                presses.append(Press(comes + PER_VOTE_SECONDS * (place + chance.random() / 2), person, card, stance))
    return sorted(presses, key=lambda press: press.at)


async def watched(people: int, seed: int, when: str) -> float:
    """Return the share of the others' votes that the watcher knows, in the checkout that Python finds first."""
    from tests.town import Town

    with TemporaryDirectory() as folder:
        town = Town(Path(folder))
        town.settings = town.settings.model_copy(update={"rate_limits": "telegram"})
        await town.start()
        try:
            return await _watch(town, evening(people, seed), people, when)
        finally:
            await town.stop()


async def _watch(town: Any, presses: Sequence[Press], people: int, when: str) -> float:
    from tests.scenarios.debating import button, crowd

    await _choose(town, when)
    voters, cards = crowd(town, people), await _cards(town)
    watches = [Watch() for _ in cards]
    begun, asked = town.clock(), []
    for press in presses:
        while (left := press.at - (town.clock() - begun).total_seconds()) > 0.01:
            await _tick(town, min(1.0, left) if left < 20 else left - 10)
            _look(watches, cards)
        watches[press.card].since.append(press)
        data = button(cards[press.card], press.stance)
        asked.append(asyncio.ensure_future(town.telegram.press(voters[press.person], cards[press.card], data)))
        await _tick(town, 0)
        _look(watches, cards)
    for _ in range(60):
        await _tick(town, 2)
        _look(watches, cards)
    unanswered = [one for one in asked if not one.done()]
    for one in unanswered:
        one.cancel()
    await asyncio.gather(*asked, return_exceptions=True)
    return sum(one.known for one in watches) / sum(press.person != 0 for press in presses)


def _look(watches: Sequence[Watch], cards: Sequence[Any]) -> None:
    from tests.town import labels

    for watch, card in zip(watches, cards, strict=True):
        ends = [label.rpartition(" ")[2] for label in labels(card)[:3]]
        watch.look(tuple(int(end) if end.isdigit() else 0 for end in ends))


async def _tick(town: Any, seconds: float) -> None:
    """Let a paced bot go on."""
    from datetime import timedelta

    town.clock.at += timedelta(seconds=seconds)
    town.app.sender.wake()
    await town.received()


async def _cards(town: Any) -> list[Any]:
    """Open the counterpoints of the evening."""
    from storage.chats import Premoderation
    from tests.scenarios.debating import button, premoderate
    from tests.town import labels

    await premoderate(town, Premoderation.NONE)
    cards = []
    for claim in CLAIMS:
        town.telegram.say(town.cast.mara, town.cast.group, f"/counter {claim}")
        await _wait(town)
        asks = [one for one in town.from_bot(town.cast.group) if "The article as a whole" in labels(one)][-1]
        whole = button(asks, "The article as a whole")
        press = asyncio.ensure_future(town.telegram.press(town.cast.mara, asks, whole))
        await _wait(town)
        await press
        cards.append([one for one in town.from_bot(town.cast.group) if labels(one)[:1] == ["Agree"]][-1])
        assert len({card.id for card in cards}) == len(cards)
        await _tick(town, 70)
    return cards


async def _wait(town: Any) -> None:
    for _ in range(4):
        await _tick(town, 3)


async def _choose(town: Any, when: str) -> None:
    """Choose when totals are shown, where that can be chosen."""
    if not when:
        return
    from storage import chat_settings, chats
    from storage.chat_settings import TotalsShown

    async with town.database.write() as session:
        group = await chats.find_chat(session, town.cast.group.id)
        await chat_settings.choose(session, group.id, totals=TotalsShown(when))


def known_in(checkout: Path, people: int, when: str, runs: int) -> float:
    """Return the share that is known in a checkout, in a process of its own."""
    given = [sys.executable, __file__, "--watch", json.dumps([people, when, runs])]
    environment = {**os.environ, "PYTHONPATH": str(checkout), "COUNTERPOINT_SEMANTIC": "off"}
    found = subprocess.run(given, cwd=checkout, env=environment, check=True, capture_output=True, text=True)  # noqa: S603
    return float(found.stdout.splitlines()[-1])


async def _share(people: int, when: str, runs: int) -> float:
    return mean([await watched(people, seed, when) for seed in range(runs)])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("other", type=Path, nargs="?")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--watch", type=json.loads, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.watch is not None:
        print(asyncio.run(_share(*chosen.watch)), flush=True)
        os._exit(0)  # the worker process of the tests lives on otherwise
    print(f"{'votes known for certain, group of':36}" + "".join(f"{size:>8}" for size in SIZES), flush=True)
    rows = [(f"here, {when}", HERE, when) for when in ("live", "batches", "closing")]
    for name, checkout, when in [*([(str(chosen.other), chosen.other.resolve(), "")] if chosen.other else []), *rows]:
        shares = [known_in(checkout, size, when, chosen.runs) for size in SIZES]
        print(f"{name:36}" + "".join(f"{share:>8.0%}" for share in shares), flush=True)


if __name__ == "__main__":
    main()
