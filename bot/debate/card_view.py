"""How counterpoints look in a chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape
from urllib.parse import urlsplit
from zlib import crc32

from bot.article.quoting.quotes import Quote
from bot.chat.effects import Button, Rows
from bot.chat.text_length import shorten
from bot.texts import Html, Value, say, tell
from bot.texts.unlinked import unlinked
from storage.chat_settings import TotalsShown
from storage.counterpoints import Counterpoint, CounterpointKind, CounterpointStatus, Stance, Tally, told, untold

MAX_QUOTE_CHARS = 120
"""Characters of the article's words on a card."""
MAX_ANCHOR_CHARS = 90
"""Characters of the words answered that a card shows."""
MAX_LABEL_CHARS = 56
"""Characters on a button that names a passage or a counterpoint."""
MAX_TITLE_CHARS = 80
"""Characters of a counterpoint in a list."""
REASONS = (
    "unsupported",
    "not-a-claim",
    "unclear",
    "abusive",
    "duplicate",
    "unrelated",
    "several-claims",
    "elsewhere",
    "spam",
    "personal-data",
)
"""Why a counterpoint may be rejected."""


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that a card shows."""

    counterpoint: Counterpoint
    chat: str = ""
    """What its group is called."""
    quote: Quote | None = None
    """The words of the article that it answers."""
    paragraph: int | None = None
    parent: Counterpoint | None = None
    canonical: Counterpoint | None = None
    replies: int = 0
    replied_by: str = ""
    shown: TotalsShown = TotalsShown.BATCHES
    """When people are told how many voted how."""
    earlier_article: str | None = None
    """The title of the article that it answers, where people talk about another one now."""

    @property
    def hides_totals(self) -> bool:
        """Whether nobody sees how the others vote while the voting goes on."""
        return self.shown is TotalsShown.CLOSING


@dataclass(frozen=True, slots=True)
class MergeCandidate:
    """A counterpoint into which one may be merged, or that may be its opposite."""

    counterpoint: Counterpoint
    opposite: bool


def card_text(card: Card, language: str) -> str:
    """Return the text of a card."""
    one = card.counterpoint
    if one.status is CounterpointStatus.REJECTED:
        return say("card-rejected", language, number=str(one.number), **reason_of(one.reason or ""))
    if one.status is CounterpointStatus.WITHDRAWN:
        return say("card-withdrawn", language, number=str(one.number))
    lines = [head(card, language), escape(unlinked(one.text), quote=False)]
    if card.earlier_article is not None:
        lines.insert(0, say("card-earlier", language, title=shorten(card.earlier_article, MAX_TITLE_CHARS)))
    if one.links:
        lines.append(say("card-sources", language, sources=sources(one.links)))
    lines.append(say("card-from", language, replies=card.replies))
    lines += _state(card, language)
    if one.reply:
        lines.append(say("card-reply", language, author=card.replied_by, reply=one.reply))
    return "\n".join(lines)


def apart(card: Card, text: str, language: str) -> str:
    """Return the text of a card that is read apart from its group, with the name of the group above it."""
    return f"{say('card-apart', language, chat=card.chat)}\n{text}" if card.chat else text


def head(card: Card, language: str) -> str:
    """Return the first line of a card: its number, and what it answers."""
    one = card.counterpoint
    values: dict[str, Value] = {"number": str(one.number)}
    if card.parent is not None:
        key = "card-rebuttal" if one.kind is CounterpointKind.REBUTTAL else "card-support"
        return say(key, language, **values, parent=str(card.parent.number), words=gist(card.parent))
    if card.quote is None:
        return say("card-whole", language, **values)
    values |= {"paragraph": card.paragraph or 0, "words": shorten(unquoted(card.quote.exact), MAX_QUOTE_CHARS)}
    if one.orphaned_at is not None:
        return say("card-orphaned", language, **values)
    if card.quote.href is None:
        return say("card-anchored", language, **values)
    return say("card-anchored-linked", language, **values, href=Html(escape(card.quote.href)))


def card_buttons(card: Card, language: str) -> Rows:
    """Return the buttons under a card."""
    counterpoint = card.counterpoint
    if counterpoint.status is CounterpointStatus.HELD:
        verbs = ("approve", "reject", "merge")
        return (tuple(Button(tell(f"button-{verb}", language), f"{verb}:{counterpoint.id}") for verb in verbs),)
    undo = undo_buttons(counterpoint, language)
    if counterpoint.status is not CounterpointStatus.OPEN:
        return undo
    stances = vote_buttons(counterpoint, language, "vote", hidden=card.hides_totals)
    return (stances, answer_buttons(counterpoint, language), *undo)


def answer_buttons(counterpoint: Counterpoint, language: str) -> tuple[Button, ...]:
    """Return *Rebut* · *Support*, which lead into private."""
    return tuple(Button(tell(f"button-{verb}", language), f"{verb}:{counterpoint.id}") for verb in ("rebut", "support"))


def undo_buttons(counterpoint: Counterpoint, language: str) -> Rows:
    """Return what takes the decision about a counterpoint back, as long as that is possible."""
    if counterpoint.undo_until is None:
        return ()
    return ((Button(tell("button-undo", language), f"undecide:{counterpoint.id}:{counterpoint.status.value}"),),)


def vote_buttons(counterpoint: Counterpoint, language: str, verb: str, *, hidden: bool) -> tuple[Button, ...]:
    """Return the three stances with their totals; hidden ones would lean on who has not voted."""
    totals = Tally() if hidden else told(counterpoint)
    counts = {Stance.AGREE: totals.agree, Stance.DISAGREE: totals.disagree, Stance.PASS: totals.passes}
    return tuple(
        Button(tell(f"button-{stance.name.lower()}", language, count=count), f"{verb}:{counterpoint.id}:{int(stance)}")
        for stance, count in counts.items()
    )


def reason_of(reason: str) -> dict[str, str]:
    """Return a reason as sentences know it: by its name, or in the moderators' own words."""
    return {"reason": reason if reason in REASONS else "own", "words": reason}


