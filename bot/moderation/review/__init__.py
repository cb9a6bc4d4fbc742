"""The review queue: its list, its cards, what is decided on them, reports and appeals."""
