"""The command line: each command asks, makes one call and prints."""
