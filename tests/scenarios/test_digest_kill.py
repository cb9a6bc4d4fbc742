"""kill -9 at every step of an edition: none twice, none missing, and the moderators are asked where nobody can know."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from signal import SIGKILL

import pytest

from bot.playground.seed import Seed, seed
from bot.playground.telegram.chats import Message
from bot.playground_app import set_article_in
from config.clock import utc_now
from storage import audit, chats, counterpoints, digests
from storage.audit import Act
from storage.chats import Chat, Place
from storage.counterpoints import Counterpoint, CounterpointStatus
from storage.database import Database
from storage.digests import Schedule
from storage.migrate import migrate
from storage.subjects import Subject
from tests.scenarios.debating import WALKING, button
from tests.scenarios.process import BotProcess, Played, process, served
from tests.town import sample, text_of

VERA = seed(utc_now).vera.id
JOBS = ("claim editions", "write editions", "settle editions")
CLEAR = [f"{when} {step}" for step in JOBS for when in ("before", "after")] + ["after record"]
"""Moments at which it is certain whether the digest was sent."""


@dataclass(frozen=True)
class Scene:
    """A group whose digest is due, and a bot that is not yet started."""

    cast: Seed
    bot: BotProcess
    folder: Path
    play: Played

    def digests(self) -> list[Message]:
        """Return the editions in the group."""
        return [one for one in self.cast.group.messages.values() if text_of(one).startswith("Digest ·")]

    def status(self) -> str:
        """Return what the database says of the edition."""
        found = self.bot.kept("SELECT status FROM edition ORDER BY id")
        return ",".join(status for (status,) in found)

    async def die(self, moment: str) -> None:
        """Let the bot run until it kills itself."""
        await self.bot.start(moment, module="tests.scenarios.dying")
        assert await self.bot.ended() == -SIGKILL

    async def recover(self, *ends: str) -> None:
        """Let the bot run until the edition has ended like this."""
        polls = self.play.api.called["getUpdates"]
        await self.bot.start()
        await self.bot.until(lambda: self.play.api.called["getUpdates"] > polls and self.status() in ends)


@asynccontextmanager
async def scene(folder: Path, *, due: bool = True) -> AsyncIterator[Scene]:
    """Set a scene with a new counterpoint and, unless told otherwise, a digest that is due since a minute."""
    cast = seed(utc_now)
    async with served(cast.telegram) as play, process(folder, play.address) as bot:
        database = Database(f"sqlite+aiosqlite:///{bot.database}")
        await migrate(database)
        await set_article_in(database, [cast.group.id], sample())
        await _prepare(database, cast)
        await database.close()
        if due:
            await make_due(bot)
        cast.telegram.say(cast.vera, cast.telegram.private(cast.vera), "/start")
        yield Scene(cast, bot, folder, play)


async def _prepare(database: Database, cast: Seed) -> None:
    now = utc_now()
    earlier = now - timedelta(hours=1)
    async with database.write() as session:
        discussion = await chats.find_discussion(session, Place(cast.group.id))
        assert discussion is not None
        await chats.remember_chat(session, Chat(telegram_id=cast.vera.id, kind="private", seen_at=now))
        one = Counterpoint(
            discussion_id=discussion.id,
            snapshot_id=discussion.snapshot_id or 0,
            number=0,
            author_id=cast.mara.id,
            text=WALKING,
            words=WALKING,
            status=CounterpointStatus.OPEN,
            submitted_at=earlier,
            changed_at=earlier,
        )
        await counterpoints.store(session, one)
        about, after = Subject("counterpoint", one.id), {"status": "open"}
        act = Act(one.author_id, "submitted", about, discussion_id=one.discussion_id, after=after)
        await audit.record(session, act, one.submitted_at)


async def make_due(bot: BotProcess) -> None:
    """Let the digest of the only discussion be due since a minute."""
    due = (utc_now() - timedelta(minutes=1)).replace(second=0, microsecond=0)
    schedule = Schedule(
        discussion_id=1,
        cron=f"{due.minute} {due.hour} * * *",
        zone="UTC",
        due_at=due,
        counted_from=due - timedelta(minutes=1),
        chosen_by=VERA,
    )
    database = Database(f"sqlite+aiosqlite:///{bot.database}")
    async with database.write() as session:
        await digests.keep_schedule(session, schedule)
    await database.close()


@pytest.mark.parametrize("moment", CLEAR)
async def test_killed_where_it_is_clear_the_digest_comes_once(tmp_path: Path, moment: str) -> None:
    async with scene(tmp_path) as here:
        await here.die(moment)
        await here.recover("sent")
        assert len(here.digests()) == 1
        assert await here.bot.end() == 0


@pytest.mark.parametrize(("moment", "there"), [("before send", 0), ("after send", 1), ("before record", 1)])
async def test_killed_where_nobody_can_know_the_moderators_are_asked(tmp_path: Path, moment: str, there: int) -> None:
    async with scene(tmp_path) as here:
        await here.die(moment)
        await here.recover("unclear")
        assert len(here.digests()) == there

        private = here.cast.telegram.private(here.cast.vera)
        await here.bot.until(lambda: any("is it there?" in text_of(one) for one in private.messages.values()))
        note = next(one for one in private.messages.values() if "is it there?" in text_of(one))
        label = "It is there" if there else "Send again"
        await here.cast.telegram.press(here.cast.vera, note, button(note, label))
        await here.bot.until(lambda: here.status() == "sent")
        assert len(here.digests()) == 1
        assert await here.bot.end() == 0


async def test_two_processes_at_once_post_once_and_one_takes_over_from_the_other(tmp_path: Path) -> None:
    async with scene(tmp_path, due=False) as here, process(tmp_path, here.play.address) as second:
        await here.bot.start("after write editions", module="tests.scenarios.dying")
        await here.bot.until(lambda: here.play.api.called["getUpdates"])
        await second.start()
        await second.until(lambda: "Another Counterpoint is at work" in second.log())
        await make_due(here.bot)
        assert await here.bot.ended() == -SIGKILL
        await second.until(lambda: here.status() == "sent")
        assert len(here.digests()) == 1
        assert await second.end() == 0
