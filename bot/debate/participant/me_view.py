"""The pages of `/me` in words and buttons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.effects import Button, Rows
from bot.chat.message.page import ListPage
from bot.chat.text_length import MAX_MESSAGE_UNITS, fitting, shorten
from bot.debate.card_view import MAX_LABEL_CHARS, reason_of
from bot.debate.participant.own_place import OwnPoint, OwnStanding, OwnVote
from bot.texts import say, tell
from storage.counterpoints import CounterpointStatus, Stance
from storage.participation import OwnDebate

DEBATES_PER_PAGE = 6
COUNTERPOINTS_PER_PAGE = 6
VOTES_PER_PAGE = 8
"""How much stands on one page."""
VOTES_PER_ROW = 4
"""Buttons beside each other that name a counterpoint."""
MAX_WORDS_CHARS = 160
"""Characters of a counterpoint in a list."""

Shown = tuple[str, Rows]
"""A page with its buttons."""


def debates_page(found: Sequence[OwnDebate], wanted: int, language: str) -> Shown:
    """Return the debates to choose from; or that there are none."""
    if not found:
        return say("me-nothing", language), ((_told(language),),)
    page = ListPage(len(found), DEBATES_PER_PAGE, wanted)
    shown = page.cut(found)
    lines = [say("me-title", language), *(_debate_line(one, language) for one in shown), say("me-data", language)]
    rows = tuple((Button(shorten(one.title, MAX_LABEL_CHARS), f"me:debate:{one.id}"),) for one in shown)
    return "\n".join(lines), (*rows, *page.turns(language, lambda to: f"me:all:{to}"), (_told(language),))


def debate_page(debate: OwnDebate, state: str, standing: OwnStanding | None, others: int, language: str) -> Shown:
    """Return the page of one debate.

    Args:
        debate: Which.
        state: What somebody is in its group: `in`, `out`, `banned`, `gone` (the bot is not) or `unsure`.
        standing: Where they stand; none where they are not in the group.
        others: In how many other debates they take part.
        language: Of the words.
    """
    head = [_debate_line(debate, language), *([] if state == "in" else [say("me-state", language, state=state)])]
    foot = say("me-data", language)

    def words(length: int) -> str:
        group = _standing(standing, length, language) if standing is not None else []
        return "\n\n".join(["\n".join(head), *group, foot])

    data = {"points": debate.counterpoints, "votes": debate.votes}
    own = tuple(
        Button(tell(f"button-my-{name}", language, count=count), f"me:{name}:{debate.id}:1")
        for name, count in data.items()
        if count
    )
    every = ((Button(tell("button-my-debates", language), "me:all:1"),),) if others else ()
    return fitting(words, MAX_MESSAGE_UNITS), (own, (_told(language),), *every)


def points_page(debate: OwnDebate, own: Sequence[OwnPoint], wanted: int, language: str) -> Shown:
    """Return one's own counterpoints and what became of each."""
    page = ListPage(len(own), COUNTERPOINTS_PER_PAGE, wanted)
    lines = [_point(one, language) for one in page.cut(own)]
    head = say("me-points-title", language, title=debate.title, count=len(own))
    turns = page.turns(language, lambda to: f"me:points:{debate.id}:{to}")
    return "\n\n".join([head, *lines]), (*turns, _back(debate, language))


def votes_page(debate: OwnDebate, own: Sequence[OwnVote], wanted: int, *, may: bool, language: str) -> Shown:
    """Return one's votes, with a button for each that can be changed."""
    page = ListPage(len(own), VOTES_PER_PAGE, wanted)
    shown = page.cut(own)
    key = "me-votes-title" if may else "me-votes-title-out"
    lines = [say(key, language, title=debate.title, count=len(own)), *(_vote(one, language) for one in shown)]
    open_ones = [one.counterpoint for one in shown if may and one.counterpoint.status is CounterpointStatus.OPEN]
    buttons = [Button(f"#{one.number}", f"me:vote:{one.id}:{page.number}") for one in open_ones]
    rows = [tuple(buttons[place : place + VOTES_PER_ROW]) for place in range(0, len(buttons), VOTES_PER_ROW)]
    turns = page.turns(language, lambda to: f"me:votes:{debate.id}:{to}")
    return "\n\n".join(lines), (*rows, *turns, _back(debate, language))


def vote_page(card: str, own: OwnVote, page: int, language: str) -> Shown:
    """Return one vote, to be changed; the stance that counts has a sign."""
    one = own.counterpoint
    buttons = tuple(
        Button(
            tell("button-my-vote", language, stance=stance.name, chosen="yes" if stance is own.stance else "no"),
            f"revote:{one.id}:{int(stance)}:{page}",
        )
        for stance in (Stance.AGREE, Stance.DISAGREE, Stance.PASS)
    )
    back = Button(tell("button-back-to-votes", language), f"me:votes:{one.discussion_id}:{page}")
    return f"{card}\n\n{say('me-vote-now', language, stance=own.stance.name)}", (buttons, (back,))


def _debate_line(one: OwnDebate, language: str) -> str:
    key = "me-debate" if one.chat.kind != "private" else "me-debate-alone"
    counts = {"points": one.counterpoints, "votes": one.votes}
    return say(key, language, title=one.title, chat=one.chat.title, **counts)


def _standing(standing: OwnStanding, length: int, language: str) -> list[str]:
    """Return the blocks about somebody's opinion group."""
    if standing.hidden:
        return [say("me-group-hidden", language)]
    if standing.own is None:
        return [say("me-group-none", language)]
    own = standing.own
    if own.group is None:
        return [say("me-group-outside", language, count=standing.groups)]
    counts = {"people": own.group.size, "groups": standing.groups}
    lines = [say("me-group", language, label=own.group.label, **counts)]
    named = [(mark, f"map-mark-{mark.direction}") for mark in own.group.marks]
    lines += [say(key, language, number=str(one.number), text=shorten(one.text, length)) for one, key in named]
    if own.shared:
        lines += ["", say("me-shared", language)]
        shared = [(mark, f"me-shared-{mark.direction}") for mark in own.shared]
        lines += [say(key, language, number=str(one.number), text=shorten(one.text, length)) for one, key in shared]
    return ["\n".join(lines), say("me-group-secret", language)]


def _point(own: OwnPoint, language: str) -> str:
    one, totals = own.counterpoint, own.totals
    words = shorten(" ".join(one.text.split()), MAX_WORDS_CHARS)
    reason = tell("reason-name", language, **reason_of(one.reason)) if one.reason else ""
    fate = say("me-fate", language, status=one.status.value, canonical=str(own.canonical), reason=reason)
    lines = [say("me-point", language, number=str(one.number), words=words), fate]
    if totals.agree + totals.disagree:
        lines.append(say("me-fate-totals", language, agree=totals.agree, disagree=totals.disagree))
    more = {"orphaned": one.orphaned_at is not None, "answered": bool(one.reply)}
    return "\n".join([*lines, *(say(f"me-fate-{name}", language) for name, so in more.items() if so)])


def _vote(one: OwnVote, language: str) -> str:
    words = shorten(" ".join(one.counterpoint.text.split()), MAX_WORDS_CHARS)
    values = {"stance": one.stance.name, "status": one.counterpoint.status.value}
    return say("me-vote", language, number=str(one.counterpoint.number), words=words, **values)


def _back(debate: OwnDebate, language: str) -> tuple[Button, ...]:
    return (Button(tell("button-back-to-me", language), f"me:debate:{debate.id}"),)


def _told(language: str) -> Button:
    return Button(tell("button-told", language), "me:told")
