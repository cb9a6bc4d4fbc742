"""Updates in, `Said` out: the one place that reads Telegram's updates."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from telegram import (
    CallbackQuery,
    Chat,
    ChatJoinRequest,
    ChatMember,
    ChatMemberRestricted,
    ChatMemberUpdated,
    Message,
    Update,
    User,
)

from bot.chat.contents import contents, without_parts
from bot.chat.members import Member, completed
from bot.chat.overheard import MEDIA, ODD, WIDEST
from bot.chat.parts import (
    chat_of,
    document_of,
    has_media,
    links_in,
    mention_at,
    others_in,
    person_of,
    spelt_out,
    thread_of,
)
from bot.chat.pruning import pruned
from bot.chat.said import LINE, ChatRef, Kind, PersonRef, Replied, Said

JSON = dict[str, Any]

KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member", "chat_join_request")
"""The updates that are asked of Telegram."""

SCREENED = "screened"
"""Where in an update the receiver puts what the checks found."""
DISORDERLY = "disorderly"
"""Where in an update the receiver puts which order of the chat it breaks."""
_KICKED = "kicked"
_MOVES, _SIDES = ("my_chat_member", "chat_member"), ("old_chat_member", "new_chat_member")
ASKS = re.compile("[?؟？\u037e]")
"""The marks of a question; the last one is Greek."""
ANONYMOUS_ADMIN = 1087968824
"""As whom Telegram shows an administrator who acts as the group."""
_HERE = frozenset({"member", "administrator", "creator"})
_ORDINARY = frozenset({"member", "restricted"})


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own account."""

    id: int
    username: str


