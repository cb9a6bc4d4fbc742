"""What the page sees and does, by HTTP: `/play/state`, `/play/events` and a POST for each action."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.playground.bot_api import form_data
from bot.playground.bot_api.http import TooLargeError, read_body
from bot.playground.bot_api.methods.commands import commands_for
from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.refusals import NotThereError, UnclearError
from bot.playground.telegram.telegram import Telegram
from bot.playground.web.page_actions import ACTIONS, Action, perform
from bot.playground.web.page_request import Request
from bot.texts import Refusal, tell

HEARTBEAT_SECONDS = 15.0
"""Seconds after which a silent stream says that it is still there."""
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What the page may show; every other file is only saved, so that no sent file runs as a page."""


def routes(telegram: Telegram, is_closing: Callable[[], bool]) -> list[Route]:
    """Return the routes of the page.

    Args:
        telegram: What the page shows.
        is_closing: Tells whether the server stops, which ends the streams.
    """

    async def state(request: HttpRequest) -> Response:
        return JSONResponse(whole(telegram), headers={"Cache-Control": "no-store"})

    async def events(request: HttpRequest) -> Response:
        last = request.headers.get("last-event-id") or request.query_params.get("after") or ""
        start = int(last) if last.isdecimal() else telegram.feed.last
        stream = _stream(telegram, start, is_closing)
        return StreamingResponse(stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def file(request: HttpRequest) -> Response:
        found = telegram.files.get(request.path_params["file_id"])
        if found is None:
            return JSONResponse({"error": tell("playground-no-message")}, 404)
        is_picture = found.mime_type in PICTURES
        headers = {"Content-Security-Policy": "default-src 'none'; sandbox"}
        headers["Content-Disposition"] = "inline" if is_picture else "attachment"
        kind = found.mime_type if is_picture else "application/octet-stream"
        return Response(found.content, media_type=kind, headers=headers)

    posts = [Route(f"/play/{name}", _answering(action, telegram), methods=["POST"]) for name, action in ACTIONS.items()]
    return [Route("/play/state", state), Route("/play/events", events), Route("/play/file/{file_id}", file), *posts]


def whole(telegram: Telegram) -> dict[str, Any]:
    """Return everything that the page shows at first."""
    bot = next(iter(telegram.bots.values()))
    chats = [*telegram.chats.values(), *(telegram.private(person) for person in telegram.people.values())]
    return {
        "bot": bot.as_user(),
        "people": [
            person.as_user() | {"role": person.role, "note": person.note} for person in telegram.people.values()
        ],
        "chats": [_chat(telegram, chat) for chat in chats],
        "messages": {str(chat.id): [telegram.shown(message) for message in chat.messages.values()] for chat in chats},
        "now": telegram.clock().isoformat(),
        "event": telegram.feed.last,
    }


def _chat(telegram: Telegram, chat: PlaygroundChat) -> dict[str, Any]:
    bot, now = next(iter(telegram.bots.values())), telegram.clock()
    shown = chat.as_json() | {
        "title": chat.title or bot.first_name,
        "is_forum": chat.is_forum,
        "topics": [{"id": topic.id, "name": topic.name, "closed": topic.is_closed} for topic in chat.topics.values()],
        "members": [{"person": number, "status": str(chat.membership(number, now).status)} for number in chat.members],
        "commands": commands_for(telegram, bot, chat, chat.person),
    }
    if chat.linked is not None:
        shown["linked_chat_id"] = chat.linked.id
    return shown


def _answering(action: Action, telegram: Telegram) -> Callable[[HttpRequest], Any]:
    """Wrap an action into an endpoint: its refusals become sentences with a status."""

    async def answer(request: HttpRequest) -> Response:
        try:
            values, files = form_data.read(request.headers.get("content-type", ""), await read_body(request))
            return JSONResponse(await perform(action, Request(telegram, values, files)))
        except Refusal as refusal:
            return JSONResponse({"error": str(refusal)}, _status(refusal))
        except TooLargeError:
            return JSONResponse({"error": tell("playground-too-large", megabytes=50)}, 413)
        except ValueError as error:
            return JSONResponse({"error": tell("playground-garbled", what=str(error))}, 400)

    return answer


def _status(refusal: Refusal) -> int:
    if isinstance(refusal, NotThereError):
        return 404
    return 400 if isinstance(refusal, UnclearError) else 403


async def _stream(telegram: Telegram, start: int, is_closing: Callable[[], bool]) -> AsyncIterator[str]:
    """Tell what happens from an event on; where some of it is no longer kept, ask the page to load again."""
    feed = telegram.feed
    yield "retry: 1000\n\n"
    if feed.has_lost(start):
        start = feed.last
        yield f"id: {start}\ndata: {json.dumps({'type': 'reset'})}\n\n"
    while not is_closing():
        for number, event in feed.since(start):
            start = number
            yield f"id: {number}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n"
        if feed.last == start and not is_closing():
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    await feed.news()
            except TimeoutError:
                yield ": still here\n\n"
