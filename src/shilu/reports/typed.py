"""Numbers that somebody typed into a paper: Arabic numerals that are bound to nothing and are no date, ordinal or number of a section."""

import re
from collections.abc import Iterator, Sequence

from shilu.reports.flow import Line, Span

_MEASURES = (
    "个百分点|百分点|平方米|平方公里|公里|千米|人次|场次|件次|车次|期班|学时|小时|分钟|万元|亿元|周年|"
    "次|场|期|班|轮|件|篇|个|份|项|人|名|户|条|起|处|所|支|块|部|本|册|套|台|辆|家|宗|例|封|幅|张|组|批|类|天|元|米|级|种|岁|倍|字|页|位|对|间|座|排|遍|家次"
)
_NUMBER = re.compile(
    rf"(?<![\d.,A-Za-z])\d[\d,]*(?:\.\d+)?(?:\s*[-—~～至]\s*\d[\d,]*(?:\.\d+)?)?[%％‰]?[万亿千百]?[余多几]?\+?(?:{_MEASURES})?(?![A-Za-z])"
)
_LEFT_OUT = re.compile(
    r"^\d{6}$|★\d+|^\d{1,2}[.．、](?!\d)|^[（(]\d{1,2}[）)]"
    r"|\d{4}年(?:\d{1,2}(?:[-—~～至]\d{1,2})?月(?:\d{1,2}(?:[-—~～至、]\d{1,2})*日)?)?(?:[-—~～至]\d{4}年)?|\d{1,2}(?:[-—~～至、]\d{1,2})*月(?:\d{1,2}(?:[-—~～至、]\d{1,2})*日)?"
    r"|\d{1,2}(?:[-—~～至、]\d{1,2})*日(?!均)|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[:：]\d{2}(?::\d{2})?|\d{1,2}时\d{1,2}分|\d{1,2}[·•]\d{1,2}"
    r"|第\d+(?:[-—~～至、]\d+)*|[〔\[［]\d{4}[〕\]］](?:\d+号)?|\d+号|附件\d+|[表图]\d+(?=[：:　\s]|$)"
    r"|1\d{10}|\d{3,4}-\d{7,8}|电话[：:]?[\d-]+|24小时|\d+(?:周年|岁|年代)"
)


def typed_in(lines: Sequence[Line], spans: Sequence[Sequence[Span]]) -> Iterator[tuple[str, Line]]:
    """Each number that no span of its line covers, as written with its measure word, and its line.

    Left out are dates, clock times, ordinals, numbers of sections, attachments, tables, documents and telephones, and
    the running numbers of a table's first column.
    """
    running = _running_numbers(lines)
    for at, (line, bound) in enumerate(zip(lines, spans, strict=True)):
        if at in running:
            continue
        covered = [(span.start, span.end) for span in bound]
        covered += [found.span() for found in _LEFT_OUT.finditer(line.text)]
        for found in _NUMBER.finditer(line.text):
            if not any(start < found.end() and found.start() < end for start, end in covered):
                yield found.group(), line


def _running_numbers(lines: Sequence[Line]) -> set[int]:
    """The cells of a first column that count 1, 2, 3."""
    columns: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        if line.place.column == 1 and line.text.isdigit():
            columns.setdefault(line.place.table, []).append(at)
    return {
        at
        for column in columns.values()
        if [lines[n].text for n in column] == [str(n + 1) for n in range(len(column))]
        for at in column
    }
