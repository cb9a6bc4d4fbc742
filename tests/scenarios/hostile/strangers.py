"""Twenty strangers: what each of them tries, again and again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.members import MEMBER, MODERATION, ChatMembership, Status
from bot.playground.telegram.messaging import data_of
from bot.playground.telegram.people import Bot, PlaygroundPerson
from bot.playground.telegram.telegram import Telegram

STRANGERS = 20
OWN_GROUPS = 15
"""Groups that one of them owns."""
LONG = 240_000
"""Characters of an article that is made to be slow."""


@dataclass(slots=True)
class Stage:
    """The strangers, the group that they share with others, and the groups that they own."""

    telegram: Telegram
    chance: Random
    shared: PlaygroundChat
    people: list[PlaygroundPerson] = field(default_factory=list)
    own: list[PlaygroundChat] = field(default_factory=list)

    def act(self, number: int) -> None:
        """Let a stranger do the next thing of a kind, by the stranger's number."""
        TRICKS[number % len(TRICKS)](self, self.people[number])

    def owned_by(self, person: PlaygroundPerson) -> PlaygroundChat:
        """Return one of the groups of a stranger."""
        return self.chance.choice(self.own[self.people.index(person) :: STRANGERS])


def gathered(telegram: Telegram, shared: PlaygroundChat, chance: Random) -> Stage:
    """Let strangers come into a group, and found groups of their own with the bot in them."""
    stage = Stage(telegram, chance, shared)
    bot = next(iter(telegram.bots.values()))
    for number in range(STRANGERS):
        person = telegram.add_person(PlaygroundPerson(7300000000 + number, f"Stranger {number}"))
        shared.members[person.id] = MEMBER
        telegram.private(person)
        stage.people.append(person)
    for number in range(STRANGERS * OWN_GROUPS):
        chat = PlaygroundChat(-1004000000000 - number, "supergroup", f"Corner {number}")
        chat.members[bot.id] = ChatMembership(Status.ADMINISTRATOR, rights=MODERATION)
        stage.own.append(telegram.found(stage.people[number % STRANGERS], chat))
    return stage


def _many_names(stage: Stage, person: PlaygroundPerson) -> None:
    """An article in which hundreds of people of the same name speak."""
    names = (f"Anna{number} Berg{number % 7}" for number in range(LONG // 60))
    words = "\n\n".join(f"{name} said that the trams of the north were late on Monday." for name in names)
    _set_article(stage, person, ("names.md", f"# Voices\n\n{words}".encode()))


def _nested_page(stage: Stage, person: PlaygroundPerson) -> None:
    """A page of tables in tables, with very many elements."""
    page = "<table><tr><td>" * 300 + "<p>The trams were late on Monday, as before.</p>" * 20_000
    _set_article(stage, person, ("tables.html", page.encode()))


def _odd_page(stage: Stage, person: PlaygroundPerson) -> None:
    """A page of one endless line with marks of everything."""
    line = "“By A. B. (1.2.2026) said: „no“ – 5 % of 7 — " * (LONG // 45)
    _set_article(stage, person, ("line.txt", f"Trams\n\n{line}\n\nAnd that was all of it.".encode()))


def _looks_like_spam(stage: Stage, person: PlaygroundPerson) -> None:
    """Messages in many groups of one's own that make the bot ask who moderates there."""
    for _ in range(5):
        words = f"Earn 500 USD a day, write to me now, free coins {stage.chance.random():.6f} https://example.org/x"
        stage.telegram.say(person, stage.owned_by(person), words)


def _orders(stage: Stage, person: PlaygroundPerson) -> None:
    """Commands for moderators, by somebody who is none."""
    for words in ("/ban 7000000001", "/queue", "/audit", "/mute 2h @mara_k"):
        stage.telegram.say(person, stage.shared, words)
    stage.telegram.say(person, stage.telegram.private(person), "/queue")


def _asks(stage: Stage, person: PlaygroundPerson) -> None:
    """As many questions and commands as there is time for."""
    for words in ("/ask Who left their shoes by the door?", "/help", "/article", "/counterpoints", "/map"):
        stage.telegram.say(person, stage.shared, f"{words} {stage.chance.random():.4f}")


def _set_article(stage: Stage, person: PlaygroundPerson, file: tuple[str, bytes]) -> None:
    """Send a file as the article of one of one's groups, and use what was offered there before."""
    chat = stage.owned_by(person)
    for message in list(chat.messages.values()):
        data = data_of(message)
        if data and isinstance(message.sender, Bot):
            stage.telegram.tap(person, message, data[0])
    sent = stage.telegram.send_file(person, chat, file)
    stage.telegram.say(person, chat, "/setarticle", reply_to=sent)


TRICKS: tuple[Callable[[Stage, PlaygroundPerson], None], ...] = (
    _many_names,
    _nested_page,
    _odd_page,
    _looks_like_spam,
    _orders,
    _asks,
)
"""What strangers try; each stranger does one of them over and over."""
