"""The debate: counterpoints, votes, and what they show together."""
