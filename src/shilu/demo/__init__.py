"""The tour on the sample organisation: each step does what a command does, by the same functions."""
