"""How a draft looks in private: what it answers with the question for words, and how it would stand in the group."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from bot.chat.effects import Button, Rows
from bot.chat.text_length import shorten
from bot.debate import card_view
from bot.debate.card_view import Card
from bot.texts import say, tell
from bot.texts.unlinked import unlinked
from storage.counterpoints import CounterpointKind
from storage.drafts import Draft
from storage.subjects import Subject

SHOWN_WORDS_CHARS = 600
"""Characters of what is answered that stand above the question for words."""


def subject_of(draft: Draft) -> str:
    """Return the name by which the outbox knows what is said about a draft."""
    return str(Subject("draft", draft.id))


def prompt(card: Card, draft: Draft, language: str) -> str:
    """Return what a draft answers, and the question for its words."""
    key = "draft-ask-for" if card.counterpoint.kind is CounterpointKind.SUPPORT else "draft-ask-against"
    return "\n".join([*_earlier(card, language), *_answered(card, language), say(key, language)])


def prompt_buttons(draft: Draft, language: str) -> Rows:
    """Return what can be done while words are waited for: *Cancel*."""
    return ((Button(tell("button-cancel", language), f"undraft:{draft.id}"),),)


def preview(card: Card, draft: Draft, notes: Iterable[str], language: str) -> str:
    """Return how a draft would stand in the group, with what its author is told about it."""
    one = card.counterpoint
    lines = [*_earlier(card, language), head(card, language), escape(unlinked(one.text), quote=False)]
    if one.links:
        lines.append(say("card-sources", language, sources=card_view.sources(one.links)))
    below = [say(nudge, language) for nudge in draft.nudges] + [*notes]
    return "\n".join([say("draft-preview", language), "", *lines, *([""] if below else []), *below])


def preview_buttons(draft: Draft, language: str) -> Rows:
    """Return *Post* · *Change* · *Cancel*."""
    verbs = {"post": "post", "change": "change", "cancel": "undraft"}
    return (tuple(Button(tell(f"button-{name}", language), f"{verb}:{draft.id}") for name, verb in verbs.items()),)


def head(card: Card, language: str) -> str:
    """Return what a draft answers, in one line."""
    one = card.counterpoint
    if card.parent is not None:
        key = "draft-support" if one.kind is CounterpointKind.SUPPORT else "draft-rebuttal"
        return say(key, language, parent=str(card.parent.number), words=card_view.gist(card.parent))
    if card.quote is None:
        return say("draft-whole", language)
    words = shorten(card_view.unquoted(card.quote.exact), card_view.MAX_QUOTE_CHARS)
    return say("draft-anchored", language, paragraph=card.paragraph or 0, words=words)


def _earlier(card: Card, language: str) -> list[str]:
    if card.earlier_article is None:
        return []
    return [say("card-earlier", language, title=shorten(card.earlier_article, card_view.MAX_TITLE_CHARS))]


def _answered(card: Card, language: str) -> list[str]:
    """Return the words that are answered, as a quote."""
    if card.parent is not None:
        words = shorten(" ".join(card.parent.text.split()), SHOWN_WORDS_CHARS)
        return [say("draft-on-counterpoint", language, parent=str(card.parent.number), words=words)]
    if card.quote is None:
        return [say("draft-whole", language)]
    words = shorten(" ".join(card.quote.exact.split()), SHOWN_WORDS_CHARS)
    return [say("draft-on-passage", language, paragraph=card.paragraph or 0, words=words)]
