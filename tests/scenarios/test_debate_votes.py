"""Voting: on cards and in private; lists of counterpoints; who agrees with whom."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.playground.telegram.people import PlaygroundPerson
from storage.chat_settings import TotalsShown
from storage.chats import Premoderation
from storage.votes import VoteLog
from tests.scenarios.debating import (
    COST,
    NOISE,
    WALKING,
    asked,
    button,
    buttons,
    crowd,
    kept,
    opened,
    premoderate,
    presses,
)
from tests.scenarios.newcomers import choose
from tests.town import Town, labels, text_of

pytestmark = pytest.mark.usefixtures("live_totals")

CLAIMS = (
    WALKING,
    COST,
    NOISE,
    "Night buses matter more than free ones.",
    "Schools should open later to spread the crowd.",
    "Ferries deserve the money instead.",
    "Drivers earn too little for this work.",
    "Bicycle lanes would have cost far less.",
)


async def test_a_vote_is_secret_and_may_be_changed(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)

    said = await presses(town, town.cast.jonas, card, "Agree")
    assert said["text"] == "You agree with #1. Only I know; you may change it."
    again = await presses(town, town.cast.jonas, card, "Agree")
    assert again["text"] == "You agree with #1 already."
    await presses(town, town.cast.jonas, card, "Disagree")
    await presses(town, town.cast.mara, card, "Pass")

    assert labels(card) == ["Agree", "Disagree 1", "Pass 1"]
    assert "Jonas" not in text_of(card)
    async with town.database.read() as session:
        log = list(await session.exec(select(VoteLog.stance).order_by(VoteLog.id)))
    assert log == [-1, 0]  # who changes their mind within the hour leaves one line


async def test_votes_at_once_from_two_devices_count_once(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)

    first = asyncio.ensure_future(town.telegram.press(town.cast.jonas, card, button(card, "Agree")))
    second = asyncio.ensure_future(town.telegram.press(town.cast.jonas, card, button(card, "Disagree")))
    await asyncio.gather(first, second)
    await town.settle()

    (one,) = await kept(town)
    assert one.agree + one.disagree == 1


async def test_point_shows_the_card_again_and_both_stay_up_to_date(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    (copy,) = await town.says(town.cast.jonas, town.cast.group, "/point 1")

    await presses(town, town.cast.jonas, copy, "Agree")

    assert labels(card) == labels(copy) == ["Agree 1", "Disagree", "Pass"]
    (none,) = await town.says(town.cast.jonas, town.cast.group, "/point 7")
    assert text_of(none) == "There is no counterpoint #7 here. /counterpoints lists those there are."


async def test_lists_have_filters_and_pages(town: Town) -> None:
    on = await asked(town)
    cards = [await opened(town, town.cast.mara, text, on=on) for text in CLAIMS]
    cards.append(await opened(town, town.cast.jonas, "Trams run on time in winter.", on=on))
    await presses(town, town.cast.ana, cards[1], "Agree")
    await presses(town, town.cast.ana, cards[3], "Agree")
    await presses(town, town.cast.vera, cards[3], "Disagree")

    (shown,) = await town.says(town.cast.ana, town.cast.group, "/counterpoints")
    assert text_of(shown).startswith("Open counterpoints · 9\n#9 ")
    assert labels(shown) == [
        "Most supported", "Most divisive", "Unanswered", "Mine", "›", "Vote on open points"
    ]  # fmt: skip
    await town.press(town.cast.ana, shown, "›")
    assert text_of(shown) == f"Open counterpoints · 9\n#1 {WALKING} (0 agree, 0 disagree)\npage 2 of 2"
    await town.restart()
    await town.press(town.cast.ana, shown, "Most supported")
    assert text_of(shown).splitlines()[1] == f"#2 {COST} (1 agree, 0 disagree)"
    await town.press(town.cast.ana, shown, "Most divisive")
    assert text_of(shown) == f"Most divisive · 1\n#4 {CLAIMS[3]} (1 agree, 1 disagree)"
    mine = await town.press(town.cast.jonas, shown, "Mine")
    assert mine["text"] == "Yours: #9 (open)"
    assert "Most divisive" in text_of(shown)


async def test_an_empty_list_says_how_to_begin(town: Town) -> None:
    (shown,) = await town.says(town.cast.ana, town.cast.group, "/counterpoints")

    assert (
        text_of(shown)
        == "There is none yet. Press Counter this under one of my answers, or reply to it with /counter and your point."
    )


async def test_voting_in_private_walks_through_what_one_has_not_seen(town: Town) -> None:
    on = await asked(town)
    card = await opened(town, town.cast.mara, WALKING, on=on)
    await opened(town, town.cast.mara, COST, on=on)
    private = town.telegram.private(town.cast.jonas)
    (shown,) = await town.says(town.cast.jonas, town.cast.group, "/vote")
    link = buttons(shown)[0]["url"]
    assert link.startswith("https://t.me/counterpoint_bot?start=vote_")

    (first,) = await town.says(town.cast.jonas, private, f"/start {link.partition('=')[2]}")
    assert labels(first) == ["Agree", "Disagree", "Pass"]
    await town.restart()
    await presses(town, town.cast.jonas, first, "Agree")
    assert "You agree. So far 1 agree, 0 disagree, 0 pass." in text_of(first)
    second = town.from_bot(private)[-1]
    assert text_of(second).split(" ")[0] != text_of(first).split(" ")[0]
    await presses(town, town.cast.jonas, second, "Pass")

    assert text_of(town.from_bot(private)[-1]).startswith("You have seen all that is open to votes.")
    assert labels(card) in (["Agree 1", "Disagree", "Pass"], ["Agree", "Disagree", "Pass 1"])
    (again,) = await town.says(town.cast.jonas, private, "/vote")
    assert text_of(again).startswith("You have seen all that is open to votes.")


async def test_who_is_not_in_the_group_cannot_vote_there(town: Town) -> None:
    await opened(town, town.cast.mara, WALKING)
    stranger = town.telegram.add_person(PlaygroundPerson(7200000000, "Stranger", language_code="en"))
    private = town.telegram.private(stranger)

    (said,) = await town.says(stranger, private, "/start vote_1")

    assert text_of(said) == "You are not in that group, so you cannot vote there."


@pytest.mark.parametrize("word", ["vote_999999", "vote_x", "vote_", "vote_²"])
async def test_a_forged_link_leads_nowhere_else(town: Town, word: str) -> None:
    stranger = town.telegram.add_person(PlaygroundPerson(7200000000, "Stranger", language_code="en"))

    (said,) = await town.says(stranger, town.telegram.private(stranger), f"/start {word}")

    assert text_of(said).startswith("Which debate?")


async def test_forty_votes_that_wait_are_one_edit(tmp_path: Path) -> None:
    folder = tmp_path / "paced"
    folder.mkdir()
    town = Town(folder)
    town.settings = town.settings.model_copy(update={"rate_limits": "telegram"})
    await town.start()
    people = crowd(town, 40)
    await premoderate(town, Premoderation.NONE)
    town.telegram.say(town.cast.mara, town.cast.group, f"/counter {WALKING}")
    await _a_second_later(town)
    asks = town.from_bot(town.cast.group)[-1]
    whole = asyncio.ensure_future(town.telegram.press(town.cast.mara, asks, button(asks, "The article as a whole")))
    for _ in range(3):
        await _a_second_later(town)
    await whole
    card = town.from_bot(town.cast.group)[-1]
    town.request.calls.clear()

    await asyncio.gather(*(town.telegram.press(person, card, button(card, "Agree")) for person in people))
    for _ in range(5):
        await _a_second_later(town)

    assert labels(card) == ["Agree 40", "Disagree", "Pass"]
    assert [name for name, _ in town.request.calls].count("editMessageText") <= 2
    await town.stop()


async def _a_second_later(town: Town) -> None:
    """Let a paced bot go on."""
    await town.received()
    town.clock.at += timedelta(seconds=2)
    town.app.sender.wake()
    await town.received()


async def test_without_clear_groups_the_map_says_so(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    people = crowd(town, 5)
    for person in people[:4]:
        await presses(town, person, card, "Agree")

    (said,) = await town.says(town.cast.ana, town.cast.group, "/map")
    assert text_of(said).startswith("The map is drawn once 5 people have voted.")
    await presses(town, people[4], card, "Disagree")
    (said,) = await town.says(town.cast.ana, town.cast.group, "/map")
    assert "No clear groups yet (5 voters)" in text_of(said)


async def test_two_camps_appear_on_the_map_and_keep_their_names(town: Town) -> None:
    on = await asked(town)
    cards = [await opened(town, town.cast.mara, text, on=on) for text in CLAIMS]
    people = crowd(town, 40)
    votes = []
    for place, person in enumerate(people):
        for number, card in enumerate(cards):
            likes = (place % 2 == 0) == (number % 2 == 0)
            votes.append(town.telegram.press(person, card, button(card, "Agree" if likes else "Disagree")))
    await asyncio.gather(*votes)
    await town.settle()

    (said,) = await town.says(town.cast.ana, town.cast.group, "/map")

    words = str(said.content["caption"])
    assert "A · 20 people" in words
    assert "B · 20 people" in words
    assert said.content["photo"][0]["width"] == 1080
    await town.restart()
    (again,) = await town.says(town.cast.ana, town.cast.group, "/map")
    assert again.content["caption"] == words
    for card in cards:
        await presses(town, town.cast.jonas, card, "Agree")
    (after_one_more,) = await town.says(town.cast.ana, town.cast.group, "/map")
    assert after_one_more.content["caption"] == words
    await choose(town, totals=TotalsShown.CLOSING)
    (no,) = await town.says(town.cast.ana, town.cast.group, "/map")
    assert text_of(no).startswith("Totals are hidden here while the voting goes on, and so is the map.")
    (no,) = await town.says(town.cast.ana, town.cast.group, "/counterpoints supported")
    assert text_of(no).startswith("Totals are hidden here while the voting goes on, and so are lists")
    (shown,) = await town.says(town.cast.ana, town.cast.group, "/counterpoints")
    assert labels(shown) == ["Unanswered", "Mine", "Vote on open points"]
