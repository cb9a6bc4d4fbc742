"""The feature "ask the article": reading it, ranking its sentences, quoting them."""
