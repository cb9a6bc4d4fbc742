"""Members' words in a line of ours, with nothing in them that Telegram would make clickable."""

from __future__ import annotations

import re

BREAK = "\u2060"
"""A word joiner: it shows nothing, breaks no line, and no address, name, command or number goes on behind it."""

_SIGNS = re.compile(  # each begins with its sign: then the others are passed over fast
    r"\.(?<=\S\.)(?=[^\W\d])"  # example.org, m.in.
    r"|\.(?<=\d\.)(?=\d+\.\d)"  # 192.0.2.1, but not 2.5
    r"|:(?=//)"  # tg://
    r"|@(?=\w)|#(?=\w*[^\W\d])"  # @name, me@example.org, #tag, but not #12
    r"|/(?<![\w</]/)(?=\w)"  # /command, but not and/or
    r"|\$(?=[A-Z])"  # $COIN
)
_NUMBER = re.compile(r"[+\d](?:[ .()/\u00a0-]{0,2}\d){6,}")
"""What may be a telephone number or that of a card; fewer than seven digits are neither."""
_DIGITS = re.compile(r"\d{3}(?=\d)|\d(?=\D)|\+(?=\d)")


def unlinked(text: str) -> str:
    """Return text that reads the same and in which Telegram finds no address, name, command, tag or number.

    Telegram looks for these in every text by itself. A member's words in a pinned digest would be an advertisement, and
    in a list they would call people, or the bot.

    Source: TDLib, `MessageEntity.cpp`, where U+2060 belongs to no address, name or number.
    """
    apart = _NUMBER.sub(lambda number: _DIGITS.sub(rf"\g<0>{BREAK}", number.group()), text)
    return _SIGNS.sub(rf"\g<0>{BREAK}", apart)


def linked_again(text: str) -> str:
    """Return words that somebody copied from a line of ours as they were before they were `unlinked`."""
    return text.replace(BREAK, "")
