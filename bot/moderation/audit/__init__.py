"""The audit log as moderators see it: in pages, and as a file."""
