"""What is learnt about spam: one model for all chats, and one for each whose moderators have decided something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.queries import TelegramQueries
from bot.moderation.screening.classifier.model import Model
from bot.moderation.screening.classifier.training import remember, train_on_seed
from bot.texts import Refusal
from bot.worker import Bounds, Worker, WorkerError
from storage import screening as screening_log

TRAINING_INTERVAL = timedelta(minutes=10)
"""Between two times that a chat's model is learnt anew."""
PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
"""For how long learning is left alone after it failed: twice as long each time."""
ALL_CHATS_ID = 0
"""In the place of a chat's number: the model of chats without decisions of their own."""

Decisions = tuple[int, int]
"""How often a chat's moderators decided about spam, and how many of the sanctions were taken back."""
NONE_YET: Decisions = (0, 0)


@dataclass(frozen=True, slots=True)
class TrainingJob:
    """What is to be learnt for a chat."""

    chat_id: int
    decisions: Decisions = NONE_YET
    lessons: tuple[tuple[str, bool], ...] = ()
    """(words, whether they are spam), oldest first."""


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """What was learnt, from what, and when."""

    model: Model | None
    decisions: Decisions
    at: datetime


def learner() -> Worker:
    """Return the process that learns: it steps back for all others, takes its time, and ends when it is done."""
    return Worker(Bounds(seconds=None, niceness=19, idle=60.0), name="counterpoint-learning")


class ModelStore:
    """Keeps the models in memory. They are learnt at leisure, in a process of their own, and swapped whole."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._learnt: dict[int, TrainedModel] = {}
        self._wanted: set[int] = set()
        self._pause = timedelta(0)
        self._not_before: datetime | None = None

    def model(self, chat_id: int) -> Model | None:
        """Return what is known about spam in a chat; None until something was learnt."""
        self._wanted.add(chat_id)
        learnt = self._learnt.get(chat_id) or self._learnt.get(ALL_CHATS_ID)
        return learnt.model if learnt is not None else None

    async def due(self, telegram: TelegramQueries, now: datetime) -> Sequence[TrainingJob]:
        """Return what is to be learnt next: one thing at a time, for the worker has other work too."""
        if self._not_before is not None and timedelta(0) < self._not_before - now <= LONGEST_PAUSE:
            return []
        if self._wanted and ALL_CHATS_ID not in self._learnt:
            return [TrainingJob(ALL_CHATS_ID)]
        async with telegram.database.read() as session:
            decided = await screening_log.decisions(session)
            news = [one for one in self._wanted if self._is_news(one, decided.get(one, NONE_YET), now)]
            if not news:
                return []
            longest_ago = min(news, key=self._learnt_at)
            lessons = tuple(await screening_log.lessons(session, longest_ago))
        return [TrainingJob(longest_ago, decided.get(longest_ago, NONE_YET), lessons)]

    async def learn(self, course: TrainingJob, telegram: TelegramQueries) -> Model | None:
        """Learn in the worker process, however long it takes."""
        if course.chat_id != ALL_CHATS_ID and not course.lessons:
            return self._learnt[ALL_CHATS_ID].model
        self._back_off(telegram.now())  # unless it succeeds
        try:
            model = await self._learn_anew(course)
        except WorkerError:
            raise Refusal("training-not-now") from None
        self._pause, self._not_before = timedelta(0), None
        return model

    def _back_off(self, now: datetime) -> None:
        """Leave learning alone for longer than the last time."""
        self._pause = min(LONGEST_PAUSE, max(PAUSE, 2 * self._pause))
        self._not_before = now + self._pause

    async def _learn_anew(self, course: TrainingJob) -> Model | None:
        """Learn what is known everywhere, or what a chat's moderators taught beside it."""
        everywhere = self._learnt.get(ALL_CHATS_ID)
        if course.chat_id == ALL_CHATS_ID or everywhere is None or everywhere.model is None:
            return await self._worker.run_at_leisure(train_on_seed)
        return replace(everywhere.model, memory=await self._worker.run_at_leisure(remember, course.lessons))

    async def swap(
        self, course: TrainingJob, _session: AsyncSession, now: datetime, model: Model | None
    ) -> list[Effect]:
        """Put a new model in the place of the former one."""
        self.place(course, model, now)
        return []

    def place(self, course: TrainingJob, model: Model | None, now: datetime) -> None:
        """Serve a model from now on."""
        self._learnt[course.chat_id] = TrainedModel(model, course.decisions, now)

    def _learnt_at(self, chat_id: int) -> float:
        learnt = self._learnt.get(chat_id)
        return learnt.at.timestamp() if learnt is not None else 0.0

    def _is_news(self, chat_id: int, decisions: Decisions, now: datetime) -> bool:
        learnt = self._learnt.get(chat_id)
        if learnt is None:
            return decisions != NONE_YET
        return learnt.decisions != decisions and abs(now - learnt.at) >= TRAINING_INTERVAL
