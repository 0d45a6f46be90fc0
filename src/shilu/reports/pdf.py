"""PDF from a Word paper, drawn by LibreOffice where it is installed."""

from django.utils.translation import gettext as _

from shilu.documents.office import converted, office
from shilu.lib.errors import Refused


def to_pdf(paper: bytes, *, timeout: float = 120) -> bytes:
    """The PDF of a .docx; Refused where LibreOffice is missing, fails, or takes longer than ``timeout`` seconds."""
    if office() is None:
        raise Refused(
            _("PDF needs LibreOffice, which is not installed here; write the paper as .docx or .html instead.")
        )
    drawn = converted(paper, to="pdf", timeout=timeout)
    if drawn is None:
        raise Refused(_("LibreOffice could not draw the paper; write it as .docx or .html instead."))
    return drawn
