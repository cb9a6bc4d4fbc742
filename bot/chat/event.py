"""What was said: an update in our own words, read once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from bot.chat.effects import AnswerButton, Button, Edit, Effect, Send
from bot.chat.members import Member
from bot.chat.message.digits import digits
from bot.chat.text_length import MAX_POPUP_CHARS, shorten
from bot.texts import Refusal, Value, say, tell
from storage.chats import Place

SCREENED = "screened"
"""Under which name a finding holds what the checks found."""
DISORDERLY = "disorderly"
"""Where in an update the receiver puts which order of the chat it breaks."""

_AROUND = " \t\n.,:;!?…'\"“”„«»()"
"""Marks that may stand around a word that chooses something."""


class EventKind(StrEnum):
    """What kind of thing was said."""

    COMMAND = "command"
    BUTTON = "button"
    QUESTION = "question"
    """Words for the bot: a mention, a reply to it, or plain text in private."""
    EDITED = "edited"
    """A command that was answered before, in other words now."""
    CHANNEL_POST = "channel post"
    """A post of the linked channel, forwarded into its discussion group by Telegram."""
    JOINED = "joined"
    """The bot was added to a chat."""
    BANNED = "banned"
    """Somebody was put out of a chat where the bot is an administrator; the person is who it is about."""
    UNBANNED = "unbanned"
    """Somebody may come back."""
    LEFT = "left"
    """The bot was removed or blocked."""
    RIGHTS = "rights"
    """What the bot may do in a chat was changed."""
    CAME = "came"
    """Somebody came into a chat where the bot is an administrator; the person is who came."""
    WENT = "went"
    """Somebody left a chat where the bot is an administrator; the person is who left."""
    ASKED_IN = "asked in"
    """Somebody asks to be let into a chat; the person is who asks."""
    REACTED = "reacted"
    """Somebody new to a group reacted to many of its messages at once; the person is who did."""
    LIMITED = "limited"
    """Somebody else than the bot changed what a person may do in a chat; the person is who it is about."""
    SCREENED = "screened"
    """A message of a group, for others or for us, that the checks speak against."""
    DISORDERLY = "disorderly"
    """A message of a group that breaks slow mode or a lock."""
    MIGRATED = "migrated"
    """The group became a supergroup."""


LINE = "line"
"""The word of Telegram's own line in a chat that somebody joined: `CAME` without saying as what."""
WRITING = frozenset({"counter", "support", "reply", "setrules"})
"""Commands that carry words of people's own: what is said to them leaves without them, unless they were refused."""


@dataclass(frozen=True, slots=True)
class ChatRef:
    """A chat as an update shows it."""

    id: int
    kind: str
    title: str = ""
    is_forum: bool = False
    """Whether it has topics: their messages are numbered through each other."""
    is_direct: bool = False
    """Whether people write in it to a channel, each in a topic of their own."""

    @property
    def private(self) -> bool:
        """Whether it is a person's own chat with the bot."""
        return self.kind == "private"


@dataclass(frozen=True, slots=True)
class PersonRef:
    """Who said it: a person, a channel, or an anonymous admin (who speaks as the chat itself)."""

    id: int
    name: str
    username: str | None = None
    language: str | None = None
    speaks_as_chat: bool = False
    """A channel, or an anonymous admin."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody whom a command names first, picked in Telegram without an @username."""

    words: str
    """The words of the command that name them."""
    person: PersonRef


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that was sent."""

    id: str
    name: str
    kind: str | None
    size: int | None


@dataclass(frozen=True, slots=True)
class Replied:
    """The message that was replied to."""

    message_id: int
    """0 where one alone sees it."""
    text: str
    to_us: bool
    document: FileRef | None = None
    links: tuple[str, ...] = ()
    channel_post: bool = False
    person: PersonRef | None = None
    """Who wrote it."""
    others: tuple[PersonRef, ...] = ()
    """Who else is named by a line of Telegram's own: who was added or removed."""
    at: datetime | None = None
    """When."""
    has_media: bool = False
    """Whether there is more to it than words."""
    words: str = ""
    """All that it says, wherever it shows words; `text` is what its author wrote."""
    album: bool = False
    """Whether it is one picture of several that were sent together."""
    spelt: str = ""
    """Its text, with the addresses that Telegram shows as links behind words."""


