"""The line of an update: receiver, dispatcher, sender, and the HTTP below them."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # python-telegram-bot: periods as timedelta, its own future default
