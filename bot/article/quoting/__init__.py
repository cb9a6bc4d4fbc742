"""Quotes: cut out verbatim, linked to the very words, and found again in a new version of their article."""
