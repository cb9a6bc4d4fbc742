"""Moderators take the whole debate home."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from bot.debate.opinions.report import opinions_of
from tests.scenarios.debating import COST, WALKING, asked, opened
from tests.town import Town, text_of


async def test_a_moderator_gets_the_debate_in_private(town: Town, tmp_path: Path) -> None:
    vera, group = town.cast.vera, town.cast.group
    private = town.telegram.private(vera)
    await town.says(vera, private, "/help")
    answer = await asked(town)
    card = await opened(town, town.cast.mara, WALKING, on=answer)
    await opened(town, town.cast.jonas, COST, on=answer)
    await town.press(town.cast.jonas, card, "Agree")

    (told,) = await town.says(vera, group, "/export")

    assert text_of(told) == "The export is in your private chat with me."
    sent = town.from_bot(private)[-1].content["document"]
    assert sent["file_name"].startswith("debate-2026-11-16")
    file = town.telegram.files.get(sent["file_id"])
    assert file is not None
    packed = ZipFile(BytesIO(file.content))
    packed.extractall(tmp_path)
    assert opinions_of(tmp_path / "polis", None)["statements"] == 2
    texts = [one["text"] for one in json.loads(packed.read("debate.json"))["counterpoints"]]
    assert texts == [WALKING, COST]
    everything = b"".join(packed.read(name) for name in packed.namelist())
    assert all(str(person.id).encode() not in everything for person in town.telegram.people.values())


async def test_who_has_not_written_in_private_is_asked_to(town: Town) -> None:
    await opened(town, town.cast.mara, WALKING)

    (told,) = await town.says(town.cast.vera, town.cast.group, "/export")

    assert text_of(told) == "I send exports in private. Write to me there first, then try again."


async def test_members_may_not_export(town: Town) -> None:
    (told,) = await town.says(town.cast.mara, town.cast.group, "/export")

    assert text_of(told) == "Only a moderator of this group can do that."
