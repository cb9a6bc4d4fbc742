"""What is owed: effects as rows of the outbox, each a call of the Bot API."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.chat.effects import (
    Acting,
    AnswerButton,
    AnswerJoin,
    Ban,
    BanSender,
    Delete,
    DeleteMany,
    DeleteReactions,
    Edit,
    Effect,
    Forward,
    Lock,
    Pin,
    QueueJoin,
    Restrict,
    Rows,
    Send,
    SendAgain,
    SendDocument,
    SendPhoto,
    SendPictures,
    Unban,
    UnbanSender,
    Unpin,
)
from storage.outbox import OutboxRow, OutboxStatus, Priority
from storage.subjects import Subject

REPLIES = (Send, SendPhoto, SendDocument, Edit)
"""What goes to somebody who asked, if it goes to where they did."""
NO_PREVIEW = {"is_disabled": True}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who waits for a reply."""

    person_id: int
    chat_id: int
    message_id: int
    """The command, or the message whose button was pressed."""
    moderates: bool = False


@dataclass(frozen=True, slots=True)
class RowContext:
    """What every row of one update shares."""

    now: datetime
    update_id: int | None = None
    fade_after: float = 0.0
    """Seconds; 0 keeps what would fade."""
    asker: Asker | None = None
    direct_topic: int | None = None
    """The topic of a channel's direct messages in which it was said: what is sent there must name it."""


def owed(effects: Iterable[Effect], stamp: RowContext) -> list[OutboxRow]:
    """Return the outbox rows of effects, but for what is about message 0: what one alone sees has no other number."""
    return [as_row(one, stamp) for one in effects if 0 not in _messages_of(one)]


def _messages_of(effect: Effect) -> tuple[int, ...]:
    """Return the messages that something is done about."""
    match effect:
        case DeleteMany():
            return effect.message_ids
        case Edit() | Delete() | Pin() | Unpin() | Forward():
            return (effect.message_id,)
    return ()


def as_row(effect: Effect, stamp: RowContext) -> OutboxRow:
    """Return the outbox row of an effect."""
    row = _as_row(effect, stamp)
    asker = stamp.asker
    if stamp.direct_topic is not None and asker is not None and row.chat_id == asker.chat_id:
        row.params = _in_direct_topic(row, stamp.direct_topic)
    if asker is not None and row.chat_id == asker.chat_id and isinstance(effect, REPLIES) and not row.bulk:
        row.asker_id, row.ahead = asker.person_id, asker.moderates
        row.lapses = isinstance(effect, Send) and not asker.moderates and _lapses(effect, asker)
    return row


def _in_direct_topic(row: OutboxRow, topic: int) -> dict[str, Any]:
    """Return the parameters of a call with the topic of a channel's direct messages, as Telegram wants it named."""
    if not row.method.startswith("send"):
        return row.params
    others = {name: value for name, value in row.params.items() if name != "message_thread_id"}
    return {**others, "direct_messages_topic_id": topic}


def _lapses(effect: Send, asker: Asker) -> bool:
    """Say whether a reply may be given up where too much is asked: help, errors, answers, but no card."""
    if effect.once:
        return False
    if effect.subject is None:
        return effect.reply_to == asker.message_id
    return Subject.parse(effect.subject).kind == "question"


def _as_row(effect: Effect, stamp: RowContext) -> OutboxRow:
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
        case AnswerButton() | QueueJoin():
            return _answer(effect, stamp)
        case _:
            return _act(effect, stamp)


def _answer(effect: AnswerButton | QueueJoin, stamp: RowContext) -> OutboxRow:
    """Return the row of what Telegram waits for in no chat."""
    if isinstance(effect, QueueJoin):
        queued = {"chat_join_request_query_id": effect.query_id, "result": "queue"}
        return _row(stamp, None, "answerChatJoinRequestQuery", queued)
    params = {"callback_query_id": effect.callback_id, "text": effect.text, "show_alert": effect.alert or None}
    return _row(stamp, None, "answerCallbackQuery", _given(params))


def _act(effect: Acting, stamp: RowContext) -> OutboxRow:
    """Return the row of what is done about messages and people."""
    match effect:
        case Forward():
            params = {"from_chat_id": effect.from_chat_id, "message_id": effect.message_id}
            thread = {"message_thread_id": effect.place.thread_id or None}
            return _row(
                stamp, effect.place.chat_id, "forwardMessage", {**params, **_given(thread)}, subject=effect.subject
            )
        case DeleteMany():
            return _row(
                stamp,
                effect.chat_id,
                "deleteMessages",
                {"message_ids": list(effect.message_ids)},
                subject=effect.subject,
            )
        case DeleteReactions():
            actor = {"user_id" if effect.actor_id > 0 else "actor_chat_id": effect.actor_id}
            return _row(stamp, effect.chat_id, "deleteAllMessageReactions", actor, subject=effect.subject)
        case Delete() | Pin() | Unpin():
            params = {"message_id": effect.message_id}
            if isinstance(effect, Pin):
                quiet = {**params, "disable_notification": True}
                return _row(stamp, effect.chat_id, "pinChatMessage", quiet, subject=effect.subject)
            subject = effect.subject if isinstance(effect, Delete) else None
            return _row(stamp, effect.chat_id, _METHODS[type(effect)], params, subject=subject)
        case Lock():
            rights = {"permissions": effect.permissions, "use_independent_chat_permissions": True}
            return _row(stamp, effect.chat_id, "setChatPermissions", rights, subject=effect.subject)
        case BanSender() | UnbanSender():
            sender = {"sender_chat_id": effect.sender_id}
            return _row(stamp, effect.chat_id, _METHODS[type(effect)], sender, subject=effect.subject)
        case _:
            return _sanction(effect, stamp)


def _sanction(effect: Restrict | Ban | Unban | AnswerJoin, stamp: RowContext) -> OutboxRow:
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


def _row(stamp: RowContext, chat_id: int | None, method: str, params: dict[str, Any], **more: Any) -> OutboxRow:
    return OutboxRow(chat_id=chat_id, method=method, params=params, due_at=stamp.now, update_id=stamp.update_id, **more)


def _keeping(effect: Send, stamp: RowContext) -> dict[str, Any]:
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


def _pictures(effect: SendPictures, stamp: RowContext) -> OutboxRow:
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
