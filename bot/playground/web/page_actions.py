"""What the page can let people do: one function an action, values in, JSON out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.members import ALL_PERMISSIONS
from bot.playground.telegram.people import Account, Bot, PlaygroundPerson
from bot.playground.telegram.refusals import NotThereError, UnclearError
from bot.playground.telegram.telegram import Telegram
from bot.playground.web.page_request import Request

Action = Callable[[Request], Awaitable[dict[str, Any]] | Message | None]
"""Returns what the page is told, or a message that it shows."""


async def perform(action: Action, request: Request) -> dict[str, Any]:
    """Do what the page asks, and return what it is told."""
    done = action(request)
    if isinstance(done, Message):
        return {"message": request.telegram.shown(done)}
    return await done if done is not None else {}


def say(request: Request) -> Message:
    """Write a text, as a reply or with a quote where they are named."""
    telegram, person, text = request.telegram, request.person(), request.text("text")
    quote, reply_to = request.quote(), request.reply_to()
    if quote is not None and reply_to is not None:
        words, position = quote
        return telegram.quote(person, reply_to, words, text, position)
    return telegram.say(person, request.chat(), text, request.number("thread"), reply_to)


def send_file(request: Request) -> Message:
    """Send a file, or a picture to look at where `as` says `photo`."""
    if "file" not in request.files:
        raise UnclearError("playground-garbled", what="file")
    telegram, person, file = request.telegram, request.person(), request.files["file"]
    caption, thread = request.text("caption"), request.number("thread")
    send = telegram.send_photo if request.text("as") == "photo" else telegram.send_file
    return send(person, request.chat(), file, caption, thread, request.reply_to())


def share(request: Request) -> Message:
    """Send a message of a kind, made of lines; or change an own one into it where `message` names one."""
    telegram, person, kind, text = request.telegram, request.person(), request.text("kind"), request.text("text")
    if request.number("message"):
        return telegram.share_anew(person, request.message(), kind, text)
    return telegram.share(person, request.chat(), kind, text, request.number("thread"), request.reply_to())


def say_apart(request: Request) -> Message:
    """Write in an unusual way: alone with the bot, through a guest bot, or to a channel; `as` says which."""
    way = WAYS.get(request.text("as"))
    if way is None:
        raise UnclearError("playground-unknown-kind", kind=request.text("as"))
    return way(request.telegram, request.person(), request.chat(), request.text("text"))


def answer_elsewhere(request: Request) -> Message:
    """Answer the message of `chat` in the chat `to`, with the words in `quote` where they are given."""
    to, words = request.telegram.chat(request.number("to") or 0), request.text("quote") or None
    person, message, text = request.person(), request.message(), request.text("text")
    return request.telegram.answer_elsewhere(person, message, to, text, words)


def forward(request: Request) -> Message:
    """Forward the message of `chat` into the chat `to`."""
    to = request.telegram.chat(request.number("to") or 0)
    return request.telegram.forward(request.person(), request.message(), to, request.number("thread"))


async def change_topic(request: Request) -> dict[str, Any]:
    """Open a topic by its name, or close and reopen the one that is named by id."""
    telegram, person, chat = request.telegram, request.person(), request.chat()
    number = request.number("topic")
    if number is None:
        return {"topic": telegram.open_topic(person, chat, request.text("name")).id}
    topic = chat.topics.get(number)
    if topic is None:
        raise NotThereError("playground-no-thread")
    telegram.close_topic(person, chat, topic, closed=bool(request.values.get("closed")))
    return {"topic": topic.id}


def change_member(request: Request) -> None:
    """Let somebody come, go, be promoted, restricted or banned."""
    status = request.text("status")
    change = CHANGES.get(status)
    if change is None:
        raise UnclearError("playground-unknown-status", status=status)
    account = request.account()
    actor = request.person("actor") if request.number("actor") else None
    change(request.telegram, account, request.chat(), actor)


Change = Callable[[Telegram, Account, PlaygroundChat, PlaygroundPerson | None], None]


def _person_and_bot(telegram: Telegram, account: Account) -> tuple[PlaygroundPerson, Bot]:
    return telegram.person(account.id), next(iter(telegram.bots.values()))


CHANGES: dict[str, Change] = {
    "join": lambda telegram, account, chat, actor: telegram.join(account, chat, actor),
    "ask": lambda telegram, account, chat, actor: telegram.ask_to_join(telegram.person(account.id), chat),
    "leave": lambda telegram, account, chat, actor: telegram.leave(account, chat),
    "promote": lambda telegram, account, chat, actor: telegram.promote(account, chat, by=actor),
    "demote": lambda telegram, account, chat, actor: telegram.demote(account, chat, actor),
    "restrict": lambda telegram, account, chat, actor: telegram.restrict(account, chat, by=actor),
    "unrestrict": lambda telegram, account, chat, actor: telegram.restrict(account, chat, ALL_PERMISSIONS, by=actor),
    "ban": lambda telegram, account, chat, actor: telegram.ban(account, chat, by=actor),
    "unban": lambda telegram, account, chat, actor: telegram.unban(account, chat, actor),
    "block": lambda telegram, account, chat, actor: telegram.block(*_person_and_bot(telegram, account)),
    "unblock": lambda telegram, account, chat, actor: telegram.unblock(*_person_and_bot(telegram, account)),
}
"""What somebody can become, by the word that the page uses."""

WAYS: dict[str, Callable[[Telegram, PlaygroundPerson, PlaygroundChat, str], Message]] = {
    "alone": lambda telegram, person, chat, text: telegram.say_alone(person, chat, text),
    "guest": lambda telegram, person, chat, text: telegram.say_through_guest(person, chat, text),
    "letter": lambda telegram, person, chat, text: telegram.write_to_channel(person, chat, text),
}
"""How somebody can write otherwise than for all to read under their own name."""

ACTIONS: dict[str, Action] = {
    "say": say,
    "share": share,
    "line": lambda asked: asked.telegram.add_line(asked.person(), asked.message(), asked.text("text")),
    "apart": say_apart,
    "elsewhere": answer_elsewhere,
    "react": lambda asked: asked.telegram.react(asked.person(), asked.message(), asked.text("emoji")),
    "file": send_file,
    "press": lambda asked: asked.telegram.press(asked.person(), asked.message(), asked.text("data")),
    "edit": lambda asked: asked.telegram.edit(asked.person(), asked.message(), asked.text("text")),
    "delete": lambda asked: asked.telegram.delete(asked.person(), asked.message()),
    "forward": forward,
    "pin": lambda asked: asked.telegram.pin(asked.person(), asked.message()),
    "post": lambda asked: asked.telegram.post(asked.person(), asked.chat(), asked.text("text")),
    "topic": change_topic,
    "member": change_member,
}
