"""Moderation in the comments of a channel's post: a comment that answers nobody is no reply to the post."""

from __future__ import annotations

import pytest

from bot.playground.telegram.chats import Message
from tests.scenarios.moderating import log, meets_privately
from tests.town import Town, text_of


@pytest.fixture
async def post(town: Town) -> Message:
    """Let the channel post something, and return the post as it stands above its comments."""
    town.telegram.post(town.cast.ana, town.cast.channel, "Buses are the future.")
    await town.settle()
    return next(one for one in town.cast.comments.messages.values() if one.is_automatic_forward)


async def orders(town: Town, post: Message, text: str) -> str:
    """Let a moderator write a comment that is a command, and return what the bot says."""
    (said,) = await town.says(town.cast.ana, town.cast.comments, text, thread=post.id)
    return text_of(said)


async def test_the_post_does_not_become_the_rules(town: Town, post: Message) -> None:
    assert (await orders(town, post, "/setrules")).startswith("Write the rules after /setrules")
    assert await log(town) == []


async def test_undo_and_audit_alone_mean_what_they_mean_elsewhere(town: Town, post: Message) -> None:
    private = await meets_privately(town, town.cast.ana)
    spam = town.telegram.say(town.cast.mara, town.cast.comments, "Coins", thread=post.id)
    await town.says(town.cast.ana, town.cast.comments, "/warn ads", reply_to=spam)
    assert await orders(town, post, "/audit") == "I sent it to you in private."
    assert text_of(town.from_bot(private)[-1]).startswith("Audit log · one entry")
    assert await orders(town, post, "/undo") == "Taken back for Mara."


async def test_a_sanction_needs_somebody(town: Town, post: Message) -> None:
    assert (await orders(town, post, "/warn")).startswith(
        "Whom? What stands above is a post of this group's own channel. Reply to a comment of theirs"
    )
