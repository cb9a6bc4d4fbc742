"""What people send and do beside writing texts: other kinds of messages, reactions, words that one alone sees."""

from __future__ import annotations

from typing import Any

from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.members import MEMBER, OPEN
from bot.playground.telegram.messaging import MessagingActions, written
from bot.playground.telegram.people import GUEST, PlaygroundPerson
from bot.playground.telegram.refusals import UnclearError, check_may_write
from bot.playground.telegram.text import message_kinds
from bot.playground.telegram.text.message_kinds import Content
from bot.playground.telegram.threads import external_reply, quoted
from bot.texts import Refusal

LETTERS = 500
"""By how much the id of a channel's direct messages is below that of the channel."""
_NEEDS = {"poll": "can_send_polls", "quiz": "can_send_polls", "dice": "can_send_other_messages"}


class Sharing(MessagingActions):
    """The part of Telegram in which people send what is no text."""

    def share(
        self,
        person: PlaygroundPerson,
        chat: PlaygroundChat,
        kind: str,
        text: str,
        thread: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Let a person send a message of a kind, made of some lines; see `kinds.KINDS`.

        Raises:
            Refusal: The person may not send it here, or the lines are not enough for it.
        """
        message = self._drafted(person, chat, thread, reply_to, _NEEDS.get(kind, "can_send_messages"))
        message.content = message_kinds.made(kind, text)
        return self.publish(message)

    def share_anew(self, person: PlaygroundPerson, message: Message, kind: str, text: str) -> Message:
        """Let a person change an own message into one of a kind."""
        self._check_editable(person, message)
        return self.revise(message, message_kinds.made(kind, text))

    def add_line(self, person: PlaygroundPerson, message: Message, text: str) -> Message:
        """Let a person add an option to a poll or a task to a checklist; a line of the chat's own tells of it."""
        chat, line = message.chat, " ".join(text.split())
        check_may_write(person, chat, chat.membership(person.id, self.clock()), "can_send_messages")
        if not line:
            raise UnclearError("playground-empty")
        told = _with_one_more(message, line)
        self.feed.tell("edit", message=self.shown(message))
        return self.publish(Message(chat, told, sender=person, thread=message.thread))

    def answer_elsewhere(
        self, person: PlaygroundPerson, message: Message, chat: PlaygroundChat, text: str, words: str | None = None
    ) -> Message:
        """Let a person answer a message of another chat, with some of its words quoted."""
        answer = self._drafted(person, chat, None, None)
        answer.content = written(text)
        answer.reply_details = {"external_reply": external_reply(message)}
        quote = quoted(message, words, 0) if words else None
        if words and quote is None:
            raise UnclearError("playground-no-quote")
        answer.reply_details |= {"quote": quote} if quote is not None else {}
        return self.publish(answer)

    def react(self, person: PlaygroundPerson, message: Message, emoji: str) -> None:
        """Let a person react to a message; the same emoji once more takes the reaction back."""
        chat = message.chat
        check_may_write(person, chat, chat.membership(person.id, self.clock()), "can_react_to_messages")
        old = message.reactions.pop(person.id, None)
        if emoji != old:
            message.reactions[person.id] = emoji
        told = {"chat": chat.as_json(), "message_id": message.id, "user": person.as_user()}
        told |= {"date": int(self.clock().timestamp()), "old_reaction": _reaction(old)}
        told |= {"new_reaction": _reaction(message.reactions.get(person.id))}
        for bot, membership in self.bots_in(chat):
            if membership.is_admin:
                self.queues[bot.id].add("message_reaction", told)
        self.feed.tell("edit", message=self.shown(message))

    def remove_reactions(self, chat: PlaygroundChat, actor_id: int, message: Message | None = None) -> None:
        """Take somebody's reactions away: to one message, or to all of a chat."""
        for one in chat.messages.values() if message is None else (message,):
            if one.reactions.pop(actor_id, None) is not None:
                self.feed.tell("edit", message=self.shown(one))

    def say_alone(self, person: PlaygroundPerson, chat: PlaygroundChat, text: str) -> Message:
        """Let a person write to the bot before everybody's eyes, so that nobody else sees it."""
        message = self._drafted(person, chat, None, None)
        message.content, message.date = written(text), self.clock()
        chat.last_alone += 1
        message.alone = chat.last_alone
        for bot, _ in self.bots_in(chat):
            self.queues[bot.id].add("message", message.as_json())
        return message

    def say_through_guest(self, person: PlaygroundPerson, chat: PlaygroundChat, text: str) -> Message:
        """Let a person call a bot that is no member: what it writes is theirs."""
        message = self._drafted(person, chat, None, None)
        message.content, message.sender, message.caller = written(text), GUEST, person
        return self.publish(message)

    def write_to_channel(self, person: PlaygroundPerson, channel: PlaygroundChat, text: str) -> Message:
        """Let a person write to a channel, in a topic of their own."""
        letters = self._letters_to(channel)
        letters.members.setdefault(person.id, MEMBER)
        message = self._drafted(person, letters, None, None)
        message.content, message.correspondent = written(text), person
        return self.publish(message)

    def _letters_to(self, channel: PlaygroundChat) -> PlaygroundChat:
        """Return the direct messages of a channel, with the bot that answers them."""
        if channel.letters_to is not None:
            return channel
        if channel.type != "channel":
            raise Refusal("playground-no-letters", chat=channel.title or "")
        known = next((chat for chat in self.chats.values() if chat.letters_to is channel), None)
        if known is not None:
            return known
        members = {**channel.members, **{bot.id: MEMBER for bot in self.bots.values()}}
        letters = PlaygroundChat(channel.id - LETTERS, "supergroup", f"{channel.title} · letters", letters_to=channel)
        letters.members, letters.permissions = members, OPEN
        self.feed.tell("reload")
        return self.add_chat(letters)


def _with_one_more(message: Message, line: str) -> Content:
    """Add a line to a poll or a checklist; return what tells of it."""
    content = message.content
    shown = message.as_json(with_reply=False)
    if "poll" in content:
        made = message_kinds.option(line, len(content["poll"]["options"]))
        message.content = {"poll": {**content["poll"], "options": [*content["poll"]["options"], made]}}
        told = {"poll_message": shown, "option_persistent_id": made["persistent_id"], "option_text": line}
        return {"poll_option_added": told}
    if "checklist" in content:
        made = message_kinds.task(line, len(content["checklist"]["tasks"]) + 1)
        message.content = {"checklist": {**content["checklist"], "tasks": [*content["checklist"]["tasks"], made]}}
        return {"checklist_tasks_added": {"checklist_message": shown, "tasks": [made]}}
    raise UnclearError("playground-no-lines")


def _reaction(emoji: str | None) -> list[dict[str, Any]]:
    return [{"type": "emoji", "emoji": emoji}] if emoji is not None else []
