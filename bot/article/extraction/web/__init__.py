"""Web pages: fetched with guards, read as their readers see them."""
