"""Marked text is read to plain text and claims; a bad mark is named with its file and line."""

from decimal import Decimal
from pathlib import Path

import pytest

from claims.marked import BadMarkError, Marked, read_marked


def marked(folder: Path, text: str) -> Path:
    path = folder / "示例.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_marks_are_read_with_their_places_in_the_plain_text(tmp_path: Path) -> None:
    path = marked(tmp_path, "标题\n举办讲座⟦12场｜讲座｜12｜场⟧，满意率⟦98.6%｜满意率｜0.986｜%｜exact｜｜share⟧。\n")
    text, claims = read_marked(path)
    assert text == "标题\n举办讲座12场，满意率98.6%。\n"
    assert claims == (
        Marked(7, 10, "12场", "讲座", Decimal(12), "场"),
        Marked(14, 19, "98.6%", "满意率", Decimal("0.986"), "%", "exact", "", "share"),
    )
    assert all(text[claim.start : claim.end] == claim.quote for claim in claims)


def test_a_placeholder_has_no_value(tmp_path: Path) -> None:
    assert read_marked(marked(tmp_path, "民警⟦×名｜民警｜null｜名⟧"))[1][0].value is None


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("讲座⟦12场｜讲座｜12⟧", "示例.txt:2: ⟦12场｜讲座｜12⟧ has 3 fields, not 4 to 7"),
        ("讲座⟦12场｜讲座｜十二｜场⟧", "示例.txt:2: ⟦12场｜讲座｜十二｜场⟧ has the value '十二', which is no number"),
        ("讲座⟦12场｜讲座｜12｜场｜some⟧", "has approx 'some', not one of 'exact', 'at_least', 'about', 'at_most'"),
        ("讲座⟦12场｜讲座", "示例.txt:2: a bracket of a mark stands alone"),
    ],
)
def test_a_bad_mark_is_named_with_file_and_line(tmp_path: Path, line: str, complaint: str) -> None:
    with pytest.raises(BadMarkError) as error:
        read_marked(marked(tmp_path, f"标题\n{line}"))
    assert complaint in str(error.value)
