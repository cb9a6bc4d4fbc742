"""Methods of administrators: restrict, ban, lock, answer who asks to join, leave."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.chat.members import PERMISSIONS
from bot.playground.bot_api.methods.call import Call
from bot.playground.bot_api.methods.information import account_of
from bot.playground.bot_api.methods.permissions import check_is_group, check_kind, check_right, rank_of
from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.errors import bad_request
from bot.playground.telegram.members import SENDING, Status
from bot.playground.telegram.people import Account

MIN_RESTRICTION = timedelta(seconds=30)
MAX_RESTRICTION = timedelta(days=366)
"""A restriction that is shorter or longer than these is for ever."""
IN_TIME = timedelta(seconds=10)
"""How long a request to join waits for the answer of a bot."""


async def restrict_chat_member(call: Call) -> bool:
    """Take permissions from a member, or give them back."""
    chat = call.chat()
    check_kind(chat, "supergroup")
    check_right(call, chat, "can_restrict_members", "restrict/unrestrict chat member")
    account = _subject(call, chat)
    allowed = permissions_of(call)
    call.telegram.restrict(account, chat, allowed, until_of(call), call.bot)
    return True


async def ban_chat_member(call: Call) -> bool:
    """Put somebody out, and keep them out."""
    chat = call.chat()
    check_is_group(chat, "can't ban members in private chats")
    check_right(call, chat, "can_restrict_members", "restrict/unrestrict chat member")
    account = _subject(call, chat)
    call.telegram.ban(account, chat, until_of(call), call.bot)
    if call.flag("revoke_messages"):
        ids = [number for number, message in chat.messages.items() if message.sender is account]
        call.telegram.remove(chat, ids)
    return True


async def unban_chat_member(call: Call) -> bool:
    """Let somebody come back; a member who is not banned is put out, unless `only_if_banned`."""
    chat = call.chat()
    check_kind(chat, "supergroup", "channel")
    check_right(call, chat, "can_restrict_members", "restrict/unrestrict chat member")
    account = _subject(call, chat)
    if chat.membership(account.id, call.telegram.clock()).is_present and not call.flag("only_if_banned"):
        call.telegram.ban(account, chat, by=call.bot)
    call.telegram.unban(account, chat, call.bot)
    return True


async def approve_chat_join_request(call: Call) -> bool:
    """Let somebody in who asked."""
    return _answer_request(call, welcome=True)


async def decline_chat_join_request(call: Call) -> bool:
    """Do not let somebody in who asked."""
    return _answer_request(call, welcome=False)


async def answer_chat_join_request_query(call: Call) -> bool:
    """Let somebody in who asked, or not, or leave it to the administrators; within ten seconds."""
    result = call.text("result")
    if result not in ("approve", "decline", "queue"):
        raise bad_request("invalid result specified")
    query = call.telegram.join_queries.pop(call.text("chat_join_request_query_id"), None)
    if query is None or query.bot is not call.bot or call.telegram.clock() - query.asked_at > IN_TIME:
        raise bad_request("query is too old or query ID is invalid")
    if result != "queue" and query.person.id in query.chat.requests:
        call.telegram.answer_request(query.person, query.chat, call.bot, welcome=result == "approve")
    return True


def _answer_request(call: Call, *, welcome: bool) -> bool:
    chat = call.chat()
    check_is_group(chat, "can't manage join requests in private chats")
    check_right(call, chat, "can_invite_users", "manage chat join requests")
    person = call.telegram.people.get(account_of(call).id)
    if person is not None and chat.membership(person.id, call.telegram.clock()).is_present:
        raise bad_request("USER_ALREADY_PARTICIPANT")
    if person is None or person.id not in chat.requests:
        raise bad_request("HIDE_REQUESTER_MISSING")
    call.telegram.answer_request(person, chat, call.bot, welcome=welcome)
    return True


async def delete_message_reaction(call: Call) -> bool:
    """Take somebody's reaction to a message away."""
    chat, actor_id = _chat_and_actor(call)
    call.telegram.remove_reactions(chat, actor_id, call.message(chat, "message not found"))
    return True


