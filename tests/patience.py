"""How long tests wait."""

PATIENCE = 300.0
"""Seconds after which a test no longer waits for what should have happened: on a busy machine all is slow, and a test
that gives up says that something hangs."""
