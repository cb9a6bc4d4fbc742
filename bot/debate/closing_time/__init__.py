"""When the voting on a counterpoint ends by itself."""
