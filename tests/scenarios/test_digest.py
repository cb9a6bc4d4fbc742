"""Digests as a group sees them: chosen, on time, once, skipped when empty, pinned, and honest about trouble."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.playground.bot_api.faults import Fault
from bot.playground.telegram.chats import Message
from bot.playground.telegram.members import PERMISSIONS
from bot.playground.telegram.people import PlaygroundPerson
from storage.digests import Edition, EditionStatus, Schedule
from tests.scenarios.debating import (
    COST,
    NOISE,
    WALKING,
    asked,
    buttons,
    crowd,
    opened,
    presses,
    use_in_topic,
)
from tests.scenarios.moderating import offered
from tests.town import Town, labels, text_of

WALL = "How long is the Great Wall of China?"


async def chosen(town: Town, words: str = "daily 18:00", zone: str = "Europe/Vilnius") -> Message:
    """Let the group's owner choose a schedule, and return the panel."""
    await town.says(town.cast.vera, town.cast.group, f"/digest zone {zone}")
    (panel,) = await town.says(town.cast.vera, town.cast.group, f"/digest {words}")
    return panel


async def until_due(town: Town) -> None:
    """Let time pass until the next 18:00 in Vilnius, in winter."""
    now = town.clock.at
    due = now.replace(hour=16, minute=0, second=1)
    await town.advance(seconds=((due - now).total_seconds() - 1) % 86_400 + 1)


def digests(town: Town) -> list[Message]:
    """Return the editions in the group, oldest first."""
    return [one for one in town.from_bot(town.cast.group) if text_of(one).startswith("Digest ·")]


async def editions(town: Town) -> list[Edition]:
    async with town.database.read() as session:
        return list(await session.exec(select(Edition).order_by(Edition.id)))


def told(town: Town) -> list[str]:
    """Return what the owner was told in private."""
    return [text_of(one) for one in town.from_bot(town.telegram.private(town.cast.vera))]


async def test_a_schedule_is_told_in_words_with_the_next_three_dates(town: Town) -> None:
    panel = await chosen(town, "weekly mon 09:00")
    assert "Every Monday at 09:00 (Europe/Vilnius)." in text_of(panel)
    assert "Mon 23 November, 09:00 · Mon 30 November, 09:00 · Mon 7 December, 09:00" in text_of(panel)


async def test_a_digest_comes_when_it_is_due_and_only_once(town: Town) -> None:
    await chosen(town)
    await opened(town, town.cast.mara, WALKING)
    await town.advance(hours=6)
    assert digests(town) == []

    await town.advance(hours=1)
    (first,) = digests(town)
    assert text_of(first).startswith("Digest · Should city buses be free?\n16 November\n\n1 new counterpoint")
    assert WALKING in text_of(first)
    assert labels(first) == ["Vote on open points", "All counterpoints"]
    await town.restart()
    await town.advance(minutes=5)
    assert len(digests(town)) == 1


async def test_what_happens_between_two_editions_is_told_by_one_of_them(town: Town) -> None:
    await chosen(town)
    on = await asked(town)
    await opened(town, town.cast.mara, WALKING, on=on)
    await town.advance(hours=7)
    await opened(town, town.cast.mara, COST, on=on)
    town.clock.at = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)  # the clock is set back, behind the first edition
    await opened(town, town.cast.mara, NOISE, on=on)
    town.clock.at = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
    await town.advance(hours=7)

    first, second = (text_of(one) for one in digests(town))
    assert WALKING in first
    assert WALKING not in second
    assert "2 new counterpoints" in second
    assert COST in second
    assert NOISE in second


async def test_nothing_new_is_skipped_unless_the_group_wants_it(town: Town) -> None:
    panel = await chosen(town)
    await town.advance(hours=7)
    assert digests(town) == []
    (status,) = await town.says(town.cast.vera, town.cast.group, "/digest status")
    assert "nothing was new, so nothing was posted" in text_of(status)

    await presses(town, town.cast.vera, panel, "✓ Skip when nothing is new")
    await town.advance(days=1)
    (empty,) = digests(town)
    assert text_of(empty).endswith("Nothing new this time.")
    assert labels(empty) == []


