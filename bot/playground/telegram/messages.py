"""Messages, and how the Bot API shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.chat.message.field_kinds import BROUGHT
from bot.playground.telegram.people import ANONYMOUS_ADMIN, CHANNEL_SENDER, Account, PlaygroundPerson

if TYPE_CHECKING:
    from bot.playground.telegram.chats import PlaygroundChat

BEFORE = datetime.min.replace(tzinfo=UTC)
"""The date of a message that is not yet in its chat."""
CONTENTS = BROUGHT | {"text"}
"""What makes a message one that people wrote; all others are service messages."""


@dataclass(slots=True, eq=False, repr=False)
class Message:
    """One message. `content` holds what it says under the names of the Bot API (`text`, `entities`, `document` …)."""

    chat: PlaygroundChat
    content: dict[str, Any]
    sender: Account | None = None
    sender_chat: PlaygroundChat | None = None
    id: int = 0
    date: datetime = BEFORE
    thread: int | None = None
    reply_to: Message | None = None
    reply_details: dict[str, Any] = field(default_factory=dict)
    """`quote` and `external_reply`, where there are any."""
    forward_origin: dict[str, Any] | None = None
    is_automatic_forward: bool = False
    keyboard: dict[str, Any] | None = None
    edited_at: datetime | None = None
    is_deleted: bool = False
    author: Account | None = None
    """Who wrote it, also where the chat stands as the sender."""
    caller: PlaygroundPerson | None = None
    """Who called the guest bot that is the sender."""
    correspondent: PlaygroundPerson | None = None
    """Whose topic of a channel's direct messages it stands in."""
    alone: int | None = None
    """The number under which one alone sees it; it has no other then."""
    reactions: dict[int, str] = field(default_factory=dict)
    """The emoji with which people reacted, by who did."""

    def __post_init__(self) -> None:
        """Take the sender for the author where no other is named."""
        self.author = self.author or self.sender

    def __repr__(self) -> str:
        """Name the message and what it says."""
        return f"<Message {self.id} in {self.chat!r}: {self.words or sorted(self.content)!r}>"

    def as_json(self, *, with_reply: bool = True) -> dict[str, Any]:
        """Return the message as the Bot API shows it; a replied message is shown without its own reply."""
        shown: dict[str, Any] = {"message_id": self.id, "date": int(self.date.timestamp()), "chat": self.chat.as_json()}
        shown |= self._senders() | self._place()
        if self.alone is not None:
            shown["ephemeral_message_id"] = self.alone
        if self.forward_origin:
            shown["forward_origin"] = self.forward_origin
        if self.is_automatic_forward:
            shown["is_automatic_forward"] = True
        if with_reply and self.reply_to and not self.reply_to.is_deleted:
            shown["reply_to_message"] = self.reply_to.as_json(with_reply=False)
        shown |= self.reply_details | self.content
        if self.edited_at:
            shown["edit_date"] = int(self.edited_at.timestamp())
        if self.keyboard:
            shown["reply_markup"] = self.keyboard
        return shown

    def _senders(self) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        if self.sender_chat is not None:
            shown["sender_chat"] = self.sender_chat.as_json()
        sender = self.sender
        if sender is None and self.sender_chat is not None and self.chat.type != "channel":
            sender = ANONYMOUS_ADMIN if self.sender_chat is self.chat else CHANNEL_SENDER
        if self.caller is not None:
            shown["guest_bot_caller_user"] = self.caller.as_user()
        return shown | ({"from": sender.as_user()} if sender else {})

    def _place(self) -> dict[str, Any]:
        if self.correspondent is not None:
            return {"direct_messages_topic": {"topic_id": self.correspondent.id, "user": self.correspondent.as_user()}}
        if self.thread is None:
            return {}
        is_topic = self.thread in self.chat.topics
        return {"message_thread_id": self.thread} | ({"is_topic_message": True} if is_topic else {})

    @property
    def words(self) -> str:
        """Return the text or the caption, or nothing."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    @property
    def is_service(self) -> bool:
        """Tell whether Telegram wrote it to say that something happened."""
        return not any(kind in self.content for kind in CONTENTS)

    @property
    def root(self) -> int:
        """Return the id of the first message of the conversation that this message belongs to."""
        return self.thread or self.id

    def origin(self) -> dict[str, Any]:
        """Return where a forward of this message says that it comes from."""
        if self.forward_origin:
            return self.forward_origin
        date = int(self.date.timestamp())
        if self.chat.type == "channel":
            return {"type": "channel", "date": date, "chat": self.chat.as_json(), "message_id": self.id}
        if self.sender_chat is not None:
            return {"type": "chat", "date": date, "sender_chat": self.sender_chat.as_json()}
        return {"type": "user", "date": date, "sender_user": self.sender.as_user() if self.sender else {}}
