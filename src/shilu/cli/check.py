"""shilu check: the numbers of a text against the ledger, against each other, and against earlier papers."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.cli.asked import ASKED, clerk, now, period_named, today, unit_named
from shilu.cli.printing import Format, FormatOption, print_csv, print_json, print_table, remark, say
from shilu.documents.claimed import claims_of
from shilu.documents.document import Document
from shilu.documents.reading import read_document
from shilu.lib.errors import Refused
from shilu.lib.period import Period
from shilu.matching.learning import split_pair
from shilu.matching.operations import learn
from shilu.organisation.structure import Unit
from shilu.reports.checking.finding import Finding
from shilu.reports.checking.marked import SIGNS, WORDS, check_marked_form, write_marked
from shilu.reports.checking.operations import CheckedText, Checker
from shilu.reports.checking.verdict import Judged


def register(main: typer.Typer) -> None:
    main.command("check")(check)


def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help=gettext_noop("Texts: .docx, .txt, .md, .html, .xlsx."))
    ],
    unit: Annotated[
        str | None, typer.Option("--unit", help=gettext_noop("The unit that the text is about, by code or name."))
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", help=gettext_noop("The period of the text, as 2022-H1."))
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help=gettext_noop("Cut the period off after this day."))
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help=gettext_noop("Write a marked copy: .docx of a .docx, else .html.")),
    ] = None,
    confirm: Annotated[
        list[str] | None,
        typer.Option(
            "--confirm",
            metavar="PHRASE=FIGURE",
            help=gettext_noop("Keep what a phrase means, first of all; PHRASE=无 for none of ours."),
        ),
    ] = None,
    form: FormatOption = Format.TABLE,
) -> int:
    """Check the numbers of texts. Example: shilu check 报告.docx --unit 县局 --period 2022-H1 -o 报告-核对.docx"""
    ASKED.open()
    if out is not None:
        if len(files) > 1:
            raise Refused(_("A marked copy is made of one text; check the others on their own."))
        check_marked_form(files[0], out)
    asked, span = _asked(unit, period, until)
    documents = [read_document(file) for file in files]
    found = [claims_of(document) for document in documents]
    for document, claims in zip(documents, found, strict=True):
        if not claims:
            raise Refused(_("%(file)s holds no number that could be checked.") % {"file": document.name})
    if confirm:
        _confirm([split_pair(pair) for pair in confirm], documents)
    checker = Checker.now(today=today())
    texts = [
        checker.check(document, claims, unit=asked, period=span)
        for document, claims in zip(documents, found, strict=True)
    ]
    across = checker.across(texts)
    if out is not None:
        write_marked(texts[0], files[0], out=out, now=now())
    if form is Format.JSON:
        print_json(_value(texts, across))
    elif form is Format.CSV:
        _print_rows(texts)
    else:
        _print(texts, across, out)
    return 0 if all(text.is_clean for text in texts) and not across else 1


def _confirm(pairs: Sequence[tuple[str, str]], documents: Sequence[Document]) -> None:
    """Keep what phrases mean; a phrase that no text holds is kept with a remark, since it may be a slip."""
    learn(pairs, clerk=clerk())
    for phrase, _figure in pairs:
        if not any(phrase in document.text for document in documents):
            remark(_("“%(phrase)s” does not stand in the text; it is kept for other texts.") % {"phrase": phrase})


def _asked(unit: str | None, period: str | None, until: str | None) -> tuple[Unit | None, Period | None]:
    """Unit and period; the one root where no unit is named; None where they are not to be had."""
    span = period_named(period, until=until) if period else None
    if unit is not None:
        return unit_named(unit), span
    try:
        return unit_named(None), span
    except Refused:
        return None, span


def _value(texts: Sequence[CheckedText], across: Sequence[Finding]) -> dict[str, Any]:
    if len(texts) == 1:
        return {**texts[0].as_json(), "across": [one.as_json() for one in across]}
    return {
        "files": [{"file": text.document.name, **text.as_json()} for text in texts],
        "across": [one.as_json() for one in across],
    }


def _print(texts: Sequence[CheckedText], across: Sequence[Finding], out: Path | None) -> None:
    for text in texts:
        if len(texts) > 1:
            say(text.document.name)
        print_table(_headers(), [_row(one) for one in text.claims])
        for finding in text.within:
            said = {"where": _place(text, finding), "message": finding.message}
            remark(_("The text contradicts itself, %(where)s: %(message)s") % said)
        for line in text.remarks:
            remark(line)
        counts = Counter(one.verdict for one in text.claims)
        say("　".join(f"{SIGNS[verdict]} {_(words)} {counts[verdict]}" for verdict, words in WORDS.items()))
    for finding in across:
        remark(_("Two papers disagree: %(message)s") % {"message": finding.message})
    if out is not None:
        say(_("The marked copy is %(file)s.") % {"file": out})


def _print_rows(texts: Sequence[CheckedText]) -> None:
    """All numbers of all texts as CSV, with the whole reason of each."""
    rows = [(text.document.name, *_cells(one), one.reason) for text in texts for one in text.claims]
    print_csv([_("File"), *_headers()], rows)


def _headers() -> list[str]:
    return ["", _("In the text"), _("What"), _("Ledger"), _("Where"), _("Basis")]


def _place(text: CheckedText, finding: Finding) -> str:
    piece = text.document.at(finding.start)
    return piece.place.words() if piece is not None else ""


def _row(one: Judged) -> tuple[str, ...]:
    """A line of the table: what agrees needs no basis, and what could stand for a placeholder comes first."""
    if one.offered:
        return (*_cells(one), _("could be filled in: %(value)s") % {"value": one.offered})
    return (*_cells(one), "" if one.verdict == "supports" else one.reason)


def _cells(one: Judged) -> tuple[str, ...]:
    return (SIGNS[one.verdict], one.claim.quote, one.claim.what, one.shown or "—", one.where)
