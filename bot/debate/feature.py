"""Commands and buttons of the debate: the table of this feature."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.chat.command_menu import EVERYBODY, EVERYBODY_IN_GROUPS, MODERATORS, MODERATORS_ANYWHERE
from bot.chat.event import EventKind
from bot.chat.feature import Feature
from bot.chat.handler import Handler, Rights, button, command, on
from bot.chat.jobs import job
from bot.chat.permissions import Role
from bot.debate import appoint_author
from bot.debate.author_reply import Replying
from bot.debate.banned_votes import BannedVotes
from bot.debate.cards import Cards, counterpoint_chat
from bot.debate.electorate import Electorate
from bot.debate.exports.command import Exporting
from bot.debate.lifecycle import Deciding
from bot.debate.lists import Listing
from bot.debate.map.command import MapCommand
from bot.debate.merge import Merging
from bot.debate.opinions.state import OpinionGroups
from bot.debate.point import PointCommand
from bot.debate.submission.commands import SubmissionCommands, explain_counter
from bot.debate.submission.edits import Mending
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
    listing, deciding = Listing(tools.username), Deciding(cards)
    walking = PrivateVoting(cards, opinions, listing, electorate, tools.username)
    handlers = (
        *_submitting(SubmissionCommands(cards), Mending(cards)),
        *_listing(listing, PointCommand(cards)),
        *_voting(Voting(cards, electorate), walking),
        *_showing(MapCommand(cards.library, opinions, tools.worker)),
        *_deciding(deciding, Replying(cards)),
        *_merging(Merging(cards)),
        *_exporting(Exporting(tools.worker)),
    )
    jobs = (*BannedVotes(cards).jobs(), job("decided for good", deciding.past, deciding.let_stand))
    return Feature(handlers, jobs)


def _submitting(submitting: SubmissionCommands, mending: Mending) -> tuple[Handler, ...]:
    return (
        command("counter", prepare=submitting.read_counter, act=submitting.submit, menu=EVERYBODY),
        command("support", prepare=submitting.read_support, act=submitting.submit),
        on(EventKind.EDITED, prepare=mending.read, act=mending.mend, word="counter"),
        on(EventKind.EDITED, prepare=mending.read, act=mending.mend, word="support"),
        button("anchor", prepare=submitting.look_around, act=submitting.choose),
        button("different", prepare=submitting.look_around, act=submitting.insist),
        button("undraft", act=submitting.cancel),
        button("counter", act=explain_counter),
    )


def _deciding(deciding: Deciding, replying: Replying) -> tuple[Handler, ...]:
    return (
        button("approve", act=deciding.approve, role=Role.MODERATOR, chat_of=counterpoint_chat),
        button("reject", act=deciding.ask_reason, role=Role.MODERATOR, chat_of=counterpoint_chat),
        button("reason", act=deciding.reject, role=Role.MODERATOR, chat_of=counterpoint_chat),
        button("undecide", act=deciding.undo, role=Role.MODERATOR, chat_of=counterpoint_chat),
        button("card", act=deciding.show_again, role=Role.MODERATOR, chat_of=counterpoint_chat),
        command("withdraw", act=deciding.withdraw, menu=EVERYBODY_IN_GROUPS),
        command("close", act=deciding.close, role=Role.MODERATOR, menu=MODERATORS),
        command("appoint", act=appoint_author.appoint, role=Role.HOST),
        command("reply", act=replying.reply),
    )


def _merging(merging: Merging) -> tuple[Handler, ...]:
    return (
        button(
            "merge",
            prepare=merging.find_candidates,
            act=merging.ask_into,
            role=Role.MODERATOR,
            chat_of=counterpoint_chat,
        ),
        button("into", act=merging.merge_into, role=Role.MODERATOR, chat_of=counterpoint_chat),
        command("merge", act=merging.merge_named, role=Role.MODERATOR, menu=MODERATORS),
        button("unmerge", act=merging.undo, role=Role.MODERATOR, chat_of=counterpoint_chat),
    )


def _voting(voting: Voting, walking: PrivateVoting) -> tuple[Handler, ...]:
    return (
        replace(button("vote", prepare=voting.look, act=voting.vote), known=voting.known),
        button("mine", prepare=voting.look, act=voting.agree_instead),
        command("start vote", prepare=walking.find, act=walking.start),
        command("start list", prepare=walking.find, act=walking.start),
        command("vote", prepare=walking.find, act=walking.begin, menu=EVERYBODY),
        button("walk", prepare=walking.find_pressed, act=walking.vote),
    )


def _listing(listing: Listing, point: PointCommand) -> tuple[Handler, ...]:
    return (
        command("point", act=point.show),
        command("counterpoints", prepare=listing.find, act=listing.show, menu=EVERYBODY),
        button("list", prepare=listing.find, act=listing.turn),
    )


def _showing(mapping: MapCommand) -> tuple[Handler, ...]:
    return (command("map", prepare=mapping.draw, act=mapping.show, menu=EVERYBODY),)


def _exporting(exporting: Exporting) -> tuple[Handler, ...]:
    rights = Rights(role=Role.MODERATOR, menu=MODERATORS_ANYWHERE)
    return (command("export", prepare=exporting.pack, act=exporting.send, **rights),)
