"""Commands and buttons of moderation: the table of this feature."""

from __future__ import annotations

from bot.chat.handling import Handler, prepared
from bot.chat.permissions import Role
from bot.chat.said import Kind
from bot.moderation import sanctioning, undoing
from bot.moderation.aiming import take_aim


def handlers() -> tuple[Handler, ...]:
    """Return what this feature does about what people say."""
    return (*_sanctioning(), *_undoing())


def _sanctioning() -> tuple[Handler, ...]:
    return (
        prepared(Kind.COMMAND, "warn", take_aim, sanctioning.warn, Role.RESTRICTER),
        prepared(Kind.COMMAND, "mute", take_aim, sanctioning.mute, Role.RESTRICTER),
        prepared(Kind.COMMAND, "ban", take_aim, sanctioning.ban, Role.RESTRICTER),
        prepared(Kind.COMMAND, "kick", take_aim, sanctioning.kick, Role.RESTRICTER),
    )


def _undoing() -> tuple[Handler, ...]:
    return (
        prepared(Kind.COMMAND, "unwarn", take_aim, undoing.unwarn, Role.RESTRICTER),
        prepared(Kind.COMMAND, "unmute", take_aim, undoing.unmute, Role.RESTRICTER),
        prepared(Kind.COMMAND, "unban", take_aim, undoing.unban, Role.RESTRICTER),
        prepared(Kind.COMMAND, "undo", undoing.look_for_latest, undoing.undo, Role.RESTRICTER),
        prepared(Kind.BUTTON, "undo", undoing.look_at_pressed, undoing.undo, Role.RESTRICTER, undoing.chat_of_pressed),
    )
