"""Slow mode and locks: commanded, enforced message by message, ended by time."""
