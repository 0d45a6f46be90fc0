"""The programming interface under /api/v1: the same records, figures and rights as the pages, as JSON."""
