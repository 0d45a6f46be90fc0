"""What a caller will parse, and how large it may be."""

from dataclasses import dataclass
from typing import Final, Literal

from django.utils.translation import gettext_noop

Sort = Literal["xlsx", "xls", "ods", "csv", "docx", "doc", "html", "text"]

MB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a caller will parse, and how large it may be.

    ``most_ratio`` is how much tighter than its content a part above ``ratio_from`` bytes may be packed; ``most_xml`` is
    the longest XML part. ``by_office`` says that LibreOffice will open old files, so that their macros matter. ``unfit``
    is the line for any other file.
    """

    sorts: frozenset[Sort]
    unfit: str
    most_bytes: int = 20 * MB
    most_unpacked: int = 300 * MB
    most_parts: int = 5_000
    most_ratio: int = 300  # a sheet of 100,000 equal rows packs about 60 to 1, a bomb 1,000 to 1
    ratio_from: int = 10 * MB
    most_xml: int = 150 * MB
    by_office: bool = True


WORKBOOK: Final = Wanted(
    frozenset({"xlsx", "xls", "ods", "csv"}),
    gettext_noop(
        "%(file)s is not a workbook; hand in .xlsx, .xls, .ods or .csv (open it in Excel or WPS and save it as .xlsx)."
    ),
    most_bytes=100 * MB,
    most_unpacked=1024 * MB,
    most_xml=1024 * MB,
    by_office=False,
)
"""A ledger that is imported. An old .xls may carry macros: they are never run and its values are read."""

PAPER: Final = Wanted(
    frozenset({"docx", "html"}),
    gettext_noop("%(file)s is not a paper that can be read here; save it in WPS or Word as .docx."),
    most_bytes=50 * MB,
    most_unpacked=200 * MB,
    most_parts=2_000,
    most_ratio=200,
    ratio_from=MB,
    most_xml=32 * MB,
)
"""A paper of ours that comes back."""

TEXT: Final = Wanted(
    frozenset({"text", "html", "docx", "doc", "xlsx", "xls", "ods", "csv"}),
    gettext_noop("%(file)s is not a file whose text can be read here; hand in .docx, .xlsx, .txt, .md, .html or .csv."),
)
"""Anything whose numbers are to be read."""

FORM: Final = Wanted(
    frozenset({"xlsx", "xls", "docx", "doc"}),
    gettext_noop("%(file)s is not a form that can be filled; save it as .xlsx or .docx and hand that in."),
)
"""A sheet or a Word table that somebody else designed."""
