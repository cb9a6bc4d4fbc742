"""Worker processes for heavy work, so that the event loop never waits and a native crash costs one answer.

What a call may cost is counted in processor time, by the operating system: a busy machine answers late, and not never.
Starting the process and importing what a function needs come before that.
"""

from __future__ import annotations

import asyncio
import heapq
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from enum import IntEnum
from importlib import import_module
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.reduction import ForkingPickler
from typing import Generic, ParamSpec, TypeVar, cast

if sys.platform != "win32":
    import resource

P = ParamSpec("P")
T = TypeVar("T")
Call = tuple[Callable[..., object], tuple[object, ...], dict[str, object]]
Outcome = tuple[object, Exception | None]

START_SECONDS = 600.0
"""Seconds that a process may take to start and to import what a call needs."""
CLOCK_SECONDS_PER_CPU_SECOND = 60
"""Seconds of the clock to each second of processor time that a call may take: who waits for something else is stuck."""
IDLE_SECONDS = 900.0
"""Seconds without a call after which a process ends and gives its memory back."""

log = logging.getLogger(__name__)


class WorkerError(Exception):
    """The worker did not finish: it took too much, or it died. The next call gets a new one."""


class Remote(Generic[P, T]):
    """A function by its name. Only the process that runs it loads the module that it stands in."""

    def __init__(self, name: str) -> None:
        """Take a name, as `package.module:function`."""
        self.name = name
        self.__name__ = name.rpartition(":")[2]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run it in this process."""
        return self.found()(*args, **kwargs)

    def found(self) -> Callable[P, T]:
        """Load the module and return the function."""
        module, _, function = self.name.partition(":")
        return cast("Callable[P, T]", getattr(import_module(module), function))


class WorkUrgency(IntEnum):
    """Whose turn comes first."""

    PEOPLE = 0
    LEISURE = 1


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a worker process may take."""

    seconds: float | None = 30.0
    """Of processor time a call; None for as long as it takes."""
    memory: int | None = None
    """Bytes of addresses, where the system counts them."""
    niceness: int = 0
    """How far it steps back for other processes, 0 to 19."""
    idle: float = IDLE_SECONDS
    """Seconds without a call after which it ends."""


