"""A chat reads the bot in the language that it chose: whatever is said there, by whom and whenever it is caused."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.article.discussion_article import Article, current_article
from bot.article.extraction import Source, read
from bot.playground.bot_api.faults import Fault
from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.members import MEMBER, MODERATION, ChatMembership, Status
from bot.playground_app import set_article_in
from bot.texts.unlinked import BREAK
from storage import counterpoints
from storage.chat_settings import Screening
from storage.chats import Place, Premoderation
from storage.counterpoints import Counterpoint, CounterpointKind, CounterpointStatus
from tests import second_language
from tests.scenarios.debating import buttons, premoderate
from tests.scenarios.moderating_queue import screened, writes
from tests.scenarios.newcomers import choose
from tests.second_language import english_in
from tests.town import Town, labels, text_of

ARTICLE = """# Дождь над городом

Вчера весь день шёл дождь. Садовники были довольны.

Крыши протекли в трёх домах. Мэр обещал починить их до осени.
"""
CLAIM = "Крыши протекли не от дождя, а от старости"
NAMES = frozenset({"Mara", "Jonas", "Vera", "Ana", "Berg", "Ben"})


@pytest_asyncio.fixture
async def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """A town whose group chose the made-up language; nobody in it writes English, and the operator's is English."""
    town = Town(tmp_path)
    with second_language.spoken(monkeypatch, tmp_path / "texts"):
        town.cast.group.title = "Читальня"
        await town.start()
        article = read(Source(ARTICLE.encode(), name="дождь.md"))
        await set_article_in(town.database, (town.cast.group.id,), article)
        await choose(town, language=second_language.CODE)
        await town.restart()
        yield town
        await town.stop()


def said_in(town: Town, chat_id: int) -> Iterator[str]:
    """Return all words that went into a chat, buttons, later changes and what was deleted since included."""
    for _, params in town.request.calls:
        if params.get("chat_id") == str(chat_id):
            rows = json.loads(params.get("reply_markup", "{}")).get("inline_keyboard", [])
            words = [params.get("text", ""), params.get("caption", ""), *(one["text"] for row in rows for one in row)]
            yield from (re.sub("<[^>]+>|&[a-z]+;", " ", one.replace(BREAK, "")) for one in words if one)


async def press(town: Town, verb: str) -> Message:
    """Let a moderator press the first button of a verb under the newest message that has one; return that message."""
    for message in reversed(town.from_bot(town.cast.group)):
        found = [one["callback_data"] for one in buttons(message) if one.get("callback_data", "").startswith(verb)]
        if found:
            await town.telegram.press(town.cast.vera, message, found[0])
            await town.settle()
            return message
    raise LookupError(verb)


async def countered(town: Town, words: str = CLAIM) -> None:
    await premoderate(town, Premoderation.NONE)
    await town.says(town.cast.vera, town.cast.group, f"/counter {words}")
    await press(town, "anchor:1:whole" if words == CLAIM else "anchor:2:whole")


async def answers(town: Town) -> None:
    await town.says(town.cast.mara, town.cast.group, "/ask Где протекли крыши?")
    await press(town, "context")
    await press(town, "counter")
    await town.says(town.cast.mara, town.cast.group, "/ask Где продают слонов?")
    await town.says(town.cast.mara, town.cast.group, "/article")


async def cards(town: Town) -> None:
    await premoderate(town, Premoderation.NONE)
    await town.says(town.cast.mara, town.cast.group, f"/counter {CLAIM}")
    await town.telegram.press(town.cast.mara, town.from_bot(town.cast.group)[-1], "anchor:1:whole")
    await town.settle()
    for verb in ("vote", "rebut"):
        await press(town, verb)
    await premoderate(town, Premoderation.ALL)
    await town.says(town.cast.jonas, town.cast.group, "/counter Мэр ничего не обещал")
    await town.telegram.press(town.cast.jonas, town.from_bot(town.cast.group)[-1], "anchor:2:whole")
    await town.settle()
    await town.says(town.cast.vera, town.cast.group, "/close 1")
    await town.advance(hours=2)


