"""Measurements: programs that print figures; no test, no limit."""
