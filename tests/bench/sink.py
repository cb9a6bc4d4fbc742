"""A Bot API that takes everything and keeps nothing, in a process of its own: what speed is measured against."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import perf_counter

from aiohttp import web

TOKEN = "8000000002:sink"
CHATS = 200
"""Private chats that the updates are spread over."""
_JSON = {"Content-Type": "application/json"}
_ME = {"id": 8000000002, "is_bot": True, "first_name": "Sink", "username": "sink_bot"}


@dataclass(frozen=True, slots=True)
class Sink:
    """The sink, seen from the process that measures."""

    address: str
    _line: Connection

    def load(self, updates: int, *, chatter: bool = False, after: int = 0, rate: float | None = None) -> None:
        """Prepare a new list of updates; those of before are forgotten. Chatter of groups is over when it is taken.

        Args:
            updates: How many.
            chatter: Of groups; else questions for help in private.
            after: The number of the last one that the same contestant has had.
            rate: How many of them arrive a second, evenly; all are there at once if not given.
        """
        self._line.send((updates, chatter, after, rate))

    def seconds(self) -> float:
        """Wait until the last reply came, and return the seconds since the first updates were handed out."""
        if not self._line.poll(120):
            raise TimeoutError("the replies do not come")
        return float(self._line.recv()[0])

    def polled(self) -> float:
        """Wait until updates are asked for the first time since the last order; return when that was."""
        if not self._line.poll(120):
            raise TimeoutError("nobody asks for updates")
        return float(self._line.recv()[0])

    def waits(self) -> list[float]:
        """Wait until the last reply came, and return the seconds from the arrival of each update to its reply."""
        if not self._line.poll(300):
            raise TimeoutError("the replies do not come")
        waits: list[float] = self._line.recv()[1]
        return waits


@contextmanager
def open_sink() -> Iterator[Sink]:
    """Run the sink for as long as the block runs."""
    spawn = get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_run, args=(theirs,), daemon=True)
    process.start()
    try:
        yield Sink(f"http://127.0.0.1:{ours.recv()}", ours)
    finally:
        process.terminate()
        process.join()


class _Counting:
    """Hands updates out and counts the replies."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._updates: list[str] = []
        self._owed = 0
        self._chatter = False
        self._after = 0
        self._begun = 0.0
        self._sent = 0
        self._rate: float | None = None
        self._arrived: dict[int, deque[float]] = {}
        self._waits: list[float] = []

    def load(self) -> None:
        """Take the next order."""
        self._owed, self._chatter, self._after, self._rate = self._line.recv()
        make = _chatter if self._chatter else _update
        self._updates = [make(self._after + number) for number in range(1, self._owed + 1)]
        self._begun = 0.0
        self._arrived, self._waits = defaultdict(deque), []

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """Answer one call."""
        method = request.path.rpartition("/")[2]
        match method:
            case "sendMessage":
                return self._take(await _chat_id(request) if self._rate is not None else 0)
            case "getUpdates":
                return await self._give(await _offset(request))
            case "getMe":
                return _result(json.dumps(_ME))
        return _result("true")

    async def _give(self, offset: int) -> web.Response:
        """Return the updates from the offset on, a hundred at the most; none after a while when there are none."""
        place = max(0, offset - 1 - self._after)
        if not self._updates and not self._begun:  # an order for nothing: who asks is all that is waited for
            self._begun = perf_counter()
            self._line.send((self._begun, []))
        if self._rate is not None and place < len(self._updates):
            batch = await self._arriving(place, self._rate)
        else:
            batch = self._updates[place : place + 100]
        if not batch and self._chatter and self._owed and self._begun:
            self._owed = 0
            self._line.send((perf_counter() - self._begun, self._waits))
        if not batch:
            await asyncio.sleep(0.2)
        elif not self._begun:
            self._begun = perf_counter()
        return _result(f"[{','.join(batch)}]")

    async def _arriving(self, place: int, rate: float) -> list[str]:
        """Wait for the next update to arrive, and return those that have arrived by then."""
        self._begun = self._begun or perf_counter()
        await asyncio.sleep(max(0.0, self._begun + place / rate - perf_counter()))
        there = int((perf_counter() - self._begun) * rate) + 1
        for number in range(place, min(there, len(self._updates), place + 100)):
            self._arrived[person_of(self._after + number + 1)].append(self._begun + number / rate)
        return self._updates[place : min(there, place + 100)]

    def _take(self, chat_id: int) -> web.Response:
        self._sent += 1
        self._owed -= 1
        if self._arrived[chat_id]:
            self._waits.append(perf_counter() - self._arrived[chat_id].popleft())
        if self._owed == 0:
            self._line.send((perf_counter() - self._begun, self._waits))
        chat = '{"id":1,"type":"private"}'
        return _result(f'{{"message_id":{self._sent},"date":1800000000,"chat":{chat},"text":"."}}')


