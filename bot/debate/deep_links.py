"""Deep links: what leads from a group to the bot, and who may come in."""

from __future__ import annotations

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Button, Rows
from bot.chat.event import Event
from bot.chat.message.digits import digits
from bot.chat.queries import TelegramQueries
from bot.texts import Refusal, tell
from storage import chats

VOTE, LIST = "vote_", "list_"
"""What the word of a link begins with; the number of the discussion follows."""
QUEUE = "queue_"
"""The same of the link to what waits for moderators; the number of a counterpoint follows, and means nothing."""
COUNTER, REBUT, SUPPORT = "counter_", "rebut_", "support_"
"""The same of links to what is written in private; the number of an answer or of a counterpoint follows."""


def deep_link(username: str, purpose: str, number: int) -> str:
    """Return the link that leads into private, to a discussion or to what is to be written there."""
    return f"https://t.me/{username}?start={purpose}{number}"


def invitation(username: str, discussion_id: int, language: str) -> Rows:
    """Return the button that leads to voting in private."""
    return ((Button(tell("button-vote-open", language), url=deep_link(username, VOTE, discussion_id)),),)


async def wanted(session: AsyncSession, event: Event) -> int:
    """Return the discussion that a link names, or the one of this place.

    Raises:
        Refusal: There is none.
    """
    purpose = next((one for one in (VOTE, LIST) if event.text.startswith(one)), "")
    number = digits(event.text.removeprefix(purpose))
    if purpose and number is not None:
        return number
    own = await chats.find_discussion(session, event.place)
    if own is None:
        raise Refusal("walk-none")
    return own.id


async def check_reader(event: Event, telegram: TelegramQueries, discussion_id: int) -> None:
    """Let in only those who are in the chat of the discussion now.

    Raises:
        Refusal: The person is not, or there is no such discussion.
    """
    async with telegram.database.read() as session:
        found = await chats.get_discussion(session, discussion_id)
    if found is None:
        raise Refusal("walk-none")
    chat = found[1]
    if chat.telegram_id == event.person.id:
        return
    if chat.kind == "private" or not await telegram.is_member(chat.telegram_id, event.person.id):
        raise Refusal("walk-not-member")
