"""Updates in, `Event` out: the one place that reads Telegram's updates, from the raw ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.chat.event import DISORDERLY, LINE, SCREENED, ChatRef, Event, EventKind, PersonRef
from bot.chat.message.contents import contents, shows_nothing, written
from bot.chat.message.field_kinds import has_more_than_words
from bot.chat.message.json_fields import JSON, UnreadableError, flag, moment, needed, part, words
from bot.chat.message.question_words import begins_as_a_question
from bot.chat.message.rich_text import plain
from bot.chat.message.update_parts import mention_at, person_of
from bot.chat.message.web_addresses import web_links
from bot.chat.message.written_text import WrittenText
from bot.dispatch.event_parts import Me, frame, pressed
from bot.dispatch.membership_changes import KICKED, ORDINARY, about, of_somebody, of_the_bot, status_of
from bot.texts.unlinked import linked_again

KINDS = (
    *("message", "edited_message", "message_reaction", "callback_query"),
    *("my_chat_member", "chat_member", "chat_join_request"),
)
"""The updates that are asked of Telegram."""

_WRITTEN = ("message", "edited_message")
_ANYBODYS = frozenset({"callback_query", "my_chat_member", "chat_join_request"})
"""Updates that are wanted whatever they bring."""


class UpdateParser:
    """Reads updates for one bot."""

    def __init__(self, me: Me, choose_language: Callable[[ChatRef, PersonRef], str]) -> None:
        self._me = me
        self._choose_language = choose_language

    async def plain(self, update: JSON) -> JSON:
        """Return an update that says the same and takes less to read."""
        return await plain(update)

    def is_relevant(self, update: JSON) -> bool:
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
        answers_us = self._me.wrote(part(message, "reply_to_message"))
        if not answers_us and shows_nothing(message):
            return False
        said = written(message)
        return said.command() is not None or _mentions(said, self._me) or (answers_us and _is_asking(said))

    def read(self, raw: JSON, finding: Mapping[str, JSON] = MappingProxyType({})) -> Event | None:
        """Return what was said, or None when it is nothing for the bot.

        Args:
            raw: The update.
            finding: What a stage of the receiver found about it: then that is what the event is about.

        Raises:
            UnreadableError: It cannot be told what it is about.
        """
        message = _message(raw)
        event = self._finding(raw, message, finding) if finding else self._news(raw, message)
        if event is None:
            return None
        language = self._choose_language(event.chat, event.person)
        return event.but(update_id=needed(raw, "update_id"), language=language)

    def _news(self, raw: JSON, message: JSON) -> Event | None:
        """Return what an update says, by its kind."""
        if content := _content(raw, "callback_query"):
            return pressed(content, self._me)
        if moved := _content(raw, "my_chat_member"):
            return of_the_bot(moved)
        if moved := _content(raw, "chat_member"):
            return of_somebody(moved, self._me.id)
        if asked := _content(raw, "chat_join_request"):
            event = about(asked, EventKind.ASKED_IN, part(asked, "from"))
            return event.but(query_id=words(asked, "query_id") or None)
        if not message:
            return None
        return self._edited(message) if "edited_message" in raw else self._written(message)

    def _finding(self, raw: JSON, message: JSON, finding: Mapping[str, JSON]) -> Event:
        """Return a message that the checks speak against, or that breaks slow mode or a lock, with what was found."""
        if told := _content(raw, "message_reaction"):
            actor = part(told, "actor_chat")
            event = about(told, EventKind.REACTED, actor or part(told, "user"))
            return event.but(person=person_of(part(told, "user"), actor), found=finding[SCREENED])
        kind = EventKind.DISORDERLY if DISORDERLY in finding else EventKind.SCREENED
        event = frame(message, written(message), self._me)
        return event.but(kind=kind, text=contents(message).text, found=finding[kind])

    def _written(self, message: JSON) -> Event | None:
        said = written(message)
        base = frame(message, said, self._me)
        if flag(message, "is_automatic_forward"):
            links = web_links(contents(message).links)  # one may stand behind a button
            return base.but(kind=EventKind.CHANNEL_POST, thread_id=base.message_id, topic=False, links=links)
        if "migrate_to_chat_id" in message:
            return base.but(kind=EventKind.MIGRATED, migrated_to=needed(message, "migrate_to_chat_id"))
        if "new_chat_members" in message:
            return base.but(kind=EventKind.CAME, word=LINE)
        if flag(part(message, "from"), "is_bot") and not base.person.speaks_as_chat:
            return None
        if said.command() is not None:
            return self._command(said, base)
        return self._question(message, said, base)

    def _edited(self, message: JSON) -> Event | None:
        """Return words for the bot that were edited; of what one alone sees it cannot be told what it was before."""
        event = self._written(message)
        if event is None or event.kind not in (EventKind.COMMAND, EventKind.QUESTION) or not event.message_id:
            return None
        return event.but(edited=True, at=moment(message, "edit_date") or event.at)

    def _command(self, written: WrittenText, base: Event) -> Event | None:
        """Return a command for this bot; its words are what follows it."""
        found = written.command()
        if found is None:
            return None
        word, addressed, end = found
        if not self._me.is_named(addressed):
            return base.but(kind=EventKind.QUESTION) if base.chat.private else None
        return base.but(
            kind=EventKind.COMMAND,
            word=word,
            text=linked_again(written.text[end:].strip()),
            mention=mention_at(written, end),
            spelt=linked_again(written.spelt_out(end)),
        )

    def _question(self, message: JSON, written: WrittenText, base: Event) -> Event | None:
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
        return base.but(kind=EventKind.QUESTION, text=text, unmarked=unmarked)


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


def _mentions(said: WrittenText, me: Me) -> bool:
    return bool(said.entities and said.mentions(me.username, me.id))


def _is_asking(said: WrittenText) -> bool:
    """Say whether words ask, by a mark or by how they begin."""
    return said.asks or begins_as_a_question(said.text)
