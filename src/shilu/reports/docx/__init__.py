"""Word files: writing a paper and reading one back."""

from shilu.reports.docx.write import write_docx

__all__ = ["write_docx"]
