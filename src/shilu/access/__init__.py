"""Accounts, what each may do in which unit, and the book of what administrators did."""