class Turns:
    """A lock that is given to the most urgent of those who wait, and among them to the first."""

    def __init__(self) -> None:
        self._waiting: list[tuple[WorkUrgency, int, asyncio.Future[None]]] = []
        self._numbers = count()
        self.taken = False

    @asynccontextmanager
    async def turn(self, urgency: WorkUrgency) -> AsyncIterator[None]:
        """Wait for a turn and keep it for as long as the block runs."""
        if self.taken:
            await self._wait(urgency)
        self.taken = True
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, urgency: WorkUrgency) -> None:
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (urgency, next(self._numbers), turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it was given just now
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        """Give the turn to the next; it stays taken meanwhile, so that nobody slips in between."""
        while self._waiting:
            *_, turn = heapq.heappop(self._waiting)
            if not turn.done():
                turn.set_result(None)
                return
        self.taken = False


class Worker:
    """Runs functions in a process of their own, one at a time; started when first needed."""

    def __init__(
        self,
        bounds: Bounds | None = None,
        name: str = "counterpoint-compute",
        prepare: Callable[[], object] | None = None,
    ) -> None:
        """Take what the process may take, and what it does before its first call: loading a model, for example."""
        self._bounds = bounds or Bounds()
        self._name = name
        self._prepare = prepare
        self._turns = Turns()
        self._thread = ThreadPoolExecutor(1, name)
        self._worker: tuple[SpawnProcess, Connection] | None = None
        self._calls = 0

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function of a module, with arguments that pickle, and return its result or raise its exception.

        Raises:
            ComputeError: It took too much, or the process died.
        """
        async with self._turns.turn(WorkUrgency.PEOPLE):
            return cast("T", await self._run((function, args, kwargs)))

    async def run_at_leisure(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the same for something that nobody waits for: all go first for whom somebody does.

        Raises:
            ComputeError: It took too much, or the process died.
        """
        async with self._turns.turn(WorkUrgency.LEISURE):
            return cast("T", await self._run((function, args, kwargs)))

    async def _run(self, call: Call) -> object:
        try:
            pipe = self._pipe()
            async with asyncio.timeout(START_SECONDS):
                await self._beside(_give, pipe, call)
            seconds = self._bounds.seconds
            async with asyncio.timeout(None if seconds is None else seconds * CLOCK_SECONDS_PER_CPU_SECOND):
                result, error = await self._beside(_take, pipe)
        except (TimeoutError, EOFError, OSError) as trouble:
            self.stop()
            log.error("the worker process did not finish %s: %s", call[0].__name__, type(trouble).__name__)  # noqa: TRY400 - the sentence is enough
            raise WorkerError(call[0].__name__) from None
        except asyncio.CancelledError:
            self.stop()
            raise
        self._rest_later()
        if error is not None:
            raise error
        return result

    def stop(self) -> None:
        """End the process; the next call starts a new one."""
        if self._worker is not None:
            process, _pipe = self._worker
            process.kill()
            process.join(2)
            self._worker = None

    def _pipe(self) -> Connection:
        """Return the way to a process that lives, started if need be."""
        if self._worker is not None and not self._worker[0].is_alive():
            log.warning("the worker process died while it was idle; it is started again")
            self.stop()
        _, pipe = self._worker or self._start()
        return pipe

    def _start(self) -> tuple[SpawnProcess, Connection]:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve, args=(theirs, self._bounds, self._prepare), name=self._name, daemon=True
        )
        process.start()
        theirs.close()
        self._worker = (process, ours)
        return self._worker

    async def _beside(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Wait for the process in a thread of our own, which goes on until the process ends."""
        waiting = asyncio.wrap_future(self._thread.submit(function, *args, **kwargs))
        waiting.add_done_callback(_look)
        return await asyncio.shield(waiting)

    def _rest_later(self) -> None:
        self._calls += 1
        asyncio.get_running_loop().call_later(self._bounds.idle, self._rest, self._calls)

    def _rest(self, calls: int) -> None:
        """End the process if there was no call since."""
        if calls == self._calls and not self._turns.taken:
            self.stop()


def _look(asked: asyncio.Future[T]) -> None:
    """Look at an answer that nobody may wait for any more, so that asyncio does not complain of it."""
    if not asked.cancelled():
        asked.exception()


def _give(pipe: Connection, call: Call) -> None:
    """Hand a call over and wait until it begins."""
    pipe.send(call)
    pipe.recv_bytes()


def _take(pipe: Connection) -> Outcome:
    outcome: Outcome = pipe.recv()
    return outcome


def _serve(pipe: Connection, bounds: Bounds, prepare: Callable[[], object] | None) -> None:
    """Answer calls until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _confine(bounds)
    with suppress(EOFError, ConnectionError):
        while True:
            pipe.send(_answer(pipe, bounds, prepare))


def _answer(pipe: Connection, bounds: Bounds, prepare: Callable[[], object] | None) -> Outcome:
    """Take a call and answer it; its time is counted from when all that it needs is imported."""
    given = pipe.recv_bytes()
    try:
        if prepare is not None:
            prepare()
        function, args, kwargs = ForkingPickler.loads(given)
        if isinstance(function, Remote):
            function = function.found()
    except Exception as error:
        pipe.send_bytes(b"")
        return None, error
    pipe.send_bytes(b"")
    with _counted(bounds.seconds):
        return _outcome(function, args, kwargs)


def _outcome(function: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]) -> Outcome:
    try:
        return function(*args, **kwargs), None
    except MemoryError:
        raise SystemExit("the worker process has not enough memory for this") from None
    except Exception as error:
        return None, error


def _confine(bounds: Bounds) -> None:
    """Step back for others, and take no more memory than is allowed; Windows knows neither."""
    if sys.platform == "win32":
        return
    os.nice(bounds.niceness)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if bounds.memory is not None:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, resource.getrlimit(resource.RLIMIT_AS)[1]))


@contextmanager
def _counted(seconds: float | None) -> Iterator[None]:
    """Let the system end this process should the block take more processor time.

    A timer of its own for each call: RLIMIT_CPU is compared with what the clock's ticks saw, time included that the
    host of a virtual machine gave to others, and over the life of a process that runs ever further ahead.
    """
    if sys.platform == "win32" or seconds is None:
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, seconds)  # at its end SIGPROF, which nobody catches
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