@dataclass(frozen=True)
class Event:
    """One thing that somebody said or did. Without slots, so that it is copied in a hundredth of a millisecond."""

    kind: EventKind
    chat: ChatRef
    person: PersonRef
    message_id: int
    at: datetime
    update_id: int = 0
    word: str = ""
    """The command or the button's verb."""
    text: str = ""
    """What follows the command, the button's argument, or the question."""
    language: str = ""
    thread_id: int = 0
    topic: bool = False
    """Whether the thread is a topic of a forum."""
    place: Place = field(default=Place(0))
    """The discussion that it belongs to; filled in by the wrapper."""
    reply: Replied | None = None
    mention: Mention | None = None
    quote: str | None = None
    document: FileRef | None = None
    links: tuple[str, ...] = ()
    callback_id: str | None = None
    query_id: str | None = None
    """Of a request to join: Telegram waits ten seconds for an answer to it."""
    migrated_to: int | None = None
    rank: Member | None = None
    """What the bot, or the person who came, is in the chat now."""
    former_rank: Member | None = None
    by: PersonRef | None = None
    """Who changed what somebody is in the chat; none where it was the bot."""
    whole: str = ""
    """The message as it stands, with the command."""
    spelt: str = ""
    """What follows a command, with the addresses that Telegram shows as links behind words."""
    unmarked: bool = False
    """Whether it only begins as a question does, in reply to the bot: answered if the article does."""
    edited: bool = False
    """Whether it is said anew, in place of something else."""
    found: dict[str, Any] | None = None
    """What the checks found, of a message that they speak against."""

    @property
    def answered(self) -> Replied | None:
        """The message that it really answers: every comment of a channel's post replies at least to that post."""
        return None if self.reply is not None and self.reply.channel_post else self.reply

    @property
    def data(self) -> str:
        """What a button sends when it is pressed."""
        return f"{self.word}:{self.text}"

    def but(self, **fields: Any) -> Self:
        """Return the same with other values in some fields: as `replace` does, and ten times as fast."""
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__, **fields)
        return new

    def at_place(self, place: Place) -> Self:
        """Return the same, known to belong to a discussion."""
        return self.but(place=place)

    @property
    def option(self) -> str:
        """What is chosen, as in `/slow off.`: in small letters, without the marks around it."""
        return self.text.strip(_AROUND).lower()

    def number(self) -> int:
        """Return the number that stands after the command or in the button.

        Raises:
            Refusal: There is none.
        """
        number = digits(self.option.lstrip("#№"))
        if number is None:
            raise Refusal("number-missing")
        return number

    def reply_with(self, key: str, /, **values: Value) -> Send:
        """Return a reply to this message: an answer, that stays."""
        return self.post(say(key, self.language, **values))

    def note(self, key: str, /, **values: Value) -> Effect:
        """Return a help, error or confirmation: a pop-up to a button, else a reply that leaves a group again."""
        if self.callback_id is not None:
            words = shorten(tell(key, self.language, **values), MAX_POPUP_CHARS)
            return AnswerButton(self.callback_id, words, alert=len(words) > 60)
        bare_command = self.kind is EventKind.COMMAND and self.document is None and self.word not in WRITING
        return replace(self.reply_with(key, **values), fades=not self.chat.private, fades_alone=not bare_command)

    def decline(self, no: Refusal) -> Effect:
        """Return why something is not done; a refused command leaves with it, whatever it holds but a file."""
        words = self.note(no.key, **no.values)
        if isinstance(words, Send) and self.kind is EventKind.COMMAND and self.document is None:
            return replace(words, fades_alone=False)
        return words

    def post(self, text: str, buttons: tuple[tuple[Button, ...], ...] = ()) -> Send:
        """Return a reply to this message with text that is Telegram HTML already."""
        return Send(
            Place(self.chat.id, self.thread_id),
            text,
            topic=self.topic,
            reply_to=self.message_id or None,
            buttons=buttons,
        )

    def edit(self, text: str, buttons: tuple[tuple[Button, ...], ...] = ()) -> list[Effect]:
        """Return a new text for the message whose button was pressed, and the answer that the press waits for."""
        answer = [AnswerButton(self.callback_id)] if self.callback_id is not None else []
        return [Edit(self.chat.id, self.message_id, text, buttons), *answer]
