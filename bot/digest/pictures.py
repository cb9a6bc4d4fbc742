"""The pictures of an edition, drawn in the worker process after its words are on their way."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect, Picture, Send, SendPictures
from bot.chat.queries import TelegramQueries
from bot.debate.map.opinion_map import OpinionMap
from bot.debate.map.words import caption
from bot.digest import bars
from bot.digest.bars.standings import VoteBar, VoteBars, standings_of
from bot.digest.bars.words import words
from bot.digest.compose import subject_of
from bot.digest.contents.collect import EditionContents
from bot.worker import Worker, WorkerError
from storage import digests
from storage.chat_settings import language_of
from storage.chats import Place
from storage.digests import Edition, EditionStatus
from storage.outbox import Priority

log = logging.getLogger(__name__)

PictureSpec = Mapping[str, Any]
"""What is to be drawn, as it is kept: {"map": …} or {"bars": …}."""

WORTH_BARS = 10
"""Votes since the last edition from which it has a picture of them."""

_MAP = TypeAdapter(OpinionMap)
_BARS = TypeAdapter(VoteBars)


def pictures_of(reading: EditionContents) -> list[dict[str, Any]]:
    """Return what is to be drawn: the opinion map where it may be shown, and the votes where people have voted."""
    material = reading.material
    pictures: list[dict[str, Any]] = []
    if reading.mapping is not None:
        pictures.append({"map": asdict(reading.mapping)})
    if material.totals and sum(one.moved for one in material.points) >= WORTH_BARS:
        counted = [
            VoteBar(one.number, one.text, one.agree, one.disagree, one.passes, one.moved) for one in material.points
        ]
        pictures.append({"bars": asdict(standings_of(material.title, counted))})
    return pictures


class Illustrator:
    """Draws for editions."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    async def draw(self, edition: Edition, telegram: TelegramQueries) -> tuple[Picture, ...]:
        """Draw the pictures of an edition, each with the same in words; without a picture where that failed."""
        async with telegram.database.read() as session:
            _, _, chat = await digests.place_of(session, edition.schedule_id)
            language = await language_of(session, chat.telegram_id)
        try:
            return await self._worker.run_at_leisure(draw, edition.plates, language)
        except WorkerError:
            return tuple(Picture(b"", told(picture, language)) for picture in edition.plates)

    async def post(
        self, edition: Edition, session: AsyncSession, _now: datetime, drawn: tuple[Picture, ...]
    ) -> list[Effect]:
        """Owe the pictures to Telegram, or what they would have said."""
        if not await digests.move(session, edition, EditionStatus.POSTED, plates=[]):
            return []
        schedule, discussion, chat = await digests.place_of(session, edition.schedule_id)
        place, subject = Place(chat.telegram_id, discussion.thread_id), subject_of(edition)
        if all(one.png for one in drawn):
            return [SendPictures(place, drawn, subject, topic=schedule.topic)]
        told_instead = "\n\n".join(one.caption for one in drawn)
        bulk = Priority.BULK
        return [Send(place, told_instead, topic=schedule.topic, silent=True, subject=subject, priority=bulk, once=True)]


def draw(pictures: Sequence[PictureSpec], language: str) -> tuple[Picture, ...]:
    """Draw; runs in the worker process, which alone loads what draws."""
    return tuple(Picture(_drawn(picture, language), told(picture, language)) for picture in pictures)


def told(picture: PictureSpec, language: str) -> str:
    """Return what a picture says in words, short enough for its caption."""
    if "map" in picture:
        return caption(_MAP.validate_python(picture["map"]), language)
    return words(_BARS.validate_python(picture["bars"]), language)


def _drawn(picture: PictureSpec, language: str) -> bytes:
    from bot.debate import map as opinion_map

    if "map" in picture:
        return opinion_map.draw(_MAP.validate_python(picture["map"]), language)
    return bars.draw(_BARS.validate_python(picture["bars"]), language)
