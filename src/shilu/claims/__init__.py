"""A text in, the claims it makes out; pure Python, usable alone, no Django."""