async def merges(town: Town) -> None:
    await countered(town)
    await countered(town, "Садовники были довольны вовсе не дождём")
    await town.says(town.cast.vera, town.cast.group, "/merge 2 1")
    await press(town, "unmerge")


async def lists(town: Town) -> None:
    async with town.database.write() as session:
        article = await current_article(session, Place(town.cast.group.id))
        for number in range(9):
            await counterpoints.store(session, an_open_one(article, number, town.clock()))
    await town.says(town.cast.mara, town.cast.group, "/counterpoints")
    await press(town, "list:open:2")
    for number in range(9):
        town.clock.at += timedelta(minutes=1)
        await town.says(town.cast.mara, town.cast.group, f"/ask Сколько стоит {number} слонов?")
    await town.says(town.cast.vera, town.cast.group, "/questions")
    await press(town, "questions:all:2")


async def errors(town: Town) -> None:
    for words in ("/withdraw 99", "/counterpoints сверху", "/merge 1", "/counter", "/digest пятница", "/reply 1"):
        await town.says(town.cast.vera, town.cast.group, words)


async def digests(town: Town) -> None:
    await town.says(town.cast.vera, town.cast.group, "/digest daily 18:00")
    await countered(town)
    await town.advance(hours=10)
    await town.says(town.cast.vera, town.cast.group, "/digest status")
    town.clock.at += timedelta(minutes=2)
    await countered(town, "Мэр ничего не обещал")
    town.api.faults.add("sendMessage", Fault.LOST_ANSWER, 1)
    await town.advance(days=1)
    await press(town, "there")


async def held_up(town: Town) -> Message:
    """Let the checks find something: nobody who moderates knows the bot in private, so its card comes here."""
    await screened(town, Screening.ON, blocklist=["монеты"])
    return await writes(town, town.cast.mara, "Купите мои монеты: https://example.org/lots")


async def queue(town: Town) -> None:
    await held_up(town)
    for verb in ("rreject", "rshow", "rreject", "rreason"):
        await press(town, verb)
    await town.says(town.cast.vera, town.cast.group, "/queue")


async def reminders(town: Town) -> None:
    await held_up(town)
    await town.says(town.cast.vera, town.cast.group, "/queue")
    await town.advance(hours=13)


async def sanctions_from_cards(town: Town) -> None:
    await held_up(town)
    for verb in ("rwarn", "rundo", "rmute", "rundo", "rban", "rundo", "rdismiss"):
        await press(town, verb)


async def sanctions(town: Town) -> None:
    message = await writes(town, town.cast.mara, "Вы все слишком медленно думаете")
    for words in ("/warn грубость", "/mute 1h грубость", "/unmute", "/ban 2d", "/unban", "/undo", "/audit"):
        await town.says(town.cast.vera, town.cast.group, words, reply_to=message)
    await town.says(town.cast.vera, town.cast.group, "/mute 1h", reply_to=message)
    await town.advance(hours=2)


async def locks(town: Town) -> None:
    for words in (
        "/slow 30s",
        "/lock links",
        "/lock",
        "/unlock links",
        "/filter монеты",
        "/premod all",
        "/setrules Мир",
    ):
        await town.says(town.cast.vera, town.cast.group, words)
    await town.says(town.cast.vera, town.cast.group, "/rules")
    await town.says(town.cast.vera, town.cast.group, "/settings")


async def redelivered_news(town: Town) -> None:
    room = PlaygroundChat(-1001000000077, "supergroup", "Дежурные")
    room.members[town.cast.bot.id] = ChatMembership(Status.ADMINISTRATOR, rights=MODERATION)
    town.telegram.found(town.cast.alena, room)
    room.members[town.cast.vera.id] = MEMBER
    await town.says(town.cast.alena, room, "/help")
    await screened(town, Screening.ON, moderators_chat_id=room.id)
    room.members[town.cast.bot.id] = MEMBER
    town.telegram.lock(room, ())
    await held_up(town)
    await town.advance(seconds=1)


