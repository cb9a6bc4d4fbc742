"""Who may write a counterpoint in private: members of the debate's chat who may write there."""

from __future__ import annotations

from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.texts import Refusal
from storage.chats import Chat


async def require_voice(event: Event, telegram: TelegramQueries, chat: Chat) -> None:
    """Let only those write in private who could do so in the chat of a debate.

    Raises:
        Refusal: They left, are banned or muted there, or Telegram does not say.
    """
    if chat.telegram_id == event.person.id:
        return
    if chat.kind == "private":
        raise Refusal("counter-not-member")
    member = await telegram.voter(chat.telegram_id, event.person.id)
    if member is None or not member.is_here:
        raise Refusal("counter-not-member")
    if member.status == "restricted" and not member.bits.get("can_send_messages", False):
        raise Refusal("counter-muted")


async def moderators_of(telegram: TelegramQueries, chat_id: int) -> frozenset[int]:
    """Return who moderates a chat, by Telegram's id; nobody where Telegram does not say."""
    try:
        admins = await telegram.administrators_lately(chat_id)
    except Refusal:
        return frozenset()
    return frozenset(one.id for one in admins if not one.is_bot)
