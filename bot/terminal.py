"""What the command line stands on: how it runs, prints and fails, and where it reads the settings."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from bot.texts import Refusal, tell

if TYPE_CHECKING:
    from config.settings import Settings

T = TypeVar("T")


@contextmanager
def failing_clearly() -> Iterator[None]:
    """Turn a refusal, or a file that cannot be read, into one sentence and exit code 1."""
    try:
        yield
    except Refusal as refusal:
        fail(str(refusal))
    except BrokenPipeError:
        raise  # who reads has enough; the command line ends quietly
    except OSError as error:
        fail(tell("file-missing", path=str(error.filename)))


def finish(work: Coroutine[Any, Any, T]) -> T:
    """Run something to its end; a refusal becomes one sentence and exit code 1."""
    sys.setswitchinterval(0.001)  # threads that work give the event loop its turn at once
    try:
        return asyncio.run(work)
    except Refusal as refusal:
        fail(str(refusal))


def settings() -> Settings:
    """Read the settings; what is wrong with them becomes one sentence and exit code 1."""
    from pydantic import ValidationError

    from config import settings as own

    try:
        return own.Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "COUNTERPOINT_" + "_".join(str(part) for part in first["loc"]).upper() if first["loc"] else "A setting"
        fail(tell("settings-wrong", setting=name, why=first["msg"].removeprefix("Value error, ")))
    except (OSError, UnicodeError):
        fail(tell("settings-unreadable"))


def write(words: str) -> None:
    """Write a line to standard output."""
    try:
        sys.stdout.write(words.encode("utf-8", "replace").decode() + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise  # who reads has enough; the command line ends quietly
    except (OSError, AttributeError):  # full, or closed: then Python has no `sys.stdout`
        fail(tell("output-refused"))


def write_json(value: object) -> None:
    """Write a value as a line of JSON."""
    write(json.dumps(value, ensure_ascii=False))


def fail(sentence: str, code: int = 1) -> NoReturn:
    """End with a sentence on stderr."""
    sys.stderr.write(sentence + "\n")
    raise SystemExit(code)


def on_terminal() -> bool:
    """Say whether somebody watches what is written to stderr."""
    return sys.stderr.isatty()


def log(level: int) -> None:
    """Log to stderr, of libraries only what went wrong."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for noisy in ("aiosqlite", "alembic", "apscheduler", "trafilatura", "uvicorn"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
