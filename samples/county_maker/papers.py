"""The papers that the bureau wrote by hand: last half-year's report, and a colleague's draft with faults planted in it."""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from county_maker.facts import Facts
from county_maker.word import HEADING, SUBHEADING, TITLE, paragraph, runs, table, write_word
from county_maker.wording import Wording

_TEXTS = Path(__file__).parent / "papers"
_WIDTH = 8840
_SUBHEADING = re.compile(r"（[一二三四五六七八九十]+）[^。]*。")


def write_papers(folder: Path, facts: Facts, *, tour: Mapping[str, Any]) -> None:
    """Both papers; ValueError where a number of theirs would move with what comes after the issue."""
    for told in (tour["report"], tour["draft"]):
        lines = _lines(facts, period=told["period"])
        if lines != _lines(facts.after(tour["issued"]), period=told["period"]):
            raise ValueError(told["file"])
        lines = planted(lines, told.get("planted", ()))
        write_word(folder / told["file"], _body(lines), title=" ".join(_marked(lines, "#")))


def planted(lines: Sequence[str], faults: Sequence[Mapping[str, str]]) -> list[str]:
    """The lines with each fault in its place; ValueError where what is right does not stand there exactly once."""
    text = "\n".join(lines)
    for fault in faults:
        if text.count(fault["right"]) != 1:
            raise ValueError(fault["right"])
        text = text.replace(fault["right"], fault["wrong"])
    return text.split("\n")


def _lines(facts: Facts, *, period: str) -> list[str]:
    wording = Wording(facts, period)
    return [wording.filled(line) for line in (_TEXTS / f"{period}.txt").read_text(encoding="utf-8").splitlines()]


def _marked(lines: Sequence[str], mark: str) -> list[str]:
    return [line.removeprefix(mark).strip() for line in lines if line.startswith(mark)]


def _body(lines: Sequence[str]) -> list[str]:
    body: list[str] = []
    for mark, together in groupby(lines, key=lambda line: line[0] if line[0] in "#=>|^" else ""):
        texts = [line.removeprefix(mark).strip() for line in together]
        match mark:
            case "#":
                body += [
                    paragraph(runs(text, font=TITLE, size=44), align="center", indent=0, exact=640) for text in texts
                ]
            case "=":
                body += [paragraph(runs(text, font=SUBHEADING, size=28), align="center", indent=0) for text in texts]
                body.append(paragraph(indent=0))
            case ">":
                body += [paragraph(runs(text), indent=0) for text in texts]
            case "|":
                body += _table(texts)
            case "^":
                body.append(paragraph(indent=0))
                body += [paragraph(runs(text), align="right", indent=0, right=4) for text in texts]
            case _:
                body += [_paragraph(text) for text in texts]
    return body


def _paragraph(text: str) -> str:
    if re.match("[一二三四五六七八九十]+、", text):
        return paragraph(runs(text, font=HEADING))
    if heading := _SUBHEADING.match(text):
        return paragraph(runs(heading[0], font=SUBHEADING, bold=True), runs(text[heading.end() :]))
    return paragraph(runs(text))


def _table(texts: Sequence[str]) -> list[str]:
    caption, *rows = ([cell.strip() for cell in text.strip("| ").split("|")] for text in texts)
    widths = [_WIDTH // len(rows[0])] * len(rows[0])
    return [
        paragraph(runs(caption[0], font=HEADING, size=28), align="center", indent=0),
        table(rows, widths=widths),
        paragraph(indent=0),
    ]
