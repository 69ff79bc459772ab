"""From what a user names to captures: the bytes of each article as received."""
