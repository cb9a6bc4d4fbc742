"""The life of a counterpoint: held, decided, withdrawn, closed, merged and unmerged; and what its author hears."""

from __future__ import annotations

import pytest
from sqlmodel import select

from storage.audit import Audit
from storage.chats import Premoderation
from storage.counterpoints import CounterpointStatus
from tests.scenarios.debating import (
    COST,
    NOISE,
    WALKING,
    asked,
    crowd,
    desk_of,
    kept,
    opened,
    premoderate,
    presses,
    submitted,
)
from tests.town import Town, labels, text_of

pytestmark = pytest.mark.usefixtures("live_totals")


async def test_newcomers_wait_until_two_were_accepted(town: Town) -> None:
    answer = await asked(town)
    for text in (WALKING, COST):
        card = await submitted(town, town.cast.mara, text, on=answer)
        assert "Waits for a moderator." in text_of(card)
        assert labels(card) == ["Approve", "Reject", "Merge"]
        await town.press(town.cast.vera, card, "Approve")

    third = await submitted(town, town.cast.mara, NOISE, on=answer)

    assert labels(third) == ["Agree", "Disagree", "Pass"]


async def test_what_is_held_is_seen_by_its_writer_and_moderators_alone(town: Town) -> None:
    private = town.telegram.private(town.cast.mara)
    await town.says(town.cast.mara, private, "/help")
    card = await submitted(town, town.cast.mara, WALKING)

    assert card.chat is town.telegram.private(town.cast.vera)
    assert all(WALKING not in text_of(one) for one in town.cast.group.messages.values() if not one.is_deleted)
    assert text_of(town.from_bot(private)[-1]).startswith("#1 waits for a moderator.")
    (hidden,) = await town.says(town.cast.jonas, town.cast.group, "/point 1")
    assert text_of(hidden) == "#1 waits for a moderator. It is shown when it is accepted."
    await town.says(town.cast.mara, private, "/start list_1")
    (own,) = await town.says(town.cast.mara, private, "/counterpoints mine")
    assert WALKING in text_of(own)


async def test_where_no_moderator_can_be_written_to_the_group_hears_that_something_waits(town: Town) -> None:
    answer = await asked(town)
    told = await town.says(town.cast.mara, town.cast.group, f"/counter {WALKING}", reply_to=answer)

    assert [text_of(one) for one in told] == [
        "Noted as #1. It waits for a moderator, and appears here when it is accepted.",
        "A counterpoint waits for a moderator. I show it to moderators alone.",
    ]
    (listed,) = await town.says(town.cast.vera, town.cast.group, "/queue")
    assert WALKING not in text_of(listed)
    refused = await presses(town, town.cast.vera, listed, "1")
    assert "in private" in str(refused["text"])
    (queue,) = await town.says(town.cast.vera, town.telegram.private(town.cast.vera), "/start queue_1")
    assert WALKING in text_of(queue)
    await presses(town, town.cast.vera, queue, "1")
    await presses(town, town.cast.vera, town.from_bot(town.telegram.private(town.cast.vera))[-1], "Approve")
    assert told[1].is_deleted
    assert WALKING in text_of(town.from_bot(town.cast.group)[-2])


async def test_an_accepted_one_is_told_to_its_author_and_open(town: Town) -> None:
    card = await submitted(town, town.cast.mara, WALKING)
    await town.restart()

    await town.press(town.cast.vera, card, "Approve")

    assert labels(card) == ["Undo"]
    shown, told = town.from_bot(town.cast.group)[-2:]
    assert labels(shown) == ["Agree", "Disagree", "Pass", "Undo"]
    assert text_of(told) == "Your counterpoint #1 was accepted and is open to votes."


async def test_who_knows_the_bot_in_private_is_told_there(town: Town) -> None:
    private = town.telegram.private(town.cast.mara)
    await town.says(town.cast.mara, private, "/help")
    card = await submitted(town, town.cast.mara, WALKING)
    before = len(town.from_bot(town.cast.group))

    await town.press(town.cast.vera, card, "Approve")
    await town.advance(minutes=1)

    told = town.from_bot(private)[-1]
    assert text_of(told).endswith("\nYour counterpoint #1 was accepted and is open to votes.")
    assert labels(told) == ["To the card", "My place", "What I am told"]
    assert len(town.from_bot(town.cast.group)) == before + 1, "the card and nothing else"


async def test_a_rejected_one_is_told_why(town: Town) -> None:
    card = await submitted(town, town.cast.mara, WALKING)

    await town.press(town.cast.vera, card, "Reject")
    await town.restart()
    await town.press(town.cast.vera, card, "several claims")

    assert text_of(card) == "The reading group\n#1 was not accepted: several claims."
    assert labels(card) == ["Undo"]
    assert text_of(town.from_bot(town.cast.group)[-1]) == (
        "Your counterpoint #1 was not accepted: it holds several claims. Send them one by one and each can be voted on."
    )


