"""The queue: which row is the next that may go."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.transport.rate_limits import NoRateLimits, RateLimits
from bot.transport.send_queue import Queue
from storage.outbox import OutboxRow, Priority
from tests.patience import PATIENCE
from tests.playground_request import START


class Steady:
    """A steady clock that stands still."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Shelf:
    """A queue, and rows numbered as they are made."""

    def __init__(self, pace: RateLimits | None = None) -> None:
        self.steady = Steady()
        self.queue = Queue(pace or NoRateLimits(), self.steady)
        self.made = 0

    def row(self, chat: int | None, method: str = "sendMessage", /, **more: Any) -> OutboxRow:
        self.made += 1
        return OutboxRow(id=self.made, chat_id=chat, method=method, params=more.pop("params", {}), due_at=START, **more)

    def put(self, chat: int | None, method: str = "sendMessage", /, due: float = 0.0, **more: Any) -> OutboxRow:
        row = self.row(chat, method, **more)
        self.queue.add(row, self.steady.now + due)
        return row

    def edit(self, chat: int, message: int, text: str) -> OutboxRow:
        return self.put(chat, "editMessageText", params={"message_id": message, "text": text})

    async def take(self) -> OutboxRow | None:
        """Return the next row that may go now, if there is one."""
        try:
            async with asyncio.timeout(0.005):
                return await self.queue.next()
        except TimeoutError:
            return None

    async def drain(self) -> list[int]:
        """Let everything go that may go now, one after the other."""
        numbers = []
        while (row := await self.take()) is not None:
            numbers.append(row.id or 0)
            self.queue.done(row)
        return numbers


async def test_a_chat_has_one_message_on_its_way_at_a_time() -> None:
    shelf = Shelf()
    first, second, other = shelf.put(1), shelf.put(1), shelf.put(2)
    assert await shelf.take() is first
    assert await shelf.take() is other
    assert await shelf.take() is None
    shelf.queue.done(first)
    assert await shelf.take() is second


async def test_replies_go_before_edits_that_bring_a_message_up_to_date() -> None:
    shelf = Shelf()
    cards = [shelf.put(1, "editMessageText", params={"message_id": one}, priority=Priority.BULK) for one in (7, 8)]
    reply = shelf.put(1)
    edit = shelf.edit(1, 9, "a decision")
    assert await shelf.drain() == [row.id for row in (reply, edit, *cards)]


async def test_bulk_leaves_room_in_a_group_for_replies() -> None:
    shelf = Shelf(RateLimits())
    for place in range(30):
        shelf.put(-1, "editMessageText", params={"message_id": place}, priority=Priority.BULK)
    sent: list[int] = []
    for _ in range(25):
        sent += await shelf.drain()
        shelf.steady.now += 1.03
    reply = shelf.put(-1)
    assert len(sent) == RateLimits.BULK[0]
    assert await shelf.drain() == [reply.id]


async def test_replies_go_before_bulk_of_other_chats_but_not_of_their_own() -> None:
    shelf = Shelf()
    bulk = [shelf.put(chat, priority=Priority.BULK) for chat in (1, 2)]
    behind = shelf.put(1)
    reply = shelf.put(3)
    assert await shelf.drain() == [row.id for row in (reply, bulk[0], behind, bulk[1])]


async def test_those_who_waited_longest_go_first() -> None:
    shelf = Shelf()
    rows = [shelf.put(chat) for chat in (5, 4, 3, 2)]
    assert await shelf.drain() == [row.id for row in rows]


async def test_a_paused_chat_holds_nobody_else_up() -> None:
    shelf = Shelf()
    paused, behind, other = shelf.put(1), shelf.put(1), shelf.put(2)
    assert await shelf.take() is paused
    shelf.queue.put_back(paused, shelf.steady.now + 30)
    shelf.queue.done(paused)
    assert await shelf.drain() == [other.id]
    shelf.steady.now += 30
    assert await shelf.drain() == [paused.id, behind.id]


async def test_of_several_edits_of_a_message_the_newest_goes() -> None:
    shelf = Shelf()
    edits = [shelf.edit(1, 50, text) for text in ("a", "b", "c")]
    other = shelf.edit(1, 51, "x")
    assert await shelf.drain() == [edits[2].id, other.id]
    assert shelf.queue.superseded() == edits[:2]
    assert shelf.queue.superseded() == []


