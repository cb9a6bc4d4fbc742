"""Every kind of message that there is has been decided about: is it looked at, or does it only tell of the chat?"""

from __future__ import annotations

from contextlib import suppress

import pytest
from aiogram.enums import ContentType
from aiogram.types import Message

from bot.chat.message.field_kinds import ADDED, AROUND, BROUGHT, LINES, has_more_than_words, is_line
from bot.chat.message.group_message import parse
from bot.chat.message.json_fields import UnreadableError
from tests.chat.places import PLACES, SILENT
from tests.chat.updates import INCOMING, PRIVATE, a_message, of_ours, said_in

NO_FIELDS = {ContentType.UNKNOWN, ContentType.ANY}
FIELDS = sorted((Message.model_fields.keys() - {"from_user"}) | {"from"})


@pytest.mark.parametrize("kind", [one.value for one in ContentType if one not in NO_FIELDS])
def test_a_kind_is_brought_by_somebody_or_a_line_of_the_chats_own(kind: str) -> None:
    assert (kind in BROUGHT) + (kind in LINES) + (kind == "text") == 1


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_decided_about(field: str) -> None:
    assert (field in BROUGHT) + (field in LINES) + (field in AROUND) == 1


def test_of_each_kind_is_known_where_its_words_stand() -> None:
    assert (PLACES.keys() | SILENT) >= BROUGHT | ADDED
    assert not PLACES.keys() & SILENT


def test_what_nobody_has_decided_about_is_looked_at() -> None:
    message = a_message(None, hologram={"of": "a lime"})
    assert has_more_than_words(message)
    heard = parse({"update_id": 1, "message": message})
    assert heard is not None
    assert heard.has_media


@pytest.mark.parametrize("kind", sorted(ADDED))
def test_lines_that_bring_words_are_looked_at(kind: str) -> None:
    assert not is_line(a_message(None, **{kind: {}}))


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_of_whatever_type_breaks_nothing_alone_or_in_what_is_answered(field: str) -> None:
    command = a_message("/ask who?")
    for value in (True, 7, "x", [], {}, [{}], {"text": 1}, None):
        for message in ({**command, field: value}, {**command, "reply_to_message": {**of_ours(), field: value}}):
            for look in (INCOMING.is_relevant, INCOMING.read, parse):
                with suppress(UnreadableError):  # without a number, a chat or a date nothing can be told
                    look({"update_id": 1, "message": message})


def test_what_one_alone_sees_is_answered_and_is_no_message_of_the_group() -> None:
    update = said_in("/help", message_id=0, ephemeral_message_id=4)
    event = INCOMING.read(update)
    assert event is not None
    assert (event.word, event.message_id, event.post("x").reply_to) == ("help", 0, None)
    assert parse(update) is None


def test_a_live_photo_counts_once_beside_its_photo() -> None:
    heard = parse(said_in(None, caption="Limes", photo=[{"file_id": "p"}], live_photo={"file_id": "l"}))
    assert heard is not None
    assert heard.words == "Limes"


def test_a_guest_bots_message_is_its_callers() -> None:
    caller = {"id": 77, "is_bot": False, "first_name": "Cy"}
    guest = {"id": 99, "is_bot": True, "first_name": "Guest"}
    heard = parse(said_in("Look here", sender=guest, guest_bot_caller_user=caller))
    assert heard is not None
    assert heard.person_id == 77


def test_a_topic_of_a_private_chat_is_answered_in_it() -> None:
    event = INCOMING.read(said_in("/ask who?", PRIVATE, message_thread_id=9, is_topic_message=True))
    assert event is not None
    assert (event.thread_id, event.topic, event.post("x").place.thread_id) == (9, True, 9)
