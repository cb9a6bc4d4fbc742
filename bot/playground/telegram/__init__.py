"""The playground's Telegram, in memory: people, chats, messages, and what bots hear of them."""
