"""/map: who agrees with whom, as a picture and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.discussion_article import current_article
from bot.article.library import Library
from bot.chat.effects import Effect, SendPhoto
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.debate.map.opinion_map import OpinionMap, opinion_map_of
from bot.debate.map.words import caption, describe
from bot.debate.opinions import state as opinion_state
from bot.debate.opinions.state import OpinionGroups, PublicOpinions
from bot.texts import Refusal, say
from bot.worker import Worker, WorkerError
from storage import chat_settings, counterpoints
from storage.chat_settings import TotalsShown
from storage.chats import Place
from storage.counterpoints import Counterpoint, CounterpointStatus, Tally
from storage.opinions import PublishedMap
from storage.told_totals import MIN_CHANGED_PEOPLE

OPEN, CLOSED = CounterpointStatus.OPEN, CounterpointStatus.CLOSED


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map, before the transaction."""

    shown: PublicOpinions
    mapping: OpinionMap
    picture: bytes | None


class MapCommand:
    """What is done with the help of the worker process."""

    def __init__(self, library: Library, groups: OpinionGroups, worker: Worker) -> None:
        self._library = library
        self._groups = groups
        self._worker = worker

    async def draw(self, event: Event, telegram: TelegramQueries) -> Drawn:
        """Compute the groups and draw them, where there are any."""
        try:
            async with telegram.database.read() as session:
                article = await current_article(session, event.place)
                snapshot = await self._library.snapshot(session, article.snapshot_id)
                points = await counterpoints.with_status(session, article.discussion_id, OPEN, CLOSED)
                shown_when = await chat_settings.totals_shown(session, article.discussion_id)
                if shown_when is TotalsShown.CLOSING and any(one.status is OPEN for one in points):
                    raise Refusal("map-hidden")
                shown = await self._groups.show_in(session, article.discussion_id)
            if shown.state is None:
                raise Refusal("map-too-few", count=MIN_CHANGED_PEOPLE)
            mapping = _map_of(shown.state, points, snapshot.title)
            picture = await self._worker.run(draw_map, mapping, event.language) if mapping.groups else None
        except WorkerError:
            raise Refusal("map-not-now") from None
        return Drawn(shown, mapping, picture)

    async def show(self, event: Event, session: AsyncSession, now: datetime, drawn: Drawn) -> list[Effect]:
        """`/map`: the picture with the same in words, or the words alone while there are no clear groups."""
        await opinion_state.keep_shown(session, drawn.shown, now)
        below = [say("map-lags", event.language, people=MIN_CHANGED_PEOPLE)]
        if drawn.picture is None:
            return [event.post(describe(drawn.mapping, event.language, below=below))]
        words = caption(drawn.mapping, event.language, below=below)
        place = Place(event.chat.id, event.thread_id)
        return [SendPhoto(place, drawn.picture, words, topic=event.topic, reply_to=event.message_id)]


def _map_of(state: PublishedMap, points: Sequence[Counterpoint], title: str) -> OpinionMap:
    """Return a map with the figures of when it was published, and the words of what people see now."""
    texts = {str(one.number): one.text for one in points}
    tallies = {number: Tally(*counts) for number, counts in state.tallies.items() if number in texts}
    return opinion_map_of(state.report, texts, title, tallies)


def draw_map(mapping: OpinionMap, language: str) -> bytes:
    """Draw a map; runs in the worker process, which alone loads what draws."""
    from bot.debate.map import draw

    return draw(mapping, language)
