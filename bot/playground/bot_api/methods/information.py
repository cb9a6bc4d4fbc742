"""Methods that ask what there is: chats, members, files."""

from __future__ import annotations

from typing import Any

from bot.playground.bot_api.methods.call import Call
from bot.playground.bot_api.methods.permissions import check_is_group, known_chat, rank_of
from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.errors import bad_request
from bot.playground.telegram.files import MAX_DOWNLOAD_BYTES
from bot.playground.telegram.people import Account, Bot


async def get_me(call: Call) -> dict[str, Any]:
    """Tell the bot who it is."""
    return call.bot.as_me()


async def get_chat(call: Call) -> dict[str, Any]:
    """Tell about a chat."""
    return known_chat(call).as_full()


async def get_chat_member(call: Call) -> dict[str, Any]:
    """Tell what somebody is in a chat."""
    chat, account = known_chat(call), account_of(call)
    return chat.membership(account.id, call.telegram.clock()).as_json(account.as_user(), chat.type)


async def get_chat_administrators(call: Call) -> list[dict[str, Any]]:
    """List the owner and the administrators, without other bots unless they are asked for."""
    chat = call.chat()
    check_is_group(chat, "there are no administrators in the private chat")
    rank_of(call, chat)
    return [
        rank.as_json(account.as_user(), chat.type)
        for account, rank in _present(call, chat)
        if rank.is_admin and (call.flag("return_bots") or account is call.bot or not isinstance(account, Bot))
    ]


async def get_chat_member_count(call: Call) -> int:
    """Count who is in a chat."""
    return len(_present(call, known_chat(call)))


async def get_file(call: Call) -> dict[str, Any]:
    """Tell where a file is downloaded."""
    file = call.telegram.files.get(call.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id" if call.text("file_id") else "file_id not specified")
    if len(file.content) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return file.as_file()


def account_of(call: Call, missing: str = "PARTICIPANT_ID_INVALID") -> Account:
    """Return the account that `user_id` names.

    Raises:
        ApiError: No id is given, or there is nobody of that id.
    """
    number = call.integer("user_id")
    if not number:
        raise bad_request("invalid user_id specified")
    account = call.telegram.account(number)
    if account is None:
        raise bad_request(missing)
    return account


def _present(call: Call, chat: PlaygroundChat) -> list[tuple[Account, Any]]:
    now = call.telegram.clock()
    everyone = ((call.telegram.account(number), chat.membership(number, now)) for number in chat.members)
    return [(account, rank) for account, rank in everyone if account is not None and rank.is_present]
