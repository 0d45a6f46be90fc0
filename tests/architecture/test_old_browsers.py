"""Styles and scripts keep to what Chromium 87 understands: offices have browsers of that age, and none is here to try.

Words that only make a page a little plainer there, such as the colour of a tick, are free.
"""

import re
from pathlib import Path

import pytest

import shilu

STATIC = Path(shilu.__file__).parent / "web" / "static" / "shilu"
NEWER_STYLES = {  # the version of Chromium that has it first; https://developer.mozilla.org, browser compatibility
    r":is\(|:where\(|aspect-ratio": 88,
    r":has\(": 105,
    r"@container": 105,
    r"@layer": 99,
    r"@scope|@starting-style": 117,
    r"\d[dsl]v[hw]\b": 108,
    r"color-mix\(|light-dark\(|oklch\(": 111,
    r"overflow(?:-[xy])?:\s*clip": 90,
    r"text-wrap|field-sizing|:user-(?:in)?valid|subgrid|scrollbar-gutter": 93,
    r"^\s*&": 112,
}
NEWER_SCRIPTS = {
    r"\.at\(": 92,
    r"\bstructuredClone\(|\.findLast|\.toSorted\(|\.toReversed\(|\.with\(": 97,
    r"Object\.(?:hasOwn|groupBy)\(|crypto\.randomUUID": 92,
    r"\bstatic\s*\{|\s#\w+\s*(?:=|\()": 94,
    r"AbortSignal\.|scrollend|\.showPopover\(|\.checkVisibility\(": 103,
    r":has\(|:is\(": 88,
}


def newer(text: str, known: dict[str, int]) -> list[tuple[int, str]]:
    """Line and words of what a browser of 87 does not understand."""
    return [
        (number, found[0].strip())
        for number, line in enumerate(text.splitlines(), start=1)
        for pattern in known
        if (found := re.search(pattern, line))
    ]


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.css")), ids=lambda path: path.name)
def test_style_is_understood_by_chromium_87(path: Path) -> None:
    assert newer(path.read_text(), NEWER_STYLES) == []


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.js")), ids=lambda path: path.name)
def test_script_is_understood_by_chromium_87(path: Path) -> None:
    assert newer(path.read_text(), NEWER_SCRIPTS) == []


def test_newer_words_are_found() -> None:
    assert newer("a { color: red }\na:has(b) {}", NEWER_STYLES) == [(2, ":has(")]
    assert newer("const last = rows.at(-1)", NEWER_SCRIPTS) == [(1, ".at(")]
