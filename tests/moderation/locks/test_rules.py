"""Slow mode and locks, told from one message after the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.chat.message.group_message import GroupMessage, parse
from bot.moderation.locks.rules import LockRules
from storage.locks import ChatLock
from tests.chat.updates import a_message
from tests.playground_request import START

MARA = {"id": 7, "first_name": "Mara"}
MESSAGE = parse({"update_id": 1, "message": a_message("Good morning", sender=MARA)})


def a_post(after: float = 0.0, **more: Any) -> GroupMessage:
    """Return a message of Mara, unless it is said otherwise."""
    assert MESSAGE is not None
    return replace(MESSAGE, at=START + timedelta(seconds=after), **more)


def held(*locks: str, slow: int = 0) -> list[ChatLock]:
    """Return what a chat is held to."""
    pauses = [ChatLock(chat_id=1, what="slow", seconds=slow, actor_id=1, set_at=START)] if slow else []
    return [*(ChatLock(chat_id=1, what=what, actor_id=1, set_at=START) for what in locks), *pauses]


def test_what_comes_too_soon_after_what_stayed_goes() -> None:
    order, slow = LockRules(), held(slow=30)
    went = [order.breach(a_post(after), slow) for after in (0, 10, 29, 30, 59, 61)]
    assert went == [None, "slow", "slow", None, "slow", None]


def test_people_and_chats_are_told_apart() -> None:
    order, slow = LockRules(), held(slow=30)
    posts = (a_post(), a_post(1, person_id=8), a_post(1, chat_id=-200), a_post(2))
    assert [order.breach(post, slow) for post in posts] == [None, None, None, "slow"]


def test_an_album_is_one_message_and_an_edit_none() -> None:
    order, slow = LockRules(), held(slow=30)
    posts = (a_post(album="a"), a_post(1, album="a"), a_post(2, is_edit=True), a_post(3, album="b"))
    assert [order.breach(post, slow) for post in posts] == [None, None, None, "slow"]


@pytest.mark.parametrize(
    ("post", "broken"),
    [
        pytest.param(a_post(), None, id="plain words"),
        pytest.param(a_post(links=("https://example.org",)), "links", id="link"),
        pytest.param(a_post(links=("https://example.org",), is_edit=True), "links", id="link by an edit"),
        pytest.param(a_post(is_forward=True), "forwards", id="forward"),
        pytest.param(a_post(person_id=-300, speaks_as_chat=True), "channels", id="channel"),
    ],
)
def test_locks(post: GroupMessage, broken: str | None) -> None:
    assert LockRules().breach(post, held("links", "forwards", "channels")) == broken
    assert LockRules().breach(post, held()) is None


def test_why_is_told_once_an_hour() -> None:
    order = LockRules()
    told = [order.is_to_be_told(a_post(after), "slow") for after in (0, 60, 3599, 3601)]
    assert told == [True, False, False, True]
    assert order.is_to_be_told(a_post(10), "links")
