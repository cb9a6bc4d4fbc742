"""The worker process: work in it is slow or deadly for nobody else."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.compute import Compute, ComputeError
from bot.texts import Refusal

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


def unpicklable() -> object:
    return lambda: None


@pytest_asyncio.fixture
async def compute() -> AsyncIterator[Compute]:
    compute = Compute()
    yield compute
    compute.stop()


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


async def test_work_is_done_in_another_process_that_stays(compute: Compute) -> None:
    worker = await compute.run(where)
    assert worker != os.getpid()
    assert await compute.run(add, 2, 3, times=4) == 20
    assert await compute.run(where) == worker


async def test_exceptions_come_back_and_the_worker_goes_on(compute: Compute) -> None:
    worker = await compute.run(where)
    with pytest.raises(Refusal) as refused:
        await compute.run(refuse, "a <page>")
    with pytest.raises(ZeroDivisionError, match="by nought"):
        await compute.run(break_down)
    assert (refused.value.key, refused.value.values) == ("playground-garbled", {"what": "a <page>"})
    assert await compute.run(where) == worker


async def test_a_worker_that_dies_costs_one_answer(compute: Compute, caplog: pytest.LogCaptureFixture) -> None:
    for deadly in (crash, leave, unpicklable):
        with pytest.raises(ComputeError):
            await compute.run(deadly)
        assert f"did not finish {deadly.__name__}" in caplog.text
        assert await compute.run(add, 1, 1) == 2


async def test_a_worker_that_died_while_idle_costs_no_answer(compute: Compute) -> None:
    worker = await compute.run(where)
    os.kill(worker, signal.SIGKILL)
    assert compute._worker is not None
    compute._worker[0].join(5)
    assert await compute.run(add, 1, 1) == 2


async def test_work_that_takes_too_long_is_ended(compute: Compute) -> None:
    worker = await compute.run(where)
    hasty = compute
    hasty._seconds = 0.05
    with pytest.raises(ComputeError):
        await hasty.run(sleep, 30.0)
    assert not is_alive(worker)
    hasty._seconds = 30.0
    assert await hasty.run(add, 1, 1) == 2


async def test_work_that_is_no_longer_wanted_is_ended(compute: Compute) -> None:
    worker = await compute.run(where)
    asked = asyncio.ensure_future(compute.run(sleep, 30.0))
    await asyncio.sleep(0.01)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert not is_alive(worker)
    assert await compute.run(add, 1, 1) == 2


async def test_arguments_that_do_not_travel_are_a_bug_and_hurt_nobody(compute: Compute) -> None:
    worker = await compute.run(where)
    with pytest.raises((AttributeError, TypeError)):
        await compute.run(add, lambda: None, 1)  # type: ignore[arg-type]  # wrong on purpose
    assert await compute.run(where) == worker


async def test_the_event_loop_goes_on_and_calls_wait_for_each_other(compute: Compute) -> None:
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


async def test_a_worker_that_is_stopped_is_gone_and_comes_again_when_needed(compute: Compute) -> None:
    worker = await compute.run(where)
    compute.stop()
    compute.stop()
    assert not is_alive(worker)
    assert await compute.run(where) != worker


async def test_a_worker_that_ignores_ctrl_c_leaves_the_end_to_the_bot(compute: Compute) -> None:
    worker = await compute.run(where)
    os.kill(worker, signal.SIGINT)
    assert await compute.run(where) == worker
