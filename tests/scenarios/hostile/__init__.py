"""Strangers who try to hold up everybody else, and what the others notice of it."""
