"""What is owed: effects as rows of the outbox, each a call of the Bot API."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.chat import effects
from bot.chat.message.addresses import address_of
from storage.outbox import MESSAGE, OutboxRow, OutboxStatus, Priority
from storage.subjects import Subject

REPLIES = (effects.Send, effects.SendPhoto, effects.SendDocument, effects.Edit)
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


def owed(wanted: Iterable[effects.Effect], context: RowContext) -> list[OutboxRow]:
    """Return the outbox rows of effects, but for what is about message 0: what one alone sees has no other number."""
    return [as_row(one, context) for one in wanted if 0 not in _messages_of(one)]


def _messages_of(effect: effects.Effect) -> tuple[int, ...]:
    """Return the messages that something is done about."""
    match effect:
        case effects.DeleteMany():
            return effect.message_ids
        case effects.Edit() | effects.Delete() | effects.Pin() | effects.Unpin() | effects.Forward():
            return (effect.message_id,)
    return ()


def as_row(effect: effects.Effect, context: RowContext) -> OutboxRow:
    """Return the outbox row of an effect."""
    row = _as_row(effect, context)
    asker = context.asker
    if context.direct_topic is not None and asker is not None and row.chat_id == asker.chat_id:
        row.params = _in_direct_topic(row, context.direct_topic)
    if asker is not None and row.chat_id == asker.chat_id and isinstance(effect, REPLIES) and not row.bulk:
        lapses = isinstance(effect, effects.Send) and not asker.moderates and _lapses(effect, asker)
        row.ask(asker.person_id, ahead=asker.moderates, lapses=lapses)
    return row


def _in_direct_topic(row: OutboxRow, topic: int) -> dict[str, Any]:
    """Return the parameters of a call with the topic of a channel's direct messages, as Telegram wants it named."""
    if not row.method.startswith("send"):
        return row.params
    others = {name: value for name, value in row.params.items() if name != "message_thread_id"}
    return {**others, "direct_messages_topic_id": topic}


def _lapses(effect: effects.Send, asker: Asker) -> bool:
    """Say whether a reply may be given up where too much is asked: help, errors, answers, but no card."""
    if effect.once:
        return False
    if effect.subject is None:
        return effect.reply_to == asker.message_id
    return Subject.parse(effect.subject).kind == "question"


def _as_row(effect: effects.Effect, context: RowContext) -> OutboxRow:
    match effect:
        case effects.Send():
            return _row(context, effect.place.chat_id, "sendMessage", _sending(effect), **_keeping(effect, context))
        case effects.SendPhoto():
            return _row(context, effect.place.chat_id, "sendPhoto", _picturing(effect), file=effect.picture)
        case effects.SendAgain():
            news = {"id": None, "status": OutboxStatus.WAITING, "due_at": context.now, "attempts": 0}
            return OutboxRow(**{**effect.row.model_dump(), **news})
        case effects.SendPictures():
            return _pictures(effect, context)
        case effects.SendDocument():
            named = {"caption": effect.caption, "parse_mode": "HTML", "file_name": effect.name}
            return _row(context, effect.place.chat_id, "sendDocument", named, file=effect.content)
        case effects.Edit():
            params = {"message_id": effect.message_id, **_content(effect.text, effect.buttons)}
            return _row(context, effect.chat_id, "editMessageText", params, priority=effect.priority)
        case _:
            return _act(effect, context)


def _act(effect: effects.Acting | effects.AnswerButton | effects.QueueJoin, context: RowContext) -> OutboxRow:
    """Return the row of what is done about messages and people, or of an answer that Telegram waits for."""
    method, params = _CALLS[type(effect)](effect)
    chat_id = effect.place.chat_id if isinstance(effect, effects.Forward) else getattr(effect, "chat_id", None)
    return _row(context, chat_id, method, _given(params), subject=getattr(effect, "subject", None))


def _allowing(act: effects.Restrict | effects.Lock) -> dict[str, Any]:
    return {"permissions": act.permissions, "use_independent_chat_permissions": True}


def _about(act: effects.Restrict | effects.Ban) -> dict[str, Any]:
    return {"user_id": act.person_id, "until_date": int(act.until.timestamp()) if act.until is not None else None}


def _forwarding(act: effects.Forward) -> dict[str, Any]:
    shown = {"from_chat_id": act.from_chat_id, "message_id": act.message_id}
    return {**shown, "message_thread_id": act.place.thread_id or None}


def _saying(act: effects.AnswerButton) -> dict[str, Any]:
    shown = {"text": act.text, "show_alert": act.alert or None, "url": act.url}
    return {"callback_query_id": act.callback_id, **shown}


