"""Cards: one message a counterpoint, changed in place as its votes, replies and status change."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.library import Library
from bot.chat.button_data import number
from bot.chat.effects import Edit, Effect, Rows, Send
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.debate import anchors, card_view
from bot.debate.card_view import Card
from bot.texts import Refusal
from storage import chat_settings, chats, counterpoints, outbox_subjects
from storage.chat_settings import language_of
from storage.chats import Chat, Discussion, Place
from storage.counterpoints import Counterpoint, CounterpointStatus
from storage.outbox import Priority
from storage.subjects import Subject


@dataclass(frozen=True, slots=True)
class RenderedCard:
    """How a card looks now."""

    text: str
    buttons: Rows


class Cards:
    """Shows counterpoints, with the words of the article that they answer."""

    def __init__(self, library: Library, username: str) -> None:
        self.library = library
        self.username = username
        """The bot's, for links into private."""

    async def render(self, session: AsyncSession, counterpoint: Counterpoint, language: str) -> RenderedCard:
        """Return how the card of a counterpoint looks now."""
        return render(await self.card(session, counterpoint), language)

    async def as_read(self, event: Event, session: AsyncSession, counterpoint: Counterpoint) -> RenderedCard:
        """Return how the card looks where somebody reads it: apart from its group it says which group that is."""
        card = await self.card(session, counterpoint)
        return render(card, event.language, is_copy=event.chat.id != (await chat_of(session, counterpoint)).telegram_id)

    async def copy(self, session: AsyncSession, counterpoint: Counterpoint, place: Place) -> Send:
        """Return the card of a held one for a place where only moderators read."""
        shown = render(await self.card(session, counterpoint), await language_of(session, place.chat_id), is_copy=True)
        return Send(place, shown.text, bool(place.thread_id), buttons=shown.buttons, subject=copy_of(counterpoint))

    async def card(self, session: AsyncSession, counterpoint: Counterpoint) -> Card:
        """Gather what a card shows."""
        snapshot = await self.library.snapshot(session, counterpoint.snapshot_id)
        quote = paragraph = None
        if counterpoint.start is not None and counterpoint.stop is not None:
            quote = anchors.quote_at(snapshot, counterpoint.start, counterpoint.stop)
            paragraph = anchors.paragraph_of(snapshot, quote)
        debate = await session.get_one(Discussion, counterpoint.discussion_id)
        return Card(
            counterpoint,
            (await session.get_one(Chat, debate.chat_id)).title,
            quote,
            paragraph,
            parent=await _related(session, counterpoint.parent_id),
            canonical=await _related(session, counterpoint.canonical_id),
            replies=await counterpoints.count_replies(session, counterpoint.id) if counterpoint.number else 0,
            replied_by=await _name(session, counterpoint.reply_by),
            shown=await chat_settings.totals_shown(session, counterpoint.discussion_id),
            earlier_article=None if debate.is_current else snapshot.title,
        )

    async def post(self, event: Event, session: AsyncSession, counterpoint: Counterpoint) -> Send:
        """Return a new card as a reply, in the topic or thread where this was said."""
        card = await self.card(session, counterpoint)
        chat = await chat_of(session, counterpoint)
        if event.chat.id not in (chat.telegram_id, chat.former_id):
            return self._apart(event, card)
        shown = render(card, event.language)
        post = event.post(shown.text, shown.buttons)
        return replace(post, silent=not event.chat.private, subject=subject_of(counterpoint))

    def _apart(self, event: Event, card: Card) -> Send:
        """Return a card that somebody reads in private: it stays as it is, and one votes on it as on the walk."""
        one, language = card.counterpoint, event.language
        text, buttons = card_view.apart(card, card_view.card_text(card, language), language), Rows()
        if one.status is CounterpointStatus.OPEN:
            stances = card_view.vote_buttons(one, language, "walk", hidden=card.hides_totals)
            buttons = (stances, card_view.answer_buttons(one, language))
        return replace(event.post(text, buttons), subject=str(Subject("seen", one.id)))

    async def announce(self, session: AsyncSession, counterpoint: Counterpoint, answers_id: int | None = None) -> Send:
        """Return the first card of a counterpoint in its group, as an answer to a message there."""
        found = await chats.get_discussion(session, counterpoint.discussion_id)
        if found is None:
            raise Refusal("button-old")
        discussion, chat = found
        shown = await self.render(session, counterpoint, await language_of(session, chat.telegram_id))
        place = Place(chat.telegram_id, discussion.thread_id)
        card = Send(place, shown.text, topic=discussion.topic, reply_to=answers_id, buttons=shown.buttons)
        return replace(card, silent=True, subject=subject_of(counterpoint))

    async def messages(self, session: AsyncSession, counterpoint: Counterpoint) -> list[int]:
        """Return the messages of its group that show a counterpoint, oldest first."""
        chat = await chat_of(session, counterpoint)
        return await outbox_subjects.messages_in(session, chat.telegram_id, subject_of(counterpoint))

    async def refresh(self, session: AsyncSession, event: Event | None, counterpoint_id: int) -> list[Effect]:
        """Bring the cards of a counterpoint up to date: the first, the latest, and the one that was pressed here.

        Args:
            session: An open transaction.
            event: Who changed something, and where; none where the clock did.
            counterpoint_id: The counterpoint.
        """
        counterpoint = await get(session, counterpoint_id)
        chat = await chat_of(session, counterpoint)
        shown = await self.messages(session, counterpoint)
        messages = {*shown[:1], *shown[-1:]}
        if event is not None and (event.chat.id, event.message_id) in ((chat.telegram_id, one) for one in shown):
            messages.add(event.message_id)
        card = await self.card(session, counterpoint)
        here = render(card, await language_of(session, chat.telegram_id))
        edits = [Edit(chat.telegram_id, one, here.text, here.buttons, Priority.BULK) for one in sorted(messages)]
        for chat_id, message in await outbox_subjects.shown(session, copy_of(counterpoint)):
            copy = render(card, await language_of(session, chat_id), is_copy=True)
            edits.append(Edit(chat_id, message, copy.text, copy.buttons))
        return [*edits]