async def delete_all_message_reactions(call: Call) -> bool:
    """Take all of somebody's reactions in a chat away."""
    call.telegram.remove_reactions(*_chat_and_actor(call))
    return True


def _chat_and_actor(call: Call) -> tuple[PlaygroundChat, int]:
    """Return a group, and the person or chat that reacted in it."""
    chat = call.chat()
    check_kind(chat, "group", "supergroup")
    check_right(call, chat, "can_delete_messages", "delete reactions")
    actor_id = call.integer("user_id") or call.integer("actor_chat_id")
    if not actor_id:
        raise bad_request("either user_id or actor_chat_id must be specified")
    return chat, actor_id


async def set_chat_permissions(call: Call) -> bool:
    """Change what everybody in a chat may do."""
    chat = call.chat()
    check_kind(chat, "group", "supergroup")
    check_right(call, chat, "can_restrict_members", "change chat permissions")
    call.telegram.lock(chat, permissions_of(call))
    return True


async def ban_chat_sender_chat(call: Call) -> bool:
    """Let nobody write in the name of a channel, nor of another one of its owner."""
    chat, sender = _chat_and_sender(call)
    chat.banned_senders.add(sender.id)
    return True


async def unban_chat_sender_chat(call: Call) -> bool:
    """Let a channel speak again."""
    chat, sender = _chat_and_sender(call)
    chat.banned_senders.discard(sender.id)
    return True


async def leave_chat(call: Call) -> bool:
    """Go away from a chat."""
    chat = call.chat()
    check_is_group(chat, "chat member status can't be changed in private chats")
    rank_of(call, chat)
    call.telegram.leave(call.bot, chat)
    return True


def permissions_of(call: Call) -> frozenset[str]:
    """Return the permissions that a call leaves somebody.

    Without `use_independent_chat_permissions` the right to send other things implies the right to send text and media,
    as Telegram documents it.

    Raises:
        ApiError: None are named.
    """
    given = call.object("permissions")
    if given is None:
        raise bad_request("can't parse permissions: expected an Object")
    allowed = {name for name in PERMISSIONS if given.flag(name)}
    if not call.flag("use_independent_chat_permissions"):
        if allowed & {"can_send_other_messages", "can_add_web_page_previews"}:
            allowed |= set(SENDING[:7])
        if allowed & {*SENDING[1:7], "can_send_polls"}:
            allowed |= {"can_send_messages"}
    if "can_pin_messages" in allowed and "can_manage_topics" not in given.values:
        allowed |= {"can_manage_topics"}
    if "can_send_messages" in allowed and "can_react_to_messages" not in given.values:
        allowed |= {"can_react_to_messages"}
    return frozenset(allowed)


def until_of(call: Call) -> datetime | None:
    """Return the end that a call names, or None for ever: also under 30 seconds and over 366 days from now."""
    until = call.integer("until_date")
    seconds = until - call.telegram.clock().timestamp()
    if not MIN_RESTRICTION.total_seconds() <= seconds <= MAX_RESTRICTION.total_seconds():
        return None
    return datetime.fromtimestamp(until, UTC)


def _subject(call: Call, chat: PlaygroundChat) -> Account:
    """Return whom it is about; owner, administrators and the bot itself are out of reach."""
    account = account_of(call)
    status = chat.membership(account.id, call.telegram.clock()).status
    if account is call.bot:
        raise bad_request("can't restrict self")
    if status is Status.CREATOR:
        raise bad_request("can't remove chat owner")
    if status is Status.ADMINISTRATOR:
        raise bad_request("user is an administrator of the chat")
    return account


def _chat_and_sender(call: Call) -> tuple[PlaygroundChat, PlaygroundChat]:
    """Return a chat, and the channel that speaks there."""
    chat = call.chat()
    check_kind(chat, "supergroup", "channel")
    check_right(call, chat, "can_restrict_members", "ban a chat")
    sender = call.telegram.chats.get(call.integer("sender_chat_id"))
    if sender is None or sender.type != "channel":
        raise bad_request("chat not found")
    return chat, sender
