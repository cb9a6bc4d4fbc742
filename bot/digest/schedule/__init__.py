"""When editions are due: rules on the clock of a time zone, written, read and said."""
