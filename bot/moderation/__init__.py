"""Moderation: what keeps a debate fair, shown with its reasons and undone with one button."""
