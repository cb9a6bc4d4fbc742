"""An edition in words: Telegram HTML, the thing that changed most first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Literal

from bot.article.views import LONG_QUOTE_CHARS
from bot.chat.effects import Button, Rows
from bot.chat.text_length import shorten
from bot.debate.card_view import unquoted
from bot.debate.deep_links import LIST, VOTE, deep_link
from bot.digest.contents.collect import NAMED_COUNTERPOINTS
from bot.digest.contents.headline import Headline, HeadlineKind, headline, is_plain
from bot.digest.contents.material import Decided, Material, Meanwhile, PeriodQuestion, Point
from bot.digest.contents.small_cells import MIN_CELL_PEOPLE
from bot.texts import Value, say, tell
from bot.texts.lines import in_one_line

A_DAY = timedelta(hours=25)
"""The longest day there is: a digest of less than that speaks of the day on which it comes."""
MAX_COUNTERPOINT_CHARS = 140
"""Characters of a counterpoint in a list."""
MAX_ANCHOR_CHARS = 60
"""Characters of the article's words that a counterpoint answers."""
MAX_QUESTION_CHARS = 120
"""Characters of a question."""
QUESTIONS_OF_EACH_KIND = 3
"""Questions of each kind."""
OFTEN_ASKED_TIMES = 3
"""Times that a question was asked, to be told among those that were asked most."""
MAX_REPLIES = 3
"""Replies of the author."""
MAX_MEANWHILE = 3
"""Debates about earlier articles."""

Totals = Literal["yes", "no"]


def tell_edition(material: Material, language: str) -> str:
    """Return an edition as one text, which may be longer than a message."""
    first = headline(material)
    blocks = [
        say("digest-head", language, title=material.title, period=_period(material, language)),
        _first(first, material, language),
        _counts(material, language),
        _new(material, first, language),
        _points("digest-agreed", material.agreed, material, language),
        _points("digest-divides", material.divides, material, language),
        _replies(material, first, language),
        _asked(material, language),
        _unanswered(material, first, language),
        _decided(material.decided, language),
        _meanwhile(material.meanwhile, language),
    ]
    return "\n\n".join(block for block in blocks if block)


def edition_buttons(username: str, discussion_id: int, material: Material, language: str) -> Rows:
    """Return the ways on from an edition: voting, and all counterpoints, both in private."""
    if not material.points:
        return ()
    vote = Button(tell("button-vote-open", language), url=deep_link(username, VOTE, discussion_id))
    everything = Button(tell("button-all-counterpoints", language), url=deep_link(username, LIST, discussion_id))
    return ((vote, everything),) if any(one.votable for one in material.points) else ((everything,),)


def _period(material: Material, language: str) -> str:
    since, until = material.since, material.until
    first_month, month = (tell("digest-month", language, month=one.month) for one in (since, until))
    values: dict[str, Value] = {"day": until.day, "month": month, "first": since.day, "from": first_month}
    if since.date() == until.date() or until - since <= A_DAY:
        return tell("digest-day", language, **values)
    same = "yes" if (since.year, since.month) == (until.year, until.month) else "no"
    return tell("digest-days", language, **values, same=same)


def _first(first: Headline | None, material: Material, language: str) -> str:
    """Return what opens the edition."""
    if first is None:
        return ""
    if first.asked is not None:
        return say("digest-unanswered-first", language, times=first.asked.times, words=_question(first.asked))
    point = first.point
    if point is None:
        return ""
    values = _values(point, material, LONG_QUOTE_CHARS)
    keys = {HeadlineKind.GAINED: "digest-gained", HeadlineKind.REPLIED: "digest-replied-first"}
    key = keys.get(first.kind, "digest-new-first")
    groups = material.groups if point.across else 0
    return say(key, language, **values, more=point.more, groups=groups, replied=shorten(point.reply, LONG_QUOTE_CHARS))


def _counts(material: Material, language: str) -> str:
    """Return what happened, in one line; of fewer than three people it does not say how many they were."""
    voters = material.voters if material.voters >= MIN_CELL_PEOPLE else 0
    times, missed = sum(one.times for one in material.questions), sum(one.missed for one in material.questions)
    counts = _counted(len(material.new), (material.votes, voters), (times, missed), language)
    return say("digest-nothing", language) if material.empty else " · ".join(counts)


def _counted(new: int, votes: tuple[int, int], questions: tuple[int, int], language: str) -> list[str]:
    """Return what there is to tell of new counterpoints, of votes by people, and of questions without an answer."""
    said = [
        (new, tell("digest-count-new", language, count=new)),
        (votes[0], tell("digest-count-votes", language, votes=votes[0], voters=votes[1])),
        (questions[0], tell("digest-count-questions", language, count=questions[0], unanswered=questions[1])),
    ]
    return [words for count, words in said if count]


