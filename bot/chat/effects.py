"""Effects: what a handler wants done in Telegram, as values; and their rows in the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from storage.chats import Place
from storage.outbox import OutboxRow, OutboxStatus, Priority

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
    once: bool = False
    """Never repeated when it is in doubt whether it arrived."""


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
class Picture:
    """A picture of an album, with the same in words below it."""

    png: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class SendPictures:
    """One picture, or several as an album: sent once and without a sound, or told in words where none may be sent."""

    place: Place
    pictures: tuple[Picture, ...]
    """As many as Telegram takes: ten."""
    subject: str
    topic: bool = False
    reply_to: int | None = None


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
    after: float = 0.0
    """Seconds to wait before."""


@dataclass(frozen=True, slots=True)
class DeleteMany:
    """Up to 100 messages of a chat taken away at once."""

    chat_id: int
    message_ids: tuple[int, ...]
    subject: str | None = None
    """The entry of the audit log that it carries out: `act:12`."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A message put at the top of its chat, without a notice to everybody."""

    chat_id: int
    message_id: int
    subject: str | None = None
    """What it is about, to find out whether it could be done."""


@dataclass(frozen=True, slots=True)
class SendAgain:
    """A message that may not have arrived, once more."""

    row: OutboxRow


@dataclass(frozen=True, slots=True)
class Unpin:
    """A message no longer at the top of its chat."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Restrict:
    """What a member may do from now on, each permission by Telegram's name; for ever without `until`."""

    chat_id: int
    person_id: int
    permissions: dict[str, bool]
    until: datetime | None = None
    subject: str | None = None
    """The entry of the audit log that it carries out: `act:12`."""


@dataclass(frozen=True, slots=True)
class Ban:
    """Somebody put out of a chat; for ever without `until`."""

    chat_id: int
    person_id: int
    until: datetime | None = None
    subject: str | None = None
    """The entry of the audit log that it carries out: `act:12`."""


@dataclass(frozen=True, slots=True)
class Unban:
    """Somebody who may come back; nobody who is a member is put out by it."""

    chat_id: int
    person_id: int
    subject: str | None = None
    """The entry of the audit log that it carries out: `act:12`."""


@dataclass(frozen=True, slots=True)
class BanSender:
    """A channel that may no longer speak in a chat."""

    chat_id: int
    sender_id: int
    subject: str | None = None
    """The entry of the audit log that it carries out: `act:12`."""


@dataclass(frozen=True, slots=True)
class UnbanSender:
    """A channel that may speak in a chat again."""

    chat_id: int
    sender_id: int
    subject: str | None = None
    """The entry of the audit log that it carries out: `act:12`."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What members of a chat may do who have no permissions of their own."""

    chat_id: int
    permissions: dict[str, bool]
    subject: str | None = None
    """The entry of the audit log that it carries out: `act:12`."""


@dataclass(frozen=True, slots=True)
class AnswerJoin:
    """Whether somebody who asked to join may."""

    chat_id: int
    person_id: int
    welcome: bool


@dataclass(frozen=True, slots=True)
class Forward:
    """A message shown elsewhere, with who wrote it: evidence."""

    place: Place
    from_chat_id: int
    message_id: int


Messaging = Send | SendPhoto | SendPictures | SendDocument | SendAgain | Edit | AnswerButton
Acting = (
    Delete | DeleteMany | Pin | Unpin | Forward | Restrict | Ban | Unban | BanSender | UnbanSender | Lock | AnswerJoin
)
Effect = Messaging | Acting


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
        case SendAgain():
            news = {"id": None, "status": OutboxStatus.WAITING, "due_at": stamp.now, "attempts": 0}
            return OutboxRow(**{**effect.row.model_dump(), **news})
        case SendPictures():
            return _pictures(effect, stamp)
        case SendDocument():
            named = {"caption": effect.caption, "parse_mode": "HTML", "file_name": effect.name}
            return _row(stamp, effect.place.chat_id, "sendDocument", named, file=effect.content)
        case Edit():
            params = {"message_id": effect.message_id, **_content(effect.text, effect.buttons)}
            return _row(stamp, effect.chat_id, "editMessageText", params, priority=effect.priority)
        case AnswerButton():
            params = {"callback_query_id": effect.callback_id, "text": effect.text, "show_alert": effect.alert or None}
            return _row(stamp, None, "answerCallbackQuery", _given(params))
        case _:
            return _act(effect, stamp)


