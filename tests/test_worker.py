"""The worker process: work in it is slow or deadly for nobody else."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio

from bot.texts import Refusal
from bot.worker import Bounds, Worker, WorkerError

# What the worker is asked to do: functions of a module, as it imports them by name.


def where() -> int:
    return os.getpid()


def add(one: int, two: int, *, times: int = 1) -> int:
    return (one + two) * times


def refuse(words: str) -> None:
    raise Refusal("playground-garbled", what=words)


def break_down() -> None:
    raise ZeroDivisionError("by nought")


def crash() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave() -> None:
    raise SystemExit(3)


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def burn(seconds: float) -> float:
    """Work for so many seconds of processor time."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return seconds


def start_slowly() -> None:
    """Stand for imports that cost more than a call may."""
    if time.process_time() < 2.5:
        burn(2.2)


def lack() -> None:
    raise ImportError("what it needs is not there")


def fill() -> int:
    return len(bytearray(3_000_000_000))


def spread() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)


def unpicklable() -> object:
    return lambda: None


@pytest_asyncio.fixture
async def compute() -> AsyncIterator[Worker]:
    compute = Worker()
    yield compute
    compute.stop()


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


async def test_work_is_done_in_another_process_that_stays(compute: Worker) -> None:
    worker = await compute.run(where)
    assert worker != os.getpid()
    assert await compute.run(add, 2, 3, times=4) == 20
    assert await compute.run(where) == worker


async def test_exceptions_come_back_and_the_worker_goes_on(compute: Worker) -> None:
    worker = await compute.run(where)
    with pytest.raises(Refusal) as refused:
        await compute.run(refuse, "a <page>")
    with pytest.raises(ZeroDivisionError, match="by nought"):
        await compute.run(break_down)
    assert (refused.value.key, refused.value.values) == ("playground-garbled", {"what": "a <page>"})
    assert await compute.run(where) == worker


async def test_a_worker_that_dies_costs_one_answer(compute: Worker, caplog: pytest.LogCaptureFixture) -> None:
    for deadly in (crash, leave, unpicklable):
        with pytest.raises(WorkerError):
            await compute.run(deadly)
        assert f"did not finish {deadly.__name__}" in caplog.text
        assert await compute.run(add, 1, 1) == 2


async def test_a_worker_that_died_while_idle_costs_no_answer(compute: Worker) -> None:
    worker = await compute.run(where)
    os.kill(worker, signal.SIGKILL)
    assert compute._worker is not None
    compute._worker[0].join(5)
    assert await compute.run(add, 1, 1) == 2


@pytest_asyncio.fixture
async def bounded(request: pytest.FixtureRequest) -> AsyncIterator[Worker]:
    compute = Worker(*request.param)
    yield compute
    compute.stop()


@pytest.mark.parametrize("bounded", [(Bounds(seconds=1),)], indirect=True, ids=["one second"])
async def test_work_that_takes_too_much_is_ended_by_the_system_and_each_call_has_its_own_time(bounded: Worker) -> None:
    worker = await bounded.run(where)
    for _ in range(3):
        assert await bounded.run(burn, 0.5) == 0.5
    assert await bounded.run(where) == worker
    with pytest.raises(WorkerError):
        await bounded.run(burn, 60.0)
    assert not is_alive(worker)
    assert await bounded.run(add, 1, 1) == 2


@pytest.mark.parametrize("bounded", [(Bounds(seconds=0.003),)], indirect=True, ids=["a fifth of a second on the clock"])
async def test_work_that_only_waits_is_ended_by_the_clock(bounded: Worker) -> None:
    worker = await bounded.run(where)
    with pytest.raises(WorkerError):
        await bounded.run(sleep, 60.0)
    assert not is_alive(worker)


