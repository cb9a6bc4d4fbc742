"""Commands, buttons and jobs of moderation: the tables of this feature."""

from __future__ import annotations

from dataclasses import replace

from bot.article.library import Library
from bot.chat.command_menu import MenuEntry, Where, moderators
from bot.chat.event import EventKind
from bot.chat.handler import Handler, prepared, simple
from bot.chat.jobs import Job, job, prepared_job
from bot.chat.permissions import Role
from bot.debate.banned_votes import BannedVotes
from bot.debate.cards import Cards
from bot.debate.lifecycle import Deciding
from bot.moderation import purge
from bot.moderation.audit import commands as audit_commands
from bot.moderation.audit.commands import Filing
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
from bot.moderation.settings import premoderation
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
        *_judging(Judging(language, Deciding(Cards(library, language)))),
        *_screening(language),
        *_following(ByHand(BannedVotes(Cards(library, language)))),
    )


def jobs(library: Library, shelf: ModelStore, language: str) -> tuple[Job, ...]:
    """Return what this feature does when its time has come.

    Args:
        library: The articles, for the cards whose totals change.
        shelf: What is learnt about spam.
        language: The language of groups.
    """
    queue, first_week = Queueing(library, language), Week(language)
    sanctions = Expiry(BannedVotes(Cards(library, language)), language)
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
        prepared(EventKind.COMMAND, "warn", find_target, sanction_commands.warn, Role.RESTRICTER),
        prepared(EventKind.COMMAND, "mute", find_target, sanction_commands.mute, Role.RESTRICTER),
        prepared(EventKind.COMMAND, "ban", find_target, sanction_commands.ban, Role.RESTRICTER),
        prepared(EventKind.COMMAND, "kick", find_target, sanction_commands.kick, Role.RESTRICTER),
    )


def _undoing() -> tuple[Handler, ...]:
    chat = undo_commands.chat_of_pressed
    return (
        prepared(EventKind.COMMAND, "unwarn", find_target, undo_commands.unwarn, Role.RESTRICTER),
        prepared(EventKind.COMMAND, "unmute", find_target, undo_commands.unmute, Role.RESTRICTER),
        prepared(EventKind.COMMAND, "unban", find_target, undo_commands.unban, Role.RESTRICTER),
        prepared(EventKind.COMMAND, "undo", undo_commands.look_for_latest, undo_commands.undo, Role.RESTRICTER),
        prepared(EventKind.BUTTON, "undo", undo_commands.look_at_pressed, undo_commands.undo, Role.RESTRICTER, chat),
    )


def _keeping_order() -> tuple[Handler, ...]:
    return (
        prepared(EventKind.COMMAND, "purge", purge.look, purge.purge, Role.CLEANER),
        prepared(EventKind.COMMAND, "slow", lock_commands.may_delete, lock_commands.slow, Role.RESTRICTER),
        prepared(EventKind.COMMAND, "lock", lock_commands.look_before, lock_commands.lock, Role.RESTRICTER),
        prepared(EventKind.COMMAND, "unlock", lock_commands.look_before, lock_commands.unlock, Role.RESTRICTER),
        prepared(EventKind.COMMAND, "filter", filter_command.look_at_rights, filter_command.filter_words, Role.CLEANER),
        simple(EventKind.COMMAND, "premod", premoderation.premoderate, Role.MODERATOR),
    )


def _auditing(filing: Filing) -> tuple[Handler, ...]:
    chat = audit_commands.chat_of_pressed
    return (
        simple(EventKind.COMMAND, "audit", audit_commands.show, Role.MODERATOR),
        simple(EventKind.BUTTON, "audit", audit_commands.open_log, Role.MODERATOR, chat),
        simple(EventKind.BUTTON, "auditpage", audit_commands.turn, Role.MODERATOR, chat),
        prepared(EventKind.BUTTON, "auditfile", filing.pack, filing.send, Role.MODERATOR, chat),
    )


def _reporting(reporting: Reporting) -> tuple[Handler, ...]:
    return (prepared(EventKind.COMMAND, "report", ask_who_moderates, reporting.report),)


def _appealing(appealing: Appealing) -> tuple[Handler, ...]:
    chat = chat_of_answer
    return (
        prepared(EventKind.COMMAND, "appeal", look_for_sanctions, appealing.appeal),
        prepared(EventKind.BUTTON, "appeal", look_at_chosen, appealing.choose),
        simple(EventKind.COMMAND, "answer", appealing.answer, Role.MODERATOR, chat),
    )


def _queueing(queueing: Queueing) -> tuple[Handler, ...]:
    return (
        prepared(EventKind.COMMAND, "queue", groups_of, queueing.show, Role.MODERATOR, chat_of_queue),
        prepared(EventKind.BUTTON, "qpage", groups_of, queueing.show, Role.MODERATOR, chat_of_queue),
        simple(EventKind.BUTTON, "qopen", queueing.open, Role.MODERATOR, chat_of_entry),
    )


def _judging(judging: Judging) -> tuple[Handler, ...]:
    chat = judging_room.chat_of_pressed
    before_sanction, before_delete = judging_room.look_before_sanction, judging_room.look_before_delete
    return (
        prepared(EventKind.BUTTON, "rwarn", before_sanction, judging.warn, Role.RESTRICTER, chat),
        prepared(EventKind.BUTTON, "rmute", before_sanction, judging.mute, Role.RESTRICTER, chat),
        prepared(EventKind.BUTTON, "rban", before_sanction, judging.ban, Role.RESTRICTER, chat),
        prepared(EventKind.BUTTON, "rreject", before_delete, judging.ask_reason, Role.CLEANER, chat),
        prepared(EventKind.BUTTON, "rreason", before_delete, judging.reject, Role.CLEANER, chat),
        simple(EventKind.BUTTON, "rshow", judging.show_again, Role.MODERATOR, chat),
        simple(EventKind.BUTTON, "rdismiss", judging.dismiss, Role.MODERATOR, chat),
        prepared(EventKind.BUTTON, "rundo", judging_room.look_before_undo, judging.undo, Role.RESTRICTER, chat),
    )


def _following(by_hand: ByHand) -> tuple[Handler, ...]:
    return (
        simple(EventKind.BANNED, "", by_hand.banned),
        simple(EventKind.UNBANNED, "", by_hand.unbanned),
        simple(EventKind.LIMITED, "", by_hand.limited),
    )


def _screening(language: str) -> tuple[Handler, ...]:
    chat, houses = trial_week.chat_of_pressed, ChatAdminsLookup()
    noticing = Noticing(language, houses)
    restraining, reacting = LockEnforcement(houses, noticing), Reacting(language, houses)
    return (
        prepared(EventKind.DISORDERLY, "", restraining.look, restraining.act),
        prepared(EventKind.SCREENED, "", noticing.look, noticing.act),
        prepared(EventKind.REACTED, "", reacting.look, reacting.act),
        simple(EventKind.BUTTON, "screenon", trial_week.switch_on, Role.CLEANER, chat),
        simple(EventKind.BUTTON, "screenwatch", trial_week.keep_watching, Role.MODERATOR, chat),
    )
