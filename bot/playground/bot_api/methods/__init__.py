"""The methods of the Bot API, by name."""

from __future__ import annotations

from inspect import iscoroutinefunction

from bot.playground.bot_api.methods import administration, commands, editing, information, receiving, sending
from bot.playground.bot_api.methods.call import Method

METHODS: dict[str, Method] = {
    name.replace("_", ""): method
    for module in (receiving, sending, editing, information, administration, commands)
    for name, method in vars(module).items()
    if iscoroutinefunction(method) and method.__module__ == module.__name__ and not name.startswith("_")
}
"""Every public coroutine of these modules, by its name. Names are found without regard to case, as Telegram does."""
