"""/map: who agrees with whom, as a picture and in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.library import Library
from bot.article.service import current_article
from bot.chat.effects import Effect, SendPhoto
from bot.chat.handling import Desk
from bot.chat.said import Said
from bot.compute import Compute, ComputeError
from bot.debate import gathering
from bot.debate.gathering import Gathered, Gathering
from bot.debate.map.opinion_map import OpinionMap, opinion_map_of
from bot.debate.map.words import caption, describe
from bot.texts import Refusal
from storage import debate
from storage.chats import Place
from storage.debate import CounterpointStatus, Tally

OPEN, CLOSED = CounterpointStatus.OPEN, CounterpointStatus.CLOSED


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map, before the transaction."""

    gathered: Gathered
    mapping: OpinionMap
    picture: bytes | None


class Mapping:
    """What is done with the help of the worker process."""

    def __init__(self, library: Library, gathering: Gathering, worker: Compute) -> None:
        self._library = library
        self._gathering = gathering
        self._worker = worker

    async def draw(self, said: Said, desk: Desk) -> Drawn:
        """Compute the groups and draw them, where there are any."""
        try:
            async with desk.database.read() as session:
                article = await current_article(session, said.place)
                snapshot = await self._library.snapshot(session, article.snapshot_id)
                shown = await debate.with_status(session, article.discussion_id, OPEN, CLOSED)
                gathered = await self._gathering.look_in(session, article.discussion_id)
            texts = {str(one.number): one.text for one in shown}
            tallies = {str(one.number): Tally(one.agree, one.disagree, one.passes) for one in shown}
            mapping = opinion_map_of(gathered.report, texts, snapshot.title, tallies)
            picture = await self._worker.run(draw_map, mapping, said.language) if mapping.groups else None
        except ComputeError:
            raise Refusal("map-not-now") from None
        return Drawn(gathered, mapping, picture)

    async def show(self, said: Said, session: AsyncSession, now: datetime, drawn: Drawn) -> list[Effect]:
        """`/map`: the picture with the same in words, or the words alone while there are no clear groups."""
        await gathering.keep(session, drawn.gathered, now)
        if drawn.picture is None:
            return [said.post(describe(drawn.mapping, said.language))]
        words = caption(drawn.mapping, said.language)
        place = Place(said.chat.id, said.thread_id)
        return [SendPhoto(place, drawn.picture, words, topic=said.topic, reply_to=said.message_id)]


def draw_map(mapping: OpinionMap, language: str) -> bytes:
    """Draw a map; runs in the worker process, which alone loads what draws."""
    from bot.debate.map import draw

    return draw(mapping, language)
