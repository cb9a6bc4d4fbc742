"""Commands and buttons of the debate: the table of this feature."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.chat.command_menu import EVERYBODY, EVERYBODY_IN_GROUPS, MODERATORS, MODERATORS_ANYWHERE
from bot.chat.event import EventKind
from bot.chat.feature import Feature
from bot.chat.handler import Handler, Rights, button, command, on
from bot.chat.jobs import job
from bot.chat.permissions import Role
from bot.debate import appoint_author, articles
from bot.debate.author_reply import AuthorReplies
from bot.debate.cards import Cards, counterpoint_chat
from bot.debate.electorate import Electorate
from bot.debate.exports.command import ExportCommand
from bot.debate.lifecycle import Decisions
from bot.debate.lists import CounterpointLists
from bot.debate.map.command import MapCommand
from bot.debate.merge import Merges
from bot.debate.opinions.state import OpinionGroups
from bot.debate.point import PointCommand
from bot.debate.submission.counter_support import SubmissionCommands, explain_counter
from bot.debate.submission.edits import CounterpointEdits
from bot.debate.voting.banned_votes import BannedVotes
from bot.debate.voting.card_vote import Voting
from bot.debate.voting.private_vote import PrivateVoting
from bot.worker import Worker


@dataclass(frozen=True, slots=True)
class DebateTools:
    """What the debate works with."""

    cards: Cards
    opinions: OpinionGroups
    """What the votes of each discussion show."""
    worker: Worker
    """The process for heavy work."""
    electorate: Electorate
    username: str
    """The bot's, for links into private."""


def feature(tools: DebateTools) -> Feature:
    """Return this feature."""
    cards, opinions, electorate = tools.cards, tools.opinions, tools.electorate
    lists, decisions = CounterpointLists(tools.username), Decisions(cards)
    private = PrivateVoting(cards, opinions, lists, electorate, tools.username)
    handlers = (
        *_submission(SubmissionCommands(cards), CounterpointEdits(cards)),
        *_lists(lists, PointCommand(cards)),
        *_voting(Voting(cards, electorate), private),
        *_map(MapCommand(cards.library, opinions, tools.worker)),
        *_decisions(decisions, AuthorReplies(cards)),
        *_merges(Merges(cards)),
        *_exports(ExportCommand(tools.worker)),
    )
    jobs = (*BannedVotes(cards).jobs(), job("decided for good", decisions.past, decisions.let_stand))
    return Feature(handlers, jobs)


def _submission(submission: SubmissionCommands, edits: CounterpointEdits) -> tuple[Handler, ...]:
    return (
        command("counter", prepare=submission.read_counter, act=submission.submit, menu=EVERYBODY),
        command("support", prepare=submission.read_support, act=submission.submit),
        on(EventKind.EDITED, prepare=edits.read, act=edits.mend, word="counter"),
        on(EventKind.EDITED, prepare=edits.read, act=edits.mend, word="support"),
        button("anchor", prepare=submission.look_around, act=submission.choose),
        button("different", prepare=submission.look_around, act=submission.insist),
        button("undraft", act=submission.cancel),
        button("counter", act=explain_counter),
    )


def _decisions(decisions: Decisions, replies: AuthorReplies) -> tuple[Handler, ...]:
    return (
        button("approve", act=decisions.approve, role=Role.MODERATOR, chat_of=counterpoint_chat),
        button("reject", act=decisions.ask_reason, role=Role.MODERATOR, chat_of=counterpoint_chat),
        button("reason", act=decisions.reject, role=Role.MODERATOR, chat_of=counterpoint_chat),
        button("undecide", act=decisions.undo, role=Role.MODERATOR, chat_of=counterpoint_chat),
        button("card", act=decisions.show_again, role=Role.MODERATOR, chat_of=counterpoint_chat),
        command("withdraw", act=decisions.withdraw, menu=EVERYBODY_IN_GROUPS),
        command("close", act=decisions.close, role=Role.MODERATOR, menu=MODERATORS),
        command("appoint", act=appoint_author.appoint, role=Role.HOST),
        command("reply", act=replies.reply),
    )


def _merges(merges: Merges) -> tuple[Handler, ...]:
    return (
        button(
            "merge", prepare=merges.find_candidates, act=merges.ask_into, role=Role.MODERATOR, chat_of=counterpoint_chat
        ),
        button("into", act=merges.merge_into, role=Role.MODERATOR, chat_of=counterpoint_chat),
        command("merge", act=merges.merge_named, role=Role.MODERATOR, menu=MODERATORS),
        button("unmerge", act=merges.undo, role=Role.MODERATOR, chat_of=counterpoint_chat),
    )


def _voting(voting: Voting, private: PrivateVoting) -> tuple[Handler, ...]:
    return (
        replace(button("vote", prepare=voting.look, act=voting.vote), known=voting.known),
        button("mine", prepare=voting.look, act=voting.agree_instead),
        command("start vote", prepare=private.find, act=private.start),
        command("start list", prepare=private.find, act=private.start),
        command("vote", prepare=private.find, act=private.begin, menu=EVERYBODY),
        button("walk", prepare=private.find_pressed, act=private.vote),
    )


def _lists(lists: CounterpointLists, point: PointCommand) -> tuple[Handler, ...]:
    return (
        command("articles", act=articles.show, menu=EVERYBODY),
        button("takeup", act=articles.take_up, role=Role.MODERATOR),
        command("point", act=point.show),
        command("counterpoints", prepare=lists.find, act=lists.show, menu=EVERYBODY),
        button("list", prepare=lists.find, act=lists.turn),
    )


def _map(map_command: MapCommand) -> tuple[Handler, ...]:
    return (command("map", prepare=map_command.draw, act=map_command.show, menu=EVERYBODY),)


def _exports(export: ExportCommand) -> tuple[Handler, ...]:
    rights = Rights(role=Role.MODERATOR, menu=MODERATORS_ANYWHERE)
    return (command("export", prepare=export.pack, act=export.send, **rights),)
