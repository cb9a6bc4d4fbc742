"""Articles that come with the program."""

from pathlib import Path

SAMPLE = Path(__file__).parent / "sample.md"
"""The article that a newcomer finds in the group of the playground."""
