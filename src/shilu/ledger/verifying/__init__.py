"""The parts of verifying: each compares one table with the log, from raw columns."""
