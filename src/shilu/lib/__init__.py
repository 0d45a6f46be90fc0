"""Leaf values and functions that every package may use; no models."""