_CALLS: dict[type, Callable[[Any], tuple[str, dict[str, Any]]]] = {
    effects.AnswerButton: lambda act: ("answerCallbackQuery", _saying(act)),
    effects.QueueJoin: lambda act: (
        "answerChatJoinRequestQuery",
        {"chat_join_request_query_id": act.query_id, "result": "queue"},
    ),
    effects.AnswerJoin: lambda act: (
        "approveChatJoinRequest" if act.welcome else "declineChatJoinRequest",
        {"user_id": act.person_id},
    ),
    effects.Forward: lambda act: ("forwardMessage", _forwarding(act)),
    effects.Delete: lambda act: ("deleteMessage", {"message_id": act.message_id}),
    effects.DeleteMany: lambda act: ("deleteMessages", {"message_ids": list(act.message_ids)}),
    effects.DeleteReactions: lambda act: (
        "deleteAllMessageReactions",
        {"user_id" if act.actor_id > 0 else "actor_chat_id": act.actor_id},
    ),
    effects.Pin: lambda act: ("pinChatMessage", {"message_id": act.message_id, "disable_notification": True}),
    effects.Unpin: lambda act: ("unpinChatMessage", {"message_id": act.message_id}),
    effects.Lock: lambda act: ("setChatPermissions", _allowing(act)),
    effects.Restrict: lambda act: ("restrictChatMember", _about(act) | _allowing(act)),
    effects.Ban: lambda act: ("banChatMember", _about(act)),
    effects.Unban: lambda act: ("unbanChatMember", {"user_id": act.person_id, "only_if_banned": True}),
    effects.BanSender: lambda act: ("banChatSenderChat", {"sender_chat_id": act.sender_id}),
    effects.UnbanSender: lambda act: ("unbanChatSenderChat", {"sender_chat_id": act.sender_id}),
}
"""What Telegram calls an act, and its parameters."""


def _row(context: RowContext, chat_id: int | None, method: str, params: dict[str, Any], **more: Any) -> OutboxRow:
    return OutboxRow(
        chat_id=chat_id, method=method, params=params, due_at=context.now, update_id=context.update_id, **more
    )


def _keeping(effect: effects.Send, context: RowContext) -> dict[str, Any]:
    fade_seconds = context.fade_after if effect.fades and context.fade_after else None
    fading = {"fade_seconds": fade_seconds, "fades_alone": effect.fades_alone}
    linked = _linking(effect)
    return {"subject": effect.subject, "priority": effect.priority, "once": effect.once, "next_call": linked, **fading}


def _linking(effect: effects.Send) -> dict[str, Any] | None:
    """Return what is owed once a message is there, and gets its address."""
    told = effect.link_in
    if told is None:
        return None
    *rows, (*beside, last) = told.buttons
    here = replace(last, url=address_of(effect.place.chat_id, MESSAGE))
    content = _content(told.text, (*rows, (*beside, here)))
    if isinstance(told, effects.Send):
        return {"chat_id": told.place.chat_id, "method": "sendMessage", "params": content}
    return {"chat_id": told.chat_id, "method": "editMessageText", "params": {"message_id": told.message_id, **content}}


def _sending(effect: effects.Send) -> dict[str, Any]:
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


def _picturing(effect: effects.SendPhoto) -> dict[str, Any]:
    """Return the parameters of a picture: those of a message with the same words, which Telegram names differently."""
    around: dict[str, Any] = {"topic": effect.topic, "reply_to": effect.reply_to, "silent": effect.silent}
    params = _sending(effects.Send(effect.place, effect.caption, buttons=effect.buttons, **around))
    del params["link_preview_options"]
    return {"caption": params.pop("text"), **params}


def _pictures(effect: effects.SendPictures, context: RowContext) -> OutboxRow:
    """Return the row of one picture, or of an album, with the words that stand for it where it is refused."""
    words = "\n\n".join(one.caption for one in effect.pictures)
    params = _sending(effects.Send(effect.place, words, topic=effect.topic, reply_to=effect.reply_to, silent=True))
    kept = {"subject": effect.subject, "priority": Priority.BULK, "once": True, "instead": params}
    chat_id, first = effect.place.chat_id, effect.pictures[0]
    names = ("message_thread_id", "reply_parameters", "disable_notification")
    around: dict[str, Any] = {name: params[name] for name in names if name in params}
    if len(effect.pictures) == 1:
        captioned = {"caption": first.caption, "parse_mode": "HTML", **around}
        return _row(context, chat_id, "sendPhoto", captioned, file=first.png, **kept)
    media = [
        {"type": "photo", "media": f"attach://picture{place}", "caption": one.caption, "parse_mode": "HTML"}
        for place, one in enumerate(effect.pictures)
    ]
    sizes = [len(one.png) for one in effect.pictures]
    file = b"".join(one.png for one in effect.pictures)
    return _row(context, chat_id, "sendMediaGroup", {"media": media, "sizes": sizes, **around}, file=file, **kept)


def _content(text: str, buttons: effects.Rows) -> dict[str, Any]:
    content: dict[str, Any] = {"text": text, "parse_mode": "HTML", "link_preview_options": NO_PREVIEW}
    if buttons:
        content["reply_markup"] = {"inline_keyboard": [[button.as_json() for button in row] for row in buttons]}
    return content


def _given(params: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if value is not None}
