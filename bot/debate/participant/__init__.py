"""A participant's own place: what they said, how they voted, where they stand, and what they are told."""