class Incoming:
    """Reads updates for one bot."""

    def __init__(self, me: Me, choose_language: Callable[[ChatRef, PersonRef], str]) -> None:
        self._me = me
        self._choose_language = choose_language
        self._mention = re.compile(rf"@{re.escape(me.username)}\b", re.IGNORECASE)

    def concerns_us(self, update: JSON) -> bool:
        """Say, from the raw update and fast, whether anybody here may want it; group chatter is not read further.

        Raises:
            UnreadableError: It cannot be told what it is about.
        """
        try:
            return self._concerns_us(update)
        except ODD:
            return self._concerns_us(pruned(update))

    def _concerns_us(self, update: JSON) -> bool:
        if "callback_query" in update or "my_chat_member" in update or "chat_join_request" in update:
            return True
        if "chat_member" in update:
            change = update["chat_member"]
            was, now = change["old_chat_member"].get("status"), change["new_chat_member"].get("status")
            return not _ORDINARY.isdisjoint((was, now)) or _KICKED in (was, now)
        written = next((update[kind] for kind in ("message", "edited_message") if kind in update), None)
        return written is not None and self._is_for_us(written)

    def _is_for_us(self, message: JSON) -> bool:
        chat = message["chat"]
        if chat.get("type") == "private" or message.get("is_automatic_forward"):
            return True
        if "migrate_to_chat_id" in message or "new_chat_members" in message:
            return True
        text = message.get("text") or message.get("caption") or ""
        if text.startswith("/") or self._mention.search(text) or self._mentioned(message):
            return True
        answered = (message.get("reply_to_message") or {}).get("from") or {}
        return bool(answered.get("id") == self._me.id and ASKS.search(text))

    def _mentioned(self, message: JSON) -> bool:
        """Say whether a raw message mentions the bot without its username."""
        entities = (*(message.get("entities") or ()), *(message.get("caption_entities") or ()))
        return any("user" in entity and entity["user"].get("id") == self._me.id for entity in entities)

    def read(self, raw: JSON) -> Said | None:
        """Return what was said, or None when it is nothing for the bot.

        Raises:
            UnreadableError: It cannot be told what it is about.
        """
        try:
            return self._read(raw)
        except ODD:
            return self._read(pruned(raw))

    def _read(self, raw: JSON) -> Said | None:
        known = _completed(_with_known_answer(raw))
        said = self._overheard(raw) if raw.keys() & {SCREENED, DISORDERLY} else self._heard(Update.de_json(known, None))
        if said is None:
            return None
        if said.reply is not None:
            said = replace(said, reply=_with_words(said.reply, raw))
        _require_numbers(said)
        language = self._choose_language(said.chat, said.person)
        return replace(said, update_id=raw["update_id"], language=language)

    def _heard(self, update: Update) -> Said | None:
        """Return what an update says, by its kind."""
        if update.callback_query is not None:
            return self._pressed(update.callback_query)
        if update.my_chat_member is not None:
            return self._moved(update.my_chat_member)
        if update.chat_member is not None:
            return self._moved_other(update.chat_member)
        if update.chat_join_request is not None:
            return self._asked_in(update.chat_join_request)
        if update.edited_message is not None:
            return self._rewritten(update.edited_message)
        return self._written(update.message) if update.message is not None else None

    def _overheard(self, raw: JSON) -> Said | None:
        """Return a message that the checks speak against, or that breaks slow mode or a lock, with what was found."""
        written = raw.get("message") or raw["edited_message"]
        message = Message.de_json(without_parts(written), None)
        kind, found = (Kind.SCREENED, raw[SCREENED]) if SCREENED in raw else (Kind.DISORDERLY, raw[DISORDERLY])
        return replace(self._frame(message), kind=kind, text=contents(written).text, found=found)

    def _written(self, message: Message) -> Said | None:
        base = self._frame(message)
        if message.is_automatic_forward:
            return replace(base, kind=Kind.CHANNEL_POST, thread_id=message.message_id, topic=False)
        if message.migrate_to_chat_id is not None:
            return replace(base, kind=Kind.MIGRATED, migrated_to=message.migrate_to_chat_id)
        if message.new_chat_members:
            return replace(base, kind=Kind.CAME, word=LINE)
        sender = message.from_user
        if sender is not None and sender.is_bot and message.sender_chat is None:
            return None
        return self._command(message, base) or self._question(message, base)

    def _rewritten(self, message: Message) -> Said | None:
        """Return words for the bot that were edited."""
        said = self._written(message)
        if said is None or said.kind not in (Kind.COMMAND, Kind.QUESTION):
            return None
        return replace(said, edited=True, at=message.edit_date or message.date)

    def command_in(self, text: str) -> tuple[str, int] | None:
        """Return a command that is not for another bot, and where its words begin; None where a text is none."""
        found = re.match(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+|$)", text)
        if found is None:
            return None
        addressed = found[2]
        if addressed is not None and addressed.lower() != self._me.username.lower():
            return None
        return found[1].lower(), found.end()

    def _command(self, message: Message, base: Said) -> Said | None:
        """Return a command for this bot; its words are what follows it."""
        text = message.text or message.caption or ""
        found = self.command_in(text)
        if found is None:
            return None
        word, end = found
        return replace(
            base,
            kind=Kind.COMMAND,
            word=word,
            text=text[end:].strip(),
            mention=mention_at(message, end),
            spelt=spelt_out(message, end),
        )

    def _question(self, message: Message, base: Said) -> Said | None:
        """Return words that are meant for the bot: in private, with a mention, or a question in reply to it."""
        text = message.text or message.caption or ""
        mentioned = bool(self._mention.search(text)) or self._meant(message)
        asked = base.reply is not None and base.reply.to_us and ASKS.search(text) is not None
        if text.startswith("/") and not base.chat.private:
            return None
        if not (base.chat.private or mentioned or asked):
            return None
        if not text and not has_media(message):
            return None
        return replace(base, kind=Kind.QUESTION, text=self._mention.sub(" ", text).strip(" ,:\n\t"))

    def _meant(self, message: Message) -> bool:
        """Say whether the bot is mentioned without its username."""
        entities = (*message.entities, *message.caption_entities)
        return any(entity.user is not None and entity.user.id == self._me.id for entity in entities)

    def _pressed(self, query: CallbackQuery) -> Said:
        """Return the press of a button under a message of ours; the message may be too old to be shown."""
        if query.message is None:
            return self._pressed_elsewhere(query)
        verb, _, argument = (query.data or "").partition(":")
        chat = query.message.chat
        thread, topic = thread_of(query.message) if isinstance(query.message, Message) else (0, False)
        said = Said(
            update_id=0,
            kind=Kind.BUTTON,
            word=verb,
            text=argument,
            chat=chat_of(chat),
            person=person_of(query.from_user, None, chat),
            message_id=query.message.message_id,
            at=query.message.date,
            language="",
            thread_id=thread,
            topic=topic,
            callback_id=query.id,
        )
        if isinstance(query.message, Message) and query.message.reply_to_message is not None:
            return replace(said, reply=self._replied(query.message.reply_to_message))
        return said

    def _pressed_elsewhere(self, query: CallbackQuery) -> Said:
        """Return the press of a button under no message of ours, as of an inline message: nothing stands under that."""
        chat = Chat(query.from_user.id, Chat.PRIVATE)
        return Said(
            update_id=0,
            kind=Kind.BUTTON,
            word="",
            text="",
            chat=chat_of(chat),
            person=person_of(query.from_user, None, chat),
            message_id=0,
            at=datetime.fromtimestamp(0, UTC),
            language="",
            callback_id=query.id,
        )

    def _moved(self, moved: ChatMemberUpdated) -> Said | None:
        """Return that the bot came into a chat, left it, or may do more or less in it."""
        was, now = _is_here(moved.old_chat_member), _is_here(moved.new_chat_member)
        if was != now:
            return _about(moved, Kind.JOINED if now else Kind.LEFT, moved.from_user)
        return _about(moved, Kind.RIGHTS, moved.from_user) if now else None

    def _moved_other(self, moved: ChatMemberUpdated) -> Said | None:
        """Return that somebody was banned or is not any more, came in, left, or may do more or less."""
        old, new = moved.old_chat_member, moved.new_chat_member
        if (old.status == _KICKED) != (new.status == _KICKED):
            kind = Kind.BANNED if new.status == _KICKED else Kind.UNBANNED
            return replace(_about(moved, kind, new.user), by=self._doer(moved))
        if new.user.is_bot:
            return None
        if _is_here(old) and not _is_here(new):
            return _about(moved, Kind.WENT, new.user)
        if new.status not in _ORDINARY or not _is_here(new):
            return None
        if not _is_here(old):
            return _about(moved, Kind.CAME, new.user)
        by = self._doer(moved)
        return replace(_about(moved, Kind.LIMITED, new.user), by=by) if by is not None else None

    def _doer(self, moved: ChatMemberUpdated) -> PersonRef | None:
        """Return who changed what somebody is; none where it was the bot itself."""
        if moved.from_user.id == self._me.id:
            return None
        if moved.from_user.id == ANONYMOUS_ADMIN:
            return PersonRef(moved.chat.id, moved.chat.title or "", speaks_as_chat=True)
        return person_of(moved.from_user, None, moved.chat)

    def _asked_in(self, request: ChatJoinRequest) -> Said:
        """Return that somebody asks to be let in."""
        return Said(
            update_id=0,
            kind=Kind.ASKED_IN,
            word="",
            text="",
            chat=chat_of(request.chat),
            person=person_of(request.from_user, None, request.chat),
            message_id=0,
            at=request.date,
            language="",
        )

    def _frame(self, message: Message) -> Said:
        """Return what every message has."""
        thread, topic = thread_of(message)
        answered = message.reply_to_message
        opening = answered is not None and answered.forum_topic_created is not None
        return Said(
            update_id=0,
            kind=Kind.QUESTION,
            word="",
            text=message.text or message.caption or "",
            chat=chat_of(message.chat),
            person=person_of(message.from_user, message.sender_chat, message.chat),
            message_id=message.message_id,
            at=message.date,
            language="",
            thread_id=thread,
            topic=topic,
            reply=self._replied(answered) if answered is not None and not opening else None,
            quote=message.quote.text if message.quote is not None else None,
            document=document_of(message.document),
            links=links_in(message),
            whole=message.text or message.caption or "",
        )

    def _replied(self, message: Message) -> Replied:
        return Replied(
            message_id=message.message_id,
            text=message.text or message.caption or "",
            to_us=message.from_user is not None and message.from_user.id == self._me.id,
            document=document_of(message.document),
            links=links_in(message),
            channel_post=bool(message.is_automatic_forward),
            person=person_of(message.from_user, message.sender_chat, message.chat),
            others=others_in(message),
            at=message.date,
            has_media=has_media(message),
            album=message.media_group_id is not None,
            spelt=spelt_out(message),
        )


