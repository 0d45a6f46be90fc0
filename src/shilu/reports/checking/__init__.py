"""The check of somebody's text: against the records, against itself, against other texts and what was issued."""
