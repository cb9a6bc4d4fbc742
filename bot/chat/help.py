"""What every chat may ask of the bot: help, a greeting, what is kept."""

from __future__ import annotations

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.command_menu import EVERYBODY
from bot.chat.effects import Effect
from bot.chat.event import Event, EventKind
from bot.chat.feature import Feature
from bot.chat.handler import command, on
from bot.texts import Refusal
from storage import chat_migration


async def give_help(event: Event, _session: AsyncSession, _now: datetime) -> list[Effect]:
    """`/help`: what the bot does and how to begin; so does `/start` where nothing waits for somebody."""
    return [event.note("help-private" if event.chat.private else "help")]


async def tell_privacy(event: Event, _session: AsyncSession, _now: datetime) -> list[Effect]:
    """`/privacy`: what is kept."""
    return [event.note("privacy")]


async def leave(_said: Event, _session: AsyncSession, _now: datetime) -> list[Effect]:
    """Do nothing more: the wrapper has put the chat to rest."""
    return []


async def follow(event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
    """Go on in the supergroup that a group became."""
    if event.migrated_to is not None:
        await chat_migration.move(session, event.chat.id, event.migrated_to)
    return []


async def shrug(_said: Event, _session: AsyncSession, _now: datetime) -> list[Effect]:
    """Say, in private, that there is no such command; in a group it is meant for another bot."""
    raise Refusal("command-unknown")


def feature() -> Feature:
    """Return what every chat has."""
    return Feature(
        (
            command("help", act=give_help, menu=EVERYBODY),
            command("privacy", act=tell_privacy, menu=EVERYBODY),
            command("", act=shrug),
            on(EventKind.LEFT, act=leave),
            on(EventKind.MIGRATED, act=follow),
        )
    )