async def reports(town: Town) -> None:
    insult = await writes(town, town.cast.mara, "Вы все слишком медленно думаете")
    for person in (town.cast.jonas, town.cast.ana):
        await writes(town, person, "/report грубо", reply_to=insult)
    await press(town, "rdismiss")
    await writes(town, town.cast.jonas, "/report")


async def appeals(town: Town) -> None:
    mara, message = town.cast.mara, await writes(town, town.cast.mara, "Вы все слишком медленно думаете")
    await town.says(mara, town.telegram.private(mara), "/start")
    await town.says(town.cast.vera, town.cast.group, "/mute 2h грубость", reply_to=message)
    await town.says(mara, town.telegram.private(mara), "/appeal Я так не думаю")
    card = town.from_bot(town.cast.group)[-1]
    await town.says(town.cast.vera, town.cast.group, "/answer Больше так не пишите", reply_to=card)
    await press(town, "rundo")


def an_open_one(article: Article, number: int, now: datetime) -> Counterpoint:
    return Counterpoint(
        discussion_id=article.discussion_id,
        snapshot_id=article.snapshot_id,
        number=0,
        kind=CounterpointKind.COUNTER,
        author_id=1,
        message_id=1,
        text=f"Мысль {number}",
        words=f"мысль {number}",
        status=CounterpointStatus.OPEN,
        submitted_at=now,
        changed_at=now,
    )


KINDS = (
    *(answers, cards, merges, lists, errors, digests),
    *(queue, reminders, sanctions_from_cards, sanctions, locks, redelivered_news, reports, appeals),
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
async def test_a_chat_reads_everything_in_its_language(town: Town, kind: Callable[[Town], Awaitable[None]]) -> None:
    await kind(town)
    said = list(said_in(town, town.cast.group.id))
    assert len(said) > 2
    assert {one: found for one in said if (found := english_in(one, NAMES))} == {}


async def test_who_reads_in_private_is_told_in_their_own_language(town: Town) -> None:
    """News of a counterpoint go to its author, whatever the moderator who decides reads in the group."""
    jonas, private = town.cast.jonas, town.telegram.private(town.cast.jonas)
    jonas.language_code = "en"
    await choose(town, language=second_language.CODE)
    await town.says(jonas, private, "/start")
    await premoderate(town, Premoderation.NONE)
    await town.says(jonas, town.cast.group, f"/counter {CLAIM}")
    await town.telegram.press(jonas, town.from_bot(town.cast.group)[-1], "anchor:1:whole")
    await town.settle()
    await town.says(town.cast.vera, town.cast.group, "/close 1")
    await town.advance(minutes=1)
    assert "\nVoting on your counterpoint #1 is closed." in "\n".join(said_in(town, private.id))
    assert [english_in(one, NAMES) for one in said_in(town, town.cast.group.id) if english_in(one, NAMES)] == []


async def test_a_moderator_who_reads_in_private_reads_cards_in_their_own_language(town: Town) -> None:
    vera, private = town.cast.vera, town.telegram.private(town.cast.vera)
    vera.language_code = "en"
    await town.says(vera, private, "/start")
    await held_up(town)
    card = town.from_bot(private)[-1]
    assert labels(card) == ["Keep deleted", "Dismiss", "Warn", "Mute", "Ban"]
    await town.press(vera, card, "Warn")
    assert "Vera warned them." in text_of(card)
    said = list(said_in(town, town.cast.group.id))
    assert said
    assert [english_in(one, NAMES) for one in said if english_in(one, NAMES)] == []


async def test_commands_are_suggested_in_each_language(town: Town) -> None:
    suggested = [params for name, params in town.request.calls if name == "setMyCommands"]
    own = [json.loads(one["commands"]) for one in suggested if one.get("language_code") == second_language.CODE]
    assert own
    assert [one for menu in own for one in menu if english_in(one["description"], NAMES)] == []