def own_reason(words: str) -> str:
    """Return the name by which a button knows a reason in the moderators' own words."""
    return f"own-{crc32(words.encode()):08x}"


def reason_buttons(counterpoint: Counterpoint, own: Sequence[str], language: str) -> Rows:
    """Return the reasons for which a held counterpoint may be rejected: the moderators' own first."""
    number = counterpoint.id
    buttons = [Button(shorten(one, MAX_LABEL_CHARS), f"reason:{number}:{own_reason(one)}") for one in own]
    names = [(tell("reason-name", language, **reason_of(one)), one) for one in REASONS]
    buttons += [Button(name, f"reason:{number}:{one}") for name, one in names]
    pairs = tuple(tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2))
    return (*pairs, _back(number, language))


def merge_buttons(counterpoint: Counterpoint, choices: Sequence[MergeCandidate], language: str) -> Rows:
    """Return the counterpoints into which one may be merged."""
    rows = []
    for choice in choices:
        label = tell(
            "button-into-opposite" if choice.opposite else "button-into", language, name=numbered(choice.counterpoint)
        )
        rows.append((Button(label, f"into:{counterpoint.id}:{choice.counterpoint.id}"),))
    return (*rows, _back(counterpoint.id, language))


def numbered(counterpoint: Counterpoint) -> str:
    """Return a counterpoint as a short plain line."""
    return shorten(f"#{counterpoint.number} {' '.join(counterpoint.text.split())}", MAX_LABEL_CHARS)


def unquoted(words: str) -> str:
    """Return words in one line, without the quotation marks around them: a sentence puts its own there."""
    line = " ".join(words.split())
    if line[:1] not in _MARKS:
        return line
    rest = line[1:]
    closing = _MARKS[line[0]]
    inside = rest.removesuffix(closing)
    return inside if closing not in inside else line


_MARKS = {"“": "”", "„": "“", "«": "»", '"': '"'}


def _back(number: int | None, language: str) -> tuple[Button, ...]:
    return (Button(tell("button-cancel", language), f"card:{number}"),)


def gist(counterpoint: Counterpoint) -> str:
    """Return the beginning of a counterpoint, where its words may be shown."""
    shown = counterpoint.status not in (CounterpointStatus.REJECTED, CounterpointStatus.WITHDRAWN)
    return shorten(" ".join(counterpoint.text.split()), MAX_ANCHOR_CHARS) if shown else "…"


def _state(card: Card, language: str) -> list[str]:
    """Return the line that says why nobody can vote, or how many voted where it is not told yet how they did."""
    one = card.counterpoint
    votes = untold(one, hidden=card.hides_totals)
    if one.status is CounterpointStatus.HELD:
        return [say("card-held", language)]
    if one.status is CounterpointStatus.CLOSED:
        key = "card-closed" if told(one).votes or card.shown is TotalsShown.LIVE else "card-closed-untold"
        return [say(key, language, votes=votes, **asdict(told(one)))]
    if one.status is CounterpointStatus.OPEN and votes:
        return [say("card-votes", language, votes=votes, shown=card.shown.value)]
    if card.canonical is not None:
        return [say("card-merged", language, number=str(card.canonical.number))]
    return []


def sources(links: Sequence[str]) -> Html:
    """Return links as the hosts that they lead to."""
    shown = (f'<a href="{escape(link)}">{escape(_host(link), quote=False)}</a>' for link in links)
    return Html(" · ".join(shown))


def _host(link: str) -> str:
    try:
        return urlsplit(link).hostname or link
    except ValueError:
        return shorten(link, MAX_ANCHOR_CHARS)
