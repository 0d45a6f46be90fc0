"""What is due when, to whom, and what is still missing for it."""
