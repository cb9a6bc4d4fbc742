"""What is known about spam: one model for all chats, and one for each whose moderators have decided something."""

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
"""Between two times that a chat's model is trained anew."""
PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
"""For how long learning is left alone after it failed: twice as long each time."""
ALL_CHATS_ID = 0
"""In the place of a chat's number: the model of chats without decisions of their own."""

Decisions = tuple[int, int]
"""How often a chat's moderators decided about spam, and how many of the sanctions were taken back."""
NONE_YET: Decisions = (0, 0)


@dataclass(frozen=True, slots=True)
class TrainingJob:
    """What a model is to be trained on for a chat."""

    chat_id: int
    decisions: Decisions = NONE_YET
    lessons: tuple[tuple[str, bool], ...] = ()
    """(words, whether they are spam), oldest first."""


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A model, on what it was trained, and when."""

    model: Model | None
    decisions: Decisions
    at: datetime


def learner() -> Worker:
    """Return the process that learns: it steps back for all others, takes its time, and ends when it is done."""
    return Worker(Bounds(seconds=None, niceness=19, idle=60.0), name="counterpoint-learning")


class ModelStore:
    """Keeps the models in memory. They are trained at leisure, in a process of their own, and swapped whole."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._trained: dict[int, TrainedModel] = {}
        self._wanted: set[int] = set()
        self._pause = timedelta(0)
        self._not_before: datetime | None = None

    def model(self, chat_id: int) -> Model | None:
        """Return what is known about spam in a chat; None until something was trained."""
        self._wanted.add(chat_id)
        trained = self._trained.get(chat_id) or self._trained.get(ALL_CHATS_ID)
        return trained.model if trained is not None else None

    async def due(self, telegram: TelegramQueries, now: datetime) -> Sequence[TrainingJob]:
        """Return what is to be trained next: one thing at a time, for the worker has other work too."""
        if self._not_before is not None and timedelta(0) < self._not_before - now <= LONGEST_PAUSE:
            return []
        if self._wanted and ALL_CHATS_ID not in self._trained:
            return [TrainingJob(ALL_CHATS_ID)]
        async with telegram.database.read() as session:
            decided = await screening_log.decisions(session)
            news = [one for one in self._wanted if self._is_news(one, decided.get(one, NONE_YET), now)]
            if not news:
                return []
            longest_ago = min(news, key=self._trained_at)
            lessons = tuple(await screening_log.lessons(session, longest_ago))
        return [TrainingJob(longest_ago, decided.get(longest_ago, NONE_YET), lessons)]

    async def learn(self, job: TrainingJob, telegram: TelegramQueries) -> Model | None:
        """Learn in the worker process, however long it takes."""
        if job.chat_id != ALL_CHATS_ID and not job.lessons:
            return self._trained[ALL_CHATS_ID].model
        self._back_off(telegram.now())  # unless it succeeds
        try:
            model = await self._train(job)
        except WorkerError:
            raise Refusal("training-not-now") from None
        self._pause, self._not_before = timedelta(0), None
        return model

    def _back_off(self, now: datetime) -> None:
        """Leave learning alone for longer than the last time."""
        self._pause = min(LONGEST_PAUSE, max(PAUSE, 2 * self._pause))
        self._not_before = now + self._pause

    async def _train(self, job: TrainingJob) -> Model | None:
        """Learn what is known everywhere, or what a chat's moderators taught beside it."""
        everywhere = self._trained.get(ALL_CHATS_ID)
        if job.chat_id == ALL_CHATS_ID or everywhere is None or everywhere.model is None:
            return await self._worker.run_at_leisure(train_on_seed)
        return replace(everywhere.model, memory=await self._worker.run_at_leisure(remember, job.lessons))

    async def swap(self, job: TrainingJob, _session: AsyncSession, now: datetime, model: Model | None) -> list[Effect]:
        """Put a new model in the place of the former one."""
        self.place(job, model, now)
        return []

    def place(self, job: TrainingJob, model: Model | None, now: datetime) -> None:
        """Serve a model from now on."""
        self._trained[job.chat_id] = TrainedModel(model, job.decisions, now)

    def _trained_at(self, chat_id: int) -> float:
        trained = self._trained.get(chat_id)
        return trained.at.timestamp() if trained is not None else 0.0

    def _is_news(self, chat_id: int, decisions: Decisions, now: datetime) -> bool:
        trained = self._trained.get(chat_id)
        if trained is None:
            return decisions != NONE_YET
        return trained.decisions != decisions and abs(now - trained.at) >= TRAINING_INTERVAL
