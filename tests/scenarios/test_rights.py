"""What the bot may do in a group: said when it comes, when it changes, and by the doctor."""

from __future__ import annotations

import pytest

from bot import doctor
from bot.moderation.bot_rights import NEEDED
from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.members import MODERATION
from bot.playground.web.server import build, serve
from bot.texts import tell
from tests.scenarios.newcomers import words
from tests.town import Town, text_of

WITHOUT = {
    "can_restrict_members": "I cannot restrict members: no /mute, no /ban, no door for newcomers.",
    "can_delete_messages": "I cannot delete messages: spam stays, and so do the commands that I answered.",
    "can_pin_messages": "I cannot pin digests.",
    "can_invite_users": "I do not hear who asks to join.",
}


@pytest.fixture
def group(town: Town) -> PlaygroundChat:
    """A group in which the bot is not yet."""
    return town.telegram.found(town.cast.vera, PlaygroundChat(-1001000000099, "supergroup", "New group"))


async def test_the_greeting_says_what_does_not_work_and_what_to_do(town: Town, group: PlaygroundChat) -> None:
    town.telegram.join(town.cast.bot, group, town.cast.vera)
    await town.settle()
    (hello,) = town.from_bot(group)
    assert all(line in text_of(hello) for line in WITHOUT.values())
    assert words(hello).endswith(
        "For these, make me an administrator with: Ban users, Delete messages, Pin messages, Add users."
    )


async def test_added_as_an_administrator_it_has_nothing_to_ask(town: Town, group: PlaygroundChat) -> None:
    town.telegram.promote(town.cast.bot, group, by=town.cast.vera)
    await town.settle()
    (hello,) = town.from_bot(group)
    assert text_of(hello).endswith("Then anybody can /ask.")


@pytest.mark.parametrize("right", NEEDED)
async def test_what_stops_and_what_starts_working_is_said_once(town: Town, group: PlaygroundChat, right: str) -> None:
    town.telegram.promote(town.cast.bot, group, by=town.cast.vera)
    await town.settle()

    town.telegram.promote(town.cast.bot, group, MODERATION - {right}, by=town.cast.vera)
    await town.settle()
    lost = town.from_bot(group)[-1]
    town.telegram.promote(town.cast.bot, group, MODERATION - {right}, by=town.cast.vera)
    town.telegram.promote(town.cast.bot, group, MODERATION | {"can_change_info"}, by=town.cast.vera)
    await town.settle()

    assert WITHOUT[right] in text_of(lost)
    assert tell("right-name", right=right) in words(lost)
    assert sum(line in text_of(lost) for line in WITHOUT.values()) == 1
    assert len(town.from_bot(group)) == 3
    assert text_of(town.from_bot(group)[-1]).startswith("This works here now:")
    await town.advance(minutes=3)
    assert len(town.from_bot(group)) == 1


async def test_a_demoted_bot_says_all_that_stops(town: Town) -> None:
    town.telegram.demote(town.cast.bot, town.cast.group, town.cast.alena)
    await town.settle()
    (said,) = town.from_bot(town.cast.group)
    assert all(line in text_of(said) for line in WITHOUT.values())


async def test_in_private_rights_are_no_matter(town: Town) -> None:
    town.telegram.block(town.cast.mara, town.cast.bot)
    town.telegram.unblock(town.cast.mara, town.cast.bot)
    await town.settle()
    assert town.from_bot(town.telegram.private(town.cast.mara)) == []


async def test_the_doctor_lists_the_groups_where_something_does_not_work(town: Town, group: PlaygroundChat) -> None:
    town.telegram.join(town.cast.bot, group, town.cast.vera)
    town.telegram.demote(town.cast.bot, town.cast.forum, town.cast.alena)
    await town.says(town.cast.mara, town.cast.group, "/privacy")

    async with serve(build(town.telegram, town.api, {}), 0) as port:
        settings = town.settings.model_copy(update={"api_url": f"http://127.0.0.1:{port}"})
        finding = await doctor._chats(settings)
    nowhere = await doctor._chats(town.settings.model_copy(update={"api_url": "http://127.0.0.1:1"}))

    everything = "Ban users, Delete messages, Pin messages, Add users"
    assert finding.words.startswith("In 2 of 3 groups something does not work for want of rights: ")
    assert f"New group ({everything})" in finding.words
    assert f"City desk ({everything})" in finding.words
    assert (finding.well, nowhere.well) == (True, None)
    assert nowhere.words == "The groups are not looked at before database and Telegram are well."