async def _offset(request: web.BaseRequest) -> int:
    """Return the first update that is asked for, in JSON or in a form."""
    form = await (request.json() if request.content_type == "application/json" else request.post())
    return max(1, int(form.get("offset", 1)))


async def _chat_id(request: web.BaseRequest) -> int:
    """Return the chat that a message goes to, in JSON or in a form."""
    form = await (request.json() if request.content_type == "application/json" else request.post())
    return int(form["chat_id"])


def _run(line: Connection) -> None:
    asyncio.run(_serve(line))


async def _serve(line: Connection) -> None:
    counting = _Counting(line)
    asyncio.get_running_loop().add_reader(line.fileno(), counting.load)
    runner = web.ServerRunner(web.Server(counting.answer))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    line.send(runner.addresses[0][1])
    await asyncio.Event().wait()


def _result(body: str) -> web.Response:
    return web.Response(body=f'{{"ok":true,"result":{body}}}'.encode(), headers=_JSON)


def person_of(number: int) -> int:
    """Return the id of who asks for help, and of the private chat."""
    return 1_000_000 + number % CHATS


def _update(number: int) -> str:
    """Return an update: somebody asks for help in private."""
    person = person_of(number)
    about = {"id": person, "first_name": "Reader", "last_name": str(number % CHATS)}
    message = {
        "message_id": number,
        "date": 1_800_000_000,
        "from": {**about, "is_bot": False, "language_code": "en"},
        "chat": {**about, "type": "private"},
        "text": "/help",
        "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
    }
    return json.dumps({"update_id": number, "message": message})


PEOPLE = 35
"""Who write in each group, one after the other."""
SENTENCES = (
    "The bus was late again this morning, by ten minutes at least.",
    "I read the third paragraph twice and still do not see where the money comes from.",
    "My neighbour works there and says that nobody asked the drivers.",
    "Does somebody have the figures of last year at hand?",
    "Agreed, but in winter it is another matter.",
    "They tried the same in my town and stopped after two years, mostly because of the cost of the depots.",
    "Thanks, that answers it.",
    "What about the evening, when only every second one runs?",
)


def chat_of(number: int) -> int:
    """Return the id of the group in which an update of chatter is written."""
    return -1_001_000_000_000 - number % CHATS


def writer_of(number: int) -> int:
    """Return the id of who writes it."""
    return 1_000_000 + number % (CHATS * PEOPLE)


def _chatter(number: int) -> str:
    """Return an update: somebody in a group says something to the others."""
    message = {
        "message_id": number,
        "date": 1_800_000_000 + number,
        "from": {"id": writer_of(number), "first_name": "Writer", "is_bot": False, "language_code": "en"},
        "chat": {"id": chat_of(number), "type": "supergroup", "title": "A group"},
        "text": f"{SENTENCES[number % len(SENTENCES)]} ({number})",
    }
    return json.dumps({"update_id": number, "message": message})
