"""The start of a playground: who is there, and in which chats."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_hex

from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.members import MEMBER, MODERATION, ChatMembership, Status
from bot.playground.telegram.people import Bot, PlaygroundPerson
from bot.playground.telegram.state import Clock
from bot.playground.telegram.telegram import Telegram
from bot.texts import tell

TOKEN = f"8000000001:{token_hex(16)}"
"""The token of the playground's bot: another one at each start, so that no page of another site can know it."""


@dataclass(frozen=True, slots=True)
class Seed:
    """The start: the bot, the people by their first names, and the chats."""

    telegram: Telegram
    bot: Bot
    mara: PlaygroundPerson
    jonas: PlaygroundPerson
    vera: PlaygroundPerson
    ana: PlaygroundPerson
    alena: PlaygroundPerson
    group: PlaygroundChat
    forum: PlaygroundChat
    channel: PlaygroundChat
    comments: PlaygroundChat


def seed(clock: Clock, token: str = TOKEN) -> Seed:
    """Make a Telegram with a reading group, a forum, a channel with its discussion group, and people in them."""
    telegram = Telegram(clock)
    bot = telegram.add_bot(Bot(int(token.partition(":")[0]), token, "Counterpoint", "counterpoint_bot"))
    mara, jonas, vera, ana, alena = (telegram.add_person(person) for person in _people())
    for person in telegram.people.values():
        telegram.private(person)

    group = _chat(telegram, alena, PlaygroundChat(-1001000000001, "supergroup", "The reading group"))
    forum = _chat(telegram, alena, PlaygroundChat(-1001000000002, "supergroup", "City desk", is_forum=True))
    channel = _chat(telegram, ana, PlaygroundChat(-1001000000003, "channel", "Ana writes", username="ana_writes"))
    comments = _chat(telegram, ana, PlaygroundChat(-1001000000004, "supergroup", "Ana writes · comments"))
    channel.linked, comments.linked = comments, channel

    for chat in (group, forum, channel, comments):
        for person in (mara, jonas, vera, ana, alena):
            chat.members.setdefault(person.id, MEMBER)
    for chat in (group, forum):
        chat.members[vera.id] = ChatMembership(Status.ADMINISTRATOR, rights=MODERATION)
    channel.members.pop(bot.id)
    for name in ("Buses", "Bicycles"):
        telegram.open_topic(alena, forum, name)
    telegram.queues[bot.id].waiting.clear()
    return Seed(telegram, bot, mara, jonas, vera, ana, alena, group, forum, channel, comments)


def _people() -> tuple[PlaygroundPerson, ...]:
    """Return the people; the first is who a newcomer plays at first."""
    people = (
        PlaygroundPerson(7000000001, "Mara", username="mara_k", language_code="en"),
        PlaygroundPerson(7000000002, "Jonas", language_code="lt"),
        PlaygroundPerson(7000000003, "Vera", username="vera_reads", language_code="ru", role="moderator"),
        PlaygroundPerson(7000000004, "Ana", "Berg", "ana_berg", "en", role="author"),
        PlaygroundPerson(7000000005, "Алена", username="alena_host", language_code="be", role="host"),
    )
    for person in people:
        person.note = tell(f"playground-note-{person.role}")
    return people


def _chat(telegram: Telegram, owner: PlaygroundPerson, chat: PlaygroundChat) -> PlaygroundChat:
    """Make a chat with its owner, and with the bot as an administrator."""
    bot = next(iter(telegram.bots.values()))
    chat.members[bot.id] = ChatMembership(Status.ADMINISTRATOR, rights=MODERATION)
    return telegram.found(owner, chat)
