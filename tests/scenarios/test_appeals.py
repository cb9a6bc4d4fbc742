"""/appeal: somebody who was sanctioned asks the moderators to look again, and learns what they decide."""

from __future__ import annotations

import pytest

from bot.playground.telegram.chats import Message
from bot.playground.telegram.members import MEMBER, Status
from tests.scenarios.moderating import offered
from tests.scenarios.moderating_queue import cards, meets, private, queue, writes
from tests.town import Town, labels, text_of

WORDS = "I only answered what was asked, please look again"


@pytest.fixture
async def town(town: Town) -> Town:
    await meets(town, town.cast.vera, town.cast.mara)
    return town


async def sanctioned(town: Town, command: str = "/mute 2h off topic") -> None:
    message = await writes(town, town.cast.mara, "Trains are better anyway")
    await writes(town, town.cast.vera, command, reply_to=message)


async def appeals(town: Town, words: str = WORDS) -> list[Message]:
    return await town.says(town.cast.mara, private(town, town.cast.mara), f"/appeal {words}".strip())


async def told(town: Town) -> str:
    """Return what the person who appealed read last."""
    return text_of(town.from_bot(private(town, town.cast.mara))[-1])


async def test_an_appeal_is_granted_and_every_permission_comes_back(town: Town) -> None:
    before = town.cast.group.members[town.cast.mara.id]
    await sanctioned(town)
    (sent,) = await appeals(town)
    assert text_of(sent).startswith("The moderators of The reading group can read it.")
    (card,) = cards(town, town.cast.vera)
    assert text_of(card).startswith("Appeal · The reading group\nMara was muted by Vera: off topic. They write:")
    assert WORDS in text_of(card)
    assert "On record here: 1 mute." in text_of(card)
    assert labels(card) == ["Undo", "Dismiss"]
    await town.press(town.cast.vera, card, "Undo")
    assert town.cast.group.members[town.cast.mara.id].status in (before.status, Status.MEMBER)
    assert "Vera lifted the sanction." in text_of(card)
    assert labels(card) == []
    assert await told(town) == "You can write in The reading group again as before: the mute was taken back."


async def test_an_appeal_is_dismissed_with_the_moderators_words(town: Town) -> None:
    await sanctioned(town, "/ban insults")
    await appeals(town)
    (card,) = cards(town, town.cast.vera)
    (note,) = await town.says(
        town.cast.vera, private(town, town.cast.vera), "/answer It was the third time this week.", reply_to=card
    )
    assert text_of(note) == "Kept. Mara reads it with your decision."
    assert "Your answer to them: It was the third time this week" in text_of(card)
    await town.press(town.cast.vera, card, "Dismiss")
    assert await told(town) == (
        "The moderators of The reading group looked again: it stays as it was decided. "
        "They write: “It was the third time this week”"
    )
    (again,) = await appeals(town)
    assert text_of(again) == "The moderators have decided about that already."


async def test_an_answer_after_the_decision_goes_on_at_once(town: Town) -> None:
    await sanctioned(town)
    await appeals(town)
    (card,) = cards(town, town.cast.vera)
    await town.press(town.cast.vera, card, "Dismiss")
    await town.says(town.cast.vera, private(town, town.cast.vera), "/answer Until tonight only", reply_to=card)
    assert await told(town) == "The moderators of The reading group write about your appeal: “Until tonight only”"


async def test_only_moderators_of_that_chat_answer(town: Town) -> None:
    await sanctioned(town)
    await appeals(town)
    (card,) = cards(town, town.cast.vera)
    town.cast.group.members[town.cast.vera.id] = MEMBER
    (no,) = await town.says(town.cast.vera, private(town, town.cast.vera), "/answer No", reply_to=card)
    assert text_of(no) == "Only a moderator of this group can do that."
    for label in ("Undo", "Dismiss"):
        assert str((await town.press(town.cast.vera, card, label))["text"]).startswith("Only a moderator")
    (lost,) = await town.says(town.cast.mara, private(town, town.cast.mara), "/answer No")
    assert text_of(lost).startswith("Reply to the card of an appeal")


async def test_an_appeal_of_nothing_without_words_or_in_the_group(town: Town) -> None:
    (nothing,) = await appeals(town)
    assert text_of(nothing) == "There is no warning, mute or ban of yours to appeal."
    (there,) = await town.says(town.cast.mara, town.cast.group, "/appeal please")
    assert text_of(there).startswith("Appeal in private:")
    await sanctioned(town)
    (how,) = await appeals(town, "")
    assert text_of(how).startswith("Write after /appeal")
    await appeals(town)
    (waits,) = await appeals(town)
    assert text_of(waits).startswith("Your appeal waits for the moderators already.")
    assert len(await queue(town)) == 1


async def test_of_two_chats_the_person_chooses(town: Town) -> None:
    await sanctioned(town, "/warn")
    forum = town.cast.forum
    message = town.telegram.say(town.cast.mara, forum, "Trains again")
    await town.settle()
    town.telegram.say(town.cast.vera, forum, "/ban", reply_to=message)
    await town.settle()
    (which,) = await appeals(town)
    assert text_of(which) == "Which group is it about?"
    assert labels(which) == ["The reading group", "City desk"]
    await town.press(town.cast.mara, which, "City desk")
    assert text_of(which).startswith("The moderators of City desk can read it.")
    (entry,) = await queue(town)
    assert entry.words == WORDS


async def test_somebody_elses_sanction_is_not_appealed(town: Town) -> None:
    await sanctioned(town)
    (said,) = await town.says(town.cast.jonas, private(town, town.cast.jonas), "/appeal for Mara")
    answer = await offered(town, town.cast.jonas, said, "appeal:1")
    assert answer["text"] == "There is no warning, mute or ban of yours to appeal."
    assert await queue(town) == []