def _meanwhile(others: Sequence[Meanwhile], language: str) -> str:
    """Return what happened in other debates of the place, in one line."""
    told = [
        tell(
            "digest-meanwhile-one",
            language,
            title=shorten(one.title, MAX_ANCHOR_CHARS),
            counts=", ".join(_counted(one.new, (one.votes, 0), (one.questions, 0), language)),
        )
        for one in others[:MAX_MEANWHILE]
    ]
    return say("digest-meanwhile", language, list="; ".join(told)) if told else ""


def _new(material: Material, first: Headline | None, language: str) -> str:
    """Return the new counterpoints, but for one that opens the edition."""
    others = _besides(first, HeadlineKind.NEW, material.new)
    lines = [_new_line(one, material, language) for one in others[:NAMED_COUNTERPOINTS]]
    if len(others) > NAMED_COUNTERPOINTS:
        lines.append(say("digest-new-more", language, count=len(others) - NAMED_COUNTERPOINTS))
    return _part("digest-new", lines, language)


def _besides(first: Headline | None, kind: HeadlineKind, points: Sequence[Point]) -> list[Point]:
    """Return the counterpoints but for the one that opens the edition with news of this kind."""
    opens = first.point if first is not None and first.kind is kind else None
    return [one for one in points if opens is None or one.number != opens.number]


def _new_line(point: Point, material: Material, language: str) -> str:
    line = say("digest-new-line", language, **_values(point, material, MAX_COUNTERPOINT_CHARS))
    if point.parent:
        key = "digest-new-supports" if point.supports else "digest-new-rebuts"
        return f"{line}\n{say(key, language, number=str(point.parent))}"
    if point.anchor:
        words = shorten(unquoted(point.anchor), MAX_ANCHOR_CHARS)
        return f"{line}\n{say('digest-new-anchor', language, paragraph=point.paragraph, words=words)}"
    return line


def _points(key: str, points: Sequence[Point], material: Material, language: str) -> str:
    lines = [say("digest-point-line", language, **_values(one, material, MAX_COUNTERPOINT_CHARS)) for one in points]
    return _part(key, lines, language, groups=material.groups)


def _replies(material: Material, first: Headline | None, language: str) -> str:
    others = _besides(first, HeadlineKind.REPLIED, material.replied)
    lines = [
        say(
            "digest-reply-line",
            language,
            number=str(one.number),
            words=shorten(one.text, MAX_ANCHOR_CHARS),
            replied=shorten(one.reply, MAX_COUNTERPOINT_CHARS),
        )
        for one in others[:MAX_REPLIES]
    ]
    return _part("digest-replies", lines, language)


def _asked(material: Material, language: str) -> str:
    """Return what several people asked and the article answers."""
    often = [
        one for one in material.questions if one.people > 1 and one.times >= OFTEN_ASKED_TIMES and not one.unanswered
    ]
    return _part("digest-asked", _questions(often, language), language)


def _unanswered(material: Material, first: Headline | None, language: str) -> str:
    opens = first.asked if first is not None else None
    left = [one for one in material.unanswered if one != opens]
    return _part("digest-unanswered", _questions(left, language), language)


def _questions(asked: Iterable[PeriodQuestion], language: str) -> list[str]:
    listed = [one for one in asked if is_plain(one.text)][:QUESTIONS_OF_EACH_KIND]
    return [say("digest-question-line", language, words=_question(one), times=one.times) for one in listed]


def _decided(decided: Decided, language: str) -> str:
    counts = asdict(decided).items()
    listed = ", ".join(tell(f"digest-{what}", language, count=count) for what, count in counts if count)
    return say("digest-decided", language, list=listed) if listed else ""


def _part(key: str, lines: Iterable[str], language: str, **values: Value) -> str:
    """Return a part with its heading; nothing where it has no lines."""
    listed = list(lines)
    return "\n".join([say(key, language, **values), *listed]) if listed else ""


def _values(point: Point, material: Material, most: int) -> dict[str, Value]:
    totals: Totals = "yes" if material.totals and point.votes else "no"
    return {
        "number": str(point.number),
        "words": shorten(point.text, most),
        "agree": point.agree,
        "disagree": point.disagree,
        "votes": point.votes,
        "totals": totals,
    }


def _question(asked: PeriodQuestion) -> str:
    return shorten(in_one_line(asked.text), MAX_QUESTION_CHARS)
