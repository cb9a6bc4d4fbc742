"""The calendar: due times on the clock of a zone, quiet hours, and both in words."""
