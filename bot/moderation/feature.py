"""Commands, buttons and jobs of moderation: the tables of this feature."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, replace

from bot.chat.command_menu import EVERYBODY_IN_GROUPS, EVERYBODY_IN_PRIVATE, MODERATORS, MODERATORS_ANYWHERE
from bot.chat.event import LINE, EventKind
from bot.chat.feature import Feature
from bot.chat.handler import Handler, Rights, button, command, on
from bot.chat.jobs import due_by, found_by, job, prepared_job
from bot.chat.permissions import Role
from bot.debate.cards import Cards
from bot.debate.lifecycle import Decisions
from bot.debate.voting.banned_votes import BannedVotes
from bot.moderation import bot_rights, purge, reactions
from bot.moderation.audit import commands as audit_commands
from bot.moderation.audit.commands import AuditFiles
from bot.moderation.captcha.message import PREFIX
from bot.moderation.captcha.newcomers import Captcha, posts_due
from bot.moderation.chat_admins import ChatAdminsLookup
from bot.moderation.groups import chat_of_button
from bot.moderation.locks import commands as lock_commands
from bot.moderation.locks import enforcement
from bot.moderation.locks import expiry as lock_expiry
from bot.moderation.review import answer_command, appeals, card_buttons, outdated, redelivery, reports
from bot.moderation.review import list as queue
from bot.moderation.review.card_buttons import CardDecisions, chat_of_pressed, look_before_undo
from bot.moderation.sanctions import commands as sanction_commands
from bot.moderation.sanctions import refused_by_telegram, undo, writers
from bot.moderation.sanctions.expiry import Expiry
from bot.moderation.sanctions.manual import ByHand
from bot.moderation.sanctions.writers import or_writer
from bot.moderation.screening import actions as screening_actions
from bot.moderation.screening import filter_command, trial_week
from bot.moderation.screening.model_store import ModelStore
from bot.moderation.settings import commands as settings_commands
from bot.moderation.settings import group_rules, moderator_chat, own_reasons, premoderation
from bot.moderation.start_command import StartCommand
from bot.moderation.targets import find_target
from bot.worker import Worker
from storage import locks, newcomers, reviews, sanctions

_FOR_RESTRICTERS = Rights(role=Role.RESTRICTER, groups_only=True, menu=MODERATORS)
_FOR_CLEANERS = Rights(role=Role.CLEANER, groups_only=True, menu=MODERATORS)
_FOR_MODERATORS = Rights(role=Role.MODERATOR, groups_only=True, menu=MODERATORS)
_MEMBERS = (
    command(
        "report", prepare=reports.ask_who_moderates, act=reports.report, groups_only=True, menu=EVERYBODY_IN_GROUPS
    ),
    command("appeal", prepare=appeals.look, act=appeals.appeal, menu=EVERYBODY_IN_PRIVATE),
    button("appeal", prepare=appeals.look_at_chosen, act=appeals.choose),
    command("answer", act=answer_command.answer, role=Role.MODERATOR, chat_of=answer_command.chat_of_answer),
    command("premod", act=premoderation.premoderate, **_FOR_MODERATORS),
)
_SANCTIONS = (
    or_writer(command("warn", prepare=find_target, act=sanction_commands.warn, **_FOR_RESTRICTERS)),
    or_writer(command("mute", prepare=find_target, act=sanction_commands.mute, **_FOR_RESTRICTERS)),
    or_writer(command("ban", prepare=find_target, act=sanction_commands.ban, **_FOR_RESTRICTERS)),
    button("unsilence", act=writers.free, role=Role.RESTRICTER, chat_of=writers.chat_of_silence),
    command("kick", prepare=find_target, act=sanction_commands.kick, **_FOR_RESTRICTERS),
    command("unwarn", prepare=find_target, act=sanction_commands.unwarn, **_FOR_RESTRICTERS),
    command("unmute", prepare=find_target, act=sanction_commands.unmute, **_FOR_RESTRICTERS),
    command("unban", prepare=find_target, act=sanction_commands.unban, **_FOR_RESTRICTERS),
    command("undo", prepare=undo.look_for_latest, act=undo.undo, **_FOR_RESTRICTERS),
    button("undo", prepare=undo.look_at_pressed, act=undo.undo, role=Role.RESTRICTER, chat_of=undo.chat_of_pressed),
)
_ORDER = (
    command("purge", prepare=purge.look, act=purge.purge, **_FOR_CLEANERS),
    command("slow", prepare=lock_commands.may_delete, act=lock_commands.slow, **_FOR_RESTRICTERS),
    command("lock", prepare=lock_commands.look_before, act=lock_commands.lock, **_FOR_RESTRICTERS),
    command("unlock", prepare=lock_commands.look_before, act=lock_commands.unlock, **_FOR_RESTRICTERS),
    command("filter", prepare=filter_command.look_at_rights, act=filter_command.filter_words, **_FOR_CLEANERS),
)
_JOBS = (
    prepared_job("unreached", redelivery.due, redelivery.look, redelivery.reach),
    prepared_job("refused", refused_by_telegram.due, refused_by_telegram.look, refused_by_telegram.tell),
    prepared_job("release", due_by(locks.locks_ending), lock_expiry.look, lock_expiry.release),
    job("overtaken", found_by(reviews.overtaken), outdated.follow),
    prepared_job("remind", queue.overdue, queue.look, queue.remind),
    prepared_job("week", trial_week.due, trial_week.look, trial_week.ask),
)


def _audit(files: AuditFiles) -> tuple[Handler, ...]:
    return (
        command("audit", act=audit_commands.show, **_FOR_MODERATORS),
        button("audit", act=audit_commands.open_log, role=Role.MODERATOR, chat_of=chat_of_button),
        button("auditpage", act=audit_commands.turn, role=Role.MODERATOR, chat_of=chat_of_button),
        button("auditfile", prepare=files.pack, act=files.send, role=Role.MODERATOR, chat_of=chat_of_button),
    )


def _queue(cards: Cards) -> tuple[Handler, ...]:
    entries, decisions, chat = queue.QueueEntryCards(cards), CardDecisions(Decisions(cards)), chat_of_pressed
    listed = Rights(role=Role.MODERATOR, chat_of=queue.chat_of_queue, menu=MODERATORS_ANYWHERE)
    before_delete, before = card_buttons.look_before_delete, card_buttons.look_before_sanction
    return (
        command("queue", prepare=queue.groups_of, act=queue.show, **listed),
        command(
            "start queue", prepare=queue.groups_of, act=queue.show, role=Role.MODERATOR, chat_of=queue.chat_of_queue
        ),
        button("qpage", prepare=queue.groups_of, act=queue.show, role=Role.MODERATOR, chat_of=queue.chat_of_queue),
        button("qopen", act=entries.open, role=Role.MODERATOR, chat_of=queue.chat_of_entry),
        button("rwarn", prepare=before, act=decisions.punish, role=Role.RESTRICTER, chat_of=chat),
        button("rmute", prepare=before, act=decisions.punish, role=Role.RESTRICTER, chat_of=chat),
        button("rban", prepare=before, act=decisions.punish, role=Role.RESTRICTER, chat_of=chat),
        button("rreject", prepare=before_delete, act=card_buttons.ask_reason, role=Role.CLEANER, chat_of=chat),
        button("rreason", prepare=before_delete, act=decisions.reject, role=Role.CLEANER, chat_of=chat),
        button("rshow", act=card_buttons.show_again, role=Role.MODERATOR, chat_of=chat),
        button("rdismiss", act=card_buttons.dismiss, role=Role.MODERATOR, chat_of=chat),
        button("rundo", prepare=look_before_undo, act=decisions.undo, role=Role.RESTRICTER, chat_of=chat),
    )


def _news(by_hand: ByHand, admins: ChatAdminsLookup) -> tuple[Handler, ...]:
    return (
        on(EventKind.BANNED, act=by_hand.banned),
        on(EventKind.UNBANNED, act=by_hand.unbanned),
        on(EventKind.LIMITED, act=by_hand.limited),
        on(EventKind.DISORDERLY, prepare=admins.look, act=enforcement.act),
        on(EventKind.SCREENED, prepare=admins.look, act=screening_actions.act),
        on(EventKind.REACTED, prepare=admins.look, act=reactions.act),
        button("screenon", act=trial_week.switch_on, role=Role.CLEANER, chat_of=chat_of_button),
        button("screenwatch", act=trial_week.keep_watching, role=Role.MODERATOR, chat_of=chat_of_button),
    )


def _newcomers(captcha: Captcha) -> tuple[Handler, ...]:
    return (
        on(EventKind.CAME, act=captcha.came),
        on(EventKind.CAME, act=captcha.line, word=LINE),
        on(EventKind.WENT, act=captcha.went),
        on(EventKind.ASKED_IN, act=captcha.asked_in),
        button("door", act=captcha.press),
        command("start", act=StartCommand(captcha).start),
        command(f"start {PREFIX}", act=captcha.in_private),
    )


@dataclass(frozen=True, slots=True)
class ModerationTools:
    """What moderation works with."""

    cards: Cards
    """Those of counterpoints."""
    banned_votes: BannedVotes
    worker: Worker
    """The process for heavy work."""
    models: ModelStore
    """What was learnt about spam."""
    username: str
    """The bot's, for links into private."""
    spoken: MutableMapping[int, str]
    """The languages that chats chose, by Telegram's id of the chat."""
    notes: Sequence[settings_commands.Note] = ()
    """Lines of other features in the panel of settings."""


def feature(tools: ModerationTools) -> Feature:
    """Return this feature."""
    captcha, expiry, models = Captcha(tools.username), Expiry(tools.banned_votes), tools.models
    rows = (
        *_queue(tools.cards),
        *settings_commands.handlers(settings_commands.SettingsPanel(tools.spoken, tools.notes)),
        *(
            *group_rules.HANDLERS,
            *own_reasons.HANDLERS,
            *_MEMBERS,
            *_SANCTIONS,
            *_ORDER,
            *_audit(AuditFiles(tools.worker)),
        ),
        *_news(ByHand(tools.banned_votes), ChatAdminsLookup()),
        *_newcomers(captcha),
        *(*moderator_chat.HANDLERS, *bot_rights.HANDLERS),
    )
    clock = (
        *_JOBS,
        prepared_job("lift", due_by(sanctions.ending), expiry.look, expiry.lift),
        replace(prepared_job("learn", models.due, models.learn, models.swap), apart=True),
        job("late newcomers", due_by(newcomers.chats_with_late), captcha.call_late),
        job("late requests", due_by(newcomers.late_requests), captcha.put_aside),
        job("messages at doors", due_by(posts_due), captcha.refresh),
        *settings_commands.JOBS,
    )
    return Feature(rows, clock)
