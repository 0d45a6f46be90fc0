"""Check: the numbers of a text against the ledger, against each other, and against earlier papers."""

from typing import Any, Literal

from django.utils.translation import gettext as _
from ninja import File, Form, Router, Schema, UploadedFile
from pydantic import Field

from shilu.access.roles import Right
from shilu.api.asking import Asking, KeyRequest
from shilu.api.bodies import Scope
from shilu.api.errors import answers
from shilu.api.uploads import brought
from shilu.documents.claimed import claims_of
from shilu.documents.document import Document
from shilu.documents.reading import read_document, text_document
from shilu.lib.errors import Refused
from shilu.reports.checking.operations import Checker

router = Router(tags=["check"])

_LONGEST_TEXT = 200_000


class TextScope(Scope):
    """A text, and what it is about."""

    text: str = Field(min_length=1, max_length=_LONGEST_TEXT, description="The text, as plain text or Markdown.")


class ClaimShape(Schema):
    """A number of the text with its verdict."""

    quote: str = Field(description="The number with its words.")
    value: int | float | None = Field(description="The number.")
    approx: str = Field(description="How it is qualified: more than, about …")
    unit: str = Field(description="The measure word.")
    what: str = Field(description="What it counts.")
    per: str = Field(description="Per what, where it is a share of something.")
    period: str = Field(description="The period that the text names for it.")
    kind: str = Field(description="The sort of number: count, rate, difference …")
    start: int = Field(description="Where the quote begins.")
    end: int = Field(description="Where it ends.")
    where: str = Field(description="Its place in the file.")
    figure: str | None = Field(description="The key of the figure that it means.")
    title: str | None = Field(description="The name of that figure.")
    quantity: str | None = Field(description="The key of the quantity.")
    labels: dict[str, str] = Field(description="The labels that it means.")
    unit_checked: str | None = Field(description="The code of the unit for which it was checked.")
    period_checked: str | None = Field(description="The period for which it was checked.")
    recorded: int | float | None = Field(description="What the ledger says.")
    shown: str | None = Field(description="The same as a reader sees it.")
    verdict: Literal["supports", "differs", "no_record", "cannot_tell"] = Field(
        description="Whether the ledger supports it."
    )
    reason: str = Field(description="Why, in one line.")
    score: float = Field(description="How sure the match is, from 0 to 1.")
    entries: list[int] = Field(description="The entries behind the value.")
    offered: str | None = Field(description="The wording that would be right.")
    near: list[str] = Field(description="Figures that it might mean.")
    remarks: list[str] = Field(description="What a reader should know.")


class FindingShape(Schema):
    """A contradiction."""

    rule: str = Field(description="Which rule found it.")
    start: int = Field(description="Where it begins.")
    end: int = Field(description="Where it ends.")
    message: str = Field(description="What contradicts what.")


class CheckedShape(Schema):
    """What checking a text found."""

    clean: bool = Field(description="Whether nothing differs and nothing contradicts itself.")
    claims: list[ClaimShape] = Field(description="The numbers of the text, in its order.")
    within: list[FindingShape] = Field(description="Where the text contradicts itself.")
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
    checker = Checker.now(today=asking.today)
    text = checker.check(document, claims, unit=unit, period=period)
    within_reach = {one.code for one in asking.viewer.units() if asking.whole(one.uuid)}
    across = checker.across([text], units=within_reach)
    return {
        **text.as_json(),
        "across": [one.as_json() for one in across],
        "clean": text.is_clean and not across,
    }
