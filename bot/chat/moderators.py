"""The people who run a chat: whether somebody is one of them, and where they read what is for them alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Rows, Send
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.texts import Refusal, Value, say
from storage import chat_settings, chats
from storage.chat_settings import language_of
from storage.chats import Chat, Place
from storage.subjects import Subject

PRIVATE = "private"
"""The moderators have no chat of their own: each reads in private what is for them."""

STAFF = "staff"
"""Messages for the moderators of our chat 12 have the subject `staff:12`: one that fails is told elsewhere."""


async def require_moderator_of(chat_id: int, event: Event, telegram: TelegramQueries) -> None:
    """Refuse a button or command about another chat to those who do not moderate that chat now.

    Raises:
        Refusal: The person is no moderator there.
    """
    if event.chat.id == chat_id and event.person.speaks_as_chat and event.person.id == chat_id:
        return
    if event.person.speaks_as_chat or event.person.id not in await telegram.moderators(chat_id):
        raise Refusal("moderators-only")


async def where_moderators_read(session: AsyncSession, place: Place, moderators: Collection[int]) -> list[Place]:
    """Return the chat or topic that moderators of a chat chose for themselves (a thread of it is a topic).

    Without one: the private chats of those who know the bot; the discussion itself where nobody does. They are noted as
    seen in the chat: in private the queue is shown only of those.
    """
    await chats.note_presence(session, [(place.chat_id, one) for one in moderators], moderates=True)
    chosen = await place_of_moderators(session, place.chat_id)
    return [chosen] if chosen is not None else await where_people_read(session, place, moderators)


async def where_apart(session: AsyncSession, place: Place, moderators: Collection[int]) -> list[Place]:
    """Return where moderators of a chat read and nobody else does; nowhere, if none of them can be reached so."""
    read = await where_moderators_read(session, place, moderators)
    return [one for one in read if one.chat_id != place.chat_id or one.thread_id]


async def place_of_moderators(session: AsyncSession, chat_id: int) -> Place | None:
    """Return the chat or topic that moderators of a chat chose for themselves, if they did and it can be written to."""
    chat = await chats.find_chat(session, chat_id)
    if chat is None or chat.id is None:
        return None
    chosen = await chat_settings.settings_of(session, chat.id)
    theirs = await chats.find_chat(session, chosen.moderators_chat_id or 0)
    if theirs is None or theirs.resting:
        return None
    return Place(theirs.telegram_id, chosen.moderators_thread_id)


async def where_people_read(session: AsyncSession, place: Place, people: Collection[int]) -> list[Place]:
    """Return the private chats of those people who know the bot; the discussion itself where nobody does."""
    own = await chats.private_chats(session, people)
    return [Place(one) for one in own] or [place]


def staff_of(chat: Chat) -> str:
    """Return the subject of messages for the moderators of a chat."""
    return str(Subject(STAFF, chat.id))


def to_moderators(chat: Chat, place: Place, text: str, buttons: Rows = ()) -> Send:
    """Return a message for the moderators of a chat, at one of the places `where_moderators_read`."""
    return Send(place, text, topic=bool(place.thread_id), buttons=buttons, subject=staff_of(chat))


async def tell_moderators(
    session: AsyncSession,
    chat: Chat,
    places: Iterable[Place],
    key: str,
    buttons: Callable[[str], Rows] = lambda _: (),
    /,
    **values: Value,
) -> list[Send]:
    """Return what the moderators of a chat are told, in the language of each place `where_moderators_read`."""
    told = []
    for place in places:
        language = await language_of(session, place.chat_id)
        told.append(to_moderators(chat, place, say(key, language, **values), buttons(language)))
    return told
