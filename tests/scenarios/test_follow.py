"""People are told what becomes of their counterpoints: in private, together, seldom, and once."""

from __future__ import annotations

import pytest

from bot.debate.participant import notices as participant_notices
from bot.debate.participant.notices import AuthorNews
from bot.playground.bot_api.faults import Fault
from bot.playground.telegram.chats import Message
from bot.playground.telegram.people import PlaygroundPerson
from storage.chats import Premoderation
from tests.scenarios.debating import COST, WALKING, desk_of, kept, opened, premoderate, presses
from tests.town import Town, labels, sample, text_of

AGAINST = "The count was made in June, when nobody takes the bus."
FOR = "The count of last winter says the same."
HEAD = sample().title


@pytest.fixture
async def card(town: Town) -> Message:
    """Return the card of a counterpoint of Mara's, who knows the bot in private."""
    await town.says(town.cast.mara, town.telegram.private(town.cast.mara), "/help")
    return await opened(town, town.cast.mara, WALKING)


def news(town: Town, person: PlaygroundPerson) -> list[list[str]]:
    """Return the lines of each message that somebody got without asking."""
    told = (one for one in town.from_bot(town.telegram.private(person)) if "What I am told" in labels(one))
    return [text_of(one).splitlines() for one in told if text_of(one).startswith(HEAD)]


async def rebut(town: Town, card: Message, words: str = AGAINST) -> Message:
    return (await town.says(town.cast.jonas, town.cast.group, f"/counter {words}", reply_to=card))[0]


async def test_news_come_together_and_the_next_an_hour_later(town: Town, card: Message) -> None:
    await rebut(town, card)
    await town.says(town.cast.ana, town.cast.group, f"/support {FOR}", reply_to=card)
    await town.advance(minutes=1)
    first = [HEAD, f"#2 rebuts your counterpoint #1: “{AGAINST}”", f"#3 supports your counterpoint #1: “{FOR}”"]
    assert news(town, town.cast.mara) == [first]

    await town.says(town.cast.vera, town.cast.group, "/close 1")
    await town.advance(minutes=58)
    assert news(town, town.cast.mara) == [first]
    await town.restart()
    await town.advance(minutes=3)

    assert news(town, town.cast.mara) == [first, [HEAD, "Voting on your counterpoint #1 is closed."]]
    await town.restart()
    await town.advance(hours=5)
    assert len(news(town, town.cast.mara)) == 2


@pytest.mark.parametrize(
    ("command", "hour", "told_at"),
    [
        pytest.param("", 21, 21, id="before the usual hours"),
        pytest.param("", 23, 8, id="in the usual hours"),
        pytest.param("/me quiet off", 23, 23, id="without any"),
        pytest.param("/me quiet 12 15", 13, 15, id="over noon"),
        pytest.param("/me zone Asia/Tokyo", 9, 9, id="on a clock of one's own"),
        pytest.param("/me zone Asia/Tokyo", 14, 23, id="which is ahead"),
    ],
)
async def test_nothing_is_told_in_quiet_hours(town: Town, card: Message, command: str, hour: int, told_at: int) -> None:
    if command:
        await town.says(town.cast.mara, town.telegram.private(town.cast.mara), command)
    await town.advance(hours=(hour - town.clock.at.hour) % 24)
    await rebut(town, card)

    waited = 0
    while not news(town, town.cast.mara) and waited < 24:
        await town.advance(minutes=2 if waited == 0 else 58 if waited == 1 else 60)
        waited += 1

    assert town.clock.at.hour == told_at


async def test_quiet_hours_go_by_the_clock_of_the_groups_digests(town: Town, card: Message) -> None:
    await town.says(town.cast.vera, town.cast.group, "/digest zone Asia/Tokyo")
    await town.advance(hours=5)  # 23:00 in Tokyo
    await rebut(town, card)
    await town.advance(hours=8)
    assert news(town, town.cast.mara) == []

    await town.advance(hours=1)

    assert len(news(town, town.cast.mara)) == 1


async def test_what_is_switched_off_is_not_told(town: Town, card: Message) -> None:
    await rebut(town, card)
    private = town.telegram.private(town.cast.mara)
    (page,) = await town.says(town.cast.mara, private, "/me")
    await town.press(town.cast.mara, page, "What I am told")

    await town.press(town.cast.mara, page, "Somebody rebuts it: on")

    assert "Somebody rebuts it: off" in labels(page)
    await rebut(town, card, COST)
    await town.says(town.cast.vera, town.cast.group, "/close 1")
    await town.advance(minutes=2)
    assert news(town, town.cast.mara) == [[HEAD, "Voting on your counterpoint #1 is closed."]]


