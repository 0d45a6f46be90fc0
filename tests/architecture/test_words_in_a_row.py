"""Words in a row are set apart as the reader's language does, everywhere but where it is not a reader's."""

import ast
from pathlib import Path

SOURCE = Path(__file__).parent.parent.parent / "src" / "shilu"
NO_READERS = {
    "forms/catalogue.py": "a field of a page, taken apart again",
    "ledger/importing/cells.py": "cells of one row, put into one remark",
    "ledger/importing/like_grid.py": "a cell of the clerk's own workbook",
    "lib/enumerating.py": "where it is done",
    "recording/typed.py": "a remark that is kept",
    "recording/word_record.py": "a remark that is kept",
    "reports/answers.py": "the words of a paper",
    "reports/checking/judging.py": "what a text calls a number",
    "reports/docx/charts.py": "the words of a paper",
    "reports/drafting/sending.py": "what is kept of a sending",
    "reports/front_fields.py": "the settings of a template",
    "reports/printed_charts.py": "the words of a paper",
    "reports/printed_entries.py": "the words of a paper",
}


def test_modules_join_by_the_readers_language() -> None:
    joining = {
        path.relative_to(SOURCE).as_posix().removeprefix("web/")
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr == "join"
        and {"、", "；"} & {one.value for one in ast.walk(node.value) if isinstance(one, ast.Constant)}
    }
    assert sorted(joining - NO_READERS.keys()) == []


def test_templates_join_by_the_readers_language() -> None:
    joining = [
        path.name
        for path in (SOURCE / "web" / "templates").rglob("*.html")
        if any(sign in path.read_text(encoding="utf-8") for sign in ('join:"、', "%}、{%", '", "'))
    ]
    assert joining == []
