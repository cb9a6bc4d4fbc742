"""Raw dumps of news pages: text that somebody selected, copied and saved, with all that stood around it."""