async def test_the_newest_is_pinned_and_the_former_one_is_not_any_more(town: Town) -> None:
    panel = await chosen(town)
    _let_bot(town, "can_pin_messages")
    await presses(town, town.cast.vera, panel, "Pin the newest")
    on = await asked(town)
    for words in (WALKING, COST):
        await opened(town, town.cast.mara, words, on=on)
        await until_due(town)

    first, second = digests(town)
    pins = [(name, params["message_id"]) for name, params in town.request.calls if "pin" in name.lower()]
    assert pins == [
        ("pinChatMessage", str(first.id)),
        ("unpinChatMessage", str(first.id)),
        ("pinChatMessage", str(second.id)),
    ]


async def test_where_it_may_not_pin_it_says_so_once_and_stops(town: Town) -> None:
    await town.says(town.cast.vera, town.telegram.private(town.cast.vera), "/start")
    panel = await chosen(town)
    town.telegram.demote(town.cast.bot, town.cast.group)
    await presses(town, town.cast.vera, panel, "Pin the newest")
    on = await asked(town)
    for words in (WALKING, COST):
        await opened(town, town.cast.mara, words, on=on)
        await until_due(town)

    assert sum("I may not pin messages" in one for one in told(town)) == 1
    assert len(digests(town)) == 2


async def test_at_night_it_makes_no_sound(town: Town) -> None:
    panel = await chosen(town, "daily 23:00")
    await presses(town, town.cast.vera, panel, "No sound from 22 to 8")
    await opened(town, town.cast.mara, WALKING)
    await town.advance(hours=12)
    assert digests(town)
    sent = [params for name, params in town.request.calls if name == "sendMessage" and "Digest ·" in params["text"]]
    assert [one.get("disable_notification") for one in sent] == ["true"]


async def test_late_is_better_than_never_but_not_after_six_hours(town: Town) -> None:
    await chosen(town)
    on = await asked(town)
    await opened(town, town.cast.mara, WALKING, on=on)
    await town.stop()
    town.clock.at = datetime(2026, 11, 16, 21, 59, tzinfo=UTC)
    await town.start(with_article=False)
    await town.advance(seconds=1)
    assert len(digests(town)) == 1

    await opened(town, town.cast.mara, COST, on=on)
    await town.stop()
    town.clock.at = datetime(2026, 11, 17, 22, 1, tzinfo=UTC)
    await town.start(with_article=False)
    await town.advance(seconds=1)
    assert len(digests(town)) == 1
    (status,) = await town.says(town.cast.vera, town.cast.group, "/digest status")
    assert "I was away for more than 6 hours" in text_of(status)

    await town.advance(hours=18)
    assert COST in text_of(digests(town)[1])


async def test_over_a_change_of_the_clocks_no_edition_is_missing_or_twice(town: Town) -> None:
    await chosen(town, "daily 03:30")
    panel = (await town.says(town.cast.vera, town.cast.group, "/digest"))[0]
    await presses(town, town.cast.vera, panel, "✓ Skip when nothing is new")
    for begin in (datetime(2027, 3, 26, 12, tzinfo=UTC), datetime(2027, 10, 29, 12, tzinfo=UTC)):
        town.clock.at = begin
        await town.advance(seconds=1)
        before = len(await editions(town))
        for _ in range(4 * 48):
            await town.advance(minutes=30)
        new = (await editions(town))[before:]
        assert [one.status for one in new] == [EditionStatus.SENT] * 4
        dates = [one.due_at.isoformat() for one in new]
        spring = ["2027-03-27T01:30", "2027-03-28T01:00", "2027-03-29T00:30", "2027-03-30T00:30"]
        autumn = ["2027-10-30T00:30", "2027-10-31T00:30", "2027-11-01T01:30", "2027-11-02T01:30"]
        assert dates == [f"{one}:00+00:00" for one in (spring if begin.month == 3 else autumn)]