async def test_an_edit_on_its_way_is_followed_by_the_newer_one() -> None:
    shelf = Shelf()
    first = shelf.edit(1, 50, "a")
    assert await shelf.take() is first
    newer = shelf.edit(1, 50, "b")
    shelf.queue.done(first)
    assert await shelf.drain() == [newer.id]
    assert shelf.queue.superseded() == []


async def test_an_edit_that_has_to_be_repeated_gives_way_to_a_newer_one() -> None:
    shelf = Shelf()
    first = shelf.edit(1, 50, "a")
    assert await shelf.take() is first
    newer = shelf.edit(1, 50, "b")
    shelf.queue.put_back(first, shelf.steady.now)
    shelf.queue.done(first)
    assert await shelf.drain() == [newer.id]
    assert shelf.queue.superseded() == [first]


async def test_edits_of_the_same_number_in_two_chats_are_two_messages() -> None:
    shelf = Shelf()
    rows = [shelf.edit(1, 50, "a"), shelf.edit(2, 50, "b")]
    assert await shelf.drain() == [row.id for row in rows]


async def test_a_row_waits_for_its_time() -> None:
    shelf = Shelf()
    later, now = shelf.put(1, due=60), shelf.put(1)
    assert shelf.queue.due(shelf.steady.now)
    assert await shelf.drain() == [now.id]
    assert not shelf.queue.due(shelf.steady.now)
    shelf.steady.now += 60
    assert shelf.queue.due(shelf.steady.now)
    assert await shelf.drain() == [later.id]


async def test_waiting_for_a_row_ends_when_one_is_added() -> None:
    shelf = Shelf()
    waiting = asyncio.ensure_future(shelf.queue.next())
    await asyncio.sleep(0)
    row = shelf.put(1)
    async with asyncio.timeout(PATIENCE):
        assert await waiting is row


async def test_what_is_owed_to_a_chat_can_be_dropped() -> None:
    shelf = Shelf()
    tried = shelf.put(1)
    shelf.put(1)
    shelf.put(1, due=5)
    other = shelf.put(2, due=5)
    assert await shelf.take() is tried
    shelf.queue.drop(1)
    shelf.queue.done(tried)
    shelf.steady.now += 5
    assert await shelf.drain() == [other.id]


async def test_what_is_owed_to_a_chat_goes_to_its_new_id_first_what_is_oldest() -> None:
    shelf = Shelf()
    old = [shelf.put(-1), shelf.put(-1), shelf.put(-1, due=5)]
    new = shelf.put(-2)
    tried = await shelf.take()
    assert tried is old[0]
    shelf.queue.put_back(tried, shelf.steady.now)
    shelf.queue.redirect(-1, -2)
    shelf.queue.done(tried)
    assert await shelf.drain() == [old[0].id, old[1].id, new.id]
    shelf.steady.now += 5
    assert await shelf.drain() == [old[2].id]
    assert {row.chat_id for row in old} == {-2}


async def test_a_redirect_lets_nothing_overtake_what_is_on_its_way_to_the_new_id() -> None:
    shelf = Shelf()
    old, new = shelf.put(-1), shelf.put(-2)
    assert await shelf.take() is old
    assert await shelf.take() is new
    shelf.queue.put_back(old, shelf.steady.now)
    shelf.queue.redirect(-1, -2)
    shelf.queue.done(old)
    assert await shelf.take() is None
    shelf.queue.done(new)
    assert await shelf.take() is old


async def test_what_telegram_does_not_count_never_waits_behind_a_message() -> None:
    shelf = Shelf(RateLimits())
    first, second = shelf.put(1), shelf.put(1)
    deletion = shelf.put(2, "deleteMessage", params={"message_id": 4})
    again = shelf.put(2, "deleteMessage", params={"message_id": 5})
    assert await shelf.drain() == [deletion.id, again.id, first.id]
    shelf.steady.now += 1.03
    assert await shelf.drain() == [second.id]


async def test_answers_to_buttons_belong_to_no_chat_and_wait_for_nobody() -> None:
    shelf = Shelf()
    rows = [shelf.put(None, "answerCallbackQuery") for _ in range(3)]
    assert [await shelf.take() for _ in rows] == rows


