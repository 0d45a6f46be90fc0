"""Filled Word forms as LibreOffice reads them, and forms that it made of old files."""

import re

import pytest

from forms.documents import form_of, made, plan, table_of, texts
from forms.test_word_writing import listing
from forms.workbooks import parts_of
from shilu.documents.office import converted, office
from shilu.forms.sheet import RowInsert, Span
from shilu.forms.word.reading import read_tables
from shilu.forms.word.writing import filled_document

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(office() is None, reason="LibreOffice (soffice) is not installed"),
]

NEW = RowInsert("表1", after_row=3, like_row=3, count=2)


def test_working_copy_shows_rows_and_comments():
    given = plan({(4, 2): "讲座", (5, 3): 8}, NEW, notes={(5, 3): "3条记录"})
    filled = filled_document(form_of(made(listing)), given, notes=True)
    text = parts_of(converted(filled, to="odt", ending="docx"))["content.xml"].decode()
    assert re.findall(r"<dc:creator>(.*?)</dc:creator>", text) == ["实录"]
    assert re.findall(r"<office:annotation .*?<text:p[^>]*>(?:<text:span[^>]*>)?([^<]+)", text) == ["3条记录"]
    assert text.count("<table:table-row") == 6


def test_form_from_an_old_program_is_filled():
    def build(document):
        listing(document)
        document.add_paragraph("注：按到场计。")

    new = converted(converted(made(build), to="doc", ending="docx"), to="docx", ending="doc")
    form = read_tables(new, name="报表.doc", converted=True)
    assert form.tables[0].spans == (Span(2, 1, 3, 1),)
    assert [line.text for line in form.tables[0].above] == ["附件2", "填报人：        电话：________"]
    filled = filled_document(form, plan({(4, 2): "讲座", (5, 3): 8}, NEW))
    table = table_of(filled)
    assert (texts(table)[4, 2], texts(table)[5, 3], table.spans) == ("讲座", "8", (Span(2, 1, 5, 1),))
