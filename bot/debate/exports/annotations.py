"""A debate as a collection of W3C Web Annotations (JSON-LD), one for each counterpoint that people see.

Source: https://www.w3.org/TR/annotation-model/. Positions are code points of the snapshot's text (its SHA-256 is in
the plain JSON beside); the quote with its neighbours finds the words on the page itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import uuid5

from bot.article.snapshot import Snapshot
from bot.debate.exports.debate import Debate, ExportedCounterpoint
from storage.counterpoints import SHOWN, CounterpointKind, CounterpointStatus

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MOTIVATIONS = {
    CounterpointKind.COUNTER: "commenting",
    CounterpointKind.REBUTTAL: "replying",
    CounterpointKind.SUPPORT: "replying",
}
"""The model has no word for against and for: the kind itself is a tag of the annotation."""


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
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    return _NOT_IN_AN_IRI.sub(lambda sign: quote(sign.group(), safe="", errors="replace"), address.strip())


def _annotations(debate: Debate) -> Iterator[dict[str, Any]]:
    for one in debate.counterpoints:
        if one.status in SHOWN and one.text is not None:
            yield _annotation(debate, one, one.text)
            if one.reply is not None:
                yield _reply(debate, one, one.reply)


def _annotation(debate: Debate, one: ExportedCounterpoint, text: str) -> dict[str, Any]:
    motivation = MOTIVATIONS[one.kind]
    tags: list[str] = [one.kind] if one.status is CounterpointStatus.OPEN else [one.kind, one.status]
    sources = [known for known in map(iri, one.links) if known]
    return {
        "@context": CONTEXT,
        "id": _name(debate, f"#{one.number}"),
        "type": "Annotation",
        "motivation": motivation,
        "creator": {"type": "Person", "nickname": f"participant {one.author}"},
        "created": _instant(one.submitted_at),
        "body": [
            _text(text, motivation),
            *(_text(tag, "tagging") for tag in tags),
            *({"type": "SpecificResource", "purpose": "linking", "source": source} for source in sources),
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
    return {
        "type": "SpecificResource",
        "source": _source(words.snapshot),
        "selector": [
            {"type": "TextQuoteSelector", "exact": words.exact, "prefix": words.prefix, "suffix": words.suffix},
            {"type": "TextPositionSelector", "start": words.start, "end": words.stop},
        ],
    }


def _source(snapshot: Snapshot) -> str:
    address = iri(snapshot.url) if snapshot.url else None
    return address or f"urn:sha256:{snapshot.sha256}"


def _text(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _name(debate: Debate, thing: str) -> str:
    """Return the IRI of a thing in this discussion, the same in each export."""
    return uuid5(debate.id, thing).urn


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


_NOT_IN_AN_IRI = re.compile(r'[\x00-\x20\x7f-\xa0<>"{}|\\^`\ud800-\udfff\ufff0-\uffff]')
