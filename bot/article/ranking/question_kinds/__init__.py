"""What a question asks for (a date, a person, a price …), and which sentences hold such a thing."""
