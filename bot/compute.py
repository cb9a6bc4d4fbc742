"""One worker process for heavy work, so that the event loop never waits and a native crash costs one answer."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)


class ComputeError(Exception):
    """The worker did not finish: it took too long, or it died. The next call gets a new one."""


class Compute:
    """Runs functions in a process of their own, one at a time; started when first needed."""

    def __init__(self, seconds: float = 30.0, name: str = "counterpoint-compute") -> None:
        self._seconds = seconds
        self._name = name
        self._one_at_a_time = asyncio.Lock()
        self._worker: tuple[SpawnProcess, Connection] | None = None

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function of a module, with arguments that pickle, and return its result or raise its exception.

        Raises:
            ComputeError: It took too long, or the process died.
        """
        async with self._one_at_a_time:
            asking = asyncio.ensure_future(asyncio.to_thread(_ask, self._pipe(), (function, args, kwargs)))
            asking.add_done_callback(_look)
            try:
                async with asyncio.timeout(self._seconds):
                    result, error = await asyncio.shield(asking)
            except (TimeoutError, EOFError, OSError) as trouble:
                log.error("the worker process did not finish %s: %s", function.__name__, type(trouble).__name__)  # noqa: TRY400 - the sentence is enough
                self.stop()
                raise ComputeError(function.__name__) from None
            except asyncio.CancelledError:
                self.stop()
                raise
        if error is not None:
            raise error
        return cast("T", result)

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
        process = context.Process(target=_serve, args=(theirs,), name=self._name, daemon=True)
        process.start()
        theirs.close()
        self._worker = (process, ours)
        return self._worker


def _look(asked: asyncio.Future[tuple[object, Exception | None]]) -> None:
    """Look at an answer that nobody may wait for any more, so that asyncio does not complain of it."""
    if not asked.cancelled():
        asked.exception()


def _ask(pipe: Connection, call: tuple[object, ...]) -> tuple[object, Exception | None]:
    pipe.send(call)
    answer: tuple[object, Exception | None] = pipe.recv()
    return answer


def _serve(pipe: Connection) -> None:
    """Answer calls until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, ConnectionError):
        while True:
            function, args, kwargs = pipe.recv()
            pipe.send(_outcome(function, args, kwargs))


def _outcome(
    function: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]
) -> tuple[object, Exception | None]:
    try:
        return function(*args, **kwargs), None
    except Exception as error:
        return None, error
