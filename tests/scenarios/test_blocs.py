"""Steadfast against blocs: words that come back, words in disguise, and cards that somebody wants to bury."""

from __future__ import annotations

import pytest

from bot.debate.opinions.next_statement import FIRST_CARDS
from bot.playground.telegram.chats import PlaygroundChat
from storage.chats import Premoderation
from tests.scenarios.debating import COST, WALKING, asked, crowd, kept, opened, premoderate, presses, submitted
from tests.scenarios.newcomers import strangers
from tests.town import Town, labels, text_of


@pytest.mark.usefixtures("live_totals")
async def test_withdrawn_words_come_back_with_their_votes(town: Town) -> None:
    answer = await asked(town)
    first = await opened(town, town.cast.mara, WALKING, on=answer)
    await presses(town, town.cast.jonas, first, "Disagree")
    await town.says(town.cast.mara, town.cast.group, "/withdraw 1")

    card = await submitted(town, town.cast.mara, f"{WALKING.upper()}!", on=answer)

    assert text_of(card).startswith("#1 · ")
    assert [labels(one) for one in (card, first)] == [["Agree", "Disagree 1", "Pass"]] * 2
    assert len(await kept(town)) == 1


async def test_what_somebody_else_withdrew_is_new(town: Town) -> None:
    answer = await asked(town)
    await opened(town, town.cast.mara, WALKING, on=answer)
    await town.says(town.cast.mara, town.cast.group, "/withdraw 1")

    assert text_of(await submitted(town, town.cast.jonas, WALKING, on=answer)).startswith("#2 · ")


async def test_the_same_words_about_another_passage_are_the_same(town: Town) -> None:
    await opened(town, town.cast.mara, WALKING)
    (question,) = await town.says(town.cast.jonas, town.cast.group, f"/counter {WALKING}")

    await town.press(town.cast.jonas, question, "The article as a whole")

    assert labels(question) == ["That's mine: vote for #1"]


async def test_words_in_disguise_are_asked_about(town: Town) -> None:
    answer = await asked(town)
    await opened(town, town.cast.mara, WALKING, on=answer)
    look_alike = WALKING.translate(str.maketrans("aeoc", "\u0430\u0435\u043e\u0441"))

    (offer,) = await town.says(town.cast.jonas, town.cast.group, f"/counter {look_alike}", reply_to=answer)

    assert labels(offer) == ["That's mine: vote for #1", "Mine is different"]


async def test_ones_own_held_words_are_held_against_new_ones(town: Town) -> None:
    await premoderate(town, Premoderation.ALL)
    answer = await asked(town)
    await submitted(town, town.cast.mara, WALKING, on=answer)

    offer = await submitted(town, town.cast.mara, f"{WALKING} Honestly.", on=answer)
    other = await submitted(town, town.cast.jonas, f"{WALKING} Honestly.", on=answer)

    assert text_of(offer) == f"Looks close to #1: “{WALKING}”"
    assert labels(offer) == ["Mine is different"]
    assert "\n#2 · " in text_of(other)


async def test_ten_who_pass_do_not_hide_what_is_new(town: Town) -> None:
    answer = await asked(town)
    people = [town.cast.mara, town.cast.jonas]
    for place, thing in enumerate(("Trams", "Lamps", "Roads", "Parks", "Clocks", "Rents", "Gates", "Ports", "Mills")):
        await opened(town, people[place % 2], f"{thing} cost {place + 3} million more than that.", on=answer)
    *voters, newcomer = crowd(town, 11)
    await town.advance(days=3)
    card = await opened(town, town.cast.mara, WALKING, on=answer)
    for person in voters:
        await presses(town, person, card, "Pass")
    private = town.telegram.private(newcomer)

    await town.says(newcomer, private, "/start vote_1")
    for _ in range(FIRST_CARDS - 1):
        await presses(town, newcomer, town.from_bot(private)[-1], "Agree")

    assert any(WALKING in text_of(shown) for shown in town.from_bot(private))


async def test_all_channels_of_a_group_are_one_writer(town: Town) -> None:
    await premoderate(town, Premoderation.ALL)
    answer = await asked(town)
    things = ["Trams", "Lamps", "Roads", "Parks", "Clocks", "Rents", "Gates", "Ports", "Mills", "Farms", "Yards"]
    for place, thing in enumerate(things):
        channel = town.telegram.add_chat(PlaygroundChat(-1001000000100 - place, "channel", thing))
        words = f"/counter {thing} cost {place + 3} million more than that."
        town.telegram.speak_as(channel, town.cast.group, words, answer)
        await town.settle()

    assert len(await kept(town)) == len(things) - 1
    assert text_of(town.from_bot(town.cast.group)[-1]).startswith("You have 10 counterpoints waiting.")


@pytest.mark.usefixtures("live_totals")
async def test_ten_accounts_of_yesterday_do_not_outrank_five_who_were_there(town: Town) -> None:
    answer = await asked(town)
    theirs, ours = [
        await opened(town, person, text, on=answer)
        for person, text in ((town.cast.mara, WALKING), (town.cast.jonas, COST))
    ]
    for person in crowd(town, 5):
        await presses(town, person, ours, "Agree")
    came = strangers(town, 10)
    for person in came:
        town.telegram.join(person, town.cast.group)
    await town.settle()
    await town.advance(days=1, minutes=1)
    await town.advance(minutes=1)
    for person in came:
        await presses(town, person, theirs, "Agree")

    (shown,) = await town.says(town.cast.ana, town.cast.group, "/counterpoints supported")

    assert [line[:2] for line in text_of(shown).splitlines()[1:]] == ["#2", "#1"]
    assert (labels(theirs)[0], labels(ours)[0]) == ("Agree 10", "Agree 5")

    await town.advance(days=28)
    for label in ("Pass", "Agree"):
        for person in came:
            await presses(town, person, theirs, label)
    (shown,) = await town.says(town.cast.ana, town.cast.group, "/counterpoints supported")

    assert [line[:2] for line in text_of(shown).splitlines()[1:]] == ["#1", "#2"]
