"""shilu claims: the numbers that texts claim, without a workspace."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.claims import Claim
from shilu.cli.printing import print_json, print_table, remark, say
from shilu.documents.border import too_large
from shilu.documents.claimed import claims_of
from shilu.documents.decoding import decoded
from shilu.documents.document import Document
from shilu.documents.reading import read_document, text_document
from shilu.documents.wanted import TEXT
from shilu.lib.errors import Refused
from shilu.lib.plain import half_width

PASTED = Path("-")


class ClaimFormat(StrEnum):
    """The forms of the answer."""

    TABLE = "table"
    JSONL = "jsonl"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Read:
    """A document with its claims."""

    document: Document
    claims: Sequence[Claim]


def register(main: typer.Typer) -> None:
    main.command("claims")(claims)


def claims(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…",
            help=gettext_noop("Texts: .docx, .txt, .md, .html, .xlsx, .csv, .doc; - reads what is pasted."),
        ),
    ],
    form: Annotated[
        ClaimFormat,
        typer.Option("--format", help=gettext_noop("How to print: table, jsonl (one object a line) or json (a list).")),
    ] = ClaimFormat.TABLE,
) -> int:
    """List the numbers that texts state about the work, each with its measure word and what it counts. Example: shilu claims 半年报告.docx"""
    read = []
    for path in files:
        try:
            read.append(_read(path))
        except Refused as refused:
            remark(refused)
    for one in read:
        if not one.claims:
            remark(_("%(file)s: no number in it states anything about the work.") % {"file": one.document.name})
    if read or len(files) == len(read):
        _print(read, form)
    return 0 if len(read) == len(files) else 2


def _read(path: Path) -> Read:
    """The claims of a file; Refused where it can hold none, having no digit either."""
    document = _pasted() if path == PASTED else read_document(path)
    found = claims_of(document)
    if not found and not any(sign.isdigit() for sign in document.text):
        raise Refused(_("%(file)s holds no number.") % {"file": document.name})
    return Read(document, found)


def _pasted() -> Document:
    """What stands on standard input."""
    name = str(PASTED)
    content = sys.stdin.buffer.read(TEXT.most_bytes + 1)
    if not content.strip():
        raise Refused(_("Standard input is empty; paste a text into it, or name a file."))
    if len(content) > TEXT.most_bytes:
        raise too_large(name, size=len(content), wanted=TEXT)
    return text_document(decoded(content, name=name), name=name)


def claim_value(claim: Claim, document: Document) -> dict[str, Any]:
    """A claim as scripts get it: the keys of a marked claim, and where it stands."""
    piece = document.at(claim.start)
    return {"doc": document.name, **claim.as_json(), "where": piece.place.words() if piece else ""}


def _print(read: Sequence[Read], form: ClaimFormat) -> None:
    if form is ClaimFormat.TABLE:
        _print_table(read)
        return
    values = [claim_value(claim, one.document) for one in read for claim in one.claims]
    if form is ClaimFormat.JSON:
        print_json(values)
    else:
        sys.stdout.write("".join(f"{json.dumps(value, ensure_ascii=False)}\n" for value in values))


def _print_table(read: Sequence[Read]) -> None:
    for one in read:
        if not one.claims:
            continue
        if len(read) > 1:
            say(one.document.name)
        headers = [_("Where"), _("As written"), _("Number"), _("Measure"), _("What it counts"), _("Period")]
        print_table(headers, [_row(claim, one.document) for claim in one.claims], numbers=frozenset({2}))


def _row(claim: Claim, document: Document) -> tuple[str, ...]:
    piece = document.at(claim.start)
    return (
        piece.place.words() if piece else "",
        half_width(claim.quote),
        _shown(claim),
        claim.unit,
        claim.what,
        claim.period,
    )


def _shown(claim: Claim) -> str:
    if claim.value is None:
        return "—"
    number = _plain(claim, claim.value) + ("" if claim.upper is None else f"–{_plain(claim, claim.upper)}")
    match claim.approx:
        case "at_least":
            return _("at least %(number)s") % {"number": number}
        case "about":
            return _("about %(number)s") % {"number": number}
        case "at_most":
            return _("at most %(number)s") % {"number": number}
        case _:
            return number


def _plain(claim: Claim, value: Decimal) -> str:
    return f"{(value * 100).normalize():f}%" if claim.kind == "share" else f"{value.normalize():f}"
