"""Settings and what else is configured."""
