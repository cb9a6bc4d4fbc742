"""What handlers make of what was said: replies, notes, edits, numbers."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.effects import AnswerButton, Button, Edit, Send
from bot.chat.event import ChatRef, Event, EventKind, PersonRef
from bot.chat.text_length import MAX_POPUP_CHARS
from bot.texts import Refusal, say
from storage.chats import Place
from tests.playground_request import START

SAID = Event(
    update_id=1,
    kind=EventKind.COMMAND,
    word="agree",
    text="12",
    chat=ChatRef(-1, "supergroup"),
    person=PersonRef(7, "Mara"),
    message_id=50,
    at=START,
    language="en",
    thread_id=20,
    topic=True,
)
PRIVATE = replace(SAID, chat=ChatRef(7, "private"), thread_id=0, topic=False)
PRESSED = replace(SAID, kind=EventKind.BUTTON, callback_id="99", message_id=40)


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), (" #12 ", 12), ("№12.", 12), ("(12)", 12), ("12!", 12), ("0", 0), ("9" * 15, 10**15 - 1)],
)
def test_a_number_after_the_command(text: str, number: int) -> None:
    assert replace(SAID, text=text).number() == number


@pytest.mark.parametrize("text", ["", "#", "twelve", "12 please", "-1", "1.5", "١٢", "²", "9" * 16, "9" * 5000])
def test_no_number_is_said_so(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        replace(SAID, text=text).number()
    assert caught.value.key == "number-missing"


@given(st.text())
def test_any_text_is_a_number_or_a_refusal(text: str) -> None:
    with suppress(Refusal):
        assert replace(SAID, text=text).number() >= 0


def test_a_reply_goes_to_the_message_in_its_topic_and_stays() -> None:
    assert SAID.reply_with("help") == Send(Place(-1, 20), say("help"), topic=True, reply_to=50)


def test_a_note_leaves_a_group_and_stays_in_private() -> None:
    note, private = SAID.note("help"), PRIVATE.note("help")
    assert isinstance(note, Send)
    assert isinstance(private, Send)
    assert (note.fades, private.fades) == (True, False)


def test_a_note_to_a_press_is_a_pop_up_in_plain_words() -> None:
    note = PRESSED.note("server-unreachable", why="<b> & co")
    assert isinstance(note, AnswerButton)
    assert "<b> & co" in (note.text or "")


@given(st.text(max_size=600))
def test_a_pop_up_is_never_longer_than_telegram_shows(why: str) -> None:
    note = PRESSED.note("server-unreachable", why=why)
    assert isinstance(note, AnswerButton)
    assert note.callback_id == "99"
    assert 0 < len(note.text or "") <= MAX_POPUP_CHARS


def test_an_edit_also_answers_the_press() -> None:
    buttons = ((Button("Undo", "undo:1"),),)
    assert PRESSED.edit("done", buttons) == [Edit(-1, 40, "done", buttons), AnswerButton("99")]
    assert SAID.edit("done") == [Edit(-1, 50, "done")]
