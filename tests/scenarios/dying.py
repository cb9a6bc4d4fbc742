"""`python -m tests.scenarios.dying MOMENT`: the bot, which kills itself with SIGKILL at a moment of an edition.

A moment is `before` or `after`, and a step: the name of a job, `send` (the call that posts the digest) or `record`
(keeping that it was sent).
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from bot.cli import main
from bot.dispatch.job_handler import JobHandler
from bot.transport import delivery_log
from bot.transport.bot_api import BotApi
from bot.transport.sender import Sender
from storage.outbox import OutboxRow

Deed = Callable[..., Awaitable[Any]]


def dying(deed: Deed, when: str, is_it: Callable[..., bool]) -> Deed:
    """Return a deed that ends the process before or after it is done, once it is the one that is meant."""

    async def do(*args: Any, **kwargs: Any) -> Any:
        meant = is_it(*args)
        if meant and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = await deed(*args, **kwargs)
        if meant:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return do


def is_digest(_api: object, method: str, params: Any = None, *_more: object) -> bool:
    """Say whether a call posts a digest."""
    return method == "sendMessage" and "<b>Digest ·" in str((params or {}).get("text", ""))


def marks_digest(batch: Any, *_more: object) -> bool:
    """Say whether it is to be kept that a digest was sent."""
    return any((row.subject or "").startswith("edition:") for row, _ in batch.done)


def end_when_kept(sender: Sender, rows: list[OutboxRow], new: list[OutboxRow]) -> None:
    """End the process once it is kept that a digest was sent."""
    if any((row.subject or "").startswith("edition:") for row in rows):
        os.kill(os.getpid(), signal.SIGKILL)
    stored(sender, rows, new)


stored = Sender._stored


def arm(moment: str) -> None:
    """Let the bot die at a moment."""
    when, _, step = moment.partition(" ")
    if step == "send":
        BotApi.call = dying(BotApi.call, when, is_digest)  # type: ignore[method-assign]
    elif moment == "before record":
        delivery_log._store = dying(delivery_log._store, when, marks_digest)
    elif moment == "after record":
        Sender._stored = end_when_kept  # type: ignore[method-assign]
    else:
        JobHandler._do = dying(JobHandler._do, when, lambda _self, job, *_: job.name == step)  # type: ignore[method-assign]


if __name__ == "__main__":
    arm(sys.argv[1])
    sys.argv = ["counterpoint", "run"]
    main()
