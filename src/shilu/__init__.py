"""Shilu (实录): a general ledger of work whose every number is a query over records."""

__version__ = "0.1.0"
