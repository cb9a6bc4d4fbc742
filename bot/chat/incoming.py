"""Updates in, `Said` out: the one place that reads Telegram's updates, from the raw ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.chat.addresses import web_links
from bot.chat.contents import contents, shows_nothing, written
from bot.chat.kinds import has_more_than_words, is_for_one
from bot.chat.moves import KICKED, ORDINARY, about, of_somebody, of_the_bot, status_of
from bot.chat.parts import NOBODY, chat_of, document_of, mention_at, others_in, person_of, thread_of, writer_of
from bot.chat.question_words import begins_as_a_question
from bot.chat.raw import JSON, UnreadableError, flag, moment, needed, number, part, words
from bot.chat.rich import plain
from bot.chat.said import LINE, ChatRef, Kind, PersonRef, Replied, Said
from bot.chat.written import Written
from bot.texts.unlinked import linked_again

KINDS = (
    *("message", "edited_message", "message_reaction", "callback_query"),
    *("my_chat_member", "chat_member", "chat_join_request"),
)
"""The updates that are asked of Telegram."""

SCREENED = "screened"
"""Where in an update the receiver puts what the checks found."""
DISORDERLY = "disorderly"
"""Where in an update the receiver puts which order of the chat it breaks."""
_WRITTEN = ("message", "edited_message")
_ANYBODYS = frozenset({"callback_query", "my_chat_member", "chat_join_request"})
"""Updates that are wanted whatever they bring."""


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

    async def plain(self, update: JSON) -> JSON:
        """Return an update that says the same and takes less to read."""
        return await plain(update)

    def concerns_us(self, update: JSON) -> bool:
        """Say, from the raw update and fast, whether anybody here may want it; group chatter is not read further.

        Raises:
            UnreadableError: It cannot be told what it is about.
        """
        if not _ANYBODYS.isdisjoint(update) and any(_content(update, kind) for kind in _ANYBODYS):
            return True
        if moved := _content(update, "chat_member"):
            statuses = {status_of(moved, "old_chat_member"), status_of(moved, "new_chat_member")}
            return not statuses.isdisjoint({*ORDINARY, KICKED})
        message = _message(update)
        return bool(message) and self._is_for_us(message)

    def _is_for_us(self, message: JSON) -> bool:
        if words(part(message, "chat"), "type") == "private" or flag(message, "is_automatic_forward"):
            return True
        if "migrate_to_chat_id" in message or "new_chat_members" in message:
            return True
        answers_us = self._is_ours(part(message, "reply_to_message"))
        if not answers_us and shows_nothing(message):
            return False
        said = written(message)
        return said.command() is not None or self._mentions(said) or (answers_us and _is_asking(said))

    def _mentions(self, said: Written) -> bool:
        return bool(said.entities and said.mentions(self._me.username, self._me.id))

    def _is_ours(self, message: JSON) -> bool:
        return number(part(message, "from"), "id") == self._me.id

    def read(self, raw: JSON) -> Said | None:
        """Return what was said, or None when it is nothing for the bot.

        Raises:
            UnreadableError: It cannot be told what it is about.
        """
        message = _message(raw)
        said = self._overheard(raw, message) if raw.keys() & {SCREENED, DISORDERLY} else self._heard(raw, message)
        if said is None:
            return None
        language = self._choose_language(said.chat, said.person)
        return replace(said, update_id=needed(raw, "update_id"), language=language)

    def _heard(self, raw: JSON, message: JSON) -> Said | None:
        """Return what an update says, by its kind."""
        if pressed := _content(raw, "callback_query"):
            return self._pressed(pressed)
        if moved := _content(raw, "my_chat_member"):
            return of_the_bot(moved)
        if moved := _content(raw, "chat_member"):
            return of_somebody(moved, self._me.id)
        if asked := _content(raw, "chat_join_request"):
            said = about(asked, Kind.ASKED_IN, part(asked, "from"))
            return replace(said, query_id=words(asked, "query_id") or None)
        if not message:
            return None
        return self._rewritten(message) if "edited_message" in raw else self._written(message)

    def _overheard(self, raw: JSON, message: JSON) -> Said:
        """Return a message that the checks speak against, or that breaks slow mode or a lock, with what was found."""
        if told := _content(raw, "message_reaction"):
            actor = part(told, "actor_chat")
            said = about(told, Kind.REACTED, actor or part(told, "user"))
            return replace(said, person=person_of(part(told, "user"), actor), found=raw[SCREENED])
        kind, found = (Kind.SCREENED, raw[SCREENED]) if SCREENED in raw else (Kind.DISORDERLY, raw[DISORDERLY])
        return replace(self._frame(message, written(message)), kind=kind, text=contents(message).text, found=found)

    def _written(self, message: JSON) -> Said | None:
        said = written(message)
        base = self._frame(message, said)
        if flag(message, "is_automatic_forward"):
            links = web_links(contents(message).links)  # one may stand behind a button
            return replace(base, kind=Kind.CHANNEL_POST, thread_id=base.message_id, topic=False, links=links)
        if "migrate_to_chat_id" in message:
            return replace(base, kind=Kind.MIGRATED, migrated_to=needed(message, "migrate_to_chat_id"))
        if "new_chat_members" in message:
            return replace(base, kind=Kind.CAME, word=LINE)
        if flag(part(message, "from"), "is_bot") and not base.person.speaks_as_chat:
            return None
        if said.command() is not None:
            return self._command(said, base)
        return self._question(message, said, base)

    def _rewritten(self, message: JSON) -> Said | None:
        """Return words for the bot that were edited; of what one alone sees it cannot be told what it was before."""
        said = self._written(message)
        if said is None or said.kind not in (Kind.COMMAND, Kind.QUESTION) or not said.message_id:
            return None
        return replace(said, edited=True, at=moment(message, "edit_date") or said.at)

    def is_us(self, addressed: str | None) -> bool:
        """Say whether a command is for this bot: it names none, or this one."""
        return addressed is None or addressed.lower() == self._me.username.lower()

    def _command(self, written: Written, base: Said) -> Said | None:
        """Return a command for this bot; its words are what follows it."""
        found = written.command()
        if found is None:
            return None
        word, addressed, end = found
        if not self.is_us(addressed):
            return replace(base, kind=Kind.QUESTION) if base.chat.private else None
        return replace(
            base,
            kind=Kind.COMMAND,
            word=word,
            text=linked_again(written.text[end:].strip()),
            mention=mention_at(written, end),
            spelt=linked_again(written.spelt_out(end)),
        )

    def _question(self, message: JSON, written: Written, base: Said) -> Said | None:
        """Return words that are meant for the bot: in private, with a mention, or a question in reply to it."""
        mentions = written.mentions(self._me.username, self._me.id)
        asked = base.reply is not None and base.reply.to_us and _is_asking(written)
        if not (base.chat.private or mentions or asked):
            return None
        if not written.text and not has_more_than_words(message):
            return None
        named = [one for one in mentions if one.person is None]  # somebody's own words for us stay
        unmarked = not (base.chat.private or mentions or written.asks)
        text = written.without(named).strip(" ,:\n\t")
        return replace(base, kind=Kind.QUESTION, text=text, unmarked=unmarked)

    def _pressed(self, query: JSON) -> Said:
        """Return the press of a button under a message of ours; the message may be too old to be shown.

        A press under no message of ours, as of an inline message, has no chat and names no button that we know.
        """
        message, person = part(query, "message"), person_of(part(query, "from"), {})
        data = words(query, "data") if message else ""
        verb, _, argument = data.partition(":")
        thread, topic = thread_of(message)
        said = Said(
            update_id=0,
            kind=Kind.BUTTON,
            word=verb,
            text=argument,
            chat=chat_of(part(message, "chat")) if message else ChatRef(person.id, "private"),
            person=person,
            message_id=needed(message, "message_id") if message else 0,
            at=moment(message, "date") or datetime.fromtimestamp(0, UTC),
            language="",
            thread_id=thread,
            topic=topic,
            callback_id=words(query, "id"),
        )
        _require_person(said)
        answered = part(message, "reply_to_message")
        return replace(said, reply=self._replied(answered)) if answered else said

    def _frame(self, message: JSON, written: Written) -> Said:
        """Return what every message has.

        What one alone sees has a number of its own kind: nothing can be said in reply to it by that.
        """
        thread, topic = thread_of(message)
        answered = part(message, "reply_to_message")
        opening = not answered or "forum_topic_created" in answered
        at = moment(message, "date")
        if at is None:
            raise UnreadableError("a message without a date")
        return Said(
            update_id=0,
            kind=Kind.QUESTION,
            word="",
            text=written.text,
            chat=chat_of(part(message, "chat")),
            person=writer_of(message),
            message_id=0 if is_for_one(message) else needed(message, "message_id"),
            at=at,
            language="",
            thread_id=thread,
            topic=topic,
            reply=None if opening else self._replied(answered),
            quote=_chosen_quote(message),
            document=document_of(message),
            links=web_links(written.links),
            whole=written.text,
        )

    def _replied(self, message: JSON) -> Replied | None:
        """Return the message that is answered; None where it cannot be told which."""
        message_id, said = 0 if is_for_one(message) else number(message, "message_id"), written(message)
        if message_id is None:
            return None
        told = contents(message)
        return Replied(
            message_id=message_id,
            text=said.text,
            to_us=self._is_ours(message),
            document=document_of(message),
            links=web_links(told.links),
            channel_post=flag(message, "is_automatic_forward"),
            person=writer_of(message),
            others=others_in(message),
            at=moment(message, "date"),
            has_media=has_more_than_words(message) and not is_for_one(message),
            words=told.text,
            album="media_group_id" in message,
            spelt=said.spelt_out(),
        )


def _content(update: JSON, kind: str) -> JSON:
    """Return what an update of a kind brings; nothing where it is of another kind.

    Raises:
        UnreadableError: It is of this kind and brings nothing that can be read.
    """
    found = part(update, kind)
    if not found and kind in update:
        raise UnreadableError(f"a {kind} that is none")
    return found


def _message(update: JSON) -> JSON:
    """Return the message that an update brings, new or edited."""
    return next((found for kind in _WRITTEN if (found := _content(update, kind))), {})


def _is_asking(said: Written) -> bool:
    """Say whether words ask, by a mark or by how they begin."""
    return said.asks or begins_as_a_question(said.text)


def _chosen_quote(message: JSON) -> str | None:
    """Return the words that somebody picked of the message that they answer; others are Telegram's own doing."""
    quote = part(message, "quote")
    return linked_again(words(quote, "text")) or None if flag(quote, "is_manual") else None


def _require_person(said: Said) -> None:
    """Refuse a press of nobody.

    Raises:
        UnreadableError: It is not said who did it.
    """
    if said.person.id == NOBODY or not said.callback_id:
        raise UnreadableError("a press of nobody")
