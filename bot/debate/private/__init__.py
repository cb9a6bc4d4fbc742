"""What is done in private about the debate of a group."""
