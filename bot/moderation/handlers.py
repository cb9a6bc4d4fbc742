"""Commands, buttons and jobs of moderation: the tables of this feature."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, replace

from bot.article.library import Library
from bot.chat.command_menu import MenuEntry, Where, moderators
from bot.chat.event import EventKind
from bot.chat.feature import Feature
from bot.chat.handler import Handler, button, command, on
from bot.chat.jobs import Job, job, prepared_job
from bot.chat.permissions import Role
from bot.debate.banned_votes import BannedVotes
from bot.debate.cards import Cards
from bot.debate.lifecycle import Deciding
from bot.moderation import bot_rights, purge
from bot.moderation.audit import commands as audit_commands
from bot.moderation.audit.commands import Filing
from bot.moderation.captcha import handlers as captcha
from bot.moderation.chat_admins import ChatAdminsLookup
from bot.moderation.locks import commands as lock_commands
from bot.moderation.locks import expiry as lock_expiry
from bot.moderation.locks.enforcement import LockEnforcement
from bot.moderation.reactions import Reacting
from bot.moderation.review import card_buttons as judging_room
from bot.moderation.review import outdated, redelivery
from bot.moderation.review.appeals import Appealing, chat_of_answer, look_at_chosen
from bot.moderation.review.appeals import look as look_for_sanctions
from bot.moderation.review.card_buttons import Judging
from bot.moderation.review.list import Queueing, chat_of_entry, chat_of_queue, groups_of
from bot.moderation.review.outdated import Overtaken
from bot.moderation.review.reports import Reporting, ask_who_moderates
from bot.moderation.sanctions import commands as sanction_commands
from bot.moderation.sanctions import refused_by_telegram
from bot.moderation.sanctions import undo as undo_commands
from bot.moderation.sanctions.expiry import Expiry
from bot.moderation.sanctions.manual import ByHand
from bot.moderation.screening import filter_command, trial_week
from bot.moderation.screening.actions import Noticing
from bot.moderation.screening.model_store import ModelStore
from bot.moderation.screening.trial_week import Week
from bot.moderation.settings import commands as settings_commands
from bot.moderation.settings import group_rules, moderator_chat, premoderation
from bot.moderation.targets import find_target
from bot.worker import Worker

MENU = (
    MenuEntry("rules", where=Where.GROUPS),
    MenuEntry("report", where=Where.GROUPS),
    MenuEntry("appeal", where=Where.PRIVATE),
    *moderators("queue", where=Where.ANYWHERE),
    *moderators("settings", "setrules", "premod", "warn", "mute", "ban", "kick", "unwarn", "unmute", "unban", "undo"),
    *moderators("purge", "slow", "lock", "unlock", "filter", "audit"),
)


def handlers(library: Library, worker: Worker, language: str) -> tuple[Handler, ...]:
    """Return what this feature does about what people say.

    Args:
        library: The articles, for the cards of the queue.
        worker: The process for heavy work.
        language: The language of groups.
    """
    order = (*_sanctioning(), *_undoing(), *_keeping_order(), *_auditing(Filing(worker)))
    members = (*_reporting(Reporting(language)), *_appealing(Appealing(language)))
    return (
        *order,
        *members,
        *_queueing(Queueing(library, language)),
        *_judging(Judging(language, Deciding(Cards(library)))),
        *_screening(language),
        *_following(ByHand(BannedVotes(Cards(library)))),
    )


def jobs(library: Library, shelf: ModelStore, language: str) -> tuple[Job, ...]:
    """Return what this feature does when its time has come.

    Args:
        library: The articles, for the cards whose totals change.
        shelf: What is learnt about spam.
        language: The language of groups.
    """
    queue, first_week = Queueing(library, language), Week(language)
    sanctions = Expiry(BannedVotes(Cards(library)), language)
    reaching = redelivery.Redelivery(language)
    return (
        prepared_job("unreached", redelivery.due, redelivery.look, reaching.reach),
        prepared_job("refused", refused_by_telegram.due, refused_by_telegram.look, refused_by_telegram.tell),
        prepared_job("lift", sanctions.due, sanctions.look, sanctions.lift),
        prepared_job("release", lock_expiry.restraints_due, lock_expiry.look_at_chat, lock_expiry.release),
        job("overtaken", outdated.due, Overtaken(language).follow),
        prepared_job("remind", queue.overdue, queue.look, queue.remind),
        prepared_job("week", trial_week.due, trial_week.look, first_week.ask),
        replace(prepared_job("learn", shelf.due, shelf.learn, shelf.swap), apart=True),
    )


def _sanctioning() -> tuple[Handler, ...]:
    return (
        command("warn", prepare=find_target, act=sanction_commands.warn, role=Role.RESTRICTER),
        command("mute", prepare=find_target, act=sanction_commands.mute, role=Role.RESTRICTER),
        command("ban", prepare=find_target, act=sanction_commands.ban, role=Role.RESTRICTER),
        command("kick", prepare=find_target, act=sanction_commands.kick, role=Role.RESTRICTER),
    )


def _undoing() -> tuple[Handler, ...]:
    chat = undo_commands.chat_of_pressed
    return (
        command("unwarn", prepare=find_target, act=undo_commands.unwarn, role=Role.RESTRICTER),
        command("unmute", prepare=find_target, act=undo_commands.unmute, role=Role.RESTRICTER),
        command("unban", prepare=find_target, act=undo_commands.unban, role=Role.RESTRICTER),
        command("undo", prepare=undo_commands.look_for_latest, act=undo_commands.undo, role=Role.RESTRICTER),
        button(
            "undo", prepare=undo_commands.look_at_pressed, act=undo_commands.undo, role=Role.RESTRICTER, chat_of=chat
        ),
    )


def _keeping_order() -> tuple[Handler, ...]:
    return (
        command("purge", prepare=purge.look, act=purge.purge, role=Role.CLEANER),
        command("slow", prepare=lock_commands.may_delete, act=lock_commands.slow, role=Role.RESTRICTER),
        command("lock", prepare=lock_commands.look_before, act=lock_commands.lock, role=Role.RESTRICTER),
        command("unlock", prepare=lock_commands.look_before, act=lock_commands.unlock, role=Role.RESTRICTER),
        command("filter", prepare=filter_command.look_at_rights, act=filter_command.filter_words, role=Role.CLEANER),
        command("premod", act=premoderation.premoderate, role=Role.MODERATOR),
    )


def _auditing(filing: Filing) -> tuple[Handler, ...]:
    chat = audit_commands.chat_of_pressed
    return (
        command("audit", act=audit_commands.show, role=Role.MODERATOR),
        button("audit", act=audit_commands.open_log, role=Role.MODERATOR, chat_of=chat),
        button("auditpage", act=audit_commands.turn, role=Role.MODERATOR, chat_of=chat),
        button("auditfile", prepare=filing.pack, act=filing.send, role=Role.MODERATOR, chat_of=chat),
    )


def _reporting(reporting: Reporting) -> tuple[Handler, ...]:
    return (command("report", prepare=ask_who_moderates, act=reporting.report),)


def _appealing(appealing: Appealing) -> tuple[Handler, ...]:
    chat = chat_of_answer
    return (
        command("appeal", prepare=look_for_sanctions, act=appealing.appeal),
        button("appeal", prepare=look_at_chosen, act=appealing.choose),
        command("answer", act=appealing.answer, role=Role.MODERATOR, chat_of=chat),
    )


def _queueing(queueing: Queueing) -> tuple[Handler, ...]:
    return (
        command("queue", prepare=groups_of, act=queueing.show, role=Role.MODERATOR, chat_of=chat_of_queue),
        button("qpage", prepare=groups_of, act=queueing.show, role=Role.MODERATOR, chat_of=chat_of_queue),
        button("qopen", act=queueing.open, role=Role.MODERATOR, chat_of=chat_of_entry),
    )


def _judging(judging: Judging) -> tuple[Handler, ...]:
    chat = judging_room.chat_of_pressed
    before_sanction, before_delete = judging_room.look_before_sanction, judging_room.look_before_delete
    return (
        button("rwarn", prepare=before_sanction, act=judging.warn, role=Role.RESTRICTER, chat_of=chat),
        button("rmute", prepare=before_sanction, act=judging.mute, role=Role.RESTRICTER, chat_of=chat),
        button("rban", prepare=before_sanction, act=judging.ban, role=Role.RESTRICTER, chat_of=chat),
        button("rreject", prepare=before_delete, act=judging.ask_reason, role=Role.CLEANER, chat_of=chat),
        button("rreason", prepare=before_delete, act=judging.reject, role=Role.CLEANER, chat_of=chat),
        button("rshow", act=judging.show_again, role=Role.MODERATOR, chat_of=chat),
        button("rdismiss", act=judging.dismiss, role=Role.MODERATOR, chat_of=chat),
        button("rundo", prepare=judging_room.look_before_undo, act=judging.undo, role=Role.RESTRICTER, chat_of=chat),
    )


def _following(by_hand: ByHand) -> tuple[Handler, ...]:
    return (
        on(EventKind.BANNED, act=by_hand.banned),
        on(EventKind.UNBANNED, act=by_hand.unbanned),
        on(EventKind.LIMITED, act=by_hand.limited),
    )


def _screening(language: str) -> tuple[Handler, ...]:
    chat, houses = trial_week.chat_of_pressed, ChatAdminsLookup()
    noticing = Noticing(language, houses)
    restraining, reacting = LockEnforcement(houses, noticing), Reacting(language, houses)
    return (
        on(EventKind.DISORDERLY, prepare=restraining.look, act=restraining.act),
        on(EventKind.SCREENED, prepare=noticing.look, act=noticing.act),
        on(EventKind.REACTED, prepare=reacting.look, act=reacting.act),
        button("screenon", act=trial_week.switch_on, role=Role.CLEANER, chat_of=chat),
        button("screenwatch", act=trial_week.keep_watching, role=Role.MODERATOR, chat_of=chat),
    )


@dataclass(frozen=True, slots=True)
class ModerationTools:
    """What moderation works with."""

    library: Library
    """The articles, for cards."""
    worker: Worker
    """The process for heavy work."""
    models: ModelStore
    """What was learnt about spam."""
    language: str
    """The operator's, for chats that chose none."""
    username: str
    """The bot's, for links into private."""
    spoken: MutableMapping[int, str]
    """The languages that chats chose, by Telegram's id of the chat."""
    notes: Sequence[settings_commands.Note] = ()
    """Lines of other features in the panel of settings."""


def feature(tools: ModerationTools) -> Feature:
    """Return this feature."""
    panel = settings_commands.SettingsPanel(tools.language, tools.spoken, tools.notes)
    rows = (
        *handlers(tools.library, tools.worker, tools.language),
        *captcha.handlers(tools.language, tools.username),
        *settings_commands.handlers(panel),
        *moderator_chat.handlers(),
        *group_rules.handlers(),
        *bot_rights.handlers(),
    )
    clock = (
        *jobs(tools.library, tools.models, tools.language),
        *captcha.jobs(tools.language, tools.username),
        *settings_commands.jobs(),
    )
    return Feature(rows, clock, MENU)