def render(card: Card, language: str, *, is_copy: bool = False) -> RenderedCard:
    """Return how a card looks; nobody votes on the copy of a held one that only moderators read."""
    counterpoint = card.counterpoint
    decided = is_copy and counterpoint.status is not CounterpointStatus.HELD
    buttons = card_view.undo_buttons(counterpoint, language) if decided else card_view.card_buttons(card, language)
    text = card_view.card_text(card, language)
    return RenderedCard(card_view.apart(card, text, language) if is_copy else text, buttons)


async def get(session: AsyncSession, counterpoint_id: int) -> Counterpoint:
    """Return a counterpoint as it is now.

    Raises:
        Refusal: There is none of that id.
    """
    counterpoint = await counterpoints.get(session, counterpoint_id)
    if counterpoint is None:
        raise Refusal("button-old")
    return counterpoint


async def chat_of(session: AsyncSession, counterpoint: Counterpoint) -> Chat:
    """Return the chat that a counterpoint belongs to."""
    found = await chats.get_discussion(session, counterpoint.discussion_id)
    if found is None:
        raise Refusal("button-old")
    return found[1]


async def pressed_here(session: AsyncSession, event: Event, counterpoint_id: int) -> Counterpoint:
    """Return the counterpoint that a button is about.

    Raises:
        Refusal: There is none in this chat.
    """
    counterpoint = await get(session, counterpoint_id)
    chat = await chat_of(session, counterpoint)
    if event.chat.id not in (chat.telegram_id, chat.former_id):
        raise Refusal("button-old")
    return counterpoint


async def discussion_here(session: AsyncSession, event: Event) -> Discussion:
    """Return the discussion in which something was said.

    Raises:
        Refusal: Nobody has begun one there.
    """
    discussion = await chats.find_discussion(session, event.place)
    if discussion is None:
        raise Refusal("article-none-here")
    return discussion


async def named_here(session: AsyncSession, event: Event, number: int) -> Counterpoint:
    """Return the counterpoint that people of this discussion know by a number.

    Raises:
        Refusal: There is none.
    """
    discussion = await chats.find_discussion(session, event.place)
    found = await counterpoints.find(session, discussion.id, number) if discussion is not None else None
    if found is None:
        raise Refusal("counterpoint-unknown", number=str(number))
    return found


async def replied_to(session: AsyncSession, event: Event) -> Counterpoint | None:
    """Return the counterpoint whose card was replied to, if that is what was replied to."""
    if event.reply is None:
        return None
    subject = await outbox_subjects.find_subject(session, event.chat.id, event.reply.message_id)
    number = subject.number("counterpoint")
    if number is None:  # a card that is read apart from its group
        number = subject.number("held") or subject.number("seen")
    return await counterpoints.get(session, number) if number is not None else None


def subject_of(counterpoint: Counterpoint) -> str:
    """Return the name by which outbox and audit log know a counterpoint."""
    return str(Subject("counterpoint", counterpoint.id))


def copy_of(counterpoint: Counterpoint) -> str:
    """Return the name by which the outbox knows the copies of a held card that only moderators read."""
    return str(Subject("held", counterpoint.id))


def note_of(counterpoint: Counterpoint) -> str:
    """Return the name by which the outbox knows the word in a group that something waits, without what it says."""
    return str(Subject("waits", counterpoint.id))


async def counterpoint_chat(event: Event, telegram: TelegramQueries) -> int:
    """Return Telegram's id of the chat that a moderator's button is about, wherever it is pressed."""
    async with telegram.database.read() as session:
        return (await chat_of(session, await get(session, number(event)))).telegram_id


async def replied_chat(event: Event, telegram: TelegramQueries) -> int:
    """Return Telegram's id of the chat that the card replied to is about, wherever it is read; this chat without."""
    async with telegram.database.read() as session:
        shown = await replied_to(session, event)
        return (await chat_of(session, shown)).telegram_id if shown is not None else event.chat.id


async def root_of(session: AsyncSession, counterpoint: Counterpoint) -> Counterpoint:
    """Return what a counterpoint was merged into at last; itself where it was not merged."""
    while counterpoint.canonical_id is not None:
        counterpoint = await get(session, counterpoint.canonical_id)
    return counterpoint


async def _related(session: AsyncSession, counterpoint_id: int | None) -> Counterpoint | None:
    return None if counterpoint_id is None else await counterpoints.get(session, counterpoint_id)


async def _name(session: AsyncSession, person_id: int | None) -> str:
    person = await chats.find_person(session, person_id) if person_id is not None else None
    return person.name if person is not None else ""
