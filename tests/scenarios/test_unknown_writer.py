"""From private nobody knows the writer: not the group, not its moderators, in nothing that the bot says or keeps."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from collections.abc import Iterator

import pytest

from bot.debate.exports import collect
from bot.playground.telegram.chats import Message
from storage.chats import Premoderation
from tests.scenarios.debating import COST, NOISE, SHOES, WALKING, asked, desk_of, premoderate, presses
from tests.scenarios.test_private_drafts import cards, drafted
from tests.town import Town, labels, text_of


async def posted(town: Town, words: str, *, on: Message) -> Message:
    """Let Mara post something from private, and return what she sees of it."""
    preview = await drafted(town, town.cast.mara, words, on=on)
    await town.press(town.cast.mara, preview, "Post")
    return preview


def seen_by_others(town: Town) -> Iterator[str]:
    """Return everything that anybody but Mara can see of what the bot sent: words, buttons, replies, files."""
    others = [one for one in town.telegram.people.values() if one is not town.cast.mara]
    for chat in (town.cast.group, *map(town.telegram.private, others)):
        for message in chat.messages.values():
            yield json.dumps(message.as_json(), ensure_ascii=False)
            document = message.content.get("document")
            file = town.telegram.files.get(document["file_id"]) if document else None
            yield _unpacked(file.content) if file is not None else ""


def _unpacked(content: bytes) -> str:
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    packed = zipfile.ZipFile(io.BytesIO(content))
    return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


async def test_nothing_joins_the_writer_to_the_card(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await _everything_happens(town)

    shown, mara = list(seen_by_others(town)), town.cast.mara
    assert any(NOISE in one for one in shown), "the export is among them"
    assert any("The writer of #3: no counterpoints from private" in one for one in shown)
    assert any("writer-ban" in one for one in shown), "the log as a file is among them"
    names = (mara.first_name, str(mara.username), str(mara.id))
    assert [one for one in shown if any(name in one for name in names)] == []
    assert not any(str(mara.id) in line or WALKING in line for line in caplog.messages)
    async with town.database.read() as session:
        debate = await collect(session, 1)
    assert len({one.author for one in debate.counterpoints}) == 3, "each is of another writer there"


async def _everything_happens(town: Town) -> None:
    """Let Mara write in private, and the others do all that may show who wrote it."""
    cast, group = town.cast, town.cast.group
    desk = await desk_of(town)
    (answer,) = await town.says(cast.jonas, group, f"/ask {SHOES}")
    await posted(town, WALKING, on=answer)
    held = town.from_bot(desk)[-1]
    await presses(town, cast.vera, held, "Approve")
    await posted(town, COST, on=answer)
    await presses(town, cast.vera, town.from_bot(desk)[-1], "Reject")
    await presses(town, cast.vera, town.from_bot(desk)[-1], "unclear")
    await premoderate(town, Premoderation.NONE)
    await posted(town, NOISE, on=answer)
    (_, third) = cards(town)

    await presses(town, cast.ana, third, "Agree")
    for person in (cast.ana, cast.jonas):
        await town.says(person, group, "/report rude", reply_to=third)
    await presses(town, cast.vera, town.from_bot(desk)[-1], "Mute")
    await town.says(cast.vera, group, "/warn #1 one number is enough")
    await town.says(cast.vera, group, "/ban a farewell", reply_to=cards(town)[0])
    await town.says(cast.vera, group, "/audit")
    await presses(town, cast.vera, town.from_bot(desk)[-1], "As a file")
    for command in ("/queue", "/export", "/map", "/counterpoints"):
        await town.says(cast.vera, group, command)


async def test_who_is_silenced_learns_it_alone_and_may_write_in_the_group(town: Town) -> None:
    await premoderate(town, Premoderation.NONE)
    cast, answer = town.cast, await asked(town)
    await posted(town, WALKING, on=answer)
    (card,) = cards(town)
    preview = await drafted(town, cast.mara, COST, on=answer)

    (told,) = await town.says(cast.vera, cast.group, "/mute 2h shouting", reply_to=card)
    assert text_of(told) == "The writer of #1: no counterpoints from private for 2 hours (shouting)."
    private = town.telegram.private(cast.mara)
    assert text_of(town.from_bot(private)[-1]).startswith(
        "You may write no counterpoints for The reading group in priv"
    )
    refused = await town.press(cast.mara, preview, "Post")
    assert str(refused["text"]).startswith("A moderator decided that you write no counterpoints in private there until")
    (own,) = await town.says(cast.mara, cast.group, f"/counter {NOISE}", reply_to=answer)
    assert text_of(own).startswith("#2 · ")

    assert labels(told) == ["Undo"]
    no = await presses(town, cast.jonas, told, "Undo")
    assert no["text"] == "Only a moderator who may ban users in this group can do that."
    await presses(town, cast.vera, told, "Undo")
    assert text_of(told) == "The writer of #1: may write counterpoints in private again."
    await town.press(cast.mara, preview, "Post")
    assert text_of(cards(town)[-1]).startswith("#3 · ")


async def test_the_writer_is_told_in_private_even_where_the_group_could_hear_it(town: Town) -> None:
    desk = await desk_of(town)
    answer = await asked(town)
    await posted(town, WALKING, on=answer)
    town.telegram.block(town.cast.mara, town.cast.bot)
    await town.settle()
    before = [text_of(one) for one in town.from_bot(town.cast.group)]

    await presses(town, town.cast.vera, town.from_bot(desk)[-1], "Reject")
    await presses(town, town.cast.vera, town.from_bot(desk)[-1], "unclear")

    assert [text_of(one) for one in town.from_bot(town.cast.group)] == before


@pytest.mark.parametrize("command", ["/withdraw 1", "/edit 1 Other words."])
async def test_in_the_group_a_command_does_not_tell_whose_it_is(town: Town, command: str) -> None:
    await premoderate(town, Premoderation.NONE)
    await posted(town, WALKING, on=await asked(town))

    said = [text_of((await town.says(one, town.cast.group, command))[0]) for one in (town.cast.mara, town.cast.jonas)]

    assert said[0] == said[1]
    assert "was written in private" in said[0]
