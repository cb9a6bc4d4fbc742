"""Whole conversations, as the people in the chat see them."""
