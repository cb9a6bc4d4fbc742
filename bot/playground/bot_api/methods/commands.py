"""Methods for the list of commands that a client offers."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.playground.bot_api.methods.call import Call
from bot.playground.bot_api.methods.parameters import Parameters
from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.errors import bad_request
from bot.playground.telegram.people import Bot, PlaygroundPerson
from bot.playground.telegram.telegram import Telegram

_NEEDS = {"chat": ("chat_id",), "chat_administrators": ("chat_id",), "chat_member": ("chat_id", "user_id")}
_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators", *_NEEDS)


async def set_my_commands(call: Call) -> bool:
    """Set the commands of a scope and a language."""
    if call.array("commands") is None:
        raise bad_request("can't parse commands: expected an Array")
    given = call.objects("commands")
    if len(given) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    call.telegram.commands[_key(call)] = [_command(entry) for entry in given]
    for chat in call.telegram.chats.values():
        call.telegram.feed.tell("chat", chat_id=chat.id)
    return True


async def get_my_commands(call: Call) -> list[dict[str, str]]:
    """List the commands of exactly this scope and language."""
    return call.telegram.commands.get(_key(call), [])


async def delete_my_commands(call: Call) -> bool:
    """Forget the commands of a scope and a language."""
    call.telegram.commands.pop(_key(call), None)
    return True


def commands_for(
    telegram: Telegram, bot: Bot, chat: PlaygroundChat, person: PlaygroundPerson | None = None
) -> list[dict[str, str]]:
    """Return the commands that a client offers in a chat: the narrowest scope that has any, the own language first."""
    languages = (person.language_code, "") if person else ("",)
    is_admin = person is not None and chat.membership(person.id, telegram.clock()).is_admin
    for scope in _scopes(chat, person, is_admin=is_admin):
        for language in languages:
            if commands := telegram.commands.get((bot.id, json.dumps(scope, sort_keys=True), language)):
                return commands
    return []


def _scopes(chat: PlaygroundChat, person: PlaygroundPerson | None, *, is_admin: bool) -> list[dict[str, Any]]:
    """Return the scopes that fit, in the order in which Telegram documents that they are tried."""
    here: dict[str, Any] = {"type": "chat", "chat_id": chat.id}
    if chat.is_private:
        return [here, {"type": "all_private_chats"}, {"type": "default"}]
    own = [here | {"type": "chat_member", "user_id": person.id}] if person else []
    of_admins = [here | {"type": "chat_administrators"}] if is_admin else []
    of_all_admins = [{"type": "all_chat_administrators"}] if is_admin else []
    return [*own, *of_admins, here, *of_all_admins, {"type": "all_group_chats"}, {"type": "default"}]


def _key(call: Call) -> tuple[int, str, str]:
    scope = call.object("scope") or Parameters({"type": "default"})
    kind = scope.text("type")
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    kept: dict[str, Any] = {"type": kind}
    if "chat_id" in _NEEDS.get(kind, ()):
        kept["chat_id"] = call.chat_named(scope.text("chat_id")).id
    if "user_id" in _NEEDS.get(kind, ()):
        kept["user_id"] = scope.integer("user_id")
    return call.bot.id, json.dumps(kept, sort_keys=True), call.text("language_code")


def _command(entry: Parameters) -> dict[str, str]:
    command, description = entry.text("command").removeprefix("/"), entry.text("description")
    if not re.fullmatch(r"[a-z0-9_]{1,32}", command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}
