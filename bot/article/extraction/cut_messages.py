"""Texts that Telegram cut: what is longer than a message goes out as several."""

from __future__ import annotations

from bot.article.extraction.dump.line_shapes import ends_as_sentence

_MAX_MESSAGE_UNITS = 4096
"""UTF-16 units that a message may have (https://core.telegram.org/method/messages.sendMessage)."""
_CUT_WORD_UNITS = 16
"""Units of the word that did not fit any more, since some apps cut at a space."""
_CUT_PARAGRAPH_UNITS = 300
"""Units that may be missing where the cut left a sentence without its end."""


def seems_to_go_on(message: str) -> bool:
    """Say whether a message is so long that its text seems to go on in the next one."""
    length = len(message.encode("utf-16-le", errors="surrogatepass")) // 2
    room = _CUT_WORD_UNITS if ends_as_sentence(message.rstrip()) else _CUT_PARAGRAPH_UNITS
    return length > _MAX_MESSAGE_UNITS - room
