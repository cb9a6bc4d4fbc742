"""Texts as Telegram reads them: entities, markup, and the units they are counted in."""
