"""A bot as python-telegram-bot's manual shows it: it answers `/help` with the same word, and keeps nothing."""

from __future__ import annotations

import asyncio
import os

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes


async def run(address: str, token: str, *, concurrent: bool = False) -> None:
    """Run until cancelled."""

    async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message is not None and update.message.text is not None:
            await update.message.reply_text(update.message.text)

    builder = Application.builder().token(token).base_url(f"{address}/bot").concurrent_updates(concurrent)
    application = builder.build()
    application.add_handler(CommandHandler("help", echo))
    async with application:
        await application.start()
        if application.updater is not None:
            await application.updater.start_polling()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(run(os.environ["COUNTERPOINT_API_URL"], os.environ["COUNTERPOINT_TOKEN"]))