async def test_a_zone_whose_rules_have_changed_is_reckoned_again(town: Town) -> None:
    await chosen(town)
    await town.stop()
    await town.start(with_article=False)
    async with town.database.write() as session:
        schedule = (await session.exec(select(Schedule))).one()
        right, schedule.due_at = schedule.due_at, datetime(2026, 11, 16, 17, 0, tzinfo=UTC)
        session.add(schedule)
    await town.restart()
    await town.advance(seconds=1)
    async with town.database.read() as session:
        assert (await session.exec(select(Schedule.due_at))).one() == right


async def test_a_preview_goes_to_the_one_who_asks_and_posting_now_begins_a_new_period(town: Town) -> None:
    await town.says(town.cast.vera, town.telegram.private(town.cast.vera), "/start")
    panel = await chosen(town)
    answer = await presses(town, town.cast.vera, panel, "Preview")
    assert answer["text"] == "Nothing happened since the last digest."

    await opened(town, town.cast.mara, WALKING)
    town.telegram.promote(town.cast.ana, town.cast.group)
    answer = await presses(town, town.cast.ana, panel, "Preview")
    assert answer["text"].startswith("I may not write to you in private yet.")
    assert not any("Preview." in text_of(one) for one in town.from_bot(town.cast.group))
    answer = await presses(town, town.cast.vera, panel, "Preview")
    assert answer["text"] == "The preview is in our private chat."
    assert told(town)[-1].startswith("Preview. Nobody else sees it.\n\nDigest · Should city buses be free?")
    assert digests(town) == []
    await presses(town, town.cast.vera, panel, "Post now")
    assert len(digests(town)) == 1
    again = await presses(town, town.cast.vera, panel, "Post now")
    assert again["text"] == "Nothing happened since the last digest."
    await town.advance(hours=7)
    assert len(digests(town)) == 1


async def test_only_moderators_choose(town: Town) -> None:
    panel = await chosen(town)
    answer = await presses(town, town.cast.jonas, panel, "Switch off")
    assert answer["text"] == "Only a moderator of this group can do that."
    (refused,) = await town.says(town.cast.jonas, town.cast.group, "/digest off")
    assert text_of(refused) == "Only a moderator of this group can do that."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("cron 0 0 9 * * mon", "leave out the seconds"),
        ("cron 0 25 * * *", "The second field is the hour"),
        ("cron 0 9 30 2 *", "never comes due"),
        ("cron */5 * * * *", "a digest an hour is the most"),
        ("zone Europe/Vilnus", "Nearest by name: Europe/Vilnius"),
        ("every now and then", "Write when the digest is due"),
        ("daily 25:00", "I cannot read the time “25:00”"),
        ("cron \u0000 9 * * *", "five fields"),
        ("zone " + "x" * 3000, "I know no time zone"),
    ],
)
async def test_nonsense_is_answered_with_one_sentence_and_changes_nothing(town: Town, words: str, said: str) -> None:
    await chosen(town)
    (answer,) = await town.says(town.cast.vera, town.cast.group, f"/digest {words}")
    assert said in text_of(answer)
    (status,) = await town.says(town.cast.vera, town.cast.group, "/digest")
    assert "Every day at 18:00 (Europe/Vilnius)" in text_of(status)


async def test_without_an_article_there_is_nothing_to_tell(town: Town) -> None:
    (answer,) = await town.says(town.cast.alena, town.cast.forum, "/digest daily 18:00")
    assert "no article" in text_of(answer).lower()


