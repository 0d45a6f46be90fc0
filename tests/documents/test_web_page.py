"""The text of web pages as a browser shows it."""

import pytest

from shilu.documents.web_page import web_pieces
from shilu.lib.errors import Refused

CASES = {
    "<p>全年  讲座\n8场</p>": ["全年 讲座8场"],
    "<p>甲<br>乙</p>丙<div>丁</div>戊": ["甲\n乙", "丙", "丁", "戊"],
    "<p>共<b>8</b>场<script>9</script><style>p{}</style></p>": ["共8场"],
    "<p hidden>9</p><p style='Display : none'>9</p><div style='visibility:hidden'><p>9</p></div>余<!-- 9 -->下": [
        "余下"
    ],
    "<p>共<del>7</del><ins>8</ins>场</p>": ["共8场"],
    "<head><title>题</title></head><body><ul><li>一<li>二</ul>": ["一", "二"],
    "<pre>甲\n  乙</pre>": ["甲\n乙"],
    "<p>甲&nbsp;8&#22330;</p>": ["甲\xa08场"],
    "<?xml version='1.0' encoding='gb2312'?><html><body><p>八</p></body></html>": ["八"],
}


@pytest.mark.parametrize("page", CASES)
def test_a_page_is_read_as_shown(page: str) -> None:
    for encoding in ("utf-8", "gb18030", "utf-16"):
        assert [one.text for one in web_pieces(page.encode(encoding), name="a.html")] == CASES[page]


def test_cells_have_place_and_heads() -> None:
    page = """<table><tr><th rowspan=2>项目<th colspan=2>上半年</tr><tr><td>场次<td>人次</tr>
    <tr><td>讲座<td>8<td>120</tr></table><p>完"""
    shown = [(one.text, one.place.words(), one.heads) for one in web_pieces(page.encode(), name="a.html")]
    assert shown == [
        ("项目", "表1第1行第1列", ()),
        ("上半年", "表1第1行第2列", ()),
        ("场次", "表1第2行第1列", ()),
        ("人次", "表1第2行第2列", ()),
        ("讲座", "表1第3行第1列", ("项目",)),
        ("8", "表1第3行第2列", ("讲座", "上半年", "场次")),
        ("120", "表1第3行第3列", ("讲座", "上半年", "人次")),
        ("完", "第1段", ()),
    ]


def test_a_page_that_nests_without_end_gives_its_words() -> None:
    assert "".join(one.text for one in web_pieces(b"8" + b"<div>" * 100_000, name="a.html")) == "8"


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(Refused, match="编码既不是"):
        web_pieces(b"<p>\xff\xff", name="a.html")
