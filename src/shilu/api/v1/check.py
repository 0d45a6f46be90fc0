"""Check: the numbers of a text against the ledger, against each other, and against earlier papers."""

from typing import Any, Literal

from django.utils.translation import gettext as _
from ninja import File, Form, Router, Schema, UploadedFile
from pydantic import Field

from shilu.access.roles import Right
from shilu.api.asking import Asking, KeyRequest
from shilu.api.day import Day
from shilu.api.errors import answers
from shilu.api.given import Given
from shilu.api.uploads import brought
from shilu.documents.claimed import claims_of
from shilu.documents.document import Document
from shilu.documents.reading import read_document, text_document
from shilu.lib.errors import Refused
from shilu.reports.checking.operations import Checker

router = Router(tags=["check"])

_LONGEST_TEXT = 200_000


class Scope(Given):
    """Whom and which time a text is about."""

    unit: str = Field(max_length=200)
    period: str = Field(max_length=100)
    until: Day | None = Field(None, description="Cut the period off after this day.")


class TextScope(Scope):
    """A text, and what it is about."""

    text: str = Field(min_length=1, max_length=_LONGEST_TEXT)


class ClaimShape(Schema):
    """A number of the text with its verdict."""

    quote: str
    value: int | float | None
    approx: str
    unit: str
    what: str
    per: str
    period: str
    kind: str
    start: int
    end: int
    where: str
    figure: str | None
    title: str | None
    quantity: str | None
    labels: dict[str, str]
    unit_checked: str | None
    period_checked: str | None
    recorded: int | float | None
    shown: str | None
    verdict: Literal["supports", "differs", "no_record", "cannot_tell"]
    reason: str
    score: float
    entries: list[int]
    offered: str | None
    near: list[str]
    remarks: list[str]


class FindingShape(Schema):
    """A contradiction."""

    rule: str
    start: int
    end: int
    message: str


class CheckedShape(Schema):
    """What checking a text found."""

    clean: bool = Field(description="Whether nothing differs and nothing contradicts itself.")
    claims: list[ClaimShape]
    within: list[FindingShape]
    across: list[FindingShape] = Field(description="Where it disagrees with a paper that was issued before.")


@router.post("/check", response=answers(CheckedShape), summary="Check a text")
def check(request: KeyRequest, given: TextScope) -> Any:
    """The verdicts on the numbers of a text."""
    return _checked(request.auth, given, text_document(given.text, name="text"))


@router.post("/check/file", response=answers(CheckedShape), summary="Check a file")
def check_file(request: KeyRequest, given: Form[Scope], file: File[UploadedFile]) -> Any:
    """The verdicts on the numbers of a .docx, .xlsx, .html, .md, .txt or .csv."""
    asking = request.auth
    asking.whole_unit(given.unit, right=Right.REPORT)
    with brought(file) as path:
        return _checked(asking, given, read_document(path))


def _checked(asking: Asking, given: Scope, document: Document) -> dict[str, Any]:
    unit = asking.whole_unit(given.unit, right=Right.REPORT)
    period = asking.period(given.period, until=given.until)
    claims = claims_of(document)
    if not claims:
        raise Refused(_("%(file)s holds no number that could be checked.") % {"file": document.name})
    checker = Checker.now()
    text = checker.check(document, claims, unit=unit, period=period)
    within_reach = {one.code for one in asking.viewer.units() if asking.whole(one.uuid)}
    across = checker.across([text], units=within_reach)
    return {
        **text.as_json(),
        "across": [one.as_json() for one in across],
        "clean": text.is_clean and not across,
    }