@pytest.mark.parametrize("bounded", [(Bounds(seconds=1), "slow", start_slowly)], indirect=True, ids=["slow start"])
async def test_a_slow_start_is_no_part_of_a_call(bounded: Worker) -> None:
    worker = await bounded.run(where)
    assert await bounded.run(burn, 0.5) == 0.5
    assert await bounded.run(where) == worker


@pytest.mark.parametrize("bounded", [(None, "lacking", lack)], indirect=True, ids=["lacking"])
async def test_what_a_worker_lacks_is_told_by_each_call_and_costs_no_process(bounded: Worker) -> None:
    for _ in range(2):
        with pytest.raises(ImportError, match="not there"):
            await bounded.run(where)
    assert bounded._worker is not None
    assert bounded._worker[0].is_alive()


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not count addresses")
@pytest.mark.parametrize("bounded", [(Bounds(memory=2_000_000_000, niceness=7),)], indirect=True, ids=["bounded"])
async def test_a_worker_takes_no_more_memory_than_it_may_and_steps_back_for_others(bounded: Worker) -> None:
    assert await bounded.run(spread) == min(19, spread() + 7)
    with pytest.raises(WorkerError):
        await bounded.run(fill)
    assert await bounded.run(add, 1, 1) == 2


@pytest.mark.parametrize("bounded", [(Bounds(idle=0.05),)], indirect=True, ids=["restless"])
async def test_a_worker_that_nobody_needs_gives_its_memory_back(bounded: Worker) -> None:
    worker = await bounded.run(where)
    while bounded._worker is not None:
        await asyncio.sleep(0.01)
    assert not is_alive(worker)
    assert await bounded.run(add, 1, 1) == 2


async def test_what_people_wait_for_goes_first(compute: Worker) -> None:
    await compute.run(where)
    done: list[str] = []

    async def ask(name: str, run: Callable[..., Awaitable[int]]) -> None:
        await run(add, 1, 1)
        done.append(name)

    leisure, people = compute.run_at_leisure, compute.run
    asked = [
        ask("begun", leisure),
        ask("later", leisure),
        ask("last", leisure),
        ask("first", people),
        ask("next", people),
    ]
    both = asyncio.gather(*asked)
    given_up = asyncio.ensure_future(ask("given up", people))
    await asyncio.sleep(0)
    given_up.cancel()
    await both
    assert done == ["begun", "first", "next", "later", "last"]


async def test_work_that_is_no_longer_wanted_is_ended(compute: Worker) -> None:
    worker = await compute.run(where)
    asked = asyncio.ensure_future(compute.run(sleep, 30.0))
    await asyncio.sleep(0.01)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert not is_alive(worker)
    assert await compute.run(add, 1, 1) == 2


async def test_arguments_that_do_not_travel_are_a_bug_and_hurt_nobody(compute: Worker) -> None:
    worker = await compute.run(where)
    with pytest.raises((AttributeError, TypeError)):
        await compute.run(add, lambda: None, 1)  # type: ignore[arg-type]  # wrong on purpose
    assert await compute.run(where) == worker


async def test_the_event_loop_goes_on_and_calls_wait_for_each_other(compute: Worker) -> None:
    await compute.run(where)
    done: list[str] = []

    async def ask(seconds: float, name: str) -> None:
        await compute.run(sleep, seconds)
        done.append(name)

    both = asyncio.gather(ask(0.05, "slow"), ask(0.0, "fast"))
    await asyncio.sleep(0)
    done.append("loop")
    await both
    assert done == ["loop", "slow", "fast"]


async def test_a_worker_that_is_stopped_is_gone_and_comes_again_when_needed(compute: Worker) -> None:
    worker = await compute.run(where)
    compute.stop()
    compute.stop()
    assert not is_alive(worker)
    assert await compute.run(where) != worker


async def test_a_worker_that_ignores_ctrl_c_leaves_the_end_to_the_bot(compute: Worker) -> None:
    worker = await compute.run(where)
    os.kill(worker, signal.SIGINT)
    assert await compute.run(where) == worker
