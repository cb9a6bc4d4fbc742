"""Effects: what a handler wants done in Telegram, as values; and their rows in the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.chats import Place
from storage.outbox import OutboxRow, Priority

NO_PREVIEW = {"is_disabled": True}


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: `verb:argument` for us, or a link."""

    label: str
    data: str | None = None
    url: str | None = None

    def as_json(self) -> dict[str, str]:
        """Return the button as Telegram takes it.

        Raises:
            ValueError: The data is longer than the 64 bytes that Telegram keeps.
        """
        if self.data is not None and len(self.data.encode()) > 64:
            raise ValueError(self.data)
        rest = {"callback_data": self.data, "url": self.url}
        return {"text": self.label, **{name: value for name, value in rest.items() if value is not None}}


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Send:
    """A new message."""

    place: Place
    text: str
    topic: bool = False
    """Whether the thread of the place is a topic of a forum, which Telegram wants named."""
    reply_to: int | None = None
    quote: str | None = None
    """Words of the message replied to, for Telegram's own quote."""
    quote_position: int | None = None
    """Where they stand in it, in UTF-16 units."""
    buttons: Rows = ()
    silent: bool = False
    fades: bool = False
    """Leaves the chat again after a while, with the command that it answers."""
    fades_alone: bool = False
    """Leaves without what it answers: somebody's words or file."""
    subject: str | None = None
    """What it shows, such as `question:12`, to find its message later."""
    priority: Priority = Priority.REPLY


@dataclass(frozen=True, slots=True)
class SendPhoto:
    """A new picture, with the same in words below it."""

    place: Place
    picture: bytes
    """A PNG."""
    caption: str
    topic: bool = False
    reply_to: int | None = None
    buttons: Rows = ()
    silent: bool = False


@dataclass(frozen=True, slots=True)
class SendDocument:
    """A new message with a file."""

    place: Place
    content: bytes
    name: str
    caption: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A new text of a message of ours."""

    chat_id: int
    message_id: int
    text: str
    buttons: Rows = ()
    priority: Priority = Priority.REPLY
    """Bulk where it only brings a message up to date: it waits for replies, and of several the newest goes."""


@dataclass(frozen=True, slots=True)
class AnswerButton:
    """The answer that a pressed button waits for."""

    callback_id: str
    text: str | None = None
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Delete:
    """A message taken away."""

    chat_id: int
    message_id: int


Effect = Send | SendPhoto | SendDocument | Edit | AnswerButton | Delete


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every row of one update shares."""

    now: datetime
    update_id: int | None = None
    fade_after: float = 0.0
    """Seconds; 0 keeps what would fade."""


def as_row(effect: Effect, stamp: Stamp) -> OutboxRow:
    """Return the outbox row of an effect."""
    match effect:
        case Send():
            return _row(stamp, effect.place.chat_id, "sendMessage", _sending(effect), **_keeping(effect, stamp))
        case SendPhoto():
            return _row(stamp, effect.place.chat_id, "sendPhoto", _picturing(effect), file=effect.picture)
        case SendDocument():
            named = {"caption": effect.caption, "parse_mode": "HTML", "file_name": effect.name}
            return _row(stamp, effect.place.chat_id, "sendDocument", named, file=effect.content)
        case Edit():
            params = {"message_id": effect.message_id, **_content(effect.text, effect.buttons)}
            return _row(stamp, effect.chat_id, "editMessageText", params, priority=effect.priority)
        case AnswerButton():
            params = {"callback_query_id": effect.callback_id, "text": effect.text, "show_alert": effect.alert or None}
            return _row(stamp, None, "answerCallbackQuery", _given(params))
        case Delete():
            return _row(stamp, effect.chat_id, "deleteMessage", {"message_id": effect.message_id})


def _row(stamp: Stamp, chat_id: int | None, method: str, params: dict[str, Any], **more: Any) -> OutboxRow:
    return OutboxRow(chat_id=chat_id, method=method, params=params, due_at=stamp.now, update_id=stamp.update_id, **more)


def _keeping(effect: Send, stamp: Stamp) -> dict[str, Any]:
    fade_seconds = stamp.fade_after if effect.fades and stamp.fade_after else None
    fading = {"fade_seconds": fade_seconds, "fades_alone": effect.fades_alone}
    return {"subject": effect.subject, "priority": effect.priority, **fading}


def _sending(effect: Send) -> dict[str, Any]:
    """Return the parameters of a message. A comment thread is named by a reply to its first message."""
    thread = effect.place.thread_id or None
    reply_to = effect.reply_to or (None if effect.topic else thread)
    reply = {
        "message_id": reply_to,
        "allow_sending_without_reply": True,
        "quote": effect.quote,
        "quote_position": effect.quote_position,
    }
    more = {
        "message_thread_id": thread if effect.topic else None,
        "reply_parameters": _given(reply) if reply_to else None,
        "disable_notification": effect.silent or None,
    }
    return {**_content(effect.text, effect.buttons), **_given(more)}


def _picturing(effect: SendPhoto) -> dict[str, Any]:
    """Return the parameters of a picture: those of a message with the same words, which Telegram names differently."""
    words = Send(
        effect.place,
        effect.caption,
        topic=effect.topic,
        reply_to=effect.reply_to,
        buttons=effect.buttons,
        silent=effect.silent,
    )
    params = _sending(words)
    del params["link_preview_options"]
    return {"caption": params.pop("text"), **params}


def _content(text: str, buttons: Rows) -> dict[str, Any]:
    content: dict[str, Any] = {"text": text, "parse_mode": "HTML", "link_preview_options": NO_PREVIEW}
    if buttons:
        content["reply_markup"] = {"inline_keyboard": [[button.as_json() for button in row] for row in buttons]}
    return content


def _given(params: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if value is not None}
