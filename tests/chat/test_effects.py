"""Effects, and the calls that they become."""

from __future__ import annotations

import re
from typing import Any

import pytest
from aiogram.methods import AnswerCallbackQuery, DeleteMessage, EditMessageText, SendMessage
from aiogram.methods import SendPhoto as SendPhotoMethod
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.chat.effects import AnswerButton, Button, Delete, Edit, Effect, Send, SendPhoto
from bot.dispatch.outbox_rows import RowContext, as_row
from storage.chats import Place
from storage.outbox import OutboxRow, Priority
from tests.playground_request import START

STAMP = RowContext(START, update_id=7, fade_after=120.0)
PLAIN = {"text": "hi", "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
LENIENT = {"allow_sending_without_reply": True}
METHODS: dict[str, type[BaseModel]] = {
    "sendMessage": SendMessage,
    "sendPhoto": SendPhotoMethod,
    "editMessageText": EditMessageText,
    "deleteMessage": DeleteMessage,
    "answerCallbackQuery": AnswerCallbackQuery,
}


def unknown_fields(model: BaseModel, path: str = "") -> list[str]:
    """Return what an independent client's models do not know."""
    found = [f"{path}{name}" for name in model.model_extra or {}]
    for name in type(model).model_fields:
        value = getattr(model, name)
        for one in value if isinstance(value, list) else [value]:
            for item in one if isinstance(one, list) else [one]:
                if isinstance(item, BaseModel):
                    found += unknown_fields(item, f"{path}{name}.")
    return found


def as_call(row: OutboxRow) -> BaseModel:
    """Return the call as aiogram understands it."""
    chat = {} if row.chat_id is None else {"chat_id": row.chat_id}
    picture = {} if row.file is None else {"photo": "attach://photo"}
    return METHODS[row.method].model_validate({**chat, **row.params, **picture})


@pytest.mark.parametrize(
    ("effect", "method", "chat", "params"),
    [
        pytest.param(Send(Place(-1), "hi"), "sendMessage", -1, PLAIN, id="message"),
        pytest.param(
            SendPhoto(Place(-1, 20), b"PNG", "hi", topic=True, reply_to=5),
            "sendPhoto",
            -1,
            {"caption": "hi", "parse_mode": "HTML", "message_thread_id": 20}
            | {"reply_parameters": LENIENT | {"message_id": 5}},
            id="picture",
        ),
        pytest.param(
            Send(Place(-1), "hi", reply_to=5),
            "sendMessage",
            -1,
            PLAIN | {"reply_parameters": LENIENT | {"message_id": 5}},
            id="reply",
        ),
        pytest.param(
            Send(Place(-1, 20), "hi", topic=True),
            "sendMessage",
            -1,
            PLAIN | {"message_thread_id": 20},
            id="in a topic",
        ),
        pytest.param(
            Send(Place(-1, 20), "hi", topic=True, reply_to=5),
            "sendMessage",
            -1,
            PLAIN | {"message_thread_id": 20, "reply_parameters": LENIENT | {"message_id": 5}},
            id="reply in a topic",
        ),
        pytest.param(
            Send(Place(-1, 30), "hi"),
            "sendMessage",
            -1,
            PLAIN | {"reply_parameters": LENIENT | {"message_id": 30}},
            id="in a comment thread",
        ),
        pytest.param(
            Send(Place(-1), "hi", reply_to=5, quote="words", quote_position=0),
            "sendMessage",
            -1,
            PLAIN | {"reply_parameters": LENIENT | {"message_id": 5, "quote": "words", "quote_position": 0}},
            id="reply with a quote",
        ),
        pytest.param(
            Send(Place(-1), "hi", silent=True, buttons=((Button("Yes", "y:1"), Button("Read", url="https://e.org")),)),
            "sendMessage",
            -1,
            PLAIN
            | {
                "disable_notification": True,
                "reply_markup": {
                    "inline_keyboard": [
                        [{"text": "Yes", "callback_data": "y:1"}, {"text": "Read", "url": "https://e.org"}]
                    ]
                },
            },
            id="silent, with buttons",
        ),
        pytest.param(Edit(-1, 9, "hi"), "editMessageText", -1, PLAIN | {"message_id": 9}, id="edit"),
        pytest.param(Delete(-1, 9), "deleteMessage", -1, {"message_id": 9}, id="delete"),
        pytest.param(AnswerButton("77"), "answerCallbackQuery", None, {"callback_query_id": "77"}, id="silent answer"),
        pytest.param(
            AnswerButton("77", "hi", alert=True),
            "answerCallbackQuery",
            None,
            {"callback_query_id": "77", "text": "hi", "show_alert": True},
            id="pop-up",
        ),
    ],
)
def test_an_effect_becomes_a_call(effect: Effect, method: str, chat: int | None, params: dict[str, Any]) -> None:
    row = as_row(effect, STAMP)
    assert (row.method, row.chat_id, row.params) == (method, chat, params)
    assert (row.due_at, row.update_id, row.once, row.priority) == (START, 7, False, Priority.REPLY)
    assert unknown_fields(as_call(row)) == []


def test_what_a_message_is_kept_with() -> None:
    row = as_row(Send(Place(-1), "hi", subject="question:12", priority=Priority.BULK, fades=True), STAMP)
    assert (row.subject, row.priority, row.fade_seconds) == ("question:12", Priority.BULK, 120.0)


@pytest.mark.parametrize(
    ("fades", "fade_after", "seconds"), [(True, 120.0, 120.0), (True, 0.0, None), (False, 120.0, None)]
)
def test_what_fades_and_what_stays(fades: bool, fade_after: float, seconds: float | None) -> None:
    assert as_row(Send(Place(-1), "hi", fades=fades), RowContext(START, None, fade_after)).fade_seconds == seconds


@given(data=st.text(max_size=70))
def test_a_button_carries_at_most_64_bytes(data: str) -> None:
    button = Button("Yes", data)
    if len(data.encode()) <= 64:
        assert button.as_json() == {"text": "Yes", "callback_data": data}
    else:
        with pytest.raises(ValueError, match=re.escape(data)):
            button.as_json()


def test_a_button_that_says_too_much_is_refused_before_it_is_kept() -> None:
    with pytest.raises(ValueError, match="ж"):
        as_row(Send(Place(-1), "hi", buttons=((Button("Yes", "ж" * 33),),)), STAMP)
