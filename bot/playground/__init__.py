"""A Telegram of one's own: state, Bot API and a page, for newcomers and for tests."""
