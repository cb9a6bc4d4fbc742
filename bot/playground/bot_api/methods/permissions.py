"""What a bot may do in a chat, in Telegram's words."""

from __future__ import annotations

from datetime import timedelta

from bot.playground.bot_api.methods.call import Call
from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.errors import bad_request, forbidden
from bot.playground.telegram.members import ChatMembership, Status

REQUEST_PERIOD = timedelta(minutes=5)
"""How long a bot may write to somebody who asked to join."""
SENTENCES = {
    "can_send_messages": "not enough rights to send text messages to the chat",
    "can_send_documents": "not enough rights to send documents to the chat",
    "can_send_photos": "not enough rights to send photos to the chat",
}


def rank_of(call: Call, chat: PlaygroundChat) -> ChatMembership:
    """Return what the bot is in a chat.

    Raises:
        ApiError: It is not in it.
    """
    rank = chat.membership(call.bot.id, call.telegram.clock())
    kind = f"{chat.type} chat"
    if chat.is_private:
        return rank
    if rank.status is Status.KICKED:
        raise forbidden(f"bot was kicked from the {kind}")
    if not rank.is_present:
        raise forbidden(f"bot is not a member of the {kind}")
    return rank


def check_may_send(call: Call, chat: PlaygroundChat, permission: str = "can_send_messages") -> None:
    """Refuse what the bot may not send there."""
    rank = rank_of(call, chat)
    if chat.person is not None:
        if call.bot.id in chat.person.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.is_started and not _asks_to_join(call, chat.person.id):
            raise forbidden("bot can't initiate conversation with a user")
    elif chat.type == "channel":
        if not rank.has_right("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
    elif not rank.may(permission, chat.permissions):
        raise bad_request(SENTENCES[permission])


def _asks_to_join(call: Call, person_id: int) -> bool:
    """Tell whether somebody waits to be let into a chat where the bot decides: it may write to them for 5 minutes."""
    now = call.telegram.clock()
    waiting = (
        chat
        for chat in call.telegram.chats.values()
        if chat.requests.get(person_id, now - REQUEST_PERIOD) > now - REQUEST_PERIOD
    )
    return any(chat.membership(call.bot.id, now).has_right("can_invite_users") for chat in waiting)


def check_right(call: Call, chat: PlaygroundChat, right: str, deed: str) -> None:
    """Refuse what needs an administrator's right; `deed` is what it is for.

    Raises:
        ApiError: "not enough rights to …".
    """
    if not rank_of(call, chat).has_right(right):
        raise bad_request(f"not enough rights to {deed}")


def known_chat(call: Call) -> PlaygroundChat:
    """Return the chat that is named, where the bot is in it."""
    chat = call.chat()
    rank_of(call, chat)
    return chat


def check_is_group(chat: PlaygroundChat, sentence: str) -> None:
    """Refuse in private chats what only groups and channels have."""
    if chat.is_private:
        raise bad_request(sentence)


def check_kind(chat: PlaygroundChat, *kinds: str) -> None:
    """Refuse what only other chats have."""
    if chat.type not in kinds:
        raise bad_request(_ONLY_FOR[kinds])


_ONLY_FOR = {
    ("supergroup",): "method is available only for supergroups",
    ("supergroup", "channel"): "method is available for supergroup and channel chats only",
    ("group", "supergroup"): "method is available only for groups and supergroups",
}
