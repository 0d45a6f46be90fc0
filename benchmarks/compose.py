"""Composing a Word report with bound figures: against replacing text in a zip (floor), python-docx and docxtpl (peers).

Usage: compose.py [FIGURES]        60 by default.
"""

import io
import sys
import zipfile
from datetime import date

from measuring import Line, print_table, timed

from shilu.workspace.database import start_django

start_django()

from docx import Document as WordDocument  # noqa: E402
from docx.shared import Cm, Pt  # noqa: E402
from docxtpl import DocxTemplate  # noqa: E402

from shilu.reports.document import (  # noqa: E402
    Binding,
    Document,
    FrontMatter,
    Heading,
    IssueStamp,
    Number,
    Paragraph,
    Table,
    Text,
)
from shilu.reports.docx import write_docx  # noqa: E402

ISSUE = IssueStamp("0f8fad5b-d9cb-469f-a165-70867728950e", 112, "ab" * 32)
TITLE = "示例县公安局关于2022年上半年政治工作情况的报告（虚构示例）"
SENTENCE = ("上半年组织开展各类学习教育活动", "，参加", "，比去年同期增加", "，各单位均按时完成任务。")
IN_TABLE = 20
REPEAT = 15


def number(at: int) -> Number:
    """A bound figure as the composer makes it."""
    binding = Binding(
        id=f"n{at}",
        figure=f"grassroots/figure{at}",
        title=f"统计项目{at}",
        definition=f"统计项目{at}的合计",
        value=str(at),
        unit="X01",
        unit_name="示例县公安局",
        period="2022-H1",
        quantity="times",
        measure="次",
        as_of=112,
        root="ab" * 32,
        query=f'{{"figure":"grassroots/figure{at}"}}',
    )
    return Number(binding, f"{at}次")


def paper(figures: int) -> Document:
    """A full paper: red head, title, recipient, three levels of headings, text, a table, signature and printing note."""
    numbers = [number(at) for at in range(1, figures + 1)]
    rows = min(IN_TABLE, figures) // 2
    told, listed = numbers[: figures - 2 * rows], numbers[figures - 2 * rows :]
    blocks: list[Heading | Paragraph | Table] = []
    for at in range(0, len(told), 3):
        if at % 12 == 0:
            blocks.append(Heading(1, "一、", (Text("抓学习教育"),)))
        if at % 6 == 0:
            blocks.append(Heading(2, "（一）", (Text("理论学习"),)))
        runs: list[Text | Number] = [Text(SENTENCE[0])]
        for one, words in zip(told[at : at + 3], SENTENCE[1:], strict=False):
            runs += [one, Text(words)]
        blocks.append(Paragraph(tuple(runs)))
    header = ((Text("单位"),), (Text("次数"),), (Text("人次"),))
    body = tuple(((Text(f"第{at + 1}所"),), (listed[2 * at],), (listed[2 * at + 1],)) for at in range(rows))
    blocks.append(Table((header,), body, caption="各单位学习情况"))
    front = FrontMatter(
        title=TITLE,
        to="示例市公安局",
        sender="示例县公安局",
        dated=date(2022, 6, 20),
        issuer_mark="示例县公安局文件",
        number="示公〔2022〕8号",
        copies_to="示例市局政治部，示例县委办公室",
        printed_by="示例县公安局办公室",
        printed_on=date(2022, 6, 21),
    )
    return Document(TITLE, front, tuple(blocks))


def by_python_docx(document: Document) -> bytes:
    """The same words in the same order, styled run by run, without any binding."""
    word = WordDocument()
    section = word.sections[0]
    section.top_margin, section.left_margin = Cm(3.7), Cm(2.8)
    word.add_paragraph().add_run(document.title).font.size = Pt(22)
    for block in document.blocks:
        if isinstance(block, Table):
            table = word.add_table(rows=0, cols=3)
            for row in (*block.header, *block.body):
                cells = table.add_row().cells
                for cell, runs in zip(cells, row, strict=True):
                    cell.text = "".join(run.shown for run in runs)
        elif isinstance(block, Heading | Paragraph):
            paragraph = word.add_paragraph()
            for run in block.runs:
                added = paragraph.add_run(run.shown)
                added.font.size, added.font.name = Pt(16), "仿宋_GB2312"
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def docx_template(document: Document, *, name: str) -> bytes:
    """A Word file with a placeholder for each number: ``{{n1}}`` for docxtpl, or a word to be replaced."""
    word = WordDocument()
    word.add_paragraph(document.title)
    for block in document.blocks:
        runs = [run for row in block.body for cell in row for run in cell] if isinstance(block, Table) else block.runs
        words = [name.format(run.binding.id) if isinstance(run, Number) else run.shown for run in runs]
        word.add_paragraph("".join(words))
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def by_docxtpl(template: bytes, values: dict[str, str]) -> bytes:
    word = DocxTemplate(io.BytesIO(template))
    word.render(values)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def by_replacing(template: bytes, values: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "word/document.xml":
                text = data.decode()
                for name, value in values.items():
                    text = text.replace(f"@{name}@", value)
                data = text.encode()
            new.writestr(part, data)
    return stream.getvalue()


def main(figures: int) -> None:
    document = paper(figures)
    values = {f"n{at}": f"{at}次" for at in range(1, figures + 1)}
    marked = docx_template(document, name="@{}@")
    templated = docx_template(document, name="{{{{{}}}}}")
    works = (
        ("unzip, replace, zip", lambda: by_replacing(marked, values)),
        ("python-docx", lambda: by_python_docx(document)),
        ("docxtpl", lambda: by_docxtpl(templated, values)),
        ("write_docx, bound", lambda: write_docx(document, issue=ISSUE)),
        ("write_docx, clean", lambda: write_docx(document, clean=True)),
    )
    lines = []
    for name, work in works:
        work()
        lines.append(Line(name, timed(work, repeat=REPEAT)))
    title = f"Composing a GB/T 9704 paper of {figures} figures in Word (aim: at most 10 ms beyond python-docx)"
    print_table(title, lines, against=("unzip, replace, zip", "python-docx"))
    beyond = (lines[3].seconds - lines[1].seconds) * 1000
    print(f"write_docx beyond python-docx: {beyond:+.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
