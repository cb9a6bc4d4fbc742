"""Voting: on a card in the chat, and in private, one counterpoint after the other."""
