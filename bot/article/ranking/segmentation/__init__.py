"""Where sentences, quotations and characters begin and end."""
