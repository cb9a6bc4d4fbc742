"""The life of a counterpoint: one function changes its status, notes it in the audit log and tells its author."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import fields, number
from bot.chat.effects import Delete, Effect, Send
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.debate import card_view, cards
from bot.debate.cards import Cards, get, named_here, note_of, replied_to, subject_of
from bot.debate.participant import notices
from bot.debate.participant.notices import AuthorNews
from bot.texts import Refusal, Value, say, tell
from storage import audit, chat_settings, chats, counterpoints, outbox_subjects, told_totals, vote_changes
from storage.audit import Act
from storage.chat_settings import language_of
from storage.chats import Discussion, Place
from storage.counterpoints import Counterpoint, CounterpointStatus, actor_of

HELD, OPEN, CLOSED = CounterpointStatus.HELD, CounterpointStatus.OPEN, CounterpointStatus.CLOSED
REJECTED, WITHDRAWN, MERGED = CounterpointStatus.REJECTED, CounterpointStatus.WITHDRAWN, CounterpointStatus.MERGED

MOVES: dict[CounterpointStatus, frozenset[CounterpointStatus]] = {
    HELD: frozenset({OPEN, REJECTED, WITHDRAWN, MERGED}),
    OPEN: frozenset({HELD, CLOSED, REJECTED, WITHDRAWN, MERGED}),
    CLOSED: frozenset({OPEN, MERGED}),
    MERGED: frozenset({HELD, OPEN, CLOSED}),
    REJECTED: frozenset({HELD, OPEN}),
    WITHDRAWN: frozenset(),
}
"""What may become of a counterpoint in each state."""
UNDO_PERIOD = timedelta(hours=1)
"""How long a decision can be taken back on the card."""
MAX_SENTENCE_CHARS = 300
"""Characters of what a moderator writes to an author."""
AT_ONCE = 50
"""Cards from which *Undo* is taken away before the next ones are looked for."""
TAKEN_BACK = {OPEN: HELD, REJECTED: HELD, CLOSED: OPEN}
"""What becomes of a counterpoint when the decision that made it this is taken back."""


@dataclass(frozen=True, slots=True)
class Change:
    """A new status for a counterpoint."""

    counterpoint: Counterpoint
    """As it was read when this was decided."""
    becomes: CounterpointStatus
    reason: str | None = None
    sentence: str = ""
    """What a moderator writes to its author besides."""
    canonical: Counterpoint | None = None
    """What it is merged into."""
    undoable: bool = False
    """Whether moderators can take it back on the card for a while."""


async def change_status(event: Event, session: AsyncSession, change: Change, now: datetime) -> list[Effect]:
    """Change the status of a counterpoint, note who did it and why, and tell its author.

    Raises:
        Refusal: Somebody else was first, or this cannot become of it.
    """
    old, becomes = change.counterpoint, change.becomes
    if becomes not in MOVES[old.status]:
        raise await too_late(event, session, old)
    canonical_id = change.canonical.id if change.canonical is not None else None
    undo_until = now + UNDO_PERIOD if change.undoable else None
    news = {"reason": change.reason, "canonical_id": canonical_id, "changed_at": now, "undo_until": undo_until}
    accepted = _acceptance(event, change, now)
    if not await counterpoints.move(session, old, becomes, **news, **accepted):
        raise await too_late(event, session, await cards.get(session, old.id))
    act = Act(
        actor_of(old, event.person.id),
        becomes.value,
        subject_of(old),
        discussion_id=old.discussion_id,
        reason=change.reason,
        evidence={"sentence": change.sentence} if change.sentence else None,
        before={"status": old.status.value, "canonical": old.canonical_id},
        after={"status": becomes.value, "canonical": canonical_id},
    )
    await audit.record(session, act, now)
    if old.author_id == event.person.id:
        return []
    values: dict[str, Value] = {
        **card_view.reason_of(change.reason or ""),
        "sentence": change.sentence or "none",
        "canonical": str(change.canonical.number) if change.canonical else "",
    }
    return await tell_author(event, session, AuthorNews(old, f"told-{_told(old.status, becomes)}", values), now)


def _acceptance(event: Event, change: Change, now: datetime) -> dict[str, object]:
    """Return who let a counterpoint in, and when; nobody, where it waits again."""
    if change.becomes is HELD:
        return {"accepted_at": None, "accepted_by": None}
    lets_in = change.becomes is OPEN and change.counterpoint.status is HELD
    return {"accepted_at": now, "accepted_by": event.person.id} if lets_in else {}


async def tell_author(event: Event, session: AsyncSession, news: AuthorNews, now: datetime) -> list[Effect]:
    """Keep news for the author of a counterpoint where they know the bot in private; else return them for the group."""
    about = news.about
    if about.from_private or await chats.private_chats(session, [about.author_id]):
        await notices.keep(session, news, now)
        return []
    chat = await cards.chat_of(session, about)
    language = await language_of(session, chat.telegram_id)
    words = say(news.key, language, number=str(about.number), **news.said)
    if event.chat.id not in (chat.telegram_id, chat.former_id):
        debate = await session.get_one(Discussion, about.discussion_id)
        place = Place(chat.telegram_id, debate.thread_id)
        return [Send(place, words, debate.topic, reply_to=about.message_id)]
    return [replace(event.post(words), reply_to=about.message_id)]


def _told(before: CounterpointStatus, becomes: CounterpointStatus) -> str:
    if before is MERGED:
        return "unmerged"
    return "reopened" if before is CLOSED and becomes is OPEN else becomes.value


async def too_late(event: Event, session: AsyncSession, now_is: Counterpoint) -> Refusal:
    """Say who was first, and what became of it."""
    latest = await audit.latest(session, subject_of(now_is))
    person = await chats.find_person(session, latest.actor_id) if latest is not None else None
    name = person.name if person is not None else tell("somebody", event.language)
    is_back = latest is not None and latest.action == HELD.value
    status = "back" if is_back else now_is.status.value
    return Refusal("decided-already", number=str(now_is.number), person=name, status=status)


async def status_before_merge(session: AsyncSession, merged: Counterpoint) -> CounterpointStatus:
    """Return what a counterpoint was before it was merged."""
    entry = await audit.latest(session, subject_of(merged), MERGED.value)
    before = (entry.before or {}) if entry is not None else {}
    return CounterpointStatus(before.get("status", OPEN))


class Decisions:
    """What moderators and authors do with cards and commands."""

    def __init__(self, cards: Cards) -> None:
        self._cards = cards

    async def approve(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """*Approve*: open a held counterpoint to votes."""
        held = await self._held(event, session)
        return await self._decide(event, session, Change(held, OPEN, undoable=True), now)

    async def ask_reason(self, event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
        """*Reject*: ask why."""
        held = await self._held(event, session)
        shown = await self._cards.as_read(event, session, held)
        own = await self._own_reasons(session, held)
        return event.edit(shown.text, card_view.reason_buttons(held, own, event.language))

    async def reject(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """Reject a held counterpoint for a reason."""
        reason, held = fields(event, 2)[1], await self._held(event, session)
        known = {card_view.own_reason(one): one for one in await self._own_reasons(session, held)}
        reason = known.get(reason, reason)
        if reason not in card_view.REASONS and reason not in known.values():
            raise Refusal("button-old")
        return await self._decide(event, session, Change(held, REJECTED, reason, undoable=True), now)

    async def reject_in_words(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """`/reject unclear Which year?`, as a reply to the card of a held one: for a reason, with a sentence."""
        held = await replied_to(session, event)
        words = " ".join(event.text.split())
        if held is None or not words:
            raise Refusal("reject-how")
        if len(words) > MAX_SENTENCE_CHARS:
            raise Refusal("reject-too-long", most=MAX_SENTENCE_CHARS)
        if held.status is not HELD:
            raise await too_late(event, session, held)
        reasons = (*await self._own_reasons(session, held), *card_view.REASONS)
        reason = next((one for one in reasons if words.casefold().startswith(one.casefold())), words)
        sentence = words[len(reason) :].strip(" .:,–—-")
        return await self._decide(event, session, Change(held, REJECTED, reason, sentence, undoable=True), now)

    async def _own_reasons(self, session: AsyncSession, one: Counterpoint) -> list[str]:
        """Return the reasons that the moderators of a counterpoint's chat wrote down."""
        chat = await cards.chat_of(session, one)
        return (await chat_settings.settings_of(session, chat.id)).reasons

    async def undo(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """*Undo*: take the decision back that the card shows; votes that were cast meanwhile are kept."""
        counterpoint, decided = await get(session, number(event)), fields(event, 2)[1]
        if counterpoint.status.value != decided or counterpoint.status not in TAKEN_BACK:
            raise await too_late(event, session, counterpoint)
        if counterpoint.undo_until is None or counterpoint.undo_until <= now:
            raise Refusal("decided-long-ago", number=str(counterpoint.number), hours=UNDO_PERIOD // timedelta(hours=1))
        return await self._decide(event, session, Change(counterpoint, TAKEN_BACK[counterpoint.status]), now)

    async def past(self, telegram: TelegramQueries, now: datetime) -> list[int]:
        """Return the counterpoints, by id, whose cards offer an *Undo* that has come to its end."""
        async with telegram.database.read() as session:
            return await counterpoints.decided_for_good(session, now, AT_ONCE)

    async def let_stand(self, counterpoint_id: int, session: AsyncSession, _now: datetime) -> list[Effect]:
        """Take *Undo* away from the cards of a counterpoint."""
        await counterpoints.let_stand(session, counterpoint_id)
        return await self._cards.refresh(session, None, counterpoint_id)

    async def show_again(self, event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
        """*Cancel*: show the card with its own buttons again."""
        counterpoint = await get(session, number(event))
        shown = await self._cards.as_read(event, session, counterpoint)
        return event.edit(shown.text, shown.buttons)

    async def withdraw(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """`/withdraw 12`, or as a reply to the card: take back what one has submitted."""
        counterpoint = await self.named(event, session)
        if counterpoint.from_private and not event.chat.private:
            raise Refusal("withdraw-in-private", number=str(counterpoint.number))
        if counterpoint.author_id != event.person.id:
            raise Refusal("not-your-counterpoint", number=str(counterpoint.number))
        return await self._decide(event, session, Change(counterpoint, WITHDRAWN), now)

    async def close(self, event: Event, session: AsyncSession, open_one: Counterpoint, now: datetime) -> list[Effect]:
        """End the voting on a counterpoint."""
        return await self._decide(event, session, Change(open_one, CLOSED, undoable=True), now)

    async def take_down(
        self, event: Event, session: AsyncSession, counterpoint_id: int, reason: str, now: datetime
    ) -> list[Effect]:
        """Reject an open counterpoint that was reported; one that is open no more is left as it is."""
        counterpoint = await get(session, counterpoint_id)
        if counterpoint.status is not OPEN:
            return []
        *effects, _ = await self._decide(event, session, Change(counterpoint, REJECTED, reason), now)
        return effects

    async def put_back(self, event: Event, session: AsyncSession, counterpoint_id: int, now: datetime) -> list[Effect]:
        """Open a counterpoint again that was rejected under a report."""
        counterpoint = await get(session, counterpoint_id)
        if counterpoint.status is not REJECTED:
            return []
        *effects, _ = await self._decide(event, session, Change(counterpoint, OPEN), now)
        return effects

    async def named(self, event: Event, session: AsyncSession) -> Counterpoint:
        """Return the counterpoint that a command names, by its number or by a reply to its card."""
        shown = await replied_to(session, event)
        if shown is not None and not event.text.strip():
            return shown
        return await named_here(session, event, event.number())

    async def _held(self, event: Event, session: AsyncSession) -> Counterpoint:
        """Return the held counterpoint whose button was pressed."""
        counterpoint = await get(session, number(event))
        if counterpoint.status is not HELD:
            raise await too_late(event, session, counterpoint)
        return counterpoint

    async def _decide(self, event: Event, session: AsyncSession, change: Change, now: datetime) -> list[Effect]:
        told = await change_status(event, session, change, now)
        if change.becomes in (WITHDRAWN, REJECTED, HELD):
            told += await self._part(event, session, change.counterpoint.id, now)
        if change.becomes is OPEN and change.counterpoint.status is HELD:
            await notices.tell_of_answer(session, change.counterpoint, now)
        if change.becomes is CLOSED:
            await told_totals.close(session, change.counterpoint.id)
        effects = await self._shown(event, session, change)
        if (parent_id := change.counterpoint.parent_id) is not None:
            effects += await self._cards.refresh(session, event, parent_id)
        what = {"number": str(change.counterpoint.number), "status": change.becomes.value}
        return [*effects, *told, event.note("decided", **what)]

    async def _shown(self, event: Event, session: AsyncSession, change: Change) -> list[Effect]:
        """Bring the cards up to date; what is accepted comes into the group, and leaves it when it is held again."""
        one = change.counterpoint
        shown = await self._cards.messages(session, one)
        gone: list[Effect] = [Delete(*note) for note in await outbox_subjects.shown(session, note_of(one))]
        if change.becomes is HELD:
            chat = await cards.chat_of(session, one)
            gone += [Delete(chat.telegram_id, message) for message in shown]
            await outbox_subjects.forget_all(session, subject_of(one))
        edits = await self._cards.refresh(session, event, one.id)
        if change.becomes is OPEN and not shown:
            return [await self._cards.announce(session, await get(session, one.id)), *edits, *gone]
        return [*gone, *edits]

    async def _part(self, event: Event, session: AsyncSession, gone_id: int, now: datetime) -> list[Effect]:
        """Let what was merged into a counterpoint that is gone stand by itself again, with its own votes."""
        effects: list[Effect] = []
        for merged in await counterpoints.merged_into(session, gone_id):
            before = await status_before_merge(session, merged)
            concerned = await vote_changes.hold_for_link(session, merged.id, gone_id)
            effects += await change_status(event, session, Change(merged, before), now)
            await vote_changes.settle(session, concerned)
            effects += await self._cards.refresh(session, event, merged.id)
        return effects
