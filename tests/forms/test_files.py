"""The two files of a filled form: where they lie, and that both are written or neither."""

from pathlib import Path

import pytest

from forms.written_forms import form_of, table_of
from shilu.forms.files import check_out, read_form, working_copy, write_form
from shilu.forms.sheet import Plan
from shilu.lib.errors import Refused

FORM = form_of(table_of("项目 | 数量\n讲党课 |"))


def test_the_working_copy_lies_beside_the_copy_to_send():
    assert working_copy(Path("报表/报送.xlsx")) == Path("报表/报送-底稿.xlsx")


def test_both_files_are_written_or_neither(tmp_path, monkeypatch):
    (tmp_path / "报送.xlsx").write_bytes(b"before")
    replace = Path.replace

    def full(path, target):
        if Path(target).name == "报送-底稿.xlsx":
            raise OSError(28, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_form(FORM, Plan(()), out=tmp_path / "报送.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["报送.xlsx"]
    assert (tmp_path / "报送.xlsx").read_bytes() == b"before"


@pytest.mark.parametrize("out", ["报送.docx", "表样.xlsx", "没有/报送.xlsx", "报送"])
def test_a_place_where_the_form_cannot_go_is_refused(tmp_path, out):
    with pytest.raises(Refused):
        check_out(FORM, tmp_path / "表样.xlsx", tmp_path / out)


def test_a_folder_of_that_name_is_refused(tmp_path):
    (tmp_path / "报送-底稿.xlsx").mkdir()
    with pytest.raises(Refused, match="是文件夹"):
        check_out(FORM, tmp_path / "表样.xlsx", tmp_path / "报送.xlsx")


def test_a_file_that_is_no_form_is_refused_in_one_line(tmp_path):
    (tmp_path / "表.csv").write_text("项目,数量\n讲党课,\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"^[^\n]+$"):
        read_form(tmp_path / "表.csv")
