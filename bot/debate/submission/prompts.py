"""What is asked about a draft: which words it answers, and whether it is one that there is already."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.quoting.quotes import Quote
from bot.article.snapshot import Snapshot
from bot.chat.effects import Button, Effect, Rows
from bot.chat.event import Event, EventKind
from bot.chat.text_length import shorten
from bot.debate import anchors, card_view
from bot.debate.cards import root_of
from bot.texts import say, tell
from storage import counterpoints
from storage.counterpoints import Counterpoint, CounterpointStatus
from storage.drafts import Draft

WHOLE = "whole"
"""The choice *The article as a whole*."""


def anchor_buttons(snapshot: Snapshot, offered: Sequence[Quote], draft: Draft, language: str) -> Rows:
    """Return the passages to choose from, the article as a whole, and *Cancel*."""
    rows = [(Button(_passage(snapshot, quote), f"anchor:{draft.id}:{place}"),) for place, quote in enumerate(offered)]
    whole = (Button(tell("button-whole", language), f"anchor:{draft.id}:{WHOLE}"),)
    return (*rows, whole, (Button(tell("button-cancel", language), f"undraft:{draft.id}"),))


def _passage(snapshot: Snapshot, quote: Quote) -> str:
    words = shorten(" ".join(quote.exact.split()), card_view.MAX_LABEL_CHARS)
    return f"¶ {anchors.paragraph_of(snapshot, quote)} · {words}"


async def known_already(event: Event, session: AsyncSession, draft: Draft, same: Counterpoint) -> list[Effect]:
    """Offer a vote on what says the very same."""
    same = await root_of(session, same)
    if same.status is not CounterpointStatus.OPEN:
        words = say("same-waits", event.language, number=str(same.number))
        return _instead(event, words, _other_ways(draft, event.language))
    rows = (_vote_for(draft, same, event.language), *_other_ways(draft, event.language))
    return _instead(event, say("same-known", event.language, **named(same)), rows)


async def looks_close(event: Event, session: AsyncSession, draft: Draft, close: Sequence[int]) -> list[Effect]:
    """Ask whether a draft is one of those that it is like."""
    found = [one for one in [await counterpoints.get(session, number) for number in close] if one is not None]
    text = "\n".join(say("looks-close", event.language, **named(one)) for one in found)
    rows = [_vote_for(draft, one, event.language) for one in found if one.status is CounterpointStatus.OPEN]
    different = (Button(tell("button-different", event.language), f"different:{draft.id}"),)
    return _instead(event, text, (*rows, different, *_other_ways(draft, event.language)))


def _other_ways(draft: Draft, language: str) -> Rows:
    """Return *Change* and *Cancel* in private; in a group the words stand in the message that was replied to."""
    if not draft.from_private:
        return ()
    verbs = {"change": "change", "cancel": "undraft"}
    return (tuple(Button(tell(f"button-{name}", language), f"{verb}:{draft.id}") for name, verb in verbs.items()),)


def _instead(event: Event, text: str, rows: Rows) -> list[Effect]:
    """Say something in the place of the message whose button was pressed, or else as a reply."""
    return event.edit(text, rows) if event.kind is EventKind.BUTTON else [event.post(text, rows)]


def _vote_for(draft: Draft, counterpoint: Counterpoint, language: str) -> tuple[Button, ...]:
    label = tell("button-mine", language, number=str(counterpoint.number))
    return (Button(label, f"mine:{draft.id}:{counterpoint.id}"),)


def named(counterpoint: Counterpoint) -> dict[str, str]:
    """Return number and beginning of a counterpoint, as sentences name it."""
    words = shorten(" ".join(counterpoint.text.split()), card_view.MAX_TITLE_CHARS)
    return {"number": str(counterpoint.number), "words": words}
