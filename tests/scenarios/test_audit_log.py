"""/audit and *Audit log*: pages in private, filters, and the file."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from bot.playground.telegram.members import MODERATION
from tests.scenarios.moderating import meets_privately, offered, orders, written
from tests.scenarios.test_moderators_chat import a_room
from tests.town import Town, labels, text_of


async def test_a_moderator_reads_it_in_private(town: Town) -> None:
    vera, group = town.cast.vera, town.cast.group
    private = await meets_privately(town, vera)
    await orders(town, "/mute 2h off topic", await written(town, town.cast.mara))
    assert await orders(town, "/audit") == ["I sent it to you in private."]
    shown = text_of(town.from_bot(private)[-1])
    assert shown == (
        "Audit log · one entry · page 1 of 1 · times in UTC\n\n2026-11-16 09:00 Vera muted · Mara: off topic"
    )
    assert labels(town.from_bot(private)[-1]) == ["As a file"]
    assert len(town.from_bot(group)) == 2


async def test_names_and_reasons_are_not_shown_in_the_group(town: Town) -> None:
    vera, group = town.cast.vera, town.cast.group
    await orders(town, "/warn slur against Jonas", await written(town, town.cast.mara))
    assert await orders(town, "/audit") == [
        "The audit log is shown in private. Open a chat with me, press Start, and ask again."
    ]
    town.telegram.promote(vera, group, MODERATION, is_anonymous=True)
    anonymous = await town.says(vera, group, "/audit")
    assert [text_of(one) for one in anonymous] == ["I cannot see who you are. Send this as yourself, not as the group."]


async def test_who_has_no_private_chat_reads_it_where_moderators_read(town: Town) -> None:
    room = await a_room(town)
    await orders(town, "/warn slur against Jonas", await written(town, town.cast.mara))
    assert await orders(town, "/audit") == ["I sent it to where this group's moderators read."]
    shown = town.from_bot(room)[-1]
    assert "slur against Jonas" in text_of(shown)
    await town.press(town.cast.vera, shown, "As a file")
    assert [labels(one) for one in town.from_bot(room)][-1] == ["As a file"]


async def test_it_is_filtered_and_turned(town: Town) -> None:
    private = await meets_privately(town, town.cast.vera)
    mara, jonas = await written(town, town.cast.mara), await written(town, town.cast.jonas)
    for _ in range(10):
        await orders(town, "/warn", mara)
        await orders(town, "/unwarn", mara)
    await orders(town, "/mute 2h", jonas)
    await orders(town, "/audit")
    log = town.from_bot(private)[-1]
    assert text_of(log).startswith("Audit log · 21 entries · page 1 of 3")
    assert labels(log) == ["›", "As a file"]
    await town.press(town.cast.vera, log, "›")
    assert "page 2 of 3" in text_of(log)
    assert labels(log) == ["‹", "›", "As a file"]
    await orders(town, "/audit mute")
    assert text_of(town.from_bot(private)[-1]).startswith("Audit log · one entry")
    await orders(town, "/audit", jonas)
    assert text_of(town.from_bot(private)[-1]).startswith("Audit log · one entry")
    await orders(town, "/audit kick")
    assert text_of(town.from_bot(private)[-1]) == "Nothing is noted about that."


async def test_the_button_under_a_sanction_shows_what_is_noted_about_the_person(town: Town) -> None:
    vera, group = town.cast.vera, town.cast.group
    await orders(town, "/warn", await written(town, town.cast.jonas))
    (muted,) = await town.says(vera, group, "/mute 2h", reply_to=await written(town, town.cast.mara))
    answer = await town.press(vera, muted, "Audit log")
    assert answer["text"].startswith("The audit log is shown in private.")
    private = await meets_privately(town, vera)
    await town.press(vera, muted, "Audit log")
    assert text_of(town.from_bot(private)[-1]).startswith("Audit log · one entry")


async def test_the_file_holds_everything_and_no_formula(town: Town) -> None:
    private = await meets_privately(town, town.cast.vera)
    await orders(town, '/mute 2h =HYPERLINK("x")', await written(town, town.cast.mara))
    await orders(town, "/audit")
    await town.press(town.cast.vera, town.from_bot(private)[-1], "As a file")
    document = town.from_bot(private)[-1].content["document"]
    assert document["file_name"] == "audit-2026-11-16.csv"
    content = town.telegram.files.get(document["file_id"]).content.decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(content))
    assert (row["actor"], row["action"], row["person"], row["reason"]) == ("Vera", "mute", "Mara", '\'=HYPERLINK("x")')
    assert '"can_send_messages"' in row["before"] or '"status": "member"' in row["before"]


@pytest.mark.parametrize("data", ["audit:1:0:", "auditpage:1:0:", "auditfile:1:0:p5"])
async def test_the_log_of_another_chat_is_not_shown(town: Town, data: str) -> None:
    mara = town.cast.mara
    await orders(town, "/warn", await written(town, mara))
    private = await meets_privately(town, mara)
    shown = len(town.from_bot(private))
    answer = await offered(town, mara, town.from_bot(private)[-1], data)
    assert answer["text"] == "Only a moderator of this group can do that."
    assert len(town.from_bot(private)) == shown


@pytest.mark.parametrize(
    "data", ["audit:", "audit:1", "audit:1:0:x9", "audit:99:0:", "auditpage:1:-1:", "undo:", "undo:9"]
)
async def test_garbled_buttons_are_answered(town: Town, data: str) -> None:
    (muted,) = await town.says(
        town.cast.vera, town.cast.group, "/mute 2h", reply_to=await written(town, town.cast.mara)
    )
    answer = await offered(town, town.cast.vera, muted, data)
    assert answer["text"] == "This button belongs to something that is no longer here."
