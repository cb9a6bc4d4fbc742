"""How the Bot API says no: a status, Telegram's own sentence, and sometimes what to do next."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """An answer with `"ok": false`.

    Args:
        status: HTTP status, also the `error_code`.
        description: The whole sentence, with its prefix.
        parameters: `retry_after` or `migrate_to_chat_id`.
    """

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        """Return the body that Telegram would answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(sentence: str, **parameters: int) -> ApiError:
    """Refuse what was asked (400)."""
    return ApiError(400, f"Bad Request: {sentence}", **parameters)


def forbidden(sentence: str) -> ApiError:
    """Refuse who asked (403)."""
    return ApiError(403, f"Forbidden: {sentence}")


def too_many_requests(seconds: int) -> ApiError:
    """Ask to come back later (429)."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
