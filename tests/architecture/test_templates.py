"""A part of a page is known by its name: `_part.html` beside the pages of its noun, or in `parts/` for all nouns."""

from pathlib import Path

import shilu

TEMPLATES = Path(shilu.__file__).parent / "web" / "templates"
LAYOUT = "base.html"


def is_page(template: Path) -> bool:
    return "{% extends" in template.read_text() or template.name == LAYOUT


def test_parts_of_pages_are_named_as_parts() -> None:
    by_noun = [path for path in TEMPLATES.rglob("*.html") if path.parent.name != "parts"]
    misnamed = [str(path.relative_to(TEMPLATES)) for path in by_noun if is_page(path) == path.name.startswith("_")]
    assert misnamed == []