def _act(effect: Acting, stamp: Stamp) -> OutboxRow:
    """Return the row of what is done about messages and people."""
    match effect:
        case Forward():
            params = {"from_chat_id": effect.from_chat_id, "message_id": effect.message_id}
            thread = {"message_thread_id": effect.place.thread_id or None}
            return _row(stamp, effect.place.chat_id, "forwardMessage", {**params, **_given(thread)})
        case DeleteMany():
            return _row(
                stamp,
                effect.chat_id,
                "deleteMessages",
                {"message_ids": list(effect.message_ids)},
                subject=effect.subject,
            )
        case Delete(after=seconds) if seconds:
            row = _row(stamp, effect.chat_id, "deleteMessage", {"message_id": effect.message_id})
            row.due_at += timedelta(seconds=seconds)
            return row
        case Delete() | Pin() | Unpin():
            params = {"message_id": effect.message_id}
            if isinstance(effect, Pin):
                quiet = {**params, "disable_notification": True}
                return _row(stamp, effect.chat_id, "pinChatMessage", quiet, subject=effect.subject)
            return _row(stamp, effect.chat_id, _METHODS[type(effect)], params)
        case Lock():
            rights = {"permissions": effect.permissions, "use_independent_chat_permissions": True}
            return _row(stamp, effect.chat_id, "setChatPermissions", rights, subject=effect.subject)
        case BanSender() | UnbanSender():
            sender = {"sender_chat_id": effect.sender_id}
            return _row(stamp, effect.chat_id, _METHODS[type(effect)], sender, subject=effect.subject)
        case _:
            return _sanction(effect, stamp)


def _sanction(effect: Restrict | Ban | Unban | AnswerJoin, stamp: Stamp) -> OutboxRow:
    """Return the row of what a person may do in a chat."""
    params: dict[str, Any] = {"user_id": effect.person_id}
    match effect:
        case AnswerJoin():
            method = "approveChatJoinRequest" if effect.welcome else "declineChatJoinRequest"
            return _row(stamp, effect.chat_id, method, params)
        case Unban():
            return _row(
                stamp, effect.chat_id, "unbanChatMember", {**params, "only_if_banned": True}, subject=effect.subject
            )
        case Restrict():
            params |= {"permissions": effect.permissions, "use_independent_chat_permissions": True}
    until = int(effect.until.timestamp()) if effect.until is not None else None
    params = _given({**params, "until_date": until})
    return _row(stamp, effect.chat_id, _METHODS[type(effect)], params, subject=effect.subject)


_METHODS: dict[type, str] = {
    Delete: "deleteMessage",
    Unpin: "unpinChatMessage",
    BanSender: "banChatSenderChat",
    UnbanSender: "unbanChatSenderChat",
    Restrict: "restrictChatMember",
    Ban: "banChatMember",
}
"""What Telegram calls it."""


def _row(stamp: Stamp, chat_id: int | None, method: str, params: dict[str, Any], **more: Any) -> OutboxRow:
    return OutboxRow(chat_id=chat_id, method=method, params=params, due_at=stamp.now, update_id=stamp.update_id, **more)


def _keeping(effect: Send, stamp: Stamp) -> dict[str, Any]:
    fade_seconds = stamp.fade_after if effect.fades and stamp.fade_after else None
    fading = {"fade_seconds": fade_seconds, "fades_alone": effect.fades_alone}
    return {"subject": effect.subject, "priority": effect.priority, "once": effect.once, **fading}


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


def _pictures(effect: SendPictures, stamp: Stamp) -> OutboxRow:
    """Return the row of one picture, or of an album, with the words that stand for it where it is refused."""
    words = Send(
        effect.place,
        "\n\n".join(one.caption for one in effect.pictures),
        topic=effect.topic,
        reply_to=effect.reply_to,
        silent=True,
    )
    params = _sending(words)
    kept = {"subject": effect.subject, "priority": Priority.BULK, "once": True, "instead": params}
    chat_id, first = effect.place.chat_id, effect.pictures[0]
    names = ("message_thread_id", "reply_parameters", "disable_notification")
    around: dict[str, Any] = {name: params[name] for name in names if name in params}
    if len(effect.pictures) == 1:
        captioned = {"caption": first.caption, "parse_mode": "HTML", **around}
        return _row(stamp, chat_id, "sendPhoto", captioned, file=first.png, **kept)
    media = [
        {"type": "photo", "media": f"attach://picture{place}", "caption": one.caption, "parse_mode": "HTML"}
        for place, one in enumerate(effect.pictures)
    ]
    sizes = [len(one.png) for one in effect.pictures]
    file = b"".join(one.png for one in effect.pictures)
    return _row(stamp, chat_id, "sendMediaGroup", {"media": media, "sizes": sizes, **around}, file=file, **kept)


def _content(text: str, buttons: Rows) -> dict[str, Any]:
    content: dict[str, Any] = {"text": text, "parse_mode": "HTML", "link_preview_options": NO_PREVIEW}
    if buttons:
        content["reply_markup"] = {"inline_keyboard": [[button.as_json() for button in row] for row in buttons]}
    return content


def _given(params: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if value is not None}
