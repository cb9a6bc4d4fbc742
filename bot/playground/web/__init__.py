"""The page of the playground, and what it asks of its server."""