async def test_a_moderator_may_think_again_about_rejecting(town: Town) -> None:
    card = await submitted(town, town.cast.mara, WALKING)
    await town.press(town.cast.vera, card, "Reject")

    await town.press(town.cast.vera, card, "Cancel")

    assert labels(card) == ["Approve", "Reject", "Merge"]


async def test_the_second_moderator_is_told_who_was_first(town: Town) -> None:
    other = town.telegram.private(town.cast.alena)
    await town.says(town.cast.alena, other, "/help")
    card = await submitted(town, town.cast.mara, WALKING)
    copy = town.from_bot(other)[-1]
    old = copy.keyboard
    await town.press(town.cast.vera, card, "Approve")
    assert labels(copy) == ["Undo"]
    copy.keyboard = old

    said = await town.press(town.cast.alena, copy, "Reject")

    assert said["text"] == "Vera opened #1 to votes already."
    (one,) = await kept(town)
    assert one.status is CounterpointStatus.OPEN


@pytest.mark.parametrize("by_reply", [False, True], ids=["by number", "by reply"])
async def test_its_author_withdraws_it_with_the_votes_on_it(town: Town, by_reply: bool) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    await presses(town, town.cast.jonas, card, "Agree")
    words = {"reply_to": card} if by_reply else {}
    command = "/withdraw" if by_reply else "/withdraw 1"

    (no,) = await town.says(town.cast.jonas, town.cast.group, command, **words)
    await town.says(town.cast.mara, town.cast.group, command, **words)

    assert text_of(no) == "#1 is not yours. Only who wrote it can withdraw it."
    assert text_of(card) == "#1 was withdrawn by the one who wrote it."
    assert labels(card) == []


async def test_what_was_withdrawn_may_be_sent_again_in_other_words(town: Town) -> None:
    answer = await asked(town)
    await opened(town, town.cast.mara, WALKING, on=answer)
    await town.says(town.cast.mara, town.cast.group, "/withdraw 1")

    card = await submitted(town, town.cast.mara, COST, on=answer)

    assert text_of(card).startswith("#2 · ")


async def test_a_closed_card_takes_no_votes_and_says_so(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    await presses(town, town.cast.jonas, card, "Agree")
    old = card.keyboard

    (no,) = await town.says(town.cast.jonas, town.cast.group, "/close 1")
    await town.says(town.cast.vera, town.cast.group, "/close 1")

    assert text_of(no) == "Only a moderator of this group can do that."
    assert "Voting is closed: 1 agree, 0 disagree, 0 pass." in text_of(card)
    assert labels(card) == ["Undo"]
    card.keyboard = old
    said = await presses(town, town.cast.ana, card, "Agree")
    assert said["text"] == "Voting on #1 is closed."


async def test_a_merge_unites_votes_and_its_undo_parts_them(town: Town) -> None:
    answer = await asked(town)
    nine = await opened(town, town.cast.mara, WALKING, on=answer)
    twelve = await opened(town, town.cast.jonas, COST, on=answer)
    await presses(town, town.cast.ana, nine, "Disagree")
    await presses(town, town.cast.ana, twelve, "Agree")
    await presses(town, town.cast.alena, twelve, "Agree")
    await presses(town, town.cast.vera, nine, "Pass")

    merged = (await town.says(town.cast.vera, town.cast.group, "/merge 2 1"))[0]

    assert labels(nine) == ["Agree", "Disagree 1", "Pass 1"], "two votes alone are not told"
    assert "Merged into #1" in text_of(twelve)
    assert labels(twelve) == []
    others = crowd(town, 3)
    for person in others:
        await presses(town, person, nine, "Pass")
    assert labels(nine) == ["Agree 2", "Disagree", "Pass 4"]
    await presses(town, town.cast.ana, nine, "Disagree")
    assert labels(nine) == ["Agree 1", "Disagree 1", "Pass 4"]
    await presses(town, town.cast.ana, nine, "Agree")
    told = {text_of(message) for message in town.from_bot(town.cast.group)}
    assert "Your counterpoint #2 was merged into #1, which says the same. Its votes count there." in told
    assert any(words.startswith("#2, which says the same as your counterpoint #1, was merged") for words in told)
    await town.restart()
    no = await town.press(town.cast.jonas, merged, "Undo")
    assert no["text"] == "Only a moderator of this group can do that."
    await town.press(town.cast.vera, merged, "Undo")

    assert labels(nine) == ["Agree 2", "Disagree", "Pass 4"], "nor is it told at once that two are gone"
    assert labels(twelve) == ["Agree 2", "Disagree", "Pass"]
    assert text_of(merged) == "The merge of #2 into #1 was undone. Each has its own votes again."


async def test_a_held_one_is_merged_by_its_buttons(town: Town) -> None:
    answer = await asked(town)
    await opened(town, town.cast.mara, WALKING, on=answer)
    await premoderate(town, Premoderation.ALL)
    (offer,) = await town.says(
        town.cast.jonas, town.cast.group, "/counter Walking hardly changed at all in the city.", reply_to=answer
    )
    desk = await desk_of(town)
    await town.press(town.cast.jonas, offer, "Mine is different")
    card = town.from_bot(desk)[-1]

    await town.press(town.cast.vera, card, "Merge")
    assert labels(card) == [f"#1 {WALKING}", "Cancel"]
    await town.press(town.cast.vera, card, f"#1 {WALKING}")

    assert "Merged into #1" in text_of(card)
    undo = next(one for one in reversed(town.from_bot(desk)) if labels(one) == ["Undo"])
    await town.press(town.cast.vera, undo, "Undo")
    assert labels(card) == ["Approve", "Reject", "Merge"]


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("/merge 1 1", "#1 cannot be merged into itself."),
        ("/merge 1 2", "#2 was merged into #1 itself, so #1 cannot be merged into it."),
        ("/merge 2 3", "Vera merged #2 already."),
        ("/merge #2, #3", "Vera merged #2 already."),
        ("/merge 2 → 3.", "Vera merged #2 already."),
        ("/merge 3 99", "There is no counterpoint #99 here. /counterpoints lists those there are."),
        ("/merge 3", "Write /merge and two numbers: /merge 12 9 merges #12 into #9."),
        ("/merge 3 ²", "Write /merge and two numbers: /merge 12 9 merges #12 into #9."),
    ],
    ids=["itself", "a circle", "twice", "with a comma", "with an arrow", "nothing", "one number", "no number"],
)
async def test_merges_that_make_no_sense(town: Town, command: str, answer: str) -> None:
    on = await asked(town)
    for text in (WALKING, COST, NOISE):
        await opened(town, town.cast.mara, text, on=on)
    await town.says(town.cast.vera, town.cast.group, "/merge 2 1")

    (said,) = await town.says(town.cast.vera, town.cast.group, command)

    assert text_of(said) == answer


