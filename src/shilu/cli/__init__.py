"""The command line: each command asks, makes one call and prints."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shilu.settings")  # words are marked while the modules load
