"""Sixty digests due at once: none refused by Telegram, none missing, none twice, and people are answered meanwhile."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

from bot.playground.seed import seed
from bot.playground.telegram.members import MEMBER
from config.clock import utc_now
from storage.database import Database
from storage.migrate import migrate
from tests.databases import url_of
from tests.scenarios.many import Debates, found
from tests.scenarios.process import WatchedApi, process, served
from tests.town import sample, text_of

GROUPS = 60


async def test_many_digests_are_due_at_once(tmp_path: Path) -> None:
    cast = seed(utc_now)
    chats, (quiet,) = found(cast.telegram, cast.vera, GROUPS), found(cast.telegram, cast.vera, 1, GROUPS)
    quiet.members[cast.mara.id] = MEMBER
    api = WatchedApi(cast.telegram, limits=True)
    async with (
        served(cast.telegram, api=api) as play,
        process(tmp_path, play.address, rate_limits="telegram") as bot,
    ):
        database = Database(url_of(bot.database))
        await migrate(database)
        due_at = (utc_now() - timedelta(minutes=1)).replace(second=0, microsecond=0)
        await Debates(Random(4), sample(), due_at).keep(database, chats, [quiet])
        await database.close()
        await bot.start()
        await bot.until(lambda: api.called["sendMessage"])
        cast.telegram.say(cast.mara, quiet, "/ask What did it cost per rider?")
        await bot.until(lambda: bot.kept("SELECT count(*) FROM edition WHERE status = 'sent'") == [(GROUPS,)])

        heads = Counter(chat.id for chat in chats for one in chat.messages.values() if text_of(one)[:6] == "Digest")
        assert heads == Counter(chat.id for chat in chats)
        assert any("photo" in one.content for chat in chats for one in chat.messages.values())
        assert any(one.sender is cast.bot and one.reply_to for one in quiet.messages.values())
        assert api.statuses[429] == 0
        assert await bot.end() == 0
