"""Who votes: members of the group, whoever presses; and what a ban and its end do to votes, and to what is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.dispatch.telegram_queries import BotApiQueries
from bot.playground.telegram.chats import Message
from bot.playground.telegram.members import LEFT, MEMBER, ChatMembership, Status
from bot.playground.telegram.people import PlaygroundPerson
from bot.texts import Refusal
from storage.chat_settings import Door
from tests.scenarios.debating import COST, WALKING, asked, button, counted, crowd, opened, presses
from tests.scenarios.newcomers import choose, strangers
from tests.town import Town, labels, text_of

pytestmark = pytest.mark.usefixtures("live_totals")


async def taps(town: Town, person: PlaygroundPerson, card: Message, label: str) -> str:
    """Let somebody press a button that their client still shows, wherever they are by now; return the answer."""
    group = town.cast.group
    rank = group.members.get(person.id, LEFT)
    group.members[person.id] = MEMBER
    query = town.telegram.tap(person, card, button(card, label))
    group.members[person.id] = rank
    await town.settle()
    return str((query.answer or {})["text"])


@pytest.mark.parametrize(
    ("rank", "answer"),
    [
        (LEFT, "Only members of this group vote here. Your vote was not counted; join, and press again."),
        (
            ChatMembership(Status.KICKED, is_in=False),
            "You are banned from this group, so your votes do not count there. Your vote was not counted.",
        ),
        (ChatMembership(Status.RESTRICTED, is_in=False), "Only members of this group vote here."),
    ],
    ids=["left, or never came", "banned, which nobody told", "muted, and left"],
)
async def test_who_is_not_a_member_is_answered_and_not_counted(town: Town, rank: ChatMembership, answer: str) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    (stranger,) = strangers(town)
    town.cast.group.members[stranger.id] = rank

    assert (await taps(town, stranger, card, "Agree")).startswith(answer)

    assert (labels(card)[0], await counted(town)) == ("Agree", {})
    town.cast.group.members[stranger.id] = MEMBER
    await town.advance(minutes=1)
    assert (await presses(town, stranger, card, "Agree"))["text"].startswith("You agree with #1.")


async def test_who_is_muted_votes_and_who_waits_at_the_door_does_not(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    await choose(town, door=Door.BUTTON)
    (newcomer,) = strangers(town)
    town.telegram.join(newcomer, town.cast.group)
    await town.settle()
    town.telegram.restrict(town.cast.jonas, town.cast.group, (), by=town.cast.vera)
    await town.settle()

    assert (await presses(town, newcomer, card, "Agree"))["text"].startswith("You are not let in here yet.")
    await presses(town, town.cast.jonas, card, "Disagree")

    assert await counted(town) == {town.cast.jonas.id: -1}


async def test_somebody_who_left_is_known_to_be_gone_at_once_and_may_come_back(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    await presses(town, town.cast.jonas, card, "Agree")
    town.telegram.leave(town.cast.jonas, town.cast.group)
    await town.settle()
    assert (await taps(town, town.cast.jonas, card, "Disagree")).startswith("Only members")
    assert await counted(town) == {town.cast.jonas.id: 1}
    town.telegram.join(town.cast.jonas, town.cast.group)
    await town.settle()
    await presses(town, town.cast.jonas, card, "Disagree")
    assert await counted(town) == {town.cast.jonas.id: -1}


async def test_telegram_is_asked_once_a_person_and_hour(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    town.request.calls.clear()
    for label in ("Agree", "Disagree", "Pass"):
        await presses(town, town.cast.jonas, card, label)
    assert [name for name, _ in town.request.calls].count("getChatMember") == 1
    await town.advance(minutes=61)
    await presses(town, town.cast.jonas, card, "Agree")
    assert [name for name, _ in town.request.calls].count("getChatMember") == 2


async def test_while_telegram_is_silent_who_was_seen_here_lately_votes(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    (unseen,) = crowd(town, 1)

    async def silent(_desk: BotApiQueries, _chat_id: int, _person_id: int) -> None:
        raise Refusal("telegram-silent")

    monkeypatch.setattr(BotApiQueries, "voter", silent)
    assert (await presses(town, town.cast.mara, card, "Agree"))["text"].startswith("You agree with #1.")
    answer = await presses(town, unseen, card, "Agree")
    assert answer["text"].startswith("I could not ask Telegram whether you are in the group.")
    assert await counted(town) == {town.cast.mara.id: 1}


async def test_a_ban_and_its_end_show_nobody_how_somebody_voted(town: Town) -> None:
    on = await asked(town)
    cards = [await opened(town, town.cast.mara, text, on=on) for text in (WALKING, COST)]
    people = crowd(town, 9)
    for place, person in enumerate(people[:6]):
        for card in cards:
            await presses(town, person, card, ("Agree", "Disagree", "Pass")[(place + card.id) % 3])
    before = [labels(card) for card in cards]

    town.telegram.ban(people[0], town.cast.group, by=town.cast.vera)
    await town.settle()
    assert [labels(card) for card in cards] == before
    assert (await taps(town, people[0], cards[0], "Pass")).startswith("You are banned from this group")
    (said,) = await town.says(people[0], town.telegram.private(people[0]), "/start vote_1")
    assert text_of(said) == "You are not in that group, so you cannot vote there."
    town.telegram.unban(people[0], town.cast.group, by=town.cast.vera)
    await town.settle()
    assert [labels(card) for card in cards] == before

    town.telegram.ban(people[0], town.cast.group, by=town.cast.vera)
    await town.settle()
    for place, person in enumerate((*people[6:], town.cast.jonas)):
        await presses(town, person, cards[0], ("Agree", "Disagree")[place % 2])
    true = await counted(town)
    assert people[0].id not in true
    assert labels(cards[0]) == [
        f"{word} {list(true.values()).count(stance)}" for word, stance in (("Agree", 1), ("Disagree", -1), ("Pass", 0))
    ]
    assert labels(cards[1]) == before[1]


@pytest.mark.parametrize("how", ["by its time", "by hand, untold", "by hand, untold, and a press"])
async def test_after_a_ban_a_vote_counts_again_whoever_ended_it(town: Town, how: str) -> None:
    jonas, vera, group = town.cast.jonas, town.cast.vera, town.cast.group
    card = await opened(town, town.cast.mara, WALKING)
    await presses(town, jonas, card, "Agree")
    until = town.clock() + timedelta(hours=20) if how == "by its time" else None
    town.telegram.ban(jonas, group, until=until, by=vera)
    await town.settle()
    assert await counted(town) == {}

    if until is None:
        town.telegram.demote(town.cast.bot, group, town.cast.alena)
        await town.settle()
        town.telegram.unban(jonas, group, by=vera)
        town.telegram.join(jonas, group)
        town.telegram.promote(town.cast.bot, group, by=town.cast.alena)
        await town.settle()
    if how.endswith("press"):
        await presses(town, jonas, card, "Disagree")
        assert (labels(card), await counted(town)) == (["Agree", "Disagree 1", "Pass"], {jonas.id: -1})
        return
    await town.advance(hours=12)
    assert await counted(town) == {}
    await town.advance(hours=13)
    assert (labels(card)[0], await counted(town)) == ("Agree 1", {jonas.id: 1})


async def test_a_ban_that_lasts_is_looked_at_again_and_stands(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    await presses(town, town.cast.jonas, card, "Agree")
    town.telegram.ban(town.cast.jonas, town.cast.group, by=town.cast.vera)
    await town.settle()
    for _ in range(2):
        await town.advance(days=2)
        assert await counted(town) == {}


async def test_a_merge_of_a_decoy_tells_nobodys_former_vote(town: Town) -> None:
    on = await asked(town)
    card, decoy = [await opened(town, town.cast.mara, text, on=on) for text in (WALKING, COST)]
    for person in crowd(town, 6):
        await presses(town, person, card, "Agree")
    await presses(town, town.cast.jonas, card, "Disagree")
    await presses(town, town.cast.jonas, decoy, "Agree")
    before = labels(card)

    (done, *_) = await town.says(town.cast.vera, town.cast.group, "/merge 2 1")
    assert labels(card) == before
    assert (await counted(town))[town.cast.jonas.id] == 1
    await town.press(town.cast.vera, done, "Undo")

    assert labels(card) == before
    assert (await counted(town))[town.cast.jonas.id] == -1
