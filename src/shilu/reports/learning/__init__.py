"""A template made of a finished report: its numbers become figures, its dates and periods expressions, its layout stays."""
