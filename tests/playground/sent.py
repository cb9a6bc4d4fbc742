"""What Telegram makes of texts when they are sent, put together from the answers of TDLib alone."""

from __future__ import annotations

from random import Random
from typing import Any

from bot.playground.bot_api.methods.wording import parsed
from bot.playground.telegram.errors import ApiError
from bot.playground.telegram.messaging import written
from bot.playground.telegram.text import tdlib, utf16
from bot.playground.telegram.text.entities import LINKS, QUOTES, STYLES
from bot.texts import Refusal

Shown = tuple[str, list[tuple[Any, ...]]]
"""A text, and its entities with what belongs to them, in order."""

SIGNS = ("**", "__", "`", "||", "~~", "[x](http://a.lt)", "(", ".")
WORDS = ("lrt.lt", "@mara_k", "/ask", "#bus", "ana@x.org", "http://a.lt/b_c", "x", "ą", "😀", ".", " ", "\n")
ODD = ("  ", "\u202e", "\r\n", "\t", "&lt;", "&amp;", "&#64;mara_k", "&quot;", "<")
TAGS = (
    *("b", "i", "u", "s", "tg-spoiler", 'span class="tg-spoiler"', "code", "pre", "blockquote"),
    *("blockquote expandable", "a", 'a href="https://a.lt/b"', 'a href="a.lt"', 'a href="no address"'),
    *('a href="tg://user?id=7"', 'tg-time unix="1790000000" format="t"', 'tg-emoji emoji-id="5368324170671202286"'),
)


def typed(chance: Random) -> str:
    """Make up what somebody might type."""
    return "".join(chance.choices((*WORDS, *SIGNS), k=chance.randint(1, 12)))


def markup(chance: Random, depth: int = 0) -> str:
    """Make up a text in Telegram's HTML, up to four tags deep; one in a hundred tags is not closed."""
    pieces = []
    for _ in range(chance.randint(1, 4)):
        if depth == 4 or chance.random() < 0.45:
            pieces.append(chance.choice(WORDS if chance.random() < 0.9 else ODD))
        else:
            tag = chance.choice(TAGS)
            end = f"</{tag.split()[0]}>" if chance.random() < 0.99 else ""
            pieces.append(f"<{tag}>{markup(chance, depth + 1)}{end}")
    return "".join(pieces)


def typed_in_telegram(text: str) -> Shown | None:
    """Return what TDLib makes of what somebody typed; None where nothing is left to send."""
    return _sent(*tdlib.parse_markdown(text))


def typed_in_the_playground(text: str) -> Shown | None:
    """Return what the playground makes of it."""
    try:
        message = written(text)
    except Refusal:
        return None
    return message["text"], _spans(message.get("entities", []))


def sent_by_telegram(markup: str) -> Shown | str | None:
    """Return what TDLib makes of HTML that holds no sign of Markdown, or its refusal."""
    try:
        parsed_ = tdlib._ask("parseTextEntities", text=markup, parse_mode={"@type": "textParseModeHTML"})
        ordered = tdlib._ask("parseMarkdown", text=parsed_)
        cut = [_without_lead(ordered["text"], one) for one in ordered["entities"]]
        ordered = tdlib._ask("parseMarkdown", text=ordered | {"entities": [one for one in cut if one["length"]]})
    except tdlib.TdlibError as error:
        return str(error).removeprefix("Can't parse entities: ")
    return _sent(*tdlib._told(ordered))


def sent_by_the_playground(markup: str) -> Shown | str | None:
    """Return what the playground makes of it."""
    try:
        text, entities = parsed(markup, "HTML")
    except ApiError as error:
        return error.description.removeprefix("Bad Request: ").removeprefix("can't parse entities: ")
    return (text, _spans(entities)) if text else None


def _sent(text: str, entities: list[tdlib.Entity]) -> Shown | None:
    """Trim a text, add what TDLib finds in it outside of code, links and the borders of quotes, and join styles."""
    entities = [one for one in (_without_lead(text, one) for one in entities) if one["length"]]
    lead = utf16.length(text) - utf16.length(text.lstrip(" \n"))
    lead = min([lead, *(one["offset"] for one in entities)])
    words = text.rstrip(" \n")[lead:]
    ends = [{**one, "offset": one["offset"] - lead} for one in entities]
    kept = [one | {"length": min(one["length"], utf16.length(words) - one["offset"])} for one in ends]
    kept = [one for one in kept if one["length"] > 0]
    found = [one for one in tdlib.find_entities(words) if all(_may_stand(one, other) for other in kept)]
    return (words, _spans([*kept, *found])) if words else None


def _without_lead(text: str, entity: dict[str, Any]) -> dict[str, Any]:
    """Take white space from the begin of an entity that has nothing hidden, as sending does."""
    kind = entity["type"] if isinstance(entity["type"], str) else tdlib._type(entity["type"])["type"]
    words = utf16.cut(text, entity["offset"], entity["length"])
    lead = 0 if kind in LINKS else len(words) - len(words.lstrip(" \n"))
    return entity | {"offset": entity["offset"] + lead, "length": entity["length"] - lead}


def _may_stand(found: tdlib.Entity, other: tdlib.Entity) -> bool:
    begin, end = found["offset"], found["offset"] + found["length"]
    its_begin, its_end = other["offset"], other["offset"] + other["length"]
    is_inside = its_begin <= begin and end <= its_end
    is_free = end <= its_begin or its_end <= begin
    return is_free or other["type"] in STYLES or (other["type"] in QUOTES and is_inside)


def _spans(entities: list[tdlib.Entity]) -> list[tuple[Any, ...]]:
    """Return entities in order; styles of one kind that touch look the same joined or not, and are joined."""
    joined: list[tuple[Any, ...]] = []
    for one in sorted(entities, key=lambda one: (one["type"], one["offset"])):
        begin, end = one["offset"], one["offset"] + one["length"]
        more = {name: value for name, value in one.items() if name not in ("type", "offset", "length")}
        if joined and one["type"] in STYLES and (joined[-1][0], joined[-1][2]) == (one["type"], begin):
            begin = joined.pop()[1]
        joined.append((one["type"], begin, end, more))
    return joined
