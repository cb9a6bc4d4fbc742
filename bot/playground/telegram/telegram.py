"""A Telegram of one's own, in memory: what people do in it, and what bots hear of it."""

from __future__ import annotations

from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.membership import MembershipActions
from bot.playground.telegram.people import PlaygroundPerson
from bot.playground.telegram.refusals import NotThereError
from bot.playground.telegram.shared_messages import Sharing


class Telegram(Sharing, MembershipActions):
    """People, bots, chats and messages; time is what the clock says."""

    def person(self, person_id: int) -> PlaygroundPerson:
        """Return a person by id.

        Raises:
            NotThereError: There is nobody of that id.
        """
        person = self.people.get(person_id)
        if person is None:
            raise NotThereError("playground-no-person")
        return person

    def chat(self, chat_id: int) -> PlaygroundChat:
        """Return a chat by id; a person's id is the private chat with the first bot.

        Raises:
            NotThereError: There is no chat of that id.
        """
        if chat_id in self.people:
            return self.private(self.people[chat_id])
        if chat_id not in self.chats:
            raise NotThereError("playground-no-chat")
        return self.chats[chat_id]

    def message(self, chat: PlaygroundChat, message_id: int) -> Message:
        """Return a message by id.

        Raises:
            NotThereError: There is none of that id, or it was deleted.
        """
        message = chat.messages.get(message_id)
        if message is None:
            raise NotThereError("playground-no-message")
        return message
