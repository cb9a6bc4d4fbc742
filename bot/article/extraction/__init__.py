"""Reading an article: from bytes, a pasted text, a file or a web address to a snapshot.

What reads pages is loaded when something of it is first used: the bot's own process never does, its worker does.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.article.extraction.extract import as_json, load, read, read_text, warm_up
    from bot.article.extraction.sources import LONGEST_TEXT, Source

__all__ = ["LONGEST_TEXT", "Source", "as_json", "load", "read", "read_text", "warm_up"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        module = "sources" if name in ("LONGEST_TEXT", "Source") else "extract"
        return getattr(import_module(f"bot.article.extraction.{module}"), name)
    raise AttributeError(name)
