"""Commands, buttons and jobs of moderation: the tables of this feature."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, replace

from bot.article.library import Library
from bot.chat.command_menu import EVERYBODY_IN_GROUPS, EVERYBODY_IN_PRIVATE, MODERATORS, MODERATORS_ANYWHERE
from bot.chat.event import EventKind
from bot.chat.feature import Feature
from bot.chat.handler import Handler, Rights, button, command, on
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
    language, cards = tools.language, Cards(tools.library, tools.language)
    votes = BannedVotes(cards)
    handlers = (
        *_queueing(Queueing(tools.library, language)),
        *settings_commands.handlers(settings_commands.SettingsPanel(language, tools.spoken, tools.notes)),
        *group_rules.handlers(),
        *_reporting(Reporting(language)),
        *_appealing(Appealing(language)),
        command("premod", act=premoderation.premoderate, role=Role.MODERATOR, groups_only=True, menu=MODERATORS),
        *_sanctioning(),
        *_undoing(),
        *_keeping_order(),
        *_auditing(Filing(tools.worker)),
        *_judging(Judging(language, Deciding(cards))),
        *_screening(language),
        *_following(ByHand(votes)),
        *captcha.handlers(language, tools.username),
        *moderator_chat.handlers(),
        *bot_rights.handlers(),
    )
    jobs = (*_jobs(tools, votes), *captcha.jobs(language, tools.username), *settings_commands.jobs())
    return Feature(handlers, jobs)


def _jobs(tools: ModerationTools, votes: BannedVotes) -> tuple[Job, ...]:
    language, models = tools.language, tools.models
    queue, first_week = Queueing(tools.library, language), Week(language)
    sanctions = Expiry(votes, language)
    reaching = redelivery.Redelivery(language)
    return (
        prepared_job("unreached", redelivery.due, redelivery.look, reaching.reach),
        prepared_job("refused", refused_by_telegram.due, refused_by_telegram.look, refused_by_telegram.tell),
        prepared_job("lift", sanctions.due, sanctions.look, sanctions.lift),
        prepared_job("release", lock_expiry.restraints_due, lock_expiry.look_at_chat, lock_expiry.release),
        job("overtaken", outdated.due, Overtaken(language).follow),
        prepared_job("remind", queue.overdue, queue.look, queue.remind),
        prepared_job("week", trial_week.due, trial_week.look, first_week.ask),
        replace(prepared_job("learn", models.due, models.learn, models.swap), apart=True),
    )


_FOR_RESTRICTERS = Rights(role=Role.RESTRICTER, groups_only=True, menu=MODERATORS)
_FOR_CLEANERS = Rights(role=Role.CLEANER, groups_only=True, menu=MODERATORS)


def _sanctioning() -> tuple[Handler, ...]:
    return (
        command("warn", prepare=find_target, act=sanction_commands.warn, **_FOR_RESTRICTERS),
        command("mute", prepare=find_target, act=sanction_commands.mute, **_FOR_RESTRICTERS),
        command("ban", prepare=find_target, act=sanction_commands.ban, **_FOR_RESTRICTERS),
        command("kick", prepare=find_target, act=sanction_commands.kick, **_FOR_RESTRICTERS),
    )


def _undoing() -> tuple[Handler, ...]:
    pressed = Rights(role=Role.RESTRICTER, chat_of=undo_commands.chat_of_pressed)
    return (
        command("unwarn", prepare=find_target, act=undo_commands.unwarn, **_FOR_RESTRICTERS),
        command("unmute", prepare=find_target, act=undo_commands.unmute, **_FOR_RESTRICTERS),
        command("unban", prepare=find_target, act=undo_commands.unban, **_FOR_RESTRICTERS),
        command("undo", prepare=undo_commands.look_for_latest, act=undo_commands.undo, **_FOR_RESTRICTERS),
        button("undo", prepare=undo_commands.look_at_pressed, act=undo_commands.undo, **pressed),
    )


def _keeping_order() -> tuple[Handler, ...]:
    return (
        command("purge", prepare=purge.look, act=purge.purge, **_FOR_CLEANERS),
        command("slow", prepare=lock_commands.may_delete, act=lock_commands.slow, **_FOR_RESTRICTERS),
        command("lock", prepare=lock_commands.look_before, act=lock_commands.lock, **_FOR_RESTRICTERS),
        command("unlock", prepare=lock_commands.look_before, act=lock_commands.unlock, **_FOR_RESTRICTERS),
        command("filter", prepare=filter_command.look_at_rights, act=filter_command.filter_words, **_FOR_CLEANERS),
    )


def _auditing(filing: Filing) -> tuple[Handler, ...]:
    chat = audit_commands.chat_of_pressed
    return (
        command("audit", act=audit_commands.show, role=Role.MODERATOR, groups_only=True, menu=MODERATORS),
        button("audit", act=audit_commands.open_log, role=Role.MODERATOR, chat_of=chat),
        button("auditpage", act=audit_commands.turn, role=Role.MODERATOR, chat_of=chat),
        button("auditfile", prepare=filing.pack, act=filing.send, role=Role.MODERATOR, chat_of=chat),
    )


def _reporting(reporting: Reporting) -> tuple[Handler, ...]:
    rights = Rights(groups_only=True, menu=EVERYBODY_IN_GROUPS)
    return (command("report", prepare=ask_who_moderates, act=reporting.report, **rights),)


def _appealing(appealing: Appealing) -> tuple[Handler, ...]:
    chat = chat_of_answer
    return (
        command("appeal", prepare=look_for_sanctions, act=appealing.appeal, menu=EVERYBODY_IN_PRIVATE),
        button("appeal", prepare=look_at_chosen, act=appealing.choose),
        command("answer", act=appealing.answer, role=Role.MODERATOR, chat_of=chat),
    )


def _queueing(queueing: Queueing) -> tuple[Handler, ...]:
    rights = Rights(role=Role.MODERATOR, chat_of=chat_of_queue, menu=MODERATORS_ANYWHERE)
    return (
        command("queue", prepare=groups_of, act=queueing.show, **rights),
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
