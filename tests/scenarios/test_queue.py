"""The review queue: what moderators decide on its cards, who is first, and who may not."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.playground.telegram.chats import Message
from bot.playground.telegram.members import MEMBER, MODERATION, ChatMembership, Status
from bot.playground.telegram.people import PlaygroundPerson
from storage import chats
from storage.chat_settings import Screening
from storage.chats import Chat, Premoderation
from storage.reviews import Review, ReviewKind
from tests.scenarios.debating import WALKING, premoderate, submitted
from tests.scenarios.moderating import offered
from tests.scenarios.moderating_queue import LINK, cards, meets, private, queue, screened, writes
from tests.town import Town, labels, text_of

COINS = "Buy coins"


@pytest.fixture
async def town(town: Town) -> Town:
    await meets(town, town.cast.vera, town.cast.alena)
    await screened(town, Screening.ON, blocklist=["coins"])
    return town


def status(town: Town, person: PlaygroundPerson) -> Status:
    return town.cast.group.membership(person.id, town.clock()).status


async def a_card(town: Town, words: str = LINK) -> Message:
    await writes(town, town.cast.mara, words)
    return cards(town, town.cast.vera)[-1]


async def test_a_ban_takes_person_and_message_and_undo_gives_back(town: Town) -> None:
    message = await writes(town, town.cast.mara, LINK)
    (vera_sees,), (alena_sees,) = cards(town, town.cast.vera), cards(town, town.cast.alena)
    answer = await town.press(town.cast.vera, vera_sees, "Ban")
    assert answer["text"] == "Done."
    assert message.is_deleted
    assert status(town, town.cast.mara) is Status.KICKED
    assert "Banned Mara: spam." in [text_of(one) for one in town.from_bot(town.cast.group)]
    for card in (vera_sees, alena_sees):
        assert "Vera banned them." in text_of(card)
        assert labels(card) == ["Undo"]
    await town.press(town.cast.alena, alena_sees, "Undo")
    assert status(town, town.cast.mara) is not Status.KICKED
    assert "Алена took the decision back. It is open again." in text_of(vera_sees)
    assert labels(vera_sees) == ["Keep deleted", "Dismiss", "Warn", "Mute", "Ban"]
    assert "On record here" not in text_of(vera_sees)


async def test_a_mute_and_a_warning_from_the_card(town: Town) -> None:
    await town.press(town.cast.vera, await a_card(town), "Warn")
    assert "Warned Mara: spam. First warning in 30 days." in [text_of(one) for one in town.from_bot(town.cast.group)]
    await town.advance(minutes=20)
    card = await a_card(town)
    assert "On record here: 1 warning." in text_of(card)
    await town.press(town.cast.vera, card, "Mute")
    assert status(town, town.cast.mara) is Status.RESTRICTED
    await town.press(town.cast.vera, card, "Undo")
    assert status(town, town.cast.mara) is not Status.RESTRICTED


async def test_a_card_does_not_shorten_a_mute(town: Town) -> None:
    mara, group = town.cast.mara, town.cast.group
    message = await writes(town, mara, LINK)
    (card,) = cards(town, town.cast.vera)
    await town.says(town.cast.alena, group, "/mute 7d hate", reply_to=message)
    until = group.members[mara.id].until
    await town.advance(minutes=2)
    answer = await town.press(town.cast.vera, card, "Mute")
    assert str(answer["text"]).startswith(
        "Mara is muted until 2026-11-23 09:00 UTC already, longer than this would be."
    )
    assert group.members[mara.id].until == until
    assert "Delete" in labels(card)


async def test_a_message_is_rejected_for_a_reason_that_its_author_learns(town: Town) -> None:
    await meets(town, town.cast.mara)
    message = await writes(town, town.cast.mara, LINK)
    (card,) = cards(town, town.cast.vera)
    await town.press(town.cast.vera, card, "Delete")
    assert labels(card) == ["spam", "abusive", "unrelated", "personal data", "Cancel"]
    await town.press(town.cast.vera, card, "Cancel")
    assert labels(card)[0] == "Delete"
    await town.press(town.cast.vera, card, "Delete")
    await town.press(town.cast.vera, card, "unrelated")
    assert message.is_deleted
    assert "Vera had the message deleted: unrelated." in text_of(card)
    said = [text_of(one) for one in town.from_bot(private(town, town.cast.mara))]
    assert "A message of yours in The reading group was deleted by its moderators: unrelated." in said


async def test_who_was_dismissed_twice_is_trusted(town: Town) -> None:
    for _ in range(2):
        message = await writes(town, town.cast.mara, LINK)
        await town.press(town.cast.vera, cards(town, town.cast.vera)[-1], "Dismiss")
        assert not message.is_deleted
    await town.advance(minutes=11)
    await writes(town, town.cast.mara, LINK)
    assert len(await queue(town)) == 2


async def test_the_second_moderator_is_told_who_was_first(town: Town) -> None:
    await writes(town, town.cast.mara, LINK)
    (vera_sees,), (alena_sees,) = cards(town, town.cast.vera), cards(town, town.cast.alena)
    ban = next(one for row in alena_sees.keyboard["inline_keyboard"] for one in row if one["text"] == "Ban")
    old = alena_sees.keyboard
    await town.press(town.cast.vera, vera_sees, "Dismiss")
    alena_sees.keyboard = old  # her phone shows the card as it was
    answer = await town.telegram.press(town.cast.alena, alena_sees, ban["callback_data"])
    await town.settle()
    assert answer["text"] == "Vera dismissed this already."
    assert status(town, town.cast.mara) is not Status.KICKED


async def test_former_moderators_members_and_channels_decide_nothing(town: Town) -> None:
    card = await a_card(town)
    town.cast.group.members[town.cast.vera.id] = MEMBER
    for label in labels(card):
        answer = await town.press(town.cast.vera, card, label)
        assert str(answer["text"]).startswith("Only a moderator")
    (entry,) = await queue(town)
    assert entry.version == 0


async def test_a_moderator_without_the_right_to_ban_bans_nobody(town: Town) -> None:
    card = await a_card(town)
    town.cast.group.members[town.cast.vera.id] = ChatMembership(
        Status.ADMINISTRATOR, rights=frozenset(MODERATION) - {"can_restrict_members"}
    )
    answer = await town.press(town.cast.vera, card, "Ban")
    assert answer["text"] == "Only a moderator who may ban users in this group can do that."
    assert (await town.press(town.cast.vera, card, "Dismiss"))["text"] == "Done."


FORGED = (
    "rban",
    "rban:",
    "rban:x:0",
    "rban:999:0",
    "rban:1:7",
    "rreason:1:0:money",
    "qopen:planet:1",
    "qopen:review:99",
)


@pytest.mark.parametrize("data", FORGED)
async def test_forged_buttons_are_answered_politely(town: Town, data: str) -> None:
    card = await a_card(town)
    answer = await offered(town, town.cast.vera, card, data)
    assert answer["text"] in {
        "This button belongs to something that is no longer here.",
        "This button no longer does anything.",
        "This button is from before and no longer counts. Use the newest message, or send the command again.",
        "A moderator took the decision back. The newest card shows how it stands.",
    }
    (entry,) = await queue(town)
    assert entry.version == 0


async def test_the_list_has_everything_most_urgent_first(town: Town) -> None:
    cast = town.cast
    await premoderate(town, Premoderation.ALL)
    await submitted(town, cast.jonas, WALKING)
    await writes(town, cast.mara, COINS)
    await writes(town, cast.ana, LINK)
    (shown,) = await town.says(cast.vera, private(town, cast.vera), "/queue")
    lines = text_of(shown).splitlines()
    assert lines[0] == "Waits for you · 3"
    assert [line.split(" · ")[0] for line in lines[2:]] == ["1. Spam?", "2. Counterpoint", "3. Spam, dealt with"]
    before = len(town.from_bot(private(town, cast.vera)))
    await town.press(cast.vera, shown, "2")
    held = town.from_bot(private(town, cast.vera))[-1]
    assert len(town.from_bot(private(town, cast.vera))) == before + 1
    assert labels(held) == ["Approve", "Reject", "Merge"]
    await town.press(cast.vera, held, "Approve")
    assert labels(held) == ["Undo"]
    (in_group,) = [one for one in town.from_bot(cast.group) if text_of(one).startswith("#1 · ")]
    assert labels(in_group) == ["Agree", "Disagree", "Pass", "Undo"]
    (shown,) = await town.says(cast.vera, private(town, cast.vera), "/queue")
    assert text_of(shown).splitlines()[0] == "Waits for you · 2"


async def test_the_copy_of_another_moderator_settles_the_queue_too(town: Town) -> None:
    await premoderate(town, Premoderation.ALL)
    await submitted(town, town.cast.jonas, WALKING)
    card = town.from_bot(private(town, town.cast.alena))[-1]
    (shown,) = await town.says(town.cast.vera, private(town, town.cast.vera), "/queue")
    await town.press(town.cast.vera, shown, "1")
    copy = town.from_bot(private(town, town.cast.vera))[-1]
    await town.press(town.cast.alena, card, "Approve")
    assert labels(copy) == ["Undo"]
    (said,) = await town.says(town.cast.vera, private(town, town.cast.vera), "/queue")
    assert text_of(said) == "Nothing waits for you."


async def test_the_list_of_a_group_goes_to_where_its_moderators_read(town: Town) -> None:
    await writes(town, town.cast.mara, LINK)
    (note,) = await town.says(town.cast.vera, town.cast.group, "/queue")
    assert text_of(note) == "One thing waits. I sent the list to where this group's moderators read."
    assert text_of(town.from_bot(private(town, town.cast.alena))[-1]).startswith("Waits for you · 1")
    (no,) = await town.says(town.cast.jonas, town.cast.group, "/queue")
    assert text_of(no) == "Only a moderator of this group can do that."
    (nothing,) = await town.says(town.cast.jonas, private(town, town.cast.jonas), "/queue")
    assert text_of(nothing) == "Nothing waits for you."


async def test_a_member_opens_nothing_from_a_forged_list(town: Town) -> None:
    await writes(town, town.cast.mara, LINK)
    (said,) = await town.says(town.cast.jonas, private(town, town.cast.jonas), "/queue")
    answer = await offered(town, town.cast.jonas, said, "qopen:review:1")
    assert answer["text"] == "Only a moderator of this group can do that."


async def test_what_waits_twelve_hours_is_said_once(town: Town) -> None:
    await writes(town, town.cast.mara, LINK)

    def reminders() -> int:
        words = [text_of(one) for one in town.from_bot(private(town, town.cast.vera))]
        return sum("more than 12 hours" in one for one in words)

    await town.advance(hours=11)
    assert reminders() == 0
    await town.advance(hours=2)
    assert reminders() == 1
    await town.advance(hours=12)
    await town.restart()
    await town.advance(hours=12)
    assert reminders() == 1


async def test_an_anonymous_admin_reads_the_queue_and_decides_as_themselves(town: Town) -> None:
    cast = town.cast
    cast.group.members[cast.alena.id] = ChatMembership(Status.CREATOR, is_anonymous=True)
    await writes(town, cast.mara, LINK)
    (note,) = await town.says(cast.alena, cast.group, "/queue")
    assert text_of(note).startswith("One thing waits.")
    (card,) = cards(town, cast.alena)[:1]
    assert (await town.press(cast.alena, card, "Dismiss"))["text"] == "Done."


async def test_where_nobody_knows_the_bot_in_private_the_card_is_in_the_group(town: Town) -> None:
    for person in (town.cast.vera, town.cast.alena):
        town.telegram.block(person, town.cast.bot)
    await town.settle()
    await writes(town, town.cast.mara, LINK)
    card = town.from_bot(town.cast.group)[-1]
    assert labels(card) == ["Delete", "Dismiss", "Warn", "Mute", "Ban"]
    answer = await town.press(town.cast.jonas, card, "Ban")
    assert answer["text"] == "Only a moderator who may ban users in this group can do that."
    await town.press(town.cast.vera, card, "Ban")
    assert status(town, town.cast.mara) is Status.KICKED


async def test_in_private_telegram_is_asked_only_about_groups_in_which_the_person_was_seen(town: Town) -> None:
    cast = town.cast
    await writes(town, cast.mara, LINK)
    async with town.database.write() as session:
        for number in range(1, 31):
            session.add(Chat(telegram_id=-5_000 - number, kind="supergroup", title="Elsewhere", seen_at=town.clock()))
        await session.flush()
        ours = {one.telegram_id: one.id or 0 for one in await session.exec(select(Chat))}
        for number in range(1, 31):
            review = Review(
                chat_id=ours[-5_000 - number], kind=ReviewKind.SPAM, subject="spam:1", person_id=9, name="X"
            )
            review.words, review.evidence, review.opened_at = "x", {}, town.clock()
            session.add(review)
        told = [(-5_000 - number, cast.alena.id) for number in range(1, 31)]
        await chats.note_presence(session, [*told, (cast.group.id, cast.alena.id)], moderates=True)
        await chats.note_presence(session, [(-5_001, cast.jonas.id)])
    town.request.calls.clear()
    (said,) = await town.says(cast.jonas, private(town, cast.jonas), "/queue")
    asked = {int(given["chat_id"]) for method, given in town.request.calls if method == "getChatAdministrators"}
    assert text_of(said) == "Nothing waits for you."
    assert asked == {-5_001}
