"""Telegram's line: receiver and sender, their pace, and the HTTP below them."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # python-telegram-bot: periods as timedelta, its own future default
