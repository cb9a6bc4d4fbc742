"""The spam classifier: what it looks at, learns from, and is."""