async def test_what_was_taken_back_before_it_was_told_is_not_told(town: Town, card: Message) -> None:
    answer = await rebut(town, card)
    await town.says(town.cast.jonas, town.cast.group, "/withdraw 2")
    await town.says(town.cast.vera, town.cast.group, "/close 1")
    await presses(town, town.cast.vera, card, "Undo")

    await town.advance(hours=2)

    assert "withdrawn" in text_of(answer)
    assert news(town, town.cast.mara) == []


async def test_a_held_rebuttal_is_told_when_it_is_accepted(town: Town, card: Message) -> None:
    await premoderate(town, Premoderation.ALL)
    desk = await desk_of(town)
    await town.says(town.cast.jonas, town.cast.group, f"/counter {AGAINST}", reply_to=card)
    await town.advance(minutes=2)
    assert news(town, town.cast.mara) == []

    await presses(town, town.cast.vera, town.from_bot(desk)[-1], "Approve")
    await town.advance(minutes=2)

    assert news(town, town.cast.mara) == [[HEAD, f"#2 rebuts your counterpoint #1: “{AGAINST}”"]]


@pytest.mark.parametrize("how", ["left", "banned"])
async def test_who_is_not_in_the_group_is_told_nothing_of_it(town: Town, card: Message, how: str) -> None:
    await rebut(town, card)
    if how == "left":
        town.telegram.leave(town.cast.mara, town.cast.group)
    else:
        town.telegram.ban(town.cast.mara, town.cast.group, by=town.cast.alena)

    await town.advance(hours=2)

    assert news(town, town.cast.mara) == []


async def test_who_blocked_the_bot_is_told_when_they_talk_to_it_again(town: Town, card: Message) -> None:
    private = town.telegram.private(town.cast.mara)
    town.telegram.block(town.cast.mara, town.cast.bot)
    await town.settle()
    await premoderate(town, Premoderation.NONE)
    await rebut(town, card)
    await town.advance(hours=2)
    assert news(town, town.cast.mara) == []
    town.telegram.unblock(town.cast.mara, town.cast.bot)
    await town.says(town.cast.mara, private, "/help")
    await rebut(town, card, COST)

    await town.advance(minutes=2)

    assert news(town, town.cast.mara) == [[HEAD, f"#3 rebuts your counterpoint #1: “{COST}”"]]


async def test_while_telegram_does_not_say_who_is_in_the_group_news_wait(town: Town, card: Message) -> None:
    await rebut(town, card)
    town.api.faults.add("getChatMember", Fault.SERVER_ERROR, 1)
    await town.advance(minutes=1)
    assert news(town, town.cast.mara) == []

    await town.advance(minutes=10)

    assert len(news(town, town.cast.mara)) == 1


async def test_news_whose_arrival_is_in_doubt_are_not_sent_again(town: Town, card: Message) -> None:
    await rebut(town, card)
    town.api.faults.add("sendMessage", Fault.LOST_ANSWER, 1)
    await town.advance(minutes=1)
    await town.restart()

    await town.advance(hours=3)

    assert len(news(town, town.cast.mara)) == 1


async def test_a_digest_comes_in_private_to_who_wants_it(town: Town, card: Message) -> None:
    private = town.telegram.private(town.cast.mara)
    (page,) = await town.says(town.cast.mara, private, "/me")
    await town.press(town.cast.mara, page, "What I am told")
    await town.press(town.cast.mara, page, "Digests in private: off")
    await town.says(town.cast.vera, town.cast.group, "/digest daily 18:00")

    await town.advance(hours=9)
    await town.advance(minutes=2)

    posted = next(one for one in town.from_bot(town.cast.group) if text_of(one).startswith("Digest ·"))
    copy = town.from_bot(private)[-1]
    assert text_of(copy) == text_of(posted)
    assert "All counterpoints" in labels(copy)
    assert not [one for one in town.from_bot(town.telegram.private(town.cast.vera)) if "Digest" in text_of(one)]
    await town.advance(hours=3)
    assert town.from_bot(private)[-1] is copy


async def test_news_of_a_long_day_are_one_message(town: Town, card: Message) -> None:
    (own,) = await kept(town)
    async with town.database.write() as session:
        for number in range(2, 92):
            merged = AuthorNews(own, "told-gained", {"other": str(number)})
            await participant_notices.keep(session, merged, town.clock())

    await town.advance(minutes=1)

    ((head, *lines, gap, more),) = news(town, town.cast.mara)
    assert (head, gap) == (HEAD, "")
    assert more == f"There are {90 - len(lines)} more pieces of news. How all of yours stand is under /me."
    await town.advance(hours=3)
    assert len(news(town, town.cast.mara)) == 1
