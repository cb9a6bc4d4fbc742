"""Commands and buttons of the debate: the table of this feature."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.article.semantic_indexer import SemanticIndexer
from bot.chat.command_menu import EVERYBODY, EVERYBODY_IN_GROUPS, EVERYBODY_IN_PRIVATE, MODERATORS, MODERATORS_ANYWHERE
from bot.chat.event import EventKind
from bot.chat.feature import Feature
from bot.chat.handler import Handler, Rights, button, command, on
from bot.chat.jobs import job
from bot.chat.permissions import Role
from bot.debate import appoint_author, articles
from bot.debate.author_reply import AuthorReplies
from bot.debate.cards import Cards, counterpoint_chat, replied_chat
from bot.debate.closing_time.command import ClosingTimes
from bot.debate.electorate import Electorate
from bot.debate.exports.command import ExportCommand
from bot.debate.lifecycle import Decisions
from bot.debate.lists import CounterpointLists
from bot.debate.map.command import MapCommand
from bot.debate.merge import Merges
from bot.debate.opinions.state import OpinionGroups
from bot.debate.participant.me_command import MePages
from bot.debate.participant.notice_delivery import notice_job
from bot.debate.point import PointCommand
from bot.debate.private import choice, scope
from bot.debate.search.command import CounterpointSearch
from bot.debate.search.meaning_matches import MeaningMatches
from bot.debate.submission.counter_support import SubmissionCommands
from bot.debate.submission.edits import CounterpointEdits
from bot.debate.submission.private_draft import PURPOSES, PrivateDrafts
from bot.debate.submission.private_words import PrivateWords
from bot.debate.submission.steps import DraftSteps
from bot.debate.voting.ballot_box import BallotBox
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
    indexer: SemanticIndexer
    """What knows how near words are in meaning."""
    username: str
    """The bot's, for links into private."""


def feature(tools: DebateTools) -> Feature:
    """Return this feature."""
    cards, opinions, electorate = tools.cards, tools.opinions, tools.electorate
    lists, decisions = CounterpointLists(opinions, tools.username), Decisions(cards)
    steps, closing = DraftSteps(cards), ClosingTimes(decisions)
    drafts = PrivateDrafts(cards, steps)
    box = BallotBox(cards, electorate)
    private = PrivateVoting(cards, opinions, lists, electorate, box, tools.username)
    handlers = (
        *_submission(SubmissionCommands(cards, steps), CounterpointEdits(cards)),
        *_private_drafts(drafts),
        *_lists(lists, PointCommand(cards), CounterpointSearch(lists, MeaningMatches(tools.indexer), tools.username)),
        *_voting(Voting(cards, electorate, box), private),
        *_map(MapCommand(cards.library, opinions, tools.worker)),
        *_decisions(decisions, AuthorReplies(cards)),
        *_closing(closing),
        *_merges(Merges(cards)),
        *_exports(ExportCommand(tools.worker)),
        *_me(MePages(cards, electorate, box, tools.username)),
    )
    to_stand = job("decided for good", decisions.past, decisions.let_stand)
    jobs = (*BannedVotes(cards).jobs(), to_stand, closing.job(), notice_job())
    return Feature(handlers, jobs, (PrivateWords(drafts).before, scope.along))


def _submission(submission: SubmissionCommands, edits: CounterpointEdits) -> tuple[Handler, ...]:
    return (
        command("counter", prepare=submission.read_counter, act=submission.submit, menu=EVERYBODY),
        command("support", prepare=submission.read_support, act=submission.submit),
        on(EventKind.EDITED, prepare=edits.read, act=edits.mend, word="counter"),
        on(EventKind.EDITED, prepare=edits.read, act=edits.mend, word="support"),
        button("anchor", prepare=submission.look_around, act=submission.choose),
        button("different", prepare=submission.look_around, act=submission.insist),
        command("edit", prepare=edits.read_named, act=edits.edit),
        button("edit", act=edits.begin),
        button("post", prepare=submission.look_around, act=submission.post),
        button("undraft", act=submission.cancel),
    )


