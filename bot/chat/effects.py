"""Effects: what a handler wants done in Telegram, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from storage.chats import Place
from storage.outbox import OutboxRow, Priority


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: `verb:argument` for us, or a link."""

    label: str
    data: str | None = None
    url: str | None = None

    def as_json(self) -> dict[str, str]:
        """Return the button as Telegram takes it.

        Raises:
            ValueError: The data is longer than the 64 bytes that Telegram keeps.
        """
        if self.data is not None and len(self.data.encode()) > 64:
            raise ValueError(self.data)
        rest = {"callback_data": self.data, "url": self.url}
        return {"text": self.label, **{name: value for name, value in rest.items() if value is not None}}


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Send:
    """A new message."""

    place: Place
    text: str
    topic: bool = False
    """Whether the thread of the place is a topic of a forum, which Telegram wants named."""
    reply_to: int | None = None
    quote: str | None = None
    """Words of the message replied to, for Telegram's own quote."""
    quote_position: int | None = None
    """Where they stand in it, in UTF-16 units."""
    buttons: Rows = ()
    silent: bool = False
    fades: bool = False
    """Leaves the chat again after a while, with the command that it answers."""
    fades_alone: bool = False
    """Leaves without what it answers: somebody's words or file."""
    subject: str | None = None
    """What it shows, such as `question:12`, to find its message later."""
    priority: Priority = Priority.REPLY
    once: bool = False
    """Never repeated when it is in doubt whether it arrived."""
    link_in: Edit | Send | None = None
    """What another chat is told once this is sent: its last button, which has no address, leads here."""


@dataclass(frozen=True, slots=True)
class SendPhoto:
    """A new picture, with the same in words below it."""

    place: Place
    picture: bytes
    """A PNG."""
    caption: str
    topic: bool = False
    reply_to: int | None = None
    buttons: Rows = ()
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of an album, with the same in words below it."""

    png: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class SendPictures:
    """One picture, or several as an album: sent once and without a sound, or told in words where none may be sent."""

    place: Place
    pictures: tuple[Picture, ...]
    """As many as Telegram takes: ten."""
    subject: str
    topic: bool = False
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class SendDocument:
    """A new message with a file."""

    place: Place
    content: bytes
    name: str
    caption: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A new text of a message of ours."""

    chat_id: int
    message_id: int
    text: str
    buttons: Rows = ()
    priority: Priority = Priority.REPLY
    """Bulk where it only brings a message up to date: it waits for replies, and of several the newest goes."""


@dataclass(frozen=True, slots=True)
class AnswerButton:
    """The answer that a pressed button waits for."""

    callback_id: str
    text: str | None = None
    alert: bool = False
    url: str | None = None
    """A link into the private chat with the bot, which opens."""


@dataclass(frozen=True, slots=True)
class ActInChat:
    """Something done about messages or people of a chat."""

    chat_id: int
    subject: str | None = field(default=None, kw_only=True)
    """The entry of the audit log that it carries out, `act:12`; or what it is about, to find out what became of it."""


@dataclass(frozen=True, slots=True)
class Delete(ActInChat):
    """A message taken away."""

    message_id: int


@dataclass(frozen=True, slots=True)
class DeleteMany(ActInChat):
    """Up to 100 messages of a chat taken away at once."""

    message_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pin(ActInChat):
    """A message put at the top of its chat, without a notice to everybody."""

    message_id: int


@dataclass(frozen=True, slots=True)
class SendAgain:
    """A message that may not have arrived, once more."""

    row: OutboxRow


@dataclass(frozen=True, slots=True)
class Unpin(ActInChat):
    """A message no longer at the top of its chat."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Restrict(ActInChat):
    """What a member may do from now on, each permission by Telegram's name; for ever without `until`."""

    person_id: int
    permissions: dict[str, bool]
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ban(ActInChat):
    """Somebody put out of a chat; for ever without `until`."""

    person_id: int
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unban(ActInChat):
    """Somebody who may come back; nobody who is a member is put out by it."""

    person_id: int


@dataclass(frozen=True, slots=True)
class BanSender(ActInChat):
    """A channel that may no longer speak in a chat."""

    sender_id: int


@dataclass(frozen=True, slots=True)
class UnbanSender(ActInChat):
    """A channel that may speak in a chat again."""

    sender_id: int


@dataclass(frozen=True, slots=True)
class Lock(ActInChat):
    """What members of a chat may do who have no permissions of their own."""

    permissions: dict[str, bool]


@dataclass(frozen=True, slots=True)
class AnswerJoin(ActInChat):
    """Whether somebody who asked to join may."""

    person_id: int
    welcome: bool


@dataclass(frozen=True, slots=True)
class DeleteReactions(ActInChat):
    """All reactions of somebody in a chat taken away."""

    actor_id: int
    """Telegram id of a person, or of the chat in whose name they were made."""


@dataclass(frozen=True, slots=True)
class QueueJoin:
    """A request to join that the administrators decide about: Telegram waits ten seconds to hear so."""

    query_id: str


@dataclass(frozen=True, slots=True)
class Forward:
    """A message shown elsewhere, with who wrote it: evidence."""

    place: Place
    from_chat_id: int
    message_id: int
    subject: str | None = None
    """What it shows, to find the copy later."""


Messaging = Send | SendPhoto | SendPictures | SendDocument | SendAgain | Edit | AnswerButton | QueueJoin
Removing = Delete | DeleteMany | DeleteReactions
Acting = Removing | Pin | Unpin | Forward | Restrict | Ban | Unban | BanSender | UnbanSender | Lock | AnswerJoin
Effect = Messaging | Acting
