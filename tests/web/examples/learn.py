"""How the pages of learning a template are asked for."""

from io import BytesIO
from typing import Any

from docx import Document

from web.examples.check import TEXT, handed
from web.world import Example, World


def report() -> bytes:
    """A Word report with three numbers."""
    document = Document()
    document.add_paragraph("城东所2022年6月工作报告")
    document.add_paragraph(TEXT)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _named(world: World, unit: str) -> dict[str, Any]:
    return {"uuid": handed(world, unit, purpose="learn", name="报告.docx", content=report()).uuid}


def _name(world: World, _unit: str) -> dict[str, Any]:
    """A name that no template has yet."""
    return {"name": f"月报{len(list(world.workspace.templates.iterdir()))}"}


EXAMPLES = {
    "learn": Example(),
    "learn_report": Example(kwargs=_named),
    "learn_match": Example(kwargs=_named, data=lambda _world, _unit: {"phrase": "碰头会", "figure": "例会"}, found=302),
    "learn_save": Example(kwargs=_named, data=_name, found=302),
    "learn_erase": Example(kwargs=_named, data=lambda _world, _unit: {}, found=302),
}
