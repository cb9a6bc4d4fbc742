"""The map in bot/README.md: for all that can be asked for, and all that the clock does, the file to open."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.chat.event import EventKind
from bot.chat.handler import Handler
from bot.chat.jobs import Job
from bot.moderation.settings import options
from tests.town import Town

BOT = Path(options.__file__).parents[2]
MAP = BOT / "README.md"
MARK = "\n## To change … open …\n"
HEAD = ("| | open | what it does |", "|---|---|---|")


async def test_the_map_leads_to_what_is_done(town: Town) -> None:
    text, mark, tables = MAP.read_text(encoding="utf-8").partition(MARK)
    made = "\n".join(["", *of_handlers(town.app.handlers), "", *of_jobs(town.app.jobs), "", *of_settings(), ""])
    if os.environ.get("COUNTERPOINT_TESTS_WRITE_GOLDEN"):
        MAP.write_text(text + MARK + made, encoding="utf-8")
        return
    assert mark, "bot/README.md has lost its tables"
    assert tables == made, "write it anew: COUNTERPOINT_TESTS_WRITE_GOLDEN=1 pytest tests/test_map.py"


def test_every_file_that_the_map_names_is_there() -> None:
    words = MAP.read_text(encoding="utf-8").replace("`", " ").split()
    files = {one.rstrip(":,;.") for one in words if ".py" in one}
    roots = (BOT, BOT.parent)
    assert {one for one in files if not any((root / one).is_file() for root in roots)} == set()


def of_handlers(handlers: Iterable[Handler]) -> Iterator[str]:
    """Yield the table of what people and Telegram ask for."""
    yield from HEAD
    for one in sorted(handlers, key=lambda one: (ORDER.get(one.kind, 2), one.kind, one.word)):
        yield row(name_of(one), one.act)


ORDER = {EventKind.COMMAND: 0, EventKind.BUTTON: 1}


def name_of(handler: Handler) -> str:
    if handler.kind is EventKind.COMMAND:
        return f"`/{handler.word}`" if handler.word else "any other command"
    if handler.kind is EventKind.BUTTON:
        return f"button `{handler.word}`"
    return " ".join([f"*{handler.kind.value}*", *([f"`{handler.word}`"] if handler.word else [])])


def of_jobs(jobs: Iterable[Job]) -> Iterator[str]:
    """Yield the table of what the clock does."""
    yield from HEAD
    for one in sorted(jobs, key=lambda one: one.name):
        yield row(f"job *{one.name}*", one.act)


def of_settings() -> Iterator[str]:
    """Yield the table of what the moderators of a chat choose."""
    yield from HEAD
    for one in options.SETTINGS:
        yield f"| setting *{one.name}* | `moderation/settings/options.py`: `SETTINGS` | {', '.join(one.options)} |"


def row(name: str, act: Callable[..., Any]) -> str:
    """Return a line that says where a function stands, and what it says of itself."""
    done: Any = inspect.unwrap(act)
    path = Path(inspect.getfile(done)).relative_to(BOT).as_posix()
    does = (done.__doc__ or "").strip().partition("\n")[0].replace("|", "\\|")
    return f"| {name} | `{path}`: `{done.__qualname__}` | {does} |"
