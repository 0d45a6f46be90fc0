"""Version 1 of the programming interface: one module a noun."""
