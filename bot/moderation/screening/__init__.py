"""Screening: what speaks against a post, as an ordered list of small checks, each with its evidence.

Plain rules without Telegram, database or clock: a `Post` goes in, a `Verdict` comes out. What is done about it is for
others to decide.
"""

from bot.moderation.screening.checks import CHECKS, screen
from bot.moderation.screening.post import Author, Earlier, Post, Rules
from bot.moderation.screening.verdict import Action, Evidence, Verdict

__all__ = ["CHECKS", "Action", "Author", "Earlier", "Evidence", "Post", "Rules", "Verdict", "screen"]
