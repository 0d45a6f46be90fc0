"""Forms, a module a noun."""