async def test_no_more_than_thirty_a_second_go_out_over_all_chats() -> None:
    shelf = Shelf(RateLimits())
    for chat in range(1, 41):
        shelf.put(chat)
    assert len(await shelf.drain()) == 30
    shelf.steady.now += 1.03
    assert len(await shelf.drain()) == 10


@pytest.mark.parametrize("method", ["sendMessage", "deleteMessage"])
async def test_only_edits_are_coalesced(method: str) -> None:
    shelf = Shelf()
    rows = [shelf.put(1, method, params={"message_id": 7}) for _ in range(2)]
    assert await shelf.drain() == [row.id for row in rows]


wishes = st.lists(st.tuples(st.integers(1, 3), st.sampled_from(list(Priority)), st.integers(0, 2)), max_size=20)


@settings(deadline=None, max_examples=40)
@given(wishes=wishes, failures=st.lists(st.booleans(), max_size=20))
def test_order_within_a_chat_holds_whatever_has_to_be_repeated(
    wishes: list[tuple[int, Priority, int]], failures: list[bool]
) -> None:
    async def story() -> None:
        shelf = Shelf()
        for chat, priority, due in wishes:
            shelf.put(chat, due=float(due), priority=priority, params={"due": due})
        sent: list[OutboxRow] = []
        fails = iter(failures)
        while shelf.queue.due(shelf.steady.now + 1000):
            shelf.queue._wake_lines(shelf.steady.now)
            row, _ = shelf.queue._pick(shelf.steady.now)
            if row is None:
                shelf.steady.now += 1
                continue
            if next(fails, False):
                shelf.queue.put_back(row, shelf.steady.now + 1)
            else:
                sent.append(row)
            shelf.queue.done(row)
        assert len(sent) == len(wishes)
        for chat in (1, 2, 3):
            here = [(row.params["due"], row.id) for row in sent if row.chat_id == chat]
            assert here == sorted(here)

    asyncio.run(story())


async def test_what_one_group_is_owed_does_not_hold_up_the_others() -> None:
    shelf = Shelf(RateLimits())
    heap = [shelf.put(-1, priority=Priority.BULK) for _ in range(200)]
    others = [shelf.put(-chat, priority=Priority.BULK) for chat in range(2, 22)]
    sent: list[int] = []
    for _ in range(100):
        sent += await shelf.drain()
        shelf.steady.now += 0.01
    assert sent == [heap[0].id, *(row.id for row in others)]


async def test_a_reply_goes_at_once_before_a_thousand_digests() -> None:
    shelf = Shelf(RateLimits())
    for chat in range(1, 1001):
        shelf.put(-chat, priority=Priority.BULK)
    for _ in range(100):
        await shelf.drain()
        shelf.steady.now += 0.034
    reply = shelf.put(-5000)
    sent: list[int] = []
    for _ in range(5):
        sent += await shelf.drain()
        shelf.steady.now += 0.01
    assert reply.id in sent


async def test_an_album_takes_the_room_of_its_pictures() -> None:
    shelf = Shelf(RateLimits())
    album = {"media": [{}] * 10}
    for chat in range(1, 5):
        shelf.put(-chat, "sendMediaGroup", params=album)
    assert len(await shelf.drain()) == 3
    shelf.steady.now += 1.03
    assert len(await shelf.drain()) == 1


ACTING = ("restrictChatMember", "banChatMember", "setChatPermissions", "deleteMessages", "approveChatJoinRequest")


@pytest.mark.parametrize("method", ACTING)
async def test_an_act_waits_for_no_message_of_its_chat(method: str) -> None:
    shelf = Shelf(RateLimits())
    messages = [shelf.put(-7) for _ in range(3)]
    act = shelf.put(-7, method)
    assert await shelf.take() is act
    assert await shelf.take() is messages[0]


async def test_an_act_goes_while_the_messages_of_its_chat_pause() -> None:
    shelf = Shelf(RateLimits())
    message = shelf.put(-7)
    assert await shelf.take() is message
    shelf.queue.put_back(message, shelf.steady.now + 60)
    shelf.queue.done(message)
    act = shelf.put(-7, "banChatMember")
    assert await shelf.take() is act


