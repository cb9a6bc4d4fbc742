"""Moderation: what keeps the debate fair, shows why, and can be undone."""
