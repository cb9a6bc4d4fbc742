"""Counterpoint, a Telegram bot for groups that discuss an article."""

import sys

sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type] # httpx's own command line: rich, click, pygments