async def test_acts_of_a_chat_keep_their_order() -> None:
    shelf = Shelf(RateLimits())
    acts = [shelf.put(-7, method) for method in ("banChatMember", "unbanChatMember", "restrictChatMember")]
    assert await shelf.drain() == [act.id for act in acts]


async def test_acts_are_dropped_and_moved_with_their_chat() -> None:
    shelf = Shelf()
    shelf.put(-7, "banChatMember")
    shelf.queue.drop(-7)
    assert await shelf.take() is None
    moved = [shelf.put(-8, "banChatMember"), shelf.put(-8)]
    shelf.queue.redirect(-8, -9)
    newer = shelf.put(-9, "unbanChatMember")
    assert await shelf.drain() == [moved[0].id, newer.id, moved[1].id]
    assert [row.chat_id for row in moved] == [-9, -9]


FORWARD = {"from_chat_id": -9, "message_id": 4}


async def test_a_message_is_deleted_when_all_of_its_forwards_were_tried() -> None:
    shelf = Shelf()
    first, second = (shelf.put(chat, "forwardMessage", params=FORWARD) for chat in (1, 2))
    deletion = shelf.put(-9, "deleteMessage", params={"message_id": 4})
    ban = shelf.put(-9, "banChatMember")
    assert await shelf.take() is ban
    assert await shelf.take() is first
    assert await shelf.take() is second
    shelf.queue.done(ban)
    shelf.queue.done(first)
    assert await shelf.take() is None
    shelf.queue.done(second)
    assert await shelf.drain() == [deletion.id]
    shelf.steady.now += 100
    assert await shelf.drain() == []


async def test_a_forward_that_has_to_be_repeated_holds_the_deletion_but_not_for_ever() -> None:
    shelf = Shelf()
    forward = shelf.put(1, "forwardMessage", params=FORWARD)
    deletion = shelf.put(-9, "deleteMessage", params={"message_id": 4})
    assert await shelf.take() is forward
    shelf.queue.put_back(forward, shelf.steady.now + 40)
    shelf.queue.done(forward)
    assert await shelf.drain() == []
    shelf.steady.now += 31
    assert await shelf.drain() == [deletion.id]
    shelf.steady.now += 10
    assert await shelf.drain() == [forward.id]
    assert await shelf.drain() == []


async def test_a_chat_that_is_dropped_holds_no_deletion() -> None:
    shelf = Shelf()
    busy = shelf.put(1)
    assert await shelf.take() is busy
    shelf.put(1, "forwardMessage", params=FORWARD)
    deletion = shelf.put(-9, "deleteMessage", params={"message_id": 4})
    assert await shelf.take() is None
    shelf.queue.drop(1)
    assert await shelf.drain() == [deletion.id]


async def test_other_messages_of_a_chat_are_deleted_meanwhile() -> None:
    shelf = Shelf()
    forward = shelf.put(1, "forwardMessage", params=FORWARD)
    held = shelf.put(-9, "deleteMessage", params={"message_id": 4})
    other = shelf.put(-9, "deleteMessage", params={"message_id": 5})
    assert await shelf.drain() == [other.id, forward.id, held.id]


async def test_two_deletions_of_one_message_both_wait_for_its_forward() -> None:
    shelf = Shelf()
    forward = shelf.put(1, "forwardMessage", params=FORWARD)
    deletions = [shelf.put(-9, "deleteMessage", params={"message_id": 4}) for _ in range(2)]
    assert await shelf.take() is forward
    assert await shelf.take() is None
    shelf.queue.done(forward)
    assert await shelf.drain() == [row.id for row in deletions]


async def test_a_deletion_that_waited_long_enough_waits_no_second_time() -> None:
    shelf = Shelf()
    forward = shelf.put(1, "forwardMessage", params=FORWARD)
    deletion = shelf.put(-9, "deleteMessage", params={"message_id": 4})
    assert await shelf.take() is forward
    assert await shelf.take() is None
    shelf.steady.now += 31
    assert await shelf.take() is deletion
    shelf.queue.put_back(deletion, shelf.steady.now + 2)
    shelf.queue.done(deletion)
    shelf.steady.now += 2
    assert await shelf.take() is deletion


