"""A debate as a collection of W3C Web Annotations (JSON-LD), one for each counterpoint that people see.

Source: https://www.w3.org/TR/annotation-model/. On a page the quote with its neighbours finds the words. Words that the
page does not have, or not any more, are those of a snapshot: it is named by the SHA-256 of its text, which is in the
plain JSON beside, and positions are code points of that text. A counterpoint that people do not see, and that others
answer or were merged into, has an annotation without words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import uuid5

from bot.article.language_detection import UNKNOWN, language_of_text
from bot.article.snapshot import Snapshot
from bot.debate.exports.debate import Debate, ExportedCounterpoint
from storage.counterpoints import CounterpointKind, CounterpointStatus

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MOTIVATIONS = {
    CounterpointKind.COUNTER: "commenting",
    CounterpointKind.REBUTTAL: "replying",
    CounterpointKind.SUPPORT: "replying",
}
"""The model has no word for against and for: the kind itself is a tag of the annotation."""
MIN_TOLD_LETTERS = 20
"""Of fewer letters the language is not told: it would be guessed."""


def document(debate: Debate, now: datetime) -> str:
    """Return the annotations as JSON-LD."""
    return json.dumps(collection(debate, now), ensure_ascii=False, indent=2) + "\n"


def collection(debate: Debate, now: datetime) -> dict[str, Any]:
    """Return the annotations as an AnnotationCollection of one page."""
    items = list(_annotations(debate))
    whole = _name(debate, "annotations")
    page = _name(debate, "annotations, page 1")
    return {
        "@context": CONTEXT,
        "id": whole,
        "type": "AnnotationCollection",
        "label": debate.snapshot.title,
        "generated": _instant(now),
        "total": len(items),
        "first": {"id": page, "type": "AnnotationPage", "partOf": whole, "startIndex": 0, "items": items},
        "last": page,
    }


def iri(address: str) -> str | None:
    """Return a web address as an IRI, or None where it is no address of the web."""
    address = address.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    host = _HOST.match(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or host is None:
        return None
    words, mark, fragment = address[host.end() :].partition("#")
    tail = words + mark + fragment.replace("#", "%23")
    return _escaped(host.group(), _NOT_IN_AN_IRI) + _escaped(tail, _NOT_BEHIND_THE_HOST)


def _escaped(text: str, signs: re.Pattern[str]) -> str:
    return signs.sub(lambda sign: quote(sign.group(), safe="", errors="replace"), text)


def _annotations(debate: Debate) -> Iterator[dict[str, Any]]:
    canonical = debate.canonical()
    named = _named(debate, canonical)
    for one in debate.counterpoints:
        into = canonical[one.number] if one.status is CounterpointStatus.MERGED else one.number
        links = [_name(debate, f"#{into}")] if into != one.number else []
        if one.is_shown:
            yield _annotation(debate, one, links)
            if one.reply is not None:
                yield _reply(debate, one, one.reply)
        elif one.number in named:
            yield _without_words(debate, one, links)


def _named(debate: Debate, canonical: Mapping[int, int]) -> set[int]:
    """Return the numbers of those that annotations in the file speak of."""
    points = {one.number: one for one in debate.counterpoints}
    named: set[int] = set()
    speaking = [one for one in debate.counterpoints if one.is_shown]
    while speaking:
        one = speaking.pop()
        new = {number for number in (canonical[one.number], one.parent) if number is not None} - named
        named |= new
        speaking += map(points.__getitem__, new)
    return named


def _annotation(debate: Debate, one: ExportedCounterpoint, links: Iterable[str]) -> dict[str, Any]:
    motivation = MOTIVATIONS[one.kind]
    sources = [*links, *(known for known in map(iri, one.links) if known)]
    plain = _without_words(debate, one, sources)
    return plain | {
        "creator": {"type": "Person", "nickname": f"participant {one.author}"},
        "created": _instant(one.submitted_at),
        "body": [_text(one.text or "", motivation), *plain["body"]],
    }


def _without_words(debate: Debate, one: ExportedCounterpoint, links: Iterable[str]) -> dict[str, Any]:
    """Return the annotation of a counterpoint without its words and its writer: its place, and what became of it."""
    tags: list[str] = [one.kind] if one.status is CounterpointStatus.OPEN else [one.kind, one.status]
    return {
        "@context": CONTEXT,
        "id": _name(debate, f"#{one.number}"),
        "type": "Annotation",
        "motivation": MOTIVATIONS[one.kind],
        "body": [
            *({"type": "TextualBody", "value": tag, "format": "text/plain", "purpose": "tagging"} for tag in tags),
            *({"type": "SpecificResource", "purpose": "linking", "source": source} for source in links),
        ],
        "target": _target(debate, one),
    }


def _reply(debate: Debate, one: ExportedCounterpoint, reply: str) -> dict[str, Any]:
    """Return what the article's author replied: an annotation of the annotation."""
    return {
        "@context": CONTEXT,
        "id": _name(debate, f"reply to #{one.number}"),
        "type": "Annotation",
        "motivation": "replying",
        "creator": {"type": "Person", "nickname": "author"},
        "body": [_text(reply, "replying")],
        "target": _name(debate, f"#{one.number}"),
    }


def _target(debate: Debate, one: ExportedCounterpoint) -> str | dict[str, Any]:
    if one.parent is not None:
        return _name(debate, f"#{one.parent}")
    words = one.anchor
    if words is None:
        return _source(debate.snapshot)
    source = _text_of(words.snapshot) if words.orphaned else _source(words.snapshot)
    found = [{"type": "TextQuoteSelector", "exact": words.exact, "prefix": words.prefix, "suffix": words.suffix}]
    placed = {"type": "TextPositionSelector", "start": words.start, "end": words.stop}
    selector = [*found, placed] if source == _text_of(words.snapshot) else found
    return {"type": "SpecificResource", "source": source, "selector": selector}


def _source(snapshot: Snapshot) -> str:
    address = iri(snapshot.url) if snapshot.url else None
    return address or _text_of(snapshot)


def _text_of(snapshot: Snapshot) -> str:
    """Name the text of a snapshot, wherever it may be."""
    return f"urn:sha256:{snapshot.sha256}"


def _text(value: str, purpose: str) -> dict[str, Any]:
    """Return words that somebody wrote, with their language where they are enough to tell it."""
    language = language_of_text(value) if sum(map(str.isalpha, value)) >= MIN_TOLD_LETTERS else UNKNOWN
    told = {"language": language} if language != UNKNOWN else {}
    return {"type": "TextualBody", "value": value, "format": "text/plain", **told, "purpose": purpose}


def _name(debate: Debate, thing: str) -> str:
    """Return the IRI of a thing in this discussion, the same in each export."""
    return uuid5(debate.id, thing).urn


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


_HOST = re.compile(r"[^/]*//[^/?#]*")
"""The beginning of an address up to its host."""
_NO_IRI_SIGNS = (
    r"\x00-\x20\x7f-\x9f<>\"{}|\\^`"
    r"\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
_NO_ESCAPE = "%(?![0-9A-Fa-f]{2})"
_NOT_IN_AN_IRI = re.compile(f"[{_NO_IRI_SIGNS}]|{_NO_ESCAPE}")
_NOT_BEHIND_THE_HOST = re.compile(f"[{_NO_IRI_SIGNS}\\[\\]]|{_NO_ESCAPE}")
"""RFC 3987; brackets stand around an address of IPv6 and nowhere else."""