async def test_a_forged_button_changes_nothing(town: Town) -> None:
    panel = await chosen(town)
    forged = ("digest:", "digest:explode", "digest:off:1", "edition:rm", "there:999", "again:x", "there:")
    for data in forged:
        answer = await offered(town, town.cast.vera, panel, data)
        assert answer["text"], data
    async with town.database.read() as session:
        assert (await session.exec(select(Schedule.due_at))).one() is not None


async def test_an_unclear_edition_is_decided_by_those_who_moderate_there_now(town: Town) -> None:
    for person in (town.cast.vera, town.cast.jonas):
        await town.says(person, town.telegram.private(person), "/start")
    await chosen(town)
    await opened(town, town.cast.mara, WALKING)
    town.api.faults.add("sendMessage", Fault.LOST_ANSWER, 1)
    await town.advance(hours=7)
    note = _question(town, town.cast.vera)
    town.telegram.demote(town.cast.vera, town.cast.group)
    answer = await presses(town, town.cast.vera, note, "Send again")
    assert answer["text"] == "Only a moderator of this group can do that."
    assert len(digests(town)) == 1
    town.telegram.promote(town.cast.vera, town.cast.group)
    await presses(town, town.cast.vera, note, "It is there")
    assert len(digests(town)) == 1
    (edition,) = await editions(town)
    assert edition.status is EditionStatus.SENT


async def test_what_did_not_arrive_is_sent_again_when_a_moderator_says_so(town: Town) -> None:
    town.telegram.promote(town.cast.jonas, town.cast.group)
    for person in (town.cast.vera, town.cast.jonas):
        await town.says(person, town.telegram.private(person), "/start")
    await chosen(town)
    await opened(town, town.cast.mara, WALKING)
    town.api.faults.add("sendMessage", Fault.LOST_REQUEST, 1)
    await town.advance(hours=7)
    assert digests(town) == []
    first, second = (_question(town, person) for person in (town.cast.vera, town.cast.jonas))
    await presses(town, town.cast.vera, first, "Send again")
    assert len(digests(town)) == 1
    again = await presses(town, town.cast.jonas, second, "Send again")
    assert again["text"] == "Another moderator has decided that already."
    await town.advance(seconds=1)
    (edition,) = await editions(town)
    assert edition.status is EditionStatus.SENT


async def test_where_it_may_not_write_the_moderators_are_told_once_and_the_schedule_stays(town: Town) -> None:
    await town.says(town.cast.vera, town.telegram.private(town.cast.vera), "/start")
    await chosen(town)
    on = await asked(town)
    await opened(town, town.cast.mara, WALKING, on=on)
    _forbid(town, "can_send_messages")
    for words in (COST, NOISE):
        await _quietly(town, words)
        await until_due(town)
    assert sum("could not be posted: I may not write there" in one for one in told(town)) == 1

    _forbid(town)
    await opened(town, town.cast.jonas, "Trams run on time in winter.", on=on)
    await until_due(town)
    assert len(digests(town)) == 1


@pytest.mark.usefixtures("live_totals")
async def test_where_pictures_are_refused_their_words_come_instead(town: Town) -> None:
    await chosen(town)
    on = await asked(town)
    card = await opened(town, town.cast.mara, WALKING, on=on)
    for person in crowd(town, 12):
        await presses(town, person, card, "Agree")
    _forbid(town, "can_send_photos")
    await town.advance(hours=7)
    words = [text_of(one) for one in town.from_bot(town.cast.group)]
    assert any("12 votes on 1 counterpoint" in one for one in words)
    assert [one.status for one in await editions(town)] == [EditionStatus.SENT]


@pytest.mark.usefixtures("live_totals")
async def test_a_picture_of_the_votes_follows_the_words(town: Town) -> None:
    await chosen(town)
    on = await asked(town)
    card = await opened(town, town.cast.mara, WALKING, on=on)
    for person in crowd(town, 12):
        await presses(town, person, card, "Agree")
    await town.advance(hours=7)
    (first,) = digests(town)
    assert "#1 is new and found support: 12 of 12 agree." in text_of(first)
    (picture,) = [one for one in town.from_bot(town.cast.group) if "photo" in one.content]
    assert picture.id > first.id
    assert "12 agree" in picture.content["caption"]


