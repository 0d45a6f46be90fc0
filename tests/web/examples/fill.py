"""How the pages of filling a form are asked for."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook

from web.examples.check import handed
from web.world import Example, World


def form() -> bytes:
    """A form with two items that are known and one that is not."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "统计表"
    for row in (("项目", "次数", "人次"), ("例会", None, None), ("晨间微讲坛", None, None), ("填报人：", None, None)):
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def named(world: World, unit: str) -> dict[str, Any]:
    """A form of ``unit`` that was handed in."""
    return {"uuid": handed(world, unit, purpose="fill", name="附件1.xlsx", content=form()).uuid}


def _cell(_world: World, unit: str) -> dict[str, Any]:
    return {"unit": unit, "table": "统计表", "row": 2, "column": 2}


EXAMPLES = {
    "fill": Example(),
    "fill_form": Example(kwargs=named),
    "fill_match": Example(kwargs=named, data=lambda _world, _unit: {"phrase": "碰头会", "figure": "例会"}, found=302),
    "fill_cell": Example(kwargs=named, query=_cell),
    "fill_clean": Example(kwargs=named),
    "fill_working": Example(kwargs=named),
    "fill_erase": Example(kwargs=named, data=lambda _world, _unit: {}, found=302),
}
