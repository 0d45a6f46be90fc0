"""Workbooks on their way: uploaded, shown, corrected, imported; who has sent and who has not."""
