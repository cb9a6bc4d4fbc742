"""What the moderators of a chat choose: the panel, its options, and where it is noted."""
