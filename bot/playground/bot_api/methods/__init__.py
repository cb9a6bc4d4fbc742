"""The methods of the Bot API, by name."""

from __future__ import annotations

from bot.playground.bot_api.methods import administration, commands, editing, information, receiving, sending
from bot.playground.bot_api.methods.call import Method

METHODS: dict[str, Method] = {
    name.lower(): method
    for group in (
        receiving.METHODS,
        sending.METHODS,
        editing.METHODS,
        information.METHODS,
        administration.METHODS,
        commands.METHODS,
    )
    for name, method in group.items()
}
"""Names are found without regard to case, as Telegram does."""
