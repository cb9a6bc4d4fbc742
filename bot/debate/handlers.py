"""Commands and buttons of the debate: the table of this feature."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.chat.command_menu import MenuEntry, Where, moderators
from bot.chat.event import EventKind
from bot.chat.feature import Feature
from bot.chat.handler import Handler, button, command, on
from bot.chat.jobs import Job, job
from bot.chat.permissions import Role
from bot.debate.author_reply import Replying
from bot.debate.banned_votes import BannedVotes
from bot.debate.cards import Cards, counterpoint_chat
from bot.debate.edits import Mending
from bot.debate.electorate import Electorate
from bot.debate.exports.command import Exporting
from bot.debate.lifecycle import Deciding
from bot.debate.lists import Listing
from bot.debate.map.command import MapCommand
from bot.debate.merge import Merging
from bot.debate.opinions.state import OpinionGroups
from bot.debate.submission.commands import SubmissionCommands, explain_counter
from bot.debate.voting.card_vote import Voting
from bot.debate.voting.private_vote import PrivateVoting
from bot.worker import Worker

MENU = (
    *(MenuEntry(name) for name in ("counter", "counterpoints", "vote", "map")),
    MenuEntry("withdraw", where=Where.GROUPS),
    *moderators("close", "merge"),
    *moderators("export", where=Where.ANYWHERE),
)


@dataclass(frozen=True, slots=True)
class Tools:
    """What the debate works with."""

    cards: Cards
    gathering: OpinionGroups
    """What the votes of each discussion show."""
    worker: Worker
    """The process for heavy work."""
    electorate: Electorate


def handlers(tools: Tools, username: str) -> tuple[Handler, ...]:
    """Return what this feature does about what people say.

    Args:
        tools: What it works with.
        username: The bot's, for links into private.
    """
    cards, gathering, worker = tools.cards, tools.gathering, tools.worker
    listing = Listing(cards, username)
    return (
        *_submitting(SubmissionCommands(cards), Mending(cards)),
        *_deciding(Deciding(cards), Replying(cards)),
        *_merging(Merging(cards)),
        *_voting(Voting(cards, tools.electorate), PrivateVoting(cards, gathering, listing, tools.electorate, username)),
        *_showing(listing, MapCommand(cards.library, gathering, worker), Exporting(worker)),
    )


def jobs(cards: Cards) -> tuple[Job, ...]:
    """Return what this feature does when its time has come."""
    deciding = Deciding(cards)
    return (job("decided for good", deciding.past, deciding.let_stand),)


def _submitting(submitting: SubmissionCommands, mending: Mending) -> tuple[Handler, ...]:
    return (
        command("counter", prepare=submitting.read_counter, act=submitting.submit),
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
        command("withdraw", act=deciding.withdraw),
        command("close", act=deciding.close, role=Role.MODERATOR),
        command("appoint", act=replying.appoint, role=Role.HOST),
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
        command("merge", act=merging.merge_named, role=Role.MODERATOR),
        button("unmerge", act=merging.undo, role=Role.MODERATOR, chat_of=counterpoint_chat),
    )


def _voting(voting: Voting, walking: PrivateVoting) -> tuple[Handler, ...]:
    return (
        replace(button("vote", prepare=voting.look, act=voting.vote), known=voting.known),
        button("mine", prepare=voting.look, act=voting.agree_instead),
        command("start vote", prepare=walking.find, act=walking.start),
        command("start list", prepare=walking.find, act=walking.start),
        command("vote", prepare=walking.find, act=walking.begin),
        button("walk", prepare=walking.find_pressed, act=walking.vote),
    )


def _showing(listing: Listing, mapping: MapCommand, exporting: Exporting) -> tuple[Handler, ...]:
    return (
        command("point", act=listing.point),
        command("counterpoints", prepare=listing.find, act=listing.show),
        button("list", prepare=listing.find, act=listing.turn),
        command("map", prepare=mapping.draw, act=mapping.show),
        command("export", prepare=exporting.pack, act=exporting.send, role=Role.MODERATOR),
    )


def feature(tools: Tools, banned_votes: BannedVotes, username: str) -> Feature:
    """Return this feature.

    Args:
        tools: What it works with.
        banned_votes: What becomes of the votes of those who are put out.
        username: The bot's, for links into private.
    """
    return Feature(handlers(tools, username), (*banned_votes.jobs(), *jobs(tools.cards)), MENU)
