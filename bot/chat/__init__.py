"""What was said and what to do about it: updates in, effects out."""
