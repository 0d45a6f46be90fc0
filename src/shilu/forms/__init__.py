"""Filling forms that somebody else designed: Excel sheets and Word tables."""
