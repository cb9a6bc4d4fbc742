"""The nouns of Counterpoint, as tables and queries."""