def _require_numbers(said: Said) -> None:
    """Refuse what stands where a number of Telegram's must: it would go into tables and calls.

    Raises:
        TypeError: One is of another kind, or too large.
    """
    reply = said.reply
    answered = () if reply is None else (reply.message_id, *((reply.person.id,) if reply.person is not None else ()))
    for number in (said.chat.id, said.person.id, said.message_id, said.thread_id, *answered):
        if type(number) is not int or abs(number) >= WIDEST:
            raise TypeError("a number is none of Telegram's")


def _answered(raw: JSON) -> JSON:
    """Return the raw message that a raw update answers; empty where it answers none."""
    message = raw.get("message") or raw.get("edited_message") or (raw.get("callback_query") or {}).get("message") or {}
    answered = message.get("reply_to_message")
    return answered if isinstance(answered, dict) else {}


def _with_known_answer(raw: JSON) -> JSON:
    """Return a raw update in which the message that is answered has no part that the library may not know."""
    answered = _answered(raw)
    if "message" not in raw or not answered:
        return raw
    return {**raw, "message": {**raw["message"], "reply_to_message": without_parts(answered)}}


def _with_words(reply: Replied, raw: JSON) -> Replied:
    """Return the message that is answered with all that it says and shows."""
    answered = _answered(raw)
    return replace(reply, words=contents(answered).text, has_media=not MEDIA.isdisjoint(answered))


def _completed(raw: JSON) -> JSON:
    """Return an update in which the members are complete, whatever version of the Bot API told of them."""
    moves = {kind: raw[kind] for kind in _MOVES if kind in raw}
    whole = {kind: {**move, **{side: completed(move[side]) for side in _SIDES}} for kind, move in moves.items()}
    return {**raw, **whole}


def _about(moved: ChatMemberUpdated, kind: Kind, whom: User) -> Said:
    """Return that what somebody is in a chat has changed."""
    return Said(
        update_id=0,
        kind=kind,
        word="",
        text="",
        chat=chat_of(moved.chat),
        person=person_of(whom, None, moved.chat),
        message_id=0,
        at=moved.date,
        language="",
        rank=Member.read(moved.new_chat_member.to_dict()),
        former_rank=Member.read(moved.old_chat_member.to_dict()),
    )


def _is_here(member: ChatMember) -> bool:
    """Say whether a member is in the chat; somebody restricted may have left it."""
    return member.is_member if isinstance(member, ChatMemberRestricted) else member.status in _HERE
