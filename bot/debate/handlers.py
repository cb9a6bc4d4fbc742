"""Commands and buttons of the debate: the table of this feature."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.chat.command_menu import MenuEntry, Where, moderators
from bot.chat.event import EventKind
from bot.chat.handler import Handler, prepared, simple
from bot.chat.jobs import Job, job
from bot.chat.permissions import Role
from bot.debate.author_reply import Replying
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
        prepared(EventKind.COMMAND, "counter", submitting.read_counter, submitting.counter),
        prepared(EventKind.COMMAND, "support", submitting.read_support, submitting.support),
        prepared(EventKind.EDITED, "counter", mending.read, mending.mend),
        prepared(EventKind.EDITED, "support", mending.read, mending.mend),
        prepared(EventKind.BUTTON, "anchor", submitting.look_around, submitting.choose),
        prepared(EventKind.BUTTON, "different", submitting.look_around, submitting.insist),
        simple(EventKind.BUTTON, "undraft", submitting.cancel),
        simple(EventKind.BUTTON, "counter", explain_counter),
    )


def _deciding(deciding: Deciding, replying: Replying) -> tuple[Handler, ...]:
    return (
        simple(EventKind.BUTTON, "approve", deciding.approve, Role.MODERATOR, counterpoint_chat),
        simple(EventKind.BUTTON, "reject", deciding.ask_reason, Role.MODERATOR, counterpoint_chat),
        simple(EventKind.BUTTON, "reason", deciding.reject, Role.MODERATOR, counterpoint_chat),
        simple(EventKind.BUTTON, "undecide", deciding.undo, Role.MODERATOR, counterpoint_chat),
        simple(EventKind.BUTTON, "card", deciding.show_again, Role.MODERATOR, counterpoint_chat),
        simple(EventKind.COMMAND, "withdraw", deciding.withdraw),
        simple(EventKind.COMMAND, "close", deciding.close, Role.MODERATOR),
        simple(EventKind.COMMAND, "appoint", replying.appoint, Role.HOST),
        simple(EventKind.COMMAND, "reply", replying.reply),
    )


def _merging(merging: Merging) -> tuple[Handler, ...]:
    return (
        prepared(
            EventKind.BUTTON, "merge", merging.find_candidates, merging.ask_into, Role.MODERATOR, counterpoint_chat
        ),
        simple(EventKind.BUTTON, "into", merging.merge_into, Role.MODERATOR, counterpoint_chat),
        simple(EventKind.COMMAND, "merge", merging.merge_named, Role.MODERATOR),
        simple(EventKind.BUTTON, "unmerge", merging.undo, Role.MODERATOR, counterpoint_chat),
    )


def _voting(voting: Voting, walking: PrivateVoting) -> tuple[Handler, ...]:
    return (
        replace(prepared(EventKind.BUTTON, "vote", voting.look, voting.vote), known=voting.known),
        prepared(EventKind.BUTTON, "mine", voting.look, voting.agree_instead),
        prepared(EventKind.COMMAND, "start vote", walking.find, walking.start),
        prepared(EventKind.COMMAND, "start list", walking.find, walking.start),
        prepared(EventKind.COMMAND, "vote", walking.find, walking.begin),
        prepared(EventKind.BUTTON, "walk", walking.find_pressed, walking.vote),
    )


def _showing(listing: Listing, mapping: MapCommand, exporting: Exporting) -> tuple[Handler, ...]:
    return (
        simple(EventKind.COMMAND, "point", listing.point),
        prepared(EventKind.COMMAND, "counterpoints", listing.find, listing.show),
        prepared(EventKind.BUTTON, "list", listing.find, listing.turn),
        prepared(EventKind.COMMAND, "map", mapping.draw, mapping.show),
        prepared(EventKind.COMMAND, "export", exporting.pack, exporting.send, Role.MODERATOR),
    )