async def test_merging_into_a_merged_one_goes_to_its_root(town: Town) -> None:
    on = await asked(town)
    cards = [await opened(town, town.cast.mara, text, on=on) for text in (WALKING, COST, NOISE)]
    await presses(town, town.cast.jonas, cards[2], "Agree")
    await town.says(town.cast.vera, town.cast.group, "/merge 2 1")

    await town.says(town.cast.vera, town.cast.group, "/merge 3 2")

    assert "Merged into #1" in text_of(cards[2])
    for person in crowd(town, 4):
        await presses(town, person, cards[0], "Disagree")
    assert labels(cards[0])[:2] == ["Agree 1", "Disagree 4"]


async def test_what_was_merged_into_a_withdrawn_one_stands_by_itself_again(town: Town) -> None:
    on = await asked(town)
    root = await opened(town, town.cast.mara, WALKING, on=on)
    other = await opened(town, town.cast.jonas, COST, on=on)
    await presses(town, town.cast.ana, other, "Agree")
    await town.says(town.cast.vera, town.cast.group, "/merge 2 1")

    await town.says(town.cast.mara, town.cast.group, "/withdraw 1")

    assert text_of(root) == "#1 was withdrawn by the one who wrote it."
    assert labels(other) == ["Agree 1", "Disagree", "Pass"]


async def test_every_decision_is_in_the_audit_log(town: Town) -> None:
    answer = await asked(town)
    first = await submitted(town, town.cast.mara, WALKING, on=answer)
    second = await submitted(town, town.cast.jonas, COST, on=answer)
    await town.press(town.cast.vera, first, "Approve")
    await town.press(town.cast.vera, second, "Reject")
    await town.press(town.cast.vera, second, "spam")

    async with town.database.read() as session:
        entries = list(await session.exec(select(Audit).order_by(Audit.id)))

    vera = town.cast.vera.id
    assert [(one.actor_id, one.action, one.subject, one.reason) for one in entries] == [
        (town.cast.mara.id, "submitted", "counterpoint:1", None),
        (town.cast.jonas.id, "submitted", "counterpoint:2", None),
        (vera, "open", "counterpoint:1", None),
        (vera, "rejected", "counterpoint:2", "spam"),
    ]


async def test_the_author_of_the_article_replies_with_a_badge(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    hello = town.telegram.say(town.cast.ana, town.cast.group, "I wrote it")
    (no,) = await town.says(town.cast.ana, town.cast.group, "/reply 1 I write of the centre.")
    assert text_of(no).startswith("Only the article's author can reply.")
    (not_host,) = await town.says(town.cast.vera, town.cast.group, "/appoint author", reply_to=hello)
    assert text_of(not_host) == "Only the owner of this group can do that."

    (named,) = await town.says(town.cast.alena, town.cast.group, "/appoint author", reply_to=hello)
    await town.says(town.cast.ana, town.cast.group, "/reply 1 I write of the centre.")

    assert text_of(named).startswith("Ana Berg is the author of the article here now.")
    assert text_of(card).endswith("Author's reply (Ana Berg): I write of the centre.")
    assert "The article's author replied to your counterpoint #1: I write of the centre." in {
        text_of(message) for message in town.from_bot(town.cast.group)
    }
