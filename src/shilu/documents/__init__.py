"""Files that come in: what they are, and their text with the place of each piece."""
