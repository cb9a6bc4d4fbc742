"""Tests of the debate."""
