"""The debate: what people answer to the article, weighed by votes and kept in order."""
