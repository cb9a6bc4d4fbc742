"""The line of an update: receiver, dispatcher, sender, and the HTTP below them."""
