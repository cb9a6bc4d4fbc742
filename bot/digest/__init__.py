"""Digests: what is due, what it tells, and how it is posted."""
