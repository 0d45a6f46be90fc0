"""A paper on its way in the bureau of the cast, and what tests do with its files."""

import zipfile
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from uuid import UUID

import cast
from shilu.ledger.sight import EVERYTHING
from shilu.lib.acting import By
from shilu.lib.periods import GREGORIAN
from shilu.reports.drafting.composing import Setting

RECORDS = """
2022-01-14 | X01 | meeting | times=1 people=16 | 第一次
2022-02-19 | X01 | meeting | times=1 people=14 | 第二次
2022-03-03 | X02 | article(level=city) | items=1 | 一篇
"""

TEXT = """+++
title = "{{ unit }}{{ period }}工作情况报告"
from = "{{ unit }}"
date = 2022-07-04
+++

{{ period }}，全局召开例会{{ figure("例会") }}，参加{{ figure("例会", quantity="people") }}；刊发{{ '稿—件'|replace('—', '') }}{{ figure("稿件") }}。

## 主要做法

坚持**定期学习**，把学习同业务结合起来。

各单位做到了相互支持。

{{ table("例会", by="unit", caption="各单位例会") }}
"""

BY = By(cast.ACCOUNT, "示例局", datetime(2022, 7, 4, 1, 30, tzinfo=UTC))
OTHER = By(UUID(int=7), "别人", datetime(2022, 7, 5, 1, 30, tzinfo=UTC))
SETTING = Setting(GREGORIAN, date(2022, 7, 4), EVERYTHING)


def changed(word: bytes, *changes: tuple[str, str]) -> bytes:
    """A Word file in which texts that stand in one run were changed by hand."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(word)) as source, zipfile.ZipFile(out, "w") as target:
        for one in source.infolist():
            data = source.read(one)
            if one.filename == "word/document.xml":
                text = data.decode()
                for old, new in changes:
                    assert old in text, old
                    text = text.replace(old, new, 1)
                data = text.encode()
            target.writestr(one, data)
    return out.getvalue()


def document(word: bytes) -> str:
    """The main part of a Word file."""
    with zipfile.ZipFile(BytesIO(word)) as archive:
        return archive.read("word/document.xml").decode()


def saved(content: bytes, folder: Path, *, name: str = "送审稿.docx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
