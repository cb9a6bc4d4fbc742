"""Raw updates with wrong types and missing parts, valid ones among them: nothing ends the process, all are answered.

uv run python -m tests.bench.fuzz_updates [20000] [--seed 1]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.people import PlaygroundPerson
from storage import inbox
from storage.inbox import InboxStatus
from tests.town import WORKER, Town

BATCH = 60
"""Updates between two looks at what was answered."""
ONE_VALID = 12
"""Of how many updates one is as it must be."""
APART = timedelta(minutes=2)
"""By how much the clock is moved on between two batches."""
STRANGE: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    2**31,
    2**63,
    -(2**80),
    1.5,
    float("nan"),
    float("inf"),
    "",
    "word",
    "\ud83d",
    "\x00",
    "x" * 5000,
    [],
    [[]],
    {},
    {"id": 1},
    [1, "a", None],
)


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """What became of them."""

    updates: int
    valid: int
    answered: int
    failed: int
    """Rows that are noted as failed."""
    seconds: float


def seeds(town: Town) -> list[tuple[str, Any]]:
    """Return updates of every kind that the bot asks for, as they must be."""
    cast = town.cast
    told = Message(cast.group, {"text": "/help"}, sender=cast.mara).as_json()
    told |= {"message_id": 9_000, "date": int(town.clock().timestamp())}
    user, chat, date = cast.jonas.as_user(), cast.group.as_json(), told["date"]
    entities = [{"type": "url", "offset": 0, "length": 4}, {"type": "text_link", "offset": 0, "length": 2, "url": "a"}]
    member = {"status": "member", "user": user}
    change = {"chat": chat, "from": user, "date": date, "old_chat_member": member}
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    document = {"file_id": "a", "file_unique_id": "b", "file_name": "n.txt", "mime_type": "text/plain", "file_size": 4}
    quote = {"text": "x", "position": 0, "is_manual": True}
    bare = {name: one for name, one in told.items() if name not in ("text", "entities")}
    rich = {"blocks": [{"type": "list", "items": [{"blocks": [{"type": "paragraph", "text": ["a", {"url": "b.c"}]}]}]}]}
    poll = {"question": "q", "options": [{"text": "o", "text_entities": entities}], "description": "d"}
    tasks = {"title": "t", "tasks": [{"id": 1, "text": "a.example", "text_entities": entities}]}
    other = {"origin": {"type": "channel", "chat": {"id": -9, "type": "channel", "title": "C"}}, "poll": poll}
    reacted = {"old_reaction": [], "new_reaction": [{"type": "emoji", "emoji": "x"}]}
    return [
        ("message", bare | {"rich_message": rich, "reply_markup": {"inline_keyboard": [[{"text": "x", "url": "y"}]]}}),
        ("message", bare | {"poll": poll}),
        ("message", bare | {"checklist": tasks}),
        ("message", bare | {"poll_option_added": {"option_text": "x", "option_text_entities": entities}}),
        ("message", told | {"external_reply": other, "quote": quote | {"entities": entities}}),
        ("message", bare | {"story": {"id": 1, "chat": chat}, "forward_origin": other["origin"]}),
        ("message", told | {"message_id": 0, "ephemeral_message_id": 3, "receiver_user": user}),
        ("message", told | {"guest_bot_caller_user": user, "from": user | {"is_bot": True}, "sender_tag": "t"}),
        ("message", told | {"direct_messages_topic": {"topic_id": 5, "user": user}, "is_topic_message": True}),
        ("edited_message", bare | {"rich_message": rich, "edit_date": date}),
        ("message", told | {"entities": [{"type": "bot_command", "offset": 0, "length": 5}]}),
        ("message", told | {"text": "a.example is near", "entities": entities}),
        ("message", told | {"text": "/ask why?", "reply_to_message": told | {"document": document}, "quote": quote}),
        ("message", {name: one for name, one in told.items() if name != "text"} | {"photo": photo, "caption": "one"}),
        ("message", told | {"new_chat_members": [user], "left_chat_member": user, "sender_chat": chat}),
        ("edited_message", told | {"text": "changed", "edit_date": date}),
        ("callback_query", {"id": "5", "from": user, "message": told, "chat_instance": "1", "data": "vote:1:agree"}),
        ("my_chat_member", change | {"new_chat_member": {"status": "member", "user": cast.bot.as_user()}}),
        ("chat_member", change | {"new_chat_member": {"status": "kicked", "user": user, "until_date": 0}}),
        ("chat_member", change | {"new_chat_member": {"status": "restricted", "user": user, "is_member": True}}),
        ("chat_join_request", {"chat": chat, "from": user, "date": date, "user_chat_id": user["id"]}),
        ("chat_join_request", {"chat": chat, "from": user, "date": date, "user_chat_id": 1, "query_id": "7"}),
        ("message_reaction", {"chat": chat, "user": user, "date": date, "message_id": 1, **reacted}),
        ("message_reaction", {"chat": chat, "actor_chat": chat, "date": date, "message_id": 2, **reacted}),
        ("message", bare | {"giveaway_winners": {"chat": chat, "prize_description": "a"}, "hologram": {"text": "b"}}),
    ]


def spoiled(value: Any, chance: random.Random) -> Any:
    """Return a copy in which one to three parts, anywhere, are missing, something else, or of a later version."""
    copy = json.loads(json.dumps(value))
    for _ in range(chance.randint(1, 3)):
        places = list(_places(copy))
        holder, key = chance.choice(places)
        how = chance.random()
        if how < 0.3:
            del holder[key]
        elif how < 0.4 and isinstance(holder, dict):
            holder["of_tomorrow"] = deepcopy(chance.choice(STRANGE))
        else:
            holder[key] = deepcopy(chance.choice(STRANGE))
        if not copy:
            return copy
    return copy


def _places(value: Any) -> Any:
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


def _asks(town: Town, number: int) -> PlaygroundChat:
    """Let somebody new ask for help, and return where."""
    person = town.telegram.add_person(PlaygroundPerson(7_200_000_000 + number, "Asker"))
    chat = town.telegram.private(person)
    town.telegram.say(person, chat, "/help")
    return chat


async def fuzz(town: Town, updates: int, seed: int) -> Fuzzed:
    """Let a town's bot receive updates of which most are spoiled, and count what became of them."""
    chance, valid, answered, begun = random.Random(seed), 0, 0, perf_counter()
    queue, kinds = town.telegram.queues[town.cast.bot.id], seeds(town)
    for first in range(0, updates, BATCH):
        asked: list[PlaygroundChat] = []
        for _ in range(min(BATCH, updates - first)):
            if chance.randrange(ONE_VALID):
                kind, content = chance.choice(kinds)
                queue.add(kind, spoiled({"content": content}, chance).get("content"))
            else:
                asked.append(_asks(town, valid + len(asked)))
        await town.settle()
        valid += len(asked)
        answered += sum(bool(town.from_bot(chat)) for chat in asked)
        town.clock.at += APART
    async with town.database.read() as session:
        counts = await inbox.count_by_status(session)
    return Fuzzed(updates, valid, answered, counts.get(InboxStatus.FAILED, 0), perf_counter() - begun)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("updates", type=int, nargs="?", default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    print(asyncio.run(_in_a_town(chosen.updates, chosen.seed)))


async def _in_a_town(updates: int, seed: int) -> Fuzzed:
    with TemporaryDirectory(prefix="counterpoint-fuzz-") as folder:
        town = Town(Path(folder))
        await town.start(with_article=False)
        try:
            return await fuzz(town, updates, seed)
        finally:
            await town.stop()
            super(type(WORKER), WORKER).stop()


if __name__ == "__main__":
    main()
