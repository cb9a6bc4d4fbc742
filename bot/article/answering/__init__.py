"""Answering a question from an article: quotes, how sure they are, and which of its names the article knows."""
