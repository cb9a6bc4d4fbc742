"""Commands, buttons and jobs of moderation: the tables of this feature."""

from __future__ import annotations

from bot.article.library import Library
from bot.chat.handling import Handler, prepared, simple
from bot.chat.jobs import Job, prepared_job
from bot.chat.menus import Entry, Where, moderators
from bot.chat.permissions import Role
from bot.chat.said import Kind
from bot.compute import Compute
from bot.debate.barring import Barring
from bot.debate.cards import Cards
from bot.moderation import auditing, choosing, lifting, purging, refused, restraints, sanctioning, undoing
from bot.moderation.aiming import take_aim
from bot.moderation.auditing import Filing
from bot.moderation.lifting import Lifting

MENU = (
    Entry("rules", where=Where.GROUPS),
    *moderators("settings", "setrules", "premod", "warn", "mute", "ban", "kick", "unwarn", "unmute", "unban", "undo"),
    *moderators("purge", "slow", "lock", "unlock", "filter", "audit"),
)


def handlers(worker: Compute) -> tuple[Handler, ...]:
    """Return what this feature does about what people say.

    Args:
        worker: The process for heavy work.
    """
    return (*_sanctioning(), *_undoing(), *_keeping_order(), *_auditing(Filing(worker)))


def jobs(library: Library, language: str) -> tuple[Job, ...]:
    """Return what this feature does when its time has come.

    Args:
        library: The articles, for the cards whose totals change.
        language: The language of groups.
    """
    sanctions = Lifting(Barring(Cards(library, language)), language)
    return (
        prepared_job("refused", refused.due, refused.look, refused.tell),
        prepared_job("lift", sanctions.due, sanctions.look, sanctions.lift),
        prepared_job("release", lifting.restraints_due, lifting.look_at_chat, lifting.release),
    )


def _sanctioning() -> tuple[Handler, ...]:
    return (
        prepared(Kind.COMMAND, "warn", take_aim, sanctioning.warn, Role.RESTRICTER),
        prepared(Kind.COMMAND, "mute", take_aim, sanctioning.mute, Role.RESTRICTER),
        prepared(Kind.COMMAND, "ban", take_aim, sanctioning.ban, Role.RESTRICTER),
        prepared(Kind.COMMAND, "kick", take_aim, sanctioning.kick, Role.RESTRICTER),
    )


def _undoing() -> tuple[Handler, ...]:
    chat = undoing.chat_of_pressed
    return (
        prepared(Kind.COMMAND, "unwarn", take_aim, undoing.unwarn, Role.RESTRICTER),
        prepared(Kind.COMMAND, "unmute", take_aim, undoing.unmute, Role.RESTRICTER),
        prepared(Kind.COMMAND, "unban", take_aim, undoing.unban, Role.RESTRICTER),
        prepared(Kind.COMMAND, "undo", undoing.look_for_latest, undoing.undo, Role.RESTRICTER),
        prepared(Kind.BUTTON, "undo", undoing.look_at_pressed, undoing.undo, Role.RESTRICTER, chat),
    )


def _keeping_order() -> tuple[Handler, ...]:
    return (
        prepared(Kind.COMMAND, "purge", purging.look, purging.purge, Role.CLEANER),
        prepared(Kind.COMMAND, "slow", restraints.may_delete, restraints.slow, Role.RESTRICTER),
        prepared(Kind.COMMAND, "lock", restraints.look_before, restraints.lock, Role.RESTRICTER),
        prepared(Kind.COMMAND, "unlock", restraints.look_before, restraints.unlock, Role.RESTRICTER),
        simple(Kind.COMMAND, "filter", choosing.filter_words, Role.CLEANER),
        simple(Kind.COMMAND, "premod", choosing.premoderate, Role.MODERATOR),
    )


def _auditing(filing: Filing) -> tuple[Handler, ...]:
    chat = auditing.chat_of_pressed
    return (
        simple(Kind.COMMAND, "audit", auditing.show, Role.MODERATOR),
        simple(Kind.BUTTON, "audit", auditing.open_log, Role.MODERATOR, chat),
        simple(Kind.BUTTON, "auditpage", auditing.turn, Role.MODERATOR, chat),
        prepared(Kind.BUTTON, "auditfile", filing.pack, filing.send, Role.MODERATOR, chat),
    )
