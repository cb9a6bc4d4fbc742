"""What people may not do in a chat, said as a sentence."""

from __future__ import annotations

from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.members import ChatMembership, Status
from bot.playground.telegram.people import Bot, PlaygroundPerson
from bot.texts import Refusal


class NotThereError(Refusal):
    """There is no such person, chat or message."""


class UnclearError(Refusal):
    """What was asked cannot be understood."""


def name_of(chat: PlaygroundChat) -> str:
    """Return what a chat is called in a sentence."""
    return chat.title or (chat.person.first_name if chat.person else str(chat.id))


def check_may_write(
    person: PlaygroundPerson, chat: PlaygroundChat, membership: ChatMembership, permission: str = "can_send_messages"
) -> None:
    """Refuse what Telegram's client would not let this person write here."""
    where = {"person": person.first_name, "chat": name_of(chat)}
    if chat.migrated_to is not None:
        raise Refusal("playground-upgraded", **where)
    if membership.status is Status.KICKED:
        raise Refusal("playground-banned", **where)
    if not membership.is_present:
        raise Refusal("playground-not-in", **where)
    if chat.type == "channel" and not membership.has_right("can_post_messages"):
        raise Refusal("playground-channel", **where)
    if membership.status is Status.RESTRICTED and permission not in membership.permissions:
        until = membership.until.isoformat(sep=" ", timespec="minutes") if membership.until else ""
        raise Refusal("playground-restricted-until" if until else "playground-restricted", **where, until=until)
    if not membership.may(permission, chat.permissions):
        raise Refusal("playground-locked", **where)


def check_not_blocked(person: PlaygroundPerson, bot: Bot) -> None:
    """Refuse to write to a bot that this person has blocked."""
    if bot.id in person.blocked:
        raise Refusal("playground-blocked", person=person.first_name, bot=bot.first_name)


def check_topic(person: PlaygroundPerson, chat: PlaygroundChat, thread: int | None, membership: ChatMembership) -> None:
    """Refuse to write into a topic that is closed."""
    topic = chat.topics.get(thread or 0)
    if topic and topic.is_closed and not membership.has_right("can_manage_topics"):
        raise Refusal("playground-topic-closed", person=person.first_name, topic=topic.name)
