"""What every picture is drawn with: the sheet, its letters, heads and texts. matplotlib is loaded in here alone."""
