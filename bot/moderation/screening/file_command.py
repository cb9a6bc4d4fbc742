"""Screening a file of messages, for `counterpoint screen`: by their words alone, for nothing is known of who wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.chat.message.web_addresses import addresses_in
from bot.moderation.screening.checks import mixed_script, says_little, screen, spam_classifier
from bot.moderation.screening.classifier.example import Example
from bot.moderation.screening.classifier.model import Model
from bot.moderation.screening.classifier.training import FILE_LOG_ODDS, train, train_on_seed
from bot.moderation.screening.post import Post, Rules
from bot.moderation.screening.verdict import Evidence
from bot.texts import Refusal

RULES = Rules(checks=frozenset({mixed_script.__name__, spam_classifier.__name__}), watch=False)


class MessageLine(BaseModel):
    """A message to screen, a line of a file."""

    model_config = ConfigDict(frozen=True, strict=True)

    id: str | int
    text: str


class LabelledLine(BaseModel):
    """A message to learn from, a line of a file."""

    model_config = ConfigDict(frozen=True, strict=True)

    text: str
    spam: bool


Line = TypeVar("Line", MessageLine, LabelledLine)


def learn(labelled: Path | None) -> Model:
    """Learn from a file and from nothing else; without one, from the seed.

    Raises:
        Refusal: The file cannot be learnt from.
        OSError: The file cannot be read.
    """
    if labelled is None:
        return train_on_seed()
    return train(
        (Example(line.text, line.spam) for line in _lines(labelled, LabelledLine, "screen-line-labelled")),
        FILE_LOG_ODDS,
    )


def load_messages(path: Path) -> list[MessageLine]:
    """Read the messages to screen.

    Raises:
        Refusal: The file is not UTF-8 text, or a line is no message.
        OSError: The file cannot be read.
    """
    return list(_lines(path, MessageLine, "screen-line"))


def screen_messages(messages: Iterable[MessageLine], model: Model) -> Iterator[dict[str, Any]]:
    """Yield `{"id", "spam_probability", "verdict", "reasons"}` for each message."""
    for message in messages:
        found = screen(Post(text=message.text, links=addresses_in(message.text), rules=RULES, model=model))
        likelihood = model.likelihood(message.text)
        reasons = found.evidence() if found.action != "pass" else [_passed(message.text, likelihood)]
        yield {
            "id": message.id,
            "spam_probability": round(likelihood, 4),
            "verdict": found.action.value,
            "reasons": reasons,
        }


def in_words(found: dict[str, Any]) -> str:
    """Return what was found about a message as a line for people."""
    details = " ".join(reason["detail"] for reason in found["reasons"])
    return f"{found['id']}  {found['verdict']}  {found['spam_probability']:.2f}  {details}"


def _passed(text: str, likelihood: float) -> dict[str, str]:
    check = spam_classifier.__name__
    unlikely = Evidence(check, "screened-unlikely-spam", {"percent": round(100 * likelihood)})
    reason = Evidence(check, "screened-too-short", {}) if says_little(text) else unlikely
    return {"check": check, "detail": reason.detail()}


def _lines(path: Path, kind: type[Line], key: str) -> Iterator[Line]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("screen-not-text", file=path.name) from None
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _parsed(line, kind, key, path.name, number)


def _parsed(line: str, kind: type[Line], key: str, file: str, number: int) -> Line:
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "JSON"
        raise Refusal(key, file=file, line=number, field=field, problem=first["msg"]) from None
