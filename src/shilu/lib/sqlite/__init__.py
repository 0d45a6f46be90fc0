"""SQLite as Django's backend, for many who write at once."""
