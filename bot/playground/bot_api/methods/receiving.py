"""Methods by which a bot gets its updates."""

from __future__ import annotations

from typing import Any

from bot.playground.bot_api.methods.call import Call
from bot.playground.telegram.errors import bad_request
from bot.playground.telegram.updates import UpdateQueue


async def get_updates(call: Call) -> list[dict[str, Any]]:
    """Return what happened since the confirmed updates, waiting for it if asked to."""
    queue = _queue(call)
    queue.allow(_kinds(call))
    limit = min(max(call.integer("limit", 100), 1), 100)
    return await queue.poll(call.integer("offset"), limit, min(max(call.integer("timeout"), 0), 50))


async def set_webhook(call: Call) -> bool:
    """Remember a webhook; updates then wait for it and polls are refused. No address removes it."""
    queue, url = _queue(call), call.text("url")
    if url and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    queue.allow(_kinds(call))
    if call.flag("drop_pending_updates"):
        queue.waiting.clear()
    queue.webhook = {"url": url, "max_connections": call.integer("max_connections", 40)} if url else {}
    queue.wake()
    return True


async def delete_webhook(call: Call) -> bool:
    """Go back to polling."""
    queue = _queue(call)
    if call.flag("drop_pending_updates"):
        queue.waiting.clear()
    queue.webhook = {}
    return True


async def get_webhook_info(call: Call) -> dict[str, Any]:
    """Tell which webhook is set."""
    queue = _queue(call)
    info = {"url": "", "has_custom_certificate": False, "pending_update_count": len(queue.waiting)}
    return info | queue.webhook | ({"allowed_updates": sorted(queue.allowed)} if queue.allowed else {})


def _queue(call: Call) -> UpdateQueue:
    return call.telegram.queues[call.bot.id]


def _kinds(call: Call) -> list[str] | None:
    kinds = call.array("allowed_updates")
    return None if kinds is None else [str(kind) for kind in kinds]
