"""Other words for one's own counterpoint, until somebody else has dealt with it; and a moderator's own words."""

from __future__ import annotations

import pytest

from storage.chats import Premoderation
from tests.scenarios.debating import COST, NOISE, WALKING, asked, desk_of, kept, opened, premoderate, presses, submitted
from tests.scenarios.test_private_drafts import cards, drafted, writes
from tests.town import Town, labels, text_of

OTHER = "Walking grew in the whole city, by a little."


async def test_edit_changes_the_words_on_the_card(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    await presses(town, town.cast.mara, card, "Agree")

    (said,) = await town.says(town.cast.mara, town.cast.group, f"/edit 1 {OTHER}")
    await town.advance(minutes=1)

    assert text_of(said) == "#1 now reads as you sent it."
    assert OTHER in text_of(card)
    assert (await kept(town))[0].text == OTHER


@pytest.mark.parametrize("deed", ["vote", "answer", "decision"])
async def test_after_somebody_else_dealt_with_it_it_stays(town: Town, deed: str) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    if deed == "vote":
        await presses(town, town.cast.jonas, card, "Pass")
    elif deed == "answer":
        await town.says(town.cast.jonas, town.cast.group, f"/counter {COST}", reply_to=card)
    else:
        await town.says(town.cast.vera, town.cast.group, "/close 1")

    (said,) = await town.says(town.cast.mara, town.cast.group, f"/edit 1 {OTHER}")

    assert text_of(said).startswith("#1 stays as it is: others have voted on it, answered it or decided about it.")
    assert WALKING in text_of(card)


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        (f"/edit 1 {OTHER}", "#1 is not yours. Only who wrote it can change it."),
        (f"/edit 9 {OTHER}", "There is no counterpoint #9 here."),
        ("/edit 1", "Write /edit, a number and the new words"),
        ("/edit", "Write /edit, a number and the new words"),
        ("/edit 1 Is that so?", "That is a question"),
    ],
    ids=["another's", "none", "no words", "nothing", "a question"],
)
async def test_edits_that_make_no_sense(town: Town, command: str, answer: str) -> None:
    await opened(town, town.cast.mara, WALKING)

    (said,) = await town.says(town.cast.jonas, town.cast.group, command)

    assert text_of(said).startswith(answer)
    assert (await kept(town))[0].text == WALKING


async def test_in_private_a_button_asks_for_the_new_words(town: Town) -> None:
    await premoderate(town, Premoderation.NONE)
    mara = town.cast.mara
    posted = await drafted(town, mara, WALKING, on=await asked(town))
    await town.press(mara, posted, "Post")

    await town.press(mara, posted, "Edit")
    preview = await writes(town, mara, OTHER)
    await town.restart()
    await town.press(mara, preview, "Post")
    await town.advance(minutes=1)

    assert text_of(preview) == "#1 now reads as you sent it."
    assert OTHER in text_of(cards(town)[0])
    await presses(town, town.cast.jonas, cards(town)[0], "Agree")
    late = await town.press(mara, posted, "Edit")
    assert str(late["text"]).startswith("#1 stays as it is")


async def test_an_edit_of_what_is_held_is_seen_by_moderators(town: Town) -> None:
    await premoderate(town, Premoderation.ALL)
    held = await submitted(town, town.cast.mara, WALKING)

    await town.says(town.cast.mara, town.cast.group, f"/edit 1 {OTHER}")

    assert OTHER in text_of(held)


# A moderator's own words


async def test_a_chat_has_reasons_of_its_own(town: Town) -> None:
    vera, mara = town.cast.vera, town.cast.mara
    await writes(town, mara, "/help")
    (listed,) = await town.says(vera, town.cast.group, "/reasons add names no year.")
    assert text_of(listed) == "Own reasons for a rejection here: names no year."
    await premoderate(town, Premoderation.ALL)
    held = await submitted(town, mara, WALKING)

    await town.press(vera, held, "Reject")
    await town.press(vera, held, "names no year")

    assert text_of(held).endswith("#1 was not accepted: names no year.")
    await town.advance(minutes=1)
    told = text_of(town.from_bot(town.telegram.private(mara))[-1])
    assert told.splitlines()[-1] == "Your counterpoint #1 was not accepted: names no year."
    (panel,) = await town.says(vera, town.cast.group, "/settings")
    await town.press(vera, panel, "Own reasons for a rejection: 1")
    assert "Now: names no year." in text_of(panel)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            "unclear Which year do you mean?",
            "it can be understood in several ways. Say it more plainly and send it again.",
        ),
        ("The count was withdrawn in May", "The count was withdrawn in May."),
    ],
    ids=["a reason and a sentence", "a sentence alone"],
)
async def test_a_moderator_writes_a_sentence_to_the_writer(town: Town, words: str, why: str) -> None:
    await premoderate(town, Premoderation.ALL)
    await writes(town, town.cast.mara, "/help")
    held = await submitted(town, town.cast.mara, WALKING)

    await town.says(town.cast.vera, await desk_of(town), f"/reject {words}", reply_to=held)

    await town.advance(minutes=1)
    told = text_of(town.from_bot(town.telegram.private(town.cast.mara))[-1])
    assert f"\nYour counterpoint #1 was not accepted: {why}" in told
    assert told.endswith("A moderator adds: Which year do you mean?") is words.startswith("unclear")
    assert labels(held) == ["Undo"]


async def test_a_merge_into_what_is_closed_asks_first(town: Town) -> None:
    answer = await asked(town)
    closed = await opened(town, town.cast.mara, WALKING, on=answer)
    await opened(town, town.cast.jonas, NOISE, on=answer)
    await town.says(town.cast.vera, town.cast.group, "/close 1")

    (asks,) = await town.says(town.cast.vera, town.cast.group, "/merge 2 1")
    assert text_of(asks).startswith("Voting on #1 is closed. Merged into it, #2 closes too")
    await town.press(town.cast.vera, asks, "Cancel")
    assert text_of(asks) == "Nothing was merged."
    assert "Merged into" not in text_of(closed)

    (asks,) = await town.says(town.cast.vera, town.cast.group, "/merge 2 1")
    await town.press(town.cast.vera, asks, "Merge")
    assert "Merged into #1" in text_of(cards(town)[1])
