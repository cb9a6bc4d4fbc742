"""Search in counterpoints: by their words and, where there is an embedder, by what they mean."""
