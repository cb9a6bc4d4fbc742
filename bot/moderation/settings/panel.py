"""The panel of settings: a list of what can be chosen, and a page for each."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.effects import Button, Rows
from bot.chat.text_length import shorten
from bot.moderation.sanctions.ladder import ladder_of
from bot.moderation.settings.options import SETTINGS, ChatState, Setting
from bot.moderation.settings.own_reasons import in_a_row
from bot.texts import Value, say, tell

MAX_LABEL_CHARS = 40
"""Characters on a button."""


def overview(here: ChatState, notes: Sequence[str], language: str) -> tuple[str, Rows]:
    """Return the list of all settings; notes are lines of other features, in Telegram's HTML."""
    text = "\n\n".join([say("settings-title", language, chat=here.chat.title), *notes])
    rows = tuple((_line(setting, here, language),) for setting in SETTINGS)
    return text, (*rows, (Button(tell("button-settings-close", language), "settings:close"),))


def page(setting: Setting, here: ChatState, language: str) -> tuple[str, Rows]:
    """Return the options of one setting, two in a row."""
    now = setting.read(here)
    options = [_option(setting, option, now, language) for option in setting.options]
    rows = tuple(tuple(options[place : place + 2]) for place in range(0, len(options), 2))
    back = Button(tell("button-settings-back", language), "settings:all")
    days, reasons = ladder_of(here.settings.ladder).days, in_a_row(here.settings.reasons)
    about = say(f"about-{setting.name}", language, days=days, list=reasons)
    return about, (*rows, (back,))


def _line(setting: Setting, here: ChatState, language: str) -> Button:
    words = tell(f"setting-{setting.name}", language, value=_value(setting, setting.read(here)))
    return Button(shorten(words, MAX_LABEL_CHARS), f"setting:{setting.name}")


def _option(setting: Setting, option: str, now: str, language: str) -> Button:
    words = tell(f"option-{setting.name}", language, value=_value(setting, option))
    shown = tell("button-settings-chosen", language, option=words) if option == now else words
    return Button(shown, f"choose:{setting.name}:{option}")


def _value(setting: Setting, option: str) -> Value:
    """Return an option as its words choose by: numbers as numbers."""
    return int(option) if option in setting.options and option.isdigit() else option
