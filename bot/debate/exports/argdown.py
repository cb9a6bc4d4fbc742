"""A debate as Argdown: quotes and counterpoints are statements that attack and support each other.

Source: https://argdown.org/syntax/. `[#12]` is a counterpoint, `[Q1]` words of the article, `[Article]` the article as
a whole. What was merged is another wording of the statement it was merged into, before it: of several wordings, maps
show the last. What people do not see (held, rejected, withdrawn) has no words here; where others answer it, its title
stands for it.
"""

from __future__ import annotations

import json
import re

from bot.debate.exports.debate import Anchor, Debate, ExportedCounterpoint
from storage.counterpoints import CounterpointKind, CounterpointStatus

ARTICLE = "Article"

Titles = dict[int, str]
"""The statement that stands for each counterpoint."""
Quotes = dict[Anchor, str]


def document(debate: Debate) -> str:
    """Return the debate in Argdown's syntax."""
    canonical = debate.canonical()
    shown = [one for one in debate.counterpoints if one.is_shown]
    standing = {one.number for one in shown} & set(canonical.values())
    titles = {number: f"#{into if into in standing else number}" for number, into in canonical.items()}
    wordings = sorted(shown, key=lambda one: (int(titles[one.number][1:]), one.number in standing))
    quotes = _quotes(shown)
    blocks = [
        f"# {escaped(debate.snapshot.title) or ARTICLE}",
        _statement(ARTICLE, debate.snapshot.title, {"address": debate.snapshot.url}),
        *(_statement(title, anchor.exact, _place(anchor)) for anchor, title in quotes.items()),
        *(_counterpoint(one, titles, quotes) for one in wordings),
    ]
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """Return a text on one line in which no sign means anything to Argdown."""
    return _SIGNS.sub(r"\\\g<0>", " ".join(_BREAKS.sub(" ", text).split()))


def _quotes(shown: list[ExportedCounterpoint]) -> Quotes:
    """Name the quoted words in the order of the article, version by version."""
    versions: dict[str, None] = dict.fromkeys(one.anchor.snapshot.sha256 for one in shown if one.anchor)
    order = {sha256: place for place, sha256 in enumerate(versions)}
    anchors = {one.anchor for one in shown if one.anchor and one.parent is None}
    in_order = sorted(anchors, key=lambda anchor: (order[anchor.snapshot.sha256], anchor.start, anchor.stop))
    return {anchor: f"Q{number}" for number, anchor in enumerate(in_order, start=1)}


def _counterpoint(one: ExportedCounterpoint, titles: Titles, quotes: Quotes) -> str:
    title = titles[one.number]
    statement = _statement(title, one.text or "", _facts(one))
    answered = _answered(one, titles, quotes)
    if answered == title:
        return statement
    sign = "+>" if one.kind is CounterpointKind.SUPPORT else "->"
    return f"{statement}\n  {sign} [{answered}]"


def _answered(one: ExportedCounterpoint, titles: Titles, quotes: Quotes) -> str:
    """Return the title of what a counterpoint is for or against."""
    if one.parent is not None:
        return titles[one.parent]
    return quotes[one.anchor] if one.anchor else ARTICLE


def _facts(one: ExportedCounterpoint) -> dict[str, object]:
    if one.status is CounterpointStatus.MERGED:
        return {f"merged {one.number}": {"author": one.author, "sources": list(one.links)}}
    votes = {"agree": one.tally.agree, "disagree": one.tally.disagree, "pass": one.tally.passes}
    facts: dict[str, object] = {"author": one.author, "status": str(one.status), "votes": votes}
    return facts | {"sources": list(one.links), "reply": one.reply}


def _place(anchor: Anchor) -> dict[str, object]:
    within = [passage for passage in anchor.snapshot.passages if passage.start <= anchor.start < passage.end]
    paragraph = anchor.snapshot.number_of(within[0]) if within else None
    return {"paragraph": paragraph, "start": anchor.start, "end": anchor.stop}


def _statement(title: str, text: str, facts: dict[str, object]) -> str:
    words = escaped(text)
    parts = (f"[{title}]:" if words else f"[{title}]", words, _data(facts))
    return " ".join(part for part in parts if part)


def _data(facts: dict[str, object]) -> str:
    """Return what is known as the YAML between braces that follows a statement; no text in it may look like syntax."""
    pairs = [f"{json.dumps(name)}: {_value(value)}" for name, value in facts.items() if value not in (None, [])]
    return "{" + ", ".join(pairs) + "}" if pairs else ""


def _value(value: object) -> str:
    if isinstance(value, dict):
        return _data(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value).translate(_IN_DATA)


_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SIGNS = re.compile(r"[\\\[\]<>{}#*_=]|[.:](?=\S)|/(?=/)")
"""`.x.` and `:x:` would be short names of signs, `//` a comment; all others begin something by themselves."""
_IN_DATA = str.maketrans({"{": r"\u007b", "}": r"\u007d", "]": r"\u005d", "\x7f": r"\u007f"})
"""Braces would end the data early; `]:` would make all before it a title; YAML does not know the last one."""
