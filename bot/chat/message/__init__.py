"""What a message of Telegram's holds: words, links, people, parts; read from the raw update."""
