"""Submitting a counterpoint: words, what they answer, what is known already, and whether one may."""