def _private_drafts(drafts: PrivateDrafts) -> tuple[Handler, ...]:
    return (
        *(button(word, prepare=drafts.find, act=drafts.begin) for word in PURPOSES),
        *(command(f"start {word}", prepare=drafts.find, act=drafts.begin) for word in PURPOSES),
        button("change", act=drafts.change),
        on(EventKind.EDITED, prepare=drafts.hear_edited, act=drafts.take_edited),
    )


def _decisions(decisions: Decisions, replies: AuthorReplies) -> tuple[Handler, ...]:
    return (
        button("approve", act=decisions.approve, role=Role.MODERATOR, chat_of=counterpoint_chat),
        button("reject", act=decisions.ask_reason, role=Role.MODERATOR, chat_of=counterpoint_chat),
        button("reason", act=decisions.reject, role=Role.MODERATOR, chat_of=counterpoint_chat),
        command("reject", act=decisions.reject_in_words, role=Role.MODERATOR, chat_of=replied_chat),
        button("undecide", act=decisions.undo, role=Role.MODERATOR, chat_of=counterpoint_chat),
        button("card", act=decisions.show_again, role=Role.MODERATOR, chat_of=counterpoint_chat),
        command("withdraw", act=decisions.withdraw, menu=EVERYBODY_IN_GROUPS),
        command("appoint", act=appoint_author.appoint, role=Role.HOST),
        command("reply", act=replies.reply),
    )


def _closing(closing: ClosingTimes) -> tuple[Handler, ...]:
    return (
        command("close", act=closing.close, role=Role.MODERATOR, menu=MODERATORS),
        button("unplan", act=closing.undo, role=Role.MODERATOR, chat_of=counterpoint_chat),
    )


def _merges(merges: Merges) -> tuple[Handler, ...]:
    return (
        button(
            "merge", prepare=merges.find_candidates, act=merges.ask_into, role=Role.MODERATOR, chat_of=counterpoint_chat
        ),
        button("into", act=merges.merge_into, role=Role.MODERATOR, chat_of=counterpoint_chat),
        button("anyway", act=merges.merge_anyway, role=Role.MODERATOR, chat_of=counterpoint_chat),
        button("letbe", act=merges.let_be, role=Role.MODERATOR, chat_of=counterpoint_chat),
        command("merge", act=merges.merge_named, role=Role.MODERATOR, menu=MODERATORS),
        button("unmerge", act=merges.undo, role=Role.MODERATOR, chat_of=counterpoint_chat),
    )


def _voting(voting: Voting, private: PrivateVoting) -> tuple[Handler, ...]:
    return (
        replace(button("vote", prepare=voting.look, act=voting.vote), known=voting.known),
        button("mine", prepare=voting.look_at_draft, act=voting.agree_instead),
        command("start vote", prepare=private.find, act=private.start),
        command("start list", prepare=private.find, act=private.start),
        command("vote", prepare=private.find, act=private.begin, menu=EVERYBODY),
        button("walk", prepare=private.find_pressed, act=private.vote),
    )


def _lists(lists: CounterpointLists, point: PointCommand, search: CounterpointSearch) -> tuple[Handler, ...]:
    return (
        command("articles", act=articles.show, menu=EVERYBODY),
        button("read", prepare=choice.look, act=choice.choose),
        button("takeup", act=articles.take_up, role=Role.MODERATOR),
        command("point", act=point.show),
        command("counterpoints", prepare=search.find, act=search.show, menu=EVERYBODY),
        button("list", prepare=lists.find, act=lists.turn),
    )


def _map(map_command: MapCommand) -> tuple[Handler, ...]:
    return (command("map", prepare=map_command.draw, act=map_command.show, menu=EVERYBODY),)


def _me(pages: MePages) -> tuple[Handler, ...]:
    return (
        command("me", prepare=pages.find, act=pages.show, menu=EVERYBODY_IN_PRIVATE),
        command("start me", prepare=pages.find, act=pages.show),
        button("me", prepare=pages.find, act=pages.turn),
        button("follow", prepare=pages.find, act=pages.press),
        button("revote", prepare=pages.look_at_vote, act=pages.vote_again),
    )


def _exports(export: ExportCommand) -> tuple[Handler, ...]:
    rights = Rights(role=Role.MODERATOR, menu=MODERATORS_ANYWHERE)
    return (command("export", prepare=export.pack, act=export.send, **rights),)
