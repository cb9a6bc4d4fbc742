"""Slow mode and locks, told from one message after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.moderation.locks.rules import LockRules
from storage.locks import ChatLock
from tests.playground_request import START


@dataclass(frozen=True)
class Post:
    """A message of Mara, unless it is said otherwise."""

    after: float = 0.0
    person_id: int = 7
    chat_id: int = -100
    speaks_as_chat: bool = False
    links: tuple[str, ...] = ()
    is_forward: bool = False
    is_edit: bool = False
    album: str | None = None

    @property
    def at(self) -> datetime:
        return START + timedelta(seconds=self.after)


def held(*locks: str, slow: int = 0) -> list[ChatLock]:
    """Return what a chat is held to."""
    pauses = [ChatLock(chat_id=1, what="slow", seconds=slow, actor_id=1, set_at=START)] if slow else []
    return [*(ChatLock(chat_id=1, what=what, actor_id=1, set_at=START) for what in locks), *pauses]


def test_what_comes_too_soon_after_what_stayed_goes() -> None:
    order, slow = LockRules(), held(slow=30)
    went = [order.breach(Post(after), slow) for after in (0, 10, 29, 30, 59, 61)]
    assert went == [None, "slow", "slow", None, "slow", None]


def test_people_and_chats_are_told_apart() -> None:
    order, slow = LockRules(), held(slow=30)
    posts = (Post(), Post(1, person_id=8), Post(1, chat_id=-200), Post(2))
    assert [order.breach(post, slow) for post in posts] == [None, None, None, "slow"]


def test_an_album_is_one_message_and_an_edit_none() -> None:
    order, slow = LockRules(), held(slow=30)
    posts = (Post(album="a"), Post(1, album="a"), Post(2, is_edit=True), Post(3, album="b"))
    assert [order.breach(post, slow) for post in posts] == [None, None, None, "slow"]


@pytest.mark.parametrize(
    ("post", "broken"),
    [
        pytest.param(Post(), None, id="plain words"),
        pytest.param(Post(links=("https://example.org",)), "links", id="link"),
        pytest.param(Post(links=("https://example.org",), is_edit=True), "links", id="link by an edit"),
        pytest.param(Post(is_forward=True), "forwards", id="forward"),
        pytest.param(Post(person_id=-300, speaks_as_chat=True), "channels", id="channel"),
    ],
)
def test_locks(post: Post, broken: str | None) -> None:
    assert LockRules().breach(post, held("links", "forwards", "channels")) == broken
    assert LockRules().breach(post, held()) is None


def test_why_is_told_once_an_hour() -> None:
    order = LockRules()
    told = [order.is_to_be_told(Post(after), "slow") for after in (0, 60, 3599, 3601)]
    assert told == [True, False, False, True]
    assert order.is_to_be_told(Post(10), "links")
