"""Packages and XML parts that are changed byte by byte, and texts of several runs."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.documents.openxml.package import Package
from shilu.documents.openxml.spans import Edits, Unreadable, as_utf8, attribute_text, markup_text, parsed
from shilu.documents.openxml.spread import spread
from shilu.lib.errors import Refused

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 2, 3, 4, 6)), text, zipfile.ZIP_STORED)
    return stream.getvalue()


SMALL = {
    "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Override PartName="/a/b.xml" ContentType="x"/></Types>',
    "a/main.xml": "<a/>",
    "a/_rels/main.xml.rels": (
        f'<p:Relationships xmlns:p="{LINKS}"><p:Relationship Id="rId2" Type="{OFFICE}/thing" Target="B.xml"/>'
        f'<p:Relationship Id="rId1" Type="{OFFICE}/link" TargetMode="External" Target="http://b.xml"/></p:Relationships>'
    ),
    "a/b.xml": "<b/>",
}


def test_package_comes_back_with_order_dates_and_bytes():
    package = Package.read(zipped(SMALL), name="x")
    with zipfile.ZipFile(io.BytesIO(package.with_part("a/main.xml", b"<c/>").content())) as archive:
        assert [(one.filename, one.date_time[0], one.compress_type) for one in archive.infolist()] == [
            (name, 2020, zipfile.ZIP_STORED) for name in SMALL
        ]
        assert {name: archive.read(name).decode() for name in SMALL} == SMALL | {"a/main.xml": "<c/>"}


def test_links_and_types_are_added_and_taken_away():
    package = Package.read(zipped(SMALL), name="x")
    assert [(one.id, one.sort, one.target) for one in package.links("a/main.xml")] == [
        ("rId2", "thing", "a/b.xml"),
        ("rId1", "link", ""),
    ]
    less = package.without("a/b.xml")
    assert less.parts.keys() == SMALL.keys() - {"a/b.xml"}
    assert less.parts["[Content_Types].xml"].decode() == f'<Types xmlns="{TYPES}"></Types>'
    assert less.linked("a/main.xml", "thing") == ()
    more, key = package.with_link("a/main.xml", to="c/d.xml", sort="comments")
    assert key == "rId3"
    assert more.with_part("c/d.xml", b"").linked("a/main.xml", "comments") == ("c/d.xml",)
    assert f'<Relationship xmlns="{LINKS}" Id="rId3" Type="{OFFICE}/comments" Target="../c/d.xml"/>' in (
        more.parts["a/_rels/main.xml.rels"].decode()
    )
    fresh, key = package.with_link("a/b.xml", to="a/main.xml", sort="x")
    assert (key, fresh.linked("a/b.xml", "x")) == ("rId1", ("a/main.xml",))
    typed = package.with_type("a/b.xml", "y").with_type("c.xml", "z").with_ending("vml", "v").with_ending("vml", "w")
    assert typed.parts["[Content_Types].xml"].decode() == (
        f'<Types xmlns="{TYPES}"><Default Extension="vml" ContentType="v"/>'
        '<Override PartName="/a/b.xml" ContentType="x"/><Override PartName="/c.xml" ContentType="z"/></Types>'
    )
    assert package.new_part("a/b{}.xml") == "a/b1.xml"


def test_package_that_is_no_zip_is_refused():
    with pytest.raises(Refused, match=r"^x "):
        Package.read(b"PK\x03\x04 no", name="x")


def test_part_that_is_far_too_large_is_refused():
    package = Package.read(zipped(SMALL | {"a/main.xml": "<a>" + " " * 8 * 2**20 + "</a>"}), name="表.xlsx")
    with pytest.raises(Refused, match=r"^表\.xlsx 一张表的内容超过 8 MB"):
        package.xml("a/main.xml")


def test_places_are_bytes_of_the_file():
    data = "\ufeff<?xml version='1.0'?>\n<!-- <b> --><p:a xmlns:p='u' z='>' p:y=\"1\"><p:b/>字<![CDATA[<&]]><c\n>d</c ></p:a>".encode()
    root = parsed(data)
    assert (root.name, root.space, root.prefix, root.attributes) == ("a", "u", b"p:", {"z": ">", "{u}y": "1"})
    assert root.text == "字<&"
    empty, full = root.children
    assert (data[empty.start : empty.end], empty.closed) == (b"<p:b/>", True)
    assert (data[full.opened : full.closing], data[full.start : full.end]) == (b"d", b"<c\n>d</c >")


def test_edits_change_their_own_bytes():
    data = b"<a x='1' y=\"2\"><b/><c>d</c></a>"
    root, edits = parsed(data), Edits(data)
    empty, full = root.children
    edits.set_attribute(root, "x", 'say "<"')
    edits.set_attribute(root, "y", None)
    edits.set_attribute(empty, "z", "3")
    edits.append(empty, "<e/>")
    edits.set_content(full, "f")
    edits.insert(full.start, "<g/>")
    edits.insert(full.start, "<h/>")
    assert edits.applied() == b'<a x="say &quot;&lt;&quot;"><b z="3"><e/></b><g/><h/><c>f</c></a>'


def test_two_changes_of_one_place_are_a_fault():
    edits = Edits(b"<a>bc</a>")
    edits.replace(3, 5, "x")
    edits.replace(4, 5, "y")
    with pytest.raises(ValueError, match="two changes"):
        edits.applied()


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_other_codings_become_utf8(coding):
    data = f'<?xml version="1.0" encoding="{coding}"?><a>字</a>'.encode(coding)
    assert as_utf8(data) == '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><a>字</a>'.encode()
    assert parsed(as_utf8(data)).text == "字"


def test_utf8_stays_to_the_byte():
    for text in ('<?xml version="1.0" encoding="utf-8"?><a/>', "\ufeff<a/>", "<a/>"):
        assert as_utf8(text.encode()) == text.encode()


@pytest.mark.parametrize(
    "data", [b"", b"<a>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"\xff\xfe<", b"<a>" * 300 + b"</a>" * 300]
)
def test_what_is_no_xml_is_told(data):
    with pytest.raises(Unreadable):
        parsed(as_utf8(data))


@given(st.text())
def test_any_text_comes_back_from_markup(text):
    fit = "".join(
        one
        for one in text
        if one in "\t\n\r" or (" " <= one < "\ufffe" and not "\ud800" <= one <= "\udfff") or one > "\uffff"
    )
    assert parsed(f'<a b="{attribute_text(text)}">{markup_text(text)}</a>'.encode()).text == fit
    assert parsed(f'<a b="{attribute_text(text)}"/>'.encode()).attributes["b"] == fit


SPREAD = """
填报人：|____||填报人：李晓                 -> 填报人：|李晓
填报人：|　　　|（签字）||填报人：李晓（签字）   -> 填报人：|李晓|（签字）
单位|：||单位：县局                          -> 单位|：县局
日期：|____|年|__|月||日期：2022年6月         -> 日期：|2022|年|6|月
合计|共||合计                                -> 合计|
"""


@pytest.mark.parametrize("line", SPREAD.strip().splitlines())
def test_words_take_the_place_of_blanks(line):
    given_, after = (side.strip() for side in line.split("->"))
    runs, new = given_.split("||")
    assert spread(runs.split("|"), new.strip()) == after.split("|")


@given(
    st.lists(st.text(alphabet="填报 _：ab", max_size=6), min_size=1, max_size=5),
    st.text(alphabet="填报 _：abc", max_size=20),
)
def test_runs_always_say_the_new_text(texts, new):
    written = spread(texts, new)
    assert ("".join(written), len(written)) == (new, len(texts))


@given(st.lists(st.text(alphabet="填报 _：ab", max_size=6), min_size=1, max_size=5))
def test_same_text_changes_no_run(texts):
    assert spread(texts, "".join(texts)) == texts


def test_long_texts_are_compared_from_both_ends():
    assert spread(["甲" * 3000, "乙", "丙" * 3000], "甲" * 3000 + "丁" + "丙" * 3000) == [
        "甲" * 3000,
        "丁",
        "丙" * 3000,
    ]


def test_part_that_goes_takes_the_relation_of_the_file_itself_with_it():
    links = (
        f'<Relationships xmlns="{LINKS}"><Relationship Id="rId1" Type="{OFFICE}/thumbnail" Target="docProps/thumbnail.jpeg"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/officeDocument" Target="a/main.xml"/></Relationships>'
    )
    package = Package.read(zipped({**SMALL, "_rels/.rels": links, "docProps/thumbnail.jpeg": "x"}), name="x")
    assert [link.target for link in package.without("docProps/thumbnail.jpeg").links("")] == ["a/main.xml"]