async def test_in_a_topic_the_digest_comes_there_and_a_closed_topic_is_told(town: Town) -> None:
    forum = town.cast.forum
    topic = next(iter(forum.topics))
    await use_in_topic(town, forum, topic)
    await town.says(town.cast.alena, town.telegram.private(town.cast.alena), "/start")
    await town.says(town.cast.alena, forum, "/digest daily 18:00", thread=topic)
    await town.says(town.cast.mara, forum, f"/ask {WALL}", thread=topic)
    await town.advance(hours=9)
    (first,) = [one for one in town.from_bot(forum) if text_of(one).startswith("Digest ·")]
    assert first.thread == topic

    await town.says(town.cast.mara, forum, f"/ask {WALL}?", thread=topic)
    town.telegram.close_topic(town.cast.alena, forum, forum.topics[topic])
    await town.advance(days=1)
    private = [text_of(one) for one in town.from_bot(town.telegram.private(town.cast.alena))]
    assert sum("the topic is closed or was deleted" in one for one in private) == 1


async def test_a_group_that_became_a_supergroup_gets_its_digest_there(town: Town) -> None:
    await chosen(town)
    await opened(town, town.cast.mara, WALKING)
    new = town.telegram.migrate(town.cast.group)
    await town.advance(hours=7)
    posted = [one for one in town.from_bot(new) if text_of(one).startswith("Digest ·")]
    assert len(posted) == 1


async def test_all_counterpoints_open_in_private_for_members_alone(town: Town) -> None:
    await chosen(town)
    await opened(town, town.cast.mara, WALKING)
    await town.advance(hours=7)
    (first,) = digests(town)
    link = next(one["url"] for one in buttons(first) if one["text"] == "All counterpoints")
    word = link.partition("start=")[2]

    (listed,) = await town.says(town.cast.jonas, town.telegram.private(town.cast.jonas), f"/start {word}")
    assert WALKING in text_of(listed)
    await presses(town, town.cast.jonas, listed, "Most supported")
    assert WALKING in text_of(listed)
    stranger = town.telegram.add_person(PlaygroundPerson(7300000001, "Stranger"))
    (refused,) = await town.says(stranger, town.telegram.private(stranger), f"/start {word}")
    assert WALKING not in text_of(refused)


def _question(town: Town, person: PlaygroundPerson) -> Message:
    """Return the question to a moderator whether a digest is there."""
    return next(one for one in town.from_bot(town.telegram.private(person)) if "is it there?" in text_of(one))


def _let_bot(town: Town, right: str) -> None:
    """Make the bot an administrator of the group who may do one thing."""
    town.telegram.promote(town.cast.bot, town.cast.group, {right})


def _forbid(town: Town, *permissions: str) -> None:
    """Take permissions from the bot in the group."""
    town.telegram.restrict(town.cast.bot, town.cast.group, set(PERMISSIONS) - set(permissions))


async def _quietly(town: Town, words: str) -> None:
    """Let somebody ask where the bot cannot answer."""
    await town.says(town.cast.mara, town.cast.group, f"/ask {words}")


async def test_nothing_that_members_write_can_be_pressed_in_a_digest(town: Town) -> None:
    words = "what is said on win-big.com, under /win1 and on #winning"
    await town.says(town.cast.mara, town.cast.group, f"/ask {words}?")
    await town.says(town.cast.vera, town.cast.group, "/digest now")
    await town.advance(minutes=1)
    (digest,) = [one for one in town.from_bot(town.cast.group) if text_of(one).startswith("Digest")]
    assert words in text_of(digest)
    assert {one["type"] for one in digest.content["entities"]} == {"bold"}
