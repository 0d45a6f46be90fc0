"""How ``shilu demo`` tells the tour: each step is done, named as the command that does the same, and told."""
