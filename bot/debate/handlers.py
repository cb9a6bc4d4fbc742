"""Commands and buttons of the debate: the table of this feature."""

from __future__ import annotations

from bot.article.library import Library
from bot.chat.handling import Handler, prepared, simple
from bot.chat.permissions import Role
from bot.chat.said import Kind
from bot.debate.cards import Cards
from bot.debate.deciding import Deciding
from bot.debate.submitting import Submitting, explain_counter
from bot.debate.voting import Voting


def handlers(library: Library, language: str) -> tuple[Handler, ...]:
    """Return what this feature does about what people say."""
    cards = Cards(library, language)
    return (*_submitting(Submitting(cards)), *_deciding(Deciding(cards)), *_voting(Voting(cards)))


def _submitting(submitting: Submitting) -> tuple[Handler, ...]:
    return (
        prepared(Kind.COMMAND, "counter", submitting.read_counter, submitting.counter),
        prepared(Kind.COMMAND, "support", submitting.read_support, submitting.support),
        prepared(Kind.BUTTON, "anchor", submitting.look_around, submitting.choose),
        prepared(Kind.BUTTON, "different", submitting.look_around, submitting.insist),
        simple(Kind.BUTTON, "undraft", submitting.cancel),
        simple(Kind.BUTTON, "counter", explain_counter),
    )


def _deciding(deciding: Deciding) -> tuple[Handler, ...]:
    return (
        simple(Kind.BUTTON, "approve", deciding.approve, Role.MODERATOR),
        simple(Kind.BUTTON, "reject", deciding.ask_reason, Role.MODERATOR),
        simple(Kind.BUTTON, "reason", deciding.reject, Role.MODERATOR),
        simple(Kind.BUTTON, "card", deciding.show_again, Role.MODERATOR),
        simple(Kind.COMMAND, "withdraw", deciding.withdraw),
        simple(Kind.COMMAND, "close", deciding.close, Role.MODERATOR),
    )


def _voting(voting: Voting) -> tuple[Handler, ...]:
    return (
        simple(Kind.BUTTON, "vote", voting.vote),
        simple(Kind.BUTTON, "mine", voting.agree_instead),
    )
