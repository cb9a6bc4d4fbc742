"""/digest now and /digest preview: an edition that somebody asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.service import current_article
from bot.chat.effects import Effect, Send
from bot.chat.queries import Desk
from bot.chat.said import Said
from bot.debate import gathering
from bot.digest import choosing
from bot.digest.choosing import unchosen
from bot.digest.claiming import A_MOMENT, begin
from bot.digest.drawing import plates_of
from bot.digest.writing import Writer, Written
from bot.texts import Refusal, say
from storage import chats, digests
from storage.chats import Place
from storage.digests import Edition, EditionStatus

PREVIEW, NOW = "preview", "now"
_ASKING = frozenset({PREVIEW, NOW})


@dataclass(frozen=True, slots=True)
class Asked:
    """An edition that was asked for, as it would be now."""

    edition: Edition
    written: Written


class Asking:
    """What is done about editions out of their turn."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    async def find(self, said: Said, desk: Desk) -> Asked | None:
        """Write what an edition would tell now, where one is asked for.

        Raises:
            Refusal: There is no article, or nothing happened since the last edition.
        """
        if said.option not in _ASKING:
            return None
        now = desk.now()
        async with desk.database.write() as session:
            article = await current_article(session, said.place)
            schedule = await digests.find_schedule(session, article.discussion_id)
            if schedule is None:
                schedule = unchosen(said, article.discussion_id, now)
                await digests.keep_schedule(session, schedule)
            edition = await begin(session, schedule, now + A_MOMENT, now)  # with all that has happened by now
        written = await self._writer.write(edition, desk)
        if written.reading.material.empty:
            raise Refusal("digest-nothing-new")
        return Asked(edition, written)

    async def act(self, said: Said, session: AsyncSession, now: datetime, asked: Asked | None) -> list[Effect]:
        """`/digest …` and its buttons: an edition now, a preview of it, or a choice."""
        if asked is None:
            return await choosing.choose(said, session, now)
        if asked.written.gathered is not None:
            await gathering.keep_shown(session, asked.written.gathered, now)
        doing = self._show if said.option == PREVIEW else self._post
        return await doing(said, session, now, asked)

    async def _show(self, said: Said, session: AsyncSession, _now: datetime, asked: Asked) -> list[Effect]:
        """*Preview*: show it to the one who asks, in private.

        Raises:
            Refusal: The bot may not write to them there; in the group everybody would see it.
        """
        if not said.chat.private and not await chats.private_chats(session, [said.person.id]):
            raise Refusal("digest-preview-nowhere")
        head = say("digest-preview", said.language)
        place = said.place if said.chat.private else Place(said.person.id)
        shown: list[Effect] = []
        for effect in asked.written.effects:
            if isinstance(effect, Send):
                news = replace(effect, text=f"{head}\n\n{effect.text}", once=False, buttons=(), silent=True)
                shown.append(news if said.chat.private else replace(news, place=place, topic=False))
                head = ""
        return [*shown, *([] if said.chat.private else [said.note("digest-preview-private")])]

    async def _post(self, said: Said, session: AsyncSession, now: datetime, asked: Asked) -> list[Effect]:
        """*Post now*: an edition of its own; the next one begins where it ends."""
        edition = asked.edition
        edition.asked_for = True
        reading = asked.written.reading
        edition.shown, edition.plates, edition.upto = reading.shown, plates_of(reading), dict(reading.upto)
        edition.status = EditionStatus.WRITTEN if edition.plates else EditionStatus.POSTED
        former = await digests.last_told(session, edition.schedule_id)
        if (former.upto if former is not None else {}) != edition.after:
            raise Refusal("digest-just-posted")
        number = await digests.claim(session, edition)
        if number is None:
            raise Refusal("digest-just-posted")
        subject = f"edition:{number}"
        messages = [replace(one, subject=subject) for one in asked.written.effects if isinstance(one, Send)]
        return [*messages, *([said.note("digest-posted")] if said.callback_id is not None else [])]
