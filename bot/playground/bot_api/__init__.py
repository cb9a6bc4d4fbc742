"""The Bot API of the playground: methods, their HTTP, limits and faults."""