def reply(shelf: Shelf, asker: int, /, **more: Any) -> OutboxRow:
    """Owe a group a reply to somebody."""
    return shelf.put(-1, asker_id=asker, **{"lapses": True, **more})


async def test_replies_go_a_person_at_a_turn_and_keep_each_ones_order() -> None:
    shelf = Shelf()
    much = [reply(shelf, 7) for _ in range(4)]
    little, another = reply(shelf, 8), reply(shelf, 9)
    expected = [much[0], little, another, *much[1:]]
    assert await shelf.drain() == [row.id for row in expected]


async def test_moderators_and_notices_wait_for_no_member_and_bulk_waits_for_all() -> None:
    shelf = Shelf()
    bulk = shelf.put(-1, priority=Priority.BULK)
    members = [reply(shelf, 7), reply(shelf, 8)]
    notice = shelf.put(-1)
    moderators = [reply(shelf, 5, ahead=True, lapses=False) for _ in range(2)]
    assert await shelf.drain() == [row.id for row in (*moderators, *members, bulk, notice)]


@pytest.mark.parametrize("ahead", [True, False], ids=["moderator", "somebody new"])
async def test_in_a_crowd_a_reply_goes_within_seconds(ahead: bool) -> None:
    shelf = Shelf(RateLimits())
    for place in range(60):
        reply(shelf, place % 3)
        shelf.put(-1, "editMessageText", params={"message_id": place}, priority=Priority.BULK)
    sent: list[int] = []
    for _ in range(75 if ahead else 61):  # longer than a minute: the room is used up, or just free again
        sent += await shelf.drain()
        shelf.steady.now += 1.03
    late = reply(shelf, 5, ahead=ahead, lapses=False)
    for _ in range(4):
        sent += await shelf.drain()
        shelf.steady.now += 1.03
    assert late.id in sent


async def test_whatever_is_asked_bulk_goes_on() -> None:
    shelf = Shelf(RateLimits())
    edition = shelf.put(-1, priority=Priority.BULK)
    for _ in range(40):
        reply(shelf, 7)
    sent: list[int] = []
    for _ in range(20):
        sent += await shelf.drain()
        shelf.steady.now += 1.03
    assert edition.id in sent


async def test_replies_that_waited_too_long_are_given_up_and_nothing_else_is() -> None:
    shelf = Shelf()
    first = reply(shelf, 7)
    assert await shelf.take() is first
    late = [reply(shelf, 7), reply(shelf, 8)]
    kept = [
        reply(shelf, 8, lapses=False, subject="counterpoint:1"),
        reply(shelf, 5, ahead=True, lapses=False),
        shelf.put(-1),
        shelf.put(-1, priority=Priority.BULK, once=True),
    ]
    shelf.steady.now += 61
    fresh = reply(shelf, 8)
    shelf.queue.done(first)
    assert sorted(await shelf.drain()) == sorted(row.id or 0 for row in (*kept, fresh))
    assert shelf.queue.lapsed() == late
    assert shelf.queue.lapsed() == []


async def test_a_single_late_reply_goes_all_the_same() -> None:
    shelf = Shelf()
    first = reply(shelf, 7)
    assert await shelf.take() is first
    second = reply(shelf, 8)
    shelf.steady.now += 600
    shelf.queue.done(first)
    assert await shelf.drain() == [second.id]


async def test_a_pause_of_the_whole_chat_makes_nobody_late() -> None:
    shelf = Shelf()
    rows = [reply(shelf, asker) for asker in (7, 8, 9)]
    assert await shelf.take() is rows[0]
    shelf.queue.put_back(rows[0], shelf.steady.now + 900)
    shelf.queue.done(rows[0])
    shelf.steady.now += 901
    assert await shelf.drain() == [row.id for row in rows]


async def test_of_edits_for_several_people_the_newest_goes_whoever_is_first_in_line() -> None:
    shelf = Shelf()
    old = shelf.put(-1, "editMessageText", params={"message_id": 50}, asker_id=7)
    new = shelf.put(-1, "editMessageText", params={"message_id": 50}, asker_id=5, ahead=True)
    newest = shelf.put(-1, "editMessageText", params={"message_id": 50}, asker_id=7)
    assert await shelf.drain() == [newest.id]
    assert shelf.queue.superseded() == [old, new]
