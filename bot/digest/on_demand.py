"""/digest now and /digest preview: an edition that somebody asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.discussion_article import current_article
from bot.chat.effects import Effect, Send
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.debate.opinions import state as opinion_state
from bot.digest import panel as digest_panel
from bot.digest.claim import A_MOMENT, begin
from bot.digest.compose import Writer, WrittenEdition
from bot.digest.panel import unchosen
from bot.digest.pictures import pictures_of
from bot.texts import Refusal, say
from storage import chats, digests
from storage.chats import Place
from storage.digests import Edition, EditionStatus
from storage.subjects import Subject

PREVIEW, NOW = "preview", "now"
_ASKING = frozenset({PREVIEW, NOW})


@dataclass(frozen=True, slots=True)
class RequestedEdition:
    """An edition that was asked for, as it would be now."""

    edition: Edition
    written: WrittenEdition


class EditionsOnDemand:
    """What is done about editions out of their turn."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    async def find(self, event: Event, telegram: TelegramQueries) -> RequestedEdition | None:
        """Write what an edition would tell now, where one is asked for.

        Raises:
            Refusal: There is no article, or nothing happened since the last edition.
        """
        if event.option not in _ASKING:
            return None
        now = telegram.now()
        async with telegram.database.write() as session:
            article = await current_article(session, event.place)
            schedule = await digests.find_schedule(session, article.discussion_id)
            if schedule is None:
                schedule = unchosen(event, article.discussion_id, now)
                await digests.keep_schedule(session, schedule)
            edition = await begin(session, schedule, now + A_MOMENT, now)  # with all that has happened by now
        written = await self._writer.write(edition, telegram)
        if written.reading.material.empty:
            raise Refusal("digest-nothing-new")
        return RequestedEdition(edition, written)

    async def act(
        self, event: Event, session: AsyncSession, now: datetime, asked: RequestedEdition | None
    ) -> list[Effect]:
        """`/digest …` and its buttons: an edition now, a preview of it, or a choice."""
        if asked is None:
            return await digest_panel.choose(event, session, now)
        if asked.written.opinions is not None:
            await opinion_state.keep_shown(session, asked.written.opinions, now)
        doing = self._show if event.option == PREVIEW else self._post
        return await doing(event, session, now, asked)

    async def _show(self, event: Event, session: AsyncSession, _now: datetime, asked: RequestedEdition) -> list[Effect]:
        """*Preview*: show it to the one who asks, in private.

        Raises:
            Refusal: The bot may not write to them there; in the group everybody would see it.
        """
        if not event.chat.private and not await chats.private_chats(session, [event.person.id]):
            raise Refusal("digest-preview-nowhere")
        head = say("digest-preview", event.language)
        place = event.place if event.chat.private else Place(event.person.id)
        shown: list[Effect] = []
        for effect in asked.written.effects:
            if isinstance(effect, Send):
                news = replace(effect, text=f"{head}\n\n{effect.text}", once=False, buttons=(), silent=True)
                shown.append(news if event.chat.private else replace(news, place=place, topic=False))
                head = ""
        return [*shown, *([] if event.chat.private else [event.note("digest-preview-private")])]

    async def _post(self, event: Event, session: AsyncSession, now: datetime, asked: RequestedEdition) -> list[Effect]:
        """*Post now*: an edition of its own; the next one begins where it ends."""
        edition = asked.edition
        edition.asked_for = True
        reading = asked.written.reading
        edition.shown, edition.plates, edition.upto = reading.shown, pictures_of(reading), dict(reading.upto)
        edition.status = EditionStatus.WRITTEN if edition.plates else EditionStatus.POSTED
        former = await digests.last_told(session, edition.schedule_id)
        if (former.upto if former is not None else {}) != edition.after:
            raise Refusal("digest-just-posted")
        number = await digests.claim(session, edition)
        if number is None:
            raise Refusal("digest-just-posted")
        subject = str(Subject("edition", number))
        messages = [replace(one, subject=subject) for one in asked.written.effects if isinstance(one, Send)]
        return [*messages, *([event.note("digest-posted")] if event.callback_id is not None else [])]
