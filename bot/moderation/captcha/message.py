"""What newcomers are asked, in the chat and in private."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape

from bot.chat.effects import Button, Rows
from bot.chat.text_length import shorten
from bot.moderation.durations import name_span
from bot.texts import Html, say, tell
from storage.chat_settings import ChatSettings, Door
from storage.chats import Chat
from storage.newcomers import Newcomer

MAX_NAMED_NEWCOMERS = 5
"""Newcomers that the message at the door names, at the most."""
MAX_NAME_CHARS = 32
"""Characters of a name in it."""
IN_TIME = timedelta(seconds=60)
"""How long a newcomer may think before they are called late."""
PREFIX = "door"
"""Begins what a link into private says: `door_12` for our chat 12."""


@dataclass(frozen=True, slots=True)
class CaptchaMessage:
    """What newcomers of one chat are asked, in words of one language."""

    chat: Chat
    settings: ChatSettings
    language: str
    username: str
    """The bot's, for links into private."""

    @property
    def kind(self) -> Door:
        """What newcomers have to do: rules are accepted only where there are some."""
        return Door.RULES if self.settings.door is Door.RULES and self.settings.rules else Door.BUTTON

    def in_chat(self, waiting: Sequence[Newcomer], late: int) -> str:
        """Return the message that asks all newcomers of the chat."""
        parts = [_welcome(waiting, self.language)] if waiting else []
        parts.append(say("door-ask", self.language, door=self.kind.value, span=name_span(IN_TIME, self.language)))
        if late:
            parts.append(say("door-late", self.language, count=late))
        return "\n\n".join([*parts, *self._rules()])

    def in_private(self, key: str) -> str:
        """Return the message that asks one newcomer."""
        span = name_span(IN_TIME, self.language)
        asked = say(key, self.language, chat=self.chat.title, door=self.kind.value, span=span)
        return "\n\n".join([asked, *self._rules()])

    def buttons(self, *, late: bool = False) -> Rows:
        """Return the button, and the way into private for those who are late."""
        label = tell(f"button-door-{self.kind.value}", self.language)
        press = (Button(label, f"door:{self.chat.id}"),)
        if not late:
            return (press,)
        link = f"https://t.me/{self.username}?start={PREFIX}_{self.chat.id}"
        return (press, (Button(tell("button-door-later", self.language), url=link),))

    def _rules(self) -> list[str]:
        """Return the rules where they are to be accepted."""
        return [say("door-rules", self.language, rules=self.settings.rules)] if self.kind is Door.RULES else []


def _welcome(waiting: Sequence[Newcomer], language: str) -> str:
    names = Html(", ".join(_mention(one) for one in waiting[:MAX_NAMED_NEWCOMERS]))
    return say("door-welcome", language, names=names, more=max(0, len(waiting) - MAX_NAMED_NEWCOMERS))


def _mention(newcomer: Newcomer) -> str:
    """Return a name that Telegram tells its owner about."""
    name = escape(shorten(newcomer.name or "…", MAX_NAME_CHARS), quote=False)
    return f'<a href="tg://user?id={newcomer.person_id}">{name}</a>'
