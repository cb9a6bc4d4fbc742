"""Where a message of Telegram is read."""

from __future__ import annotations


def address_of(chat_id: int, message: int | str) -> str | None:
    """Return the link to a message; only those of supergroups have one.

    Args:
        chat_id: Telegram's id of the chat.
        message: The number of the message, or what stands for it until it is known.
    """
    number = str(chat_id)
    return f"https://t.me/c/{number.removeprefix('-100')}/{message}" if number.startswith("-100") else None
