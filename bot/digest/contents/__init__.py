"""What an edition tells: collected from one state of the database, and put into words."""
