"""Moderation: what is done about people who break the rules of a chat, by whom, and how it is taken back."""
