"""Telegram's own code (TDLib), which says without an account or a network what Telegram makes of a text.

It comes with the extra `playground`; the bot itself never loads it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from bot.texts import Refusal

Entity = dict[str, Any]
"""An entity as the Bot API shows it: `type`, `offset` and `length` in UTF-16 units, `url`, `user` …"""

_NAMES = {
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "EmailAddress": "email",
}
"""Types that the Bot API calls otherwise than TDLib does."""
_EXTRAS = ("url", "language", "custom_emoji_id", "unix_time")
"""What belongs to an entity under the same name in both."""
_MARKDOWN = "*_~|`["
"""Signs without which there is no Markdown."""
_PRIVATE = (0xE000, 0xF900)
"""Characters of no meaning, each as long as a sign of Markdown."""
_UNTOLD = frozenset({"media_timestamp", "bank_card_number"})
"""What TDLib finds and the Bot API does not tell."""


class TdlibError(ValueError):
    """TDLib refuses a text; the message is its own sentence."""


@cache
def load() -> Callable[[bytes], bytes | None]:
    """Load TDLib once, and forbid it to print the texts that it is asked about.

    Raises:
        Refusal: It is not installed.
    """
    try:
        from tdjson import td_execute
    except ImportError:
        raise Refusal("playground-no-tdlib") from None
    td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')
    return td_execute


def parse_html(markup: str) -> tuple[str, list[Entity]]:
    """Return the text of Telegram HTML and the entities that it names.

    Raises:
        TdlibError: It cannot be parsed.
    """
    return _told(_ask("parseTextEntities", text=markup, parse_mode={"@type": "textParseModeHTML"}))


def parse_markdown(text: str) -> tuple[str, list[Entity]]:
    """Return what Telegram's apps make of `**`, `__`, backquotes and the like in a text that somebody typed."""
    return _told(_ask("parseMarkdown", text=_formatted(text)))


def put_in_order(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Return a text without what Telegram takes out, and entities that do not overlap where they may not.

    TDLib does so before it looks for Markdown; the signs of Markdown are hidden from it by characters of no meaning.

    Raises:
        TdlibError: An entity is none.
    """
    free = (chr(code) for code in range(*_PRIVATE) if chr(code) not in text)
    hidden = dict(zip(map(ord, _MARKDOWN), free, strict=False))
    shown = {ord(free): chr(sign) for sign, free in hidden.items()}
    given = {"@type": "formattedText", "text": text.translate(hidden), "entities": list(map(_as_tdlib, entities))}
    words, kept = _told(_ask("parseMarkdown", text=given))
    users = {one["user"]["id"]: one["user"] for one in entities if "user" in one}
    known = [one | {"user": users[one["user"]["id"]]} if "user" in one else one for one in kept]
    return words.translate(shown), known


def find_entities(text: str) -> list[Entity]:
    """Return the entities that Telegram finds in a plain text by itself."""
    return _entities(_ask("getTextEntities", text=text)["entities"])


def search_quote(text: str, quote: str, position: int = 0) -> int | None:
    """Return where a quote stands in a text, nearest to a position, both in UTF-16 units; None where it does not."""
    try:
        found = _ask("searchQuote", text=_formatted(text), quote=_formatted(quote), quote_position=position)
    except TdlibError:
        return None
    return int(found["position"])


def _ask(what: str, **values: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(load()(json.dumps({"@type": what, **values}).encode()) or b"{}")
    if answer.get("@type") == "error":
        raise TdlibError(answer["message"])
    return answer


def _formatted(text: str) -> dict[str, Any]:
    return {"@type": "formattedText", "text": text, "entities": []}


def _told(formatted: dict[str, Any]) -> tuple[str, list[Entity]]:
    return formatted["text"], _entities(formatted["entities"])


def _entities(found: Iterable[dict[str, Any]]) -> list[Entity]:
    told = [{**_type(one["type"]), "offset": one["offset"], "length": one["length"]} for one in found]
    return [one for one in told if one["type"] not in _UNTOLD]


def _as_tdlib(entity: Entity) -> dict[str, Any]:
    """Return an entity of the Bot API as TDLib takes it."""
    name = next((theirs for theirs, ours in _NAMES.items() if ours == entity["type"]), None)
    if entity["type"] == "pre":
        name = "PreCode" if "language" in entity else "Pre"
    kind = {"@type": f"textEntityType{name or entity['type'].title().replace('_', '')}"}
    kind |= {extra: entity[extra] for extra in _EXTRAS if extra in entity}
    kind |= {"user_id": entity["user"]["id"]} if "user" in entity else {}
    return {"@type": "textEntity", "offset": entity["offset"], "length": entity["length"], "type": kind}


def _type(kind: dict[str, Any]) -> Entity:
    """Return the type of an entity and what belongs to it as the Bot API names them."""
    name = kind["@type"].removeprefix("textEntityType")
    told: Entity = {"type": _NAMES.get(name) or re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()}
    told |= {extra: kind[extra] for extra in _EXTRAS if kind.get(extra)}
    return told | ({"user": {"id": kind["user_id"]}} if "user_id" in kind else {})
