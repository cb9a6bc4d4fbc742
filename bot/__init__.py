"""Counterpoint, a Telegram bot for groups that discuss an article."""
