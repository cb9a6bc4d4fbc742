"""Digests: what moved in a debate, told to the group on its own schedule."""
