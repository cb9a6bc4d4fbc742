"""/report: members point moderators to a message."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.playground.telegram.chats import Message
from bot.playground.telegram.members import ChatMembership, Status
from bot.playground.telegram.people import PlaygroundPerson
from storage.reviews import ReviewKind
from storage.screening import Standing, lessons
from tests.scenarios.debating import asked, crowd, opened
from tests.scenarios.moderating_queue import cards, meets, private, queue, writes
from tests.town import Town, labels, text_of

INSULT = "You are all too slow to understand it"


@pytest.fixture
async def town(town: Town) -> Town:
    await meets(town, town.cast.vera)
    return town


async def reports(town: Town, person: PlaygroundPerson, message: Message | None, words: str = "") -> str:
    """Let somebody report a message; return what the bot says, and see that the command is gone."""
    before = {one.id for one in town.from_bot(town.cast.group)}
    command = await writes(town, person, f"/report {words}".strip(), reply_to=message)
    assert command.is_deleted
    (said,) = [one for one in town.from_bot(town.cast.group) if one.id not in before]
    return text_of(said)


async def test_two_members_notify_and_one_does_not(town: Town) -> None:
    cast = town.cast
    insult = await writes(town, cast.mara, INSULT)
    assert await reports(town, cast.jonas, insult, "calls us slow") == "Thank you. The moderators can see it."
    assert cards(town, cast.vera) == []
    (shown,) = await town.says(cast.vera, private(town, cast.vera), "/queue")
    assert "1. Reported once · Mara: “You are all too slow" in text_of(shown)
    assert await reports(town, cast.ana, insult) == "Thank you. The moderators can see it."
    card = cards(town, cast.vera)[-1]
    assert "Reported by 2 members · The reading group" in text_of(card)
    assert "A member writes: “calls us slow”" in text_of(card)
    assert INSULT in text_of(card)
    assert "Jonas" not in text_of(card)
    assert labels(card) == ["Delete", "Dismiss", "Warn", "Mute", "Ban"]
    assert len(await queue(town)) == 1
    assert not insult.is_deleted
    assert cast.group.membership(cast.mara.id, town.clock()).status is Status.MEMBER


async def test_the_thanks_leave_the_group(town: Town) -> None:
    insult = await writes(town, town.cast.mara, INSULT)
    await reports(town, town.cast.jonas, insult)
    await town.advance(minutes=3)
    assert town.from_bot(town.cast.group) == []


async def test_what_cannot_be_reported_gets_one_clear_sentence(town: Town) -> None:
    cast = town.cast
    answer = await asked(town)
    own, veras = await writes(town, cast.jonas, INSULT), await writes(town, cast.vera, INSULT)
    cast.group.members[cast.alena.id] = ChatMembership(Status.CREATOR, is_anonymous=True)
    anonymous = await writes(town, cast.alena, INSULT)
    admins = "That was written by those who run this group."
    assert await reports(town, cast.jonas, own) == "That is your own message. You can delete it."
    assert (await reports(town, cast.jonas, veras)).startswith(admins)
    assert (await reports(town, cast.jonas, anonymous)).startswith(admins)
    assert (await reports(town, cast.jonas, answer)).startswith("That is a message of mine.")
    assert (await reports(town, cast.jonas, None)).startswith("Reply to the message")
    insult = await writes(town, cast.mara, INSULT)
    await reports(town, cast.jonas, insult)
    assert (await reports(town, cast.jonas, insult)).startswith("You have reported that already.")
    (note,) = await town.says(cast.jonas, private(town, cast.jonas), "/report")
    assert text_of(note).startswith("That is for groups.")
    assert [one.message_id for one in await queue(town) if one.kind is ReviewKind.REPORT] == [insult.id]


async def test_a_channel_reports_nothing(town: Town) -> None:
    insult = await writes(town, town.cast.mara, INSULT)
    stranger = town.telegram.add_chat(type(town.cast.channel)(-1001000000077, "channel", "Coins daily"))
    command = Message(town.cast.group, {"text": "/report"}, sender_chat=stranger, reply_to=insult)
    town.telegram.publish(command)
    await town.settle()
    assert command.is_deleted
    assert text_of(town.from_bot(town.cast.group)[-1]) == "Report as yourself, not as a channel."
    assert await queue(town) == []


async def test_ten_reports_an_hour(town: Town) -> None:
    for place in range(10):
        message = await writes(town, town.cast.mara, f"{INSULT} {place}")
        assert (await reports(town, town.cast.jonas, message)).startswith("Thank you.")
    message = await writes(town, town.cast.mara, INSULT)
    assert (await reports(town, town.cast.jonas, message)).startswith("10 reports an hour are enough.")
    await town.advance(hours=1, seconds=1)
    assert (await reports(town, town.cast.jonas, message)).startswith("Thank you.")


async def test_what_a_moderator_dismissed_is_not_reported_again(town: Town) -> None:
    insult = await writes(town, town.cast.mara, INSULT)
    for person in (town.cast.jonas, town.cast.ana):
        await reports(town, person, insult)
    await town.press(town.cast.vera, cards(town, town.cast.vera)[-1], "Dismiss")
    (other,) = crowd(town, 1)
    assert await reports(town, other, insult) == "A moderator has looked at that message already."


async def test_reports_of_those_who_were_often_wrong_weigh_less(town: Town) -> None:
    for place in range(3):
        message = await writes(town, town.cast.mara, f"An honest thought, the {place + 1}. of the day")
        for person in (town.cast.jonas, town.cast.ana):
            await reports(town, person, message)
        await town.press(town.cast.vera, cards(town, town.cast.vera)[-1], "Dismiss")
    before = len(cards(town, town.cast.vera))
    message = await writes(town, town.cast.mara, "One more honest thought")
    for person in (town.cast.jonas, town.cast.ana):
        await reports(town, person, message)
    assert len(cards(town, town.cast.vera)) == before
    (other,) = crowd(town, 1)
    await reports(town, other, message)
    assert len(cards(town, town.cast.vera)) == before + 1


async def test_a_picture_that_is_reported_is_forwarded(town: Town) -> None:
    photo = town.telegram.files.add("a.png", b"\x89PNG", folder="photos").as_photo()
    shown = town.telegram.publish(Message(town.cast.group, {"photo": photo}, sender=town.cast.mara))
    for person in (town.cast.jonas, town.cast.ana):
        await reports(town, person, shown)
    assert [bool(one.forward_origin) for one in town.from_bot(private(town, town.cast.vera))][-2:] == [True, False]


async def test_a_card_has_room_for_many_reporters(town: Town) -> None:
    message = await writes(town, town.cast.mara, "x" * 1_500)
    for person in crowd(town, 25):
        await reports(town, person, message, "because it is long " * 15)
    (card,) = cards(town, town.cast.vera)
    assert "21 more wrote why." in text_of(card)
    await town.says(town.cast.vera, private(town, town.cast.vera), "/queue")
    await town.press(town.cast.vera, card, "Warn")
    assert message.is_deleted


async def test_a_message_that_was_changed_after_a_moderator_looked_can_be_reported_again(town: Town) -> None:
    message = await writes(town, town.cast.mara, "Good morning")
    await reports(town, town.cast.jonas, message)
    await reports(town, town.cast.ana, message)
    (card,) = cards(town, town.cast.vera)
    await town.press(town.cast.vera, card, "Dismiss")
    assert "has looked at that message" in await reports(town, town.cast.jonas, message)
    town.telegram.edit(town.cast.mara, message, "You are all fools")
    await town.settle()
    assert "has looked at that message" not in await reports(town, town.cast.jonas, message)


async def test_each_version_of_a_reported_message_is_shown(town: Town) -> None:
    message = await writes(town, town.cast.mara, "Trams are fine with me")
    await reports(town, town.cast.jonas, message)
    town.telegram.edit(town.cast.mara, message, INSULT)
    await town.settle()
    await reports(town, town.cast.ana, message)
    card = cards(town, town.cast.vera)[-1]
    assert INSULT in text_of(card)
    assert "Before it was changed: “Trams are fine with me”" in text_of(card)
    town.telegram.edit(town.cast.mara, message, "Trams, as I said")
    await town.settle()
    (other,) = crowd(town, 1)
    await reports(town, other, message)
    assert "Before it was changed: “" + INSULT in text_of(card)


async def test_a_poll_of_a_later_version_is_reported_with_its_words(town: Town) -> None:
    poll = {"id": "5", "question": INSULT + "?", "options": [], "type": "regular"}
    shown = town.telegram.publish(Message(town.cast.group, {"poll": poll}, sender=town.cast.mara))
    for person in (town.cast.jonas, town.cast.ana):
        await reports(town, person, shown)
    assert INSULT in text_of(cards(town, town.cast.vera)[-1])


def _shown(kind: str) -> dict[str, Any]:
    """Return a message of a kind that says the insult where the kind has its words."""
    option = [{"text": "Yes"}, {"text": INSULT}]
    return {
        "option of a poll": {"poll": {"id": "5", "question": "Why so late?", "options": option, "type": "regular"}},
        "quiz": {"poll": {"id": "5", "question": "Why?", "options": [], "type": "quiz", "explanation": INSULT}},
        "task": {"checklist": {"title": "To do", "tasks": [{"id": 1, "text": INSULT}]}},
        "rich": {"rich_message": {"blocks": [{"type": "list", "items": [{"blocks": [{"text": [INSULT]}]}]}]}},
        "name of a file": {"document": {"file_id": "a", "file_unique_id": "b", "file_name": f"{INSULT}.pdf"}},
        "contact": {"contact": {"first_name": INSULT, "phone_number": "+370 600 00000"}},
        "place": {"venue": {"title": INSULT, "address": "Mill Street"}},
        "added option": {"poll_option_added": {"option_persistent_id": "x", "option_text": INSULT}},
        "link behind words": {
            "text": "Look here",
            "entities": [
                {"type": "text_link", "offset": 5, "length": 4, "url": f"https://{'-'.join(INSULT.split())}.example"}
            ],
        },
    }[kind]


KINDS = (
    *("option of a poll", "quiz", "task", "rich", "name of a file", "contact", "place", "added option"),
    "link behind words",
)


async def test_what_was_reported_is_shown_in_words_whatever_it_is_made_of(town: Town) -> None:
    for number, kind in enumerate(KINDS):
        message = Message(town.cast.group, _shown(kind), sender=town.cast.mara)
        town.telegram.publish(message)
        for person in (town.cast.jonas, town.cast.ana):
            await reports(town, person, message)
        town.clock.at += timedelta(minutes=10)
        shown = text_of(cards(town, town.cast.vera)[number]).replace("-", " ")
        assert INSULT in shown, kind
    (listed, *_) = await town.says(town.cast.vera, private(town, town.cast.vera), "/queue")
    assert text_of(listed).count("without words") == 0


@pytest.mark.parametrize("order", ["/report", "/settings"])
async def test_what_one_alone_sees_is_neither_shown_nor_taken_away(town: Town, order: str) -> None:
    """Its number is 0: nothing in the group has that."""
    group, vera = town.cast.group, town.cast.vera
    alone = town.telegram.say_alone(town.cast.mara, group, INSULT)
    town.request.calls.clear()
    for _ in range(2):  # two of them are told apart
        raw = town.telegram.say_alone(vera, group, order).as_json() | {"reply_to_message": alone.as_json()}
        town.telegram.queues[town.cast.bot.id].waiting[-1]["message"] = raw
        await town.settle()
    await town.advance(minutes=20)
    calls = [(name, params) for name, params in town.request.calls if name.startswith(("delete", "forward", "edit"))]
    assert all(str(params.get("message_id", 1)) != "0" for _, params in calls)
    assert not any(name in ("deleteMessages", "forwardMessage") for name, _ in calls)
    assert await queue(town) == []
    assert any(name == "sendMessage" for name, _ in town.request.calls)


async def reported_card(town: Town) -> tuple[Message, Message]:
    """Return the card of a counterpoint that two members reported, and what the moderators see."""
    card = await opened(town, town.cast.mara, "Whoever rides for free is a pig.")
    for person in (town.cast.jonas, town.cast.ana):
        assert (await reports(town, person, card)).startswith("Thank you.")
    return card, cards(town, town.cast.vera)[-1]


async def test_the_words_of_an_open_counterpoint_are_reported_without_telling_who_wrote_them(town: Town) -> None:
    card, shown = await reported_card(town)
    assert "From the writer of #1:" in text_of(shown)
    assert "is a pig" in text_of(shown)
    assert "Mara" not in text_of(shown)
    assert (await reports(town, town.cast.mara, card)).startswith("That is your own")
    await town.press(town.cast.vera, shown, "Reject")
    await town.press(town.cast.vera, shown, "abusive")
    assert "was not accepted" in text_of(card)
    assert not card.is_deleted
    await town.press(town.cast.vera, shown, "Undo")
    assert "is a pig" in text_of(card)


async def test_a_sanction_for_a_counterpoint_takes_it_down_and_undo_brings_it_back(town: Town) -> None:
    card, shown = await reported_card(town)
    await town.press(town.cast.vera, shown, "Mute")
    assert "was not accepted" in text_of(card)
    assert town.cast.group.membership(town.cast.mara.id, town.clock()).status is Status.RESTRICTED
    await town.press(town.cast.vera, shown, "Undo")
    assert "is a pig" in text_of(card)
    assert town.cast.group.membership(town.cast.mara.id, town.clock()).status is Status.MEMBER


async def test_a_dismissed_report_approves_nobody(town: Town) -> None:
    insult = await writes(town, town.cast.mara, INSULT)
    for person in (town.cast.jonas, town.cast.ana):
        await reports(town, person, insult)
    card = cards(town, town.cast.vera)[-1]
    await town.press(town.cast.vera, card, "Dismiss")
    async with town.database.read() as session:
        assert [one.approved for one in await session.exec(select(Standing)) if one.approved] == []
        assert await lessons(session, 1) == []


@pytest.mark.parametrize(("reason", "taught"), [("spam", [True]), ("abusive", [])])
async def test_a_reported_message_that_is_ruled_spam_teaches(town: Town, reason: str, taught: list[bool]) -> None:
    message = await writes(town, town.cast.mara, "Buy my course, it is the best of all")
    for person in (town.cast.jonas, town.cast.ana):
        await reports(town, person, message)
    card = cards(town, town.cast.vera)[-1]
    await town.press(town.cast.vera, card, "Delete")
    await town.press(town.cast.vera, card, reason)
    async with town.database.read() as session:
        assert [spam for _, spam in await lessons(session, 1)] == taught


async def test_in_the_queue_a_reporter_who_is_often_wrong_weighs_less(town: Town) -> None:
    for place in range(8):
        message = await writes(town, town.cast.mara, f"An honest thought, the {place + 1}. of the day")
        await reports(town, town.cast.jonas, message)
        (shown,) = await town.says(town.cast.vera, private(town, town.cast.vera), "/queue")
        await town.press(town.cast.vera, shown, "1")
        await town.press(town.cast.vera, cards(town, town.cast.vera)[-1], "Dismiss")
    await reports(town, town.cast.jonas, await writes(town, town.cast.mara, "The last honest thought"))
    await reports(town, town.cast.ana, await writes(town, town.cast.mara, INSULT))
    (shown,) = await town.says(town.cast.vera, private(town, town.cast.vera), "/queue")
    listed = text_of(shown)
    assert 0 < listed.index(INSULT[:20]) < listed.index("The last honest")
