"""A text in, the claims it makes out; pure Python, usable alone, no Django."""

from shilu.claims.claim import Claim
from shilu.claims.extract import extract

__all__ = ["Claim", "extract"]
