"""The digests of a month, as files to be read: what a member of the group would have got."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from bot.playground.telegram.chats import Message
from tests.digest.month import Month, happenings
from tests.town import Town

GOLDEN = Path(__file__).parent.parent / "golden" / "digests"
LEAD = timedelta(hours=1)


def as_file(message: Message) -> str:
    """Return a message as a reader sees it, with what stands in its captions."""
    words = str(message.content.get("text") or message.content.get("caption") or "")
    picture = "[picture]\n" if "photo" in message.content else ""
    return f"{picture}{words}"


@pytest.mark.usefixtures("live_totals")
async def test_the_digests_of_a_month(town: Town) -> None:
    chance = Random(20261116)
    month = Month(town, chance)
    await month.begin()
    begin = town.clock.at
    await town.says(town.cast.vera, town.cast.group, "/digest zone Europe/Vilnius")
    await town.says(town.cast.vera, town.cast.group, "/digest daily 20:00")
    due, weekly = begin + timedelta(hours=9), False
    for moment, deed, words in happenings(chance, begin):
        while moment >= due:
            town.clock.at = due
            await town.advance(seconds=5)
            due += timedelta(days=1)
            if due - begin > timedelta(days=8) and not weekly:
                weekly = True
                await town.says(town.cast.vera, town.cast.group, "/digest weekly sun 20:00")
        await month.at(moment, deed, words)
    await town.advance(days=1, hours=12)

    told = [one for one in town.from_bot(town.cast.group) if "reply_to_message" not in one.as_json()]
    editions = [one for one in told if as_file(one).startswith("Digest ·") or "photo" in one.content]
    text = "\n\n----\n\n".join(f"{one.date:%a %d %b %H:%M} UTC\n{as_file(one)}" for one in editions) + "\n"
    path = GOLDEN / "month.txt"
    if os.environ.get("COUNTERPOINT_TESTS_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
