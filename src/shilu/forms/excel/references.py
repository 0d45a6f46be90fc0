"""References in formulas: what they point at, and the same formula after cells have moved or when it is copied."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

from shilu.lib.cells import column_letters, column_number

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
_GONE: Final = "#REF!"
_CORNER: Final = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,6})")
_COLUMN: Final = re.compile(r"(\$?)([A-Za-z]{1,3})()()")
_ROW: Final = re.compile(r"()()(\$?)([1-9]\d{0,6})")
_SHEET: Final = re.compile(r"((?:'(?:[^']|'')+'|[^'!:\[\]]+)!)?([^!]+)")
_AT_RUN_TIME: Final = frozenset({"INDIRECT(", "OFFSET("})


Around = tuple[str, str]
"""What stands before and after a reference in its formula, in capitals."""


class UnclearFormula(Exception):  # noqa: N818 - says what went wrong
    """A formula whose references cannot be told."""


@dataclass(frozen=True, slots=True)
class Corner:
    """A cell of a reference, from 1; ``column`` 0 in a reference to whole rows, ``row`` 0 in one to whole columns."""

    row: int
    column: int
    fixed_row: bool = False
    fixed_column: bool = False

    def __str__(self) -> str:
        column = f"{'$' * self.fixed_column}{column_letters(self.column)}" if self.column else ""
        return column + (f"{'$' * self.fixed_row}{self.row}" if self.row else "")


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell or a range as a formula writes it; ``prefix`` is its sheet with the exclamation mark, "" for the formula's own."""

    prefix: str
    first: Corner
    last: Corner | None = None

    def __str__(self) -> str:
        return f"{self.prefix}{self.first}" + (f":{self.last}" if self.last else "")

    @property
    def sheet(self) -> str:
        """The name of its sheet; "" for the formula's own."""
        name = self.prefix.removesuffix("!")
        return name[1:-1].replace("''", "'") if name.startswith("'") else name

    def is_on(self, sheet: str, *, own: str) -> bool:
        """Whether it points at ``sheet`` from a formula of the sheet ``own``; capitals do not matter."""
        return (self.sheet or own).casefold() == sheet.casefold()

    @property
    def rows(self) -> tuple[int, int]:
        """Its first and last row."""
        last = self.last or self.first
        return min(self.first.row, last.row) or 1, max(self.first.row, last.row) or LAST_ROW

    @property
    def columns(self) -> tuple[int, int]:
        """Its first and last column."""
        last = self.last or self.first
        return min(self.first.column, last.column) or 1, max(self.first.column, last.column) or LAST_COLUMN


def parse_reference(text: str) -> Reference | None:
    """The reference that ``text`` is; None for a name, a table's column or a place in another workbook.

    Raises UnclearFormula for a reference over several sheets or with computed ends.
    """
    if "[" in text:
        return None
    found = _SHEET.fullmatch(text)
    if found is None:
        raise UnclearFormula(text)
    prefix, area = found[1] or "", found[2]
    if prefix.startswith("'") and ":" in prefix:
        raise UnclearFormula(text)  # Excel allows no colon in a sheet's name: several sheets
    corners = [corner for piece in area.split(":") if (corner := _corner(piece, alone=":" not in area)) is not None]
    if len(corners) != area.count(":") + 1:
        if ":" in area:
            raise UnclearFormula(text)
        return None
    if len(corners) > 2 or (len(corners) == 2 and _shape(corners[0]) != _shape(corners[1])):
        raise UnclearFormula(text)
    return Reference(prefix, *corners)


def stated_range(text: str) -> Reference | None:
    """The cell or range that an attribute states; None where it is none."""
    try:
        return parse_reference(text)
    except UnclearFormula:
        return None


def _shape(corner: Corner) -> tuple[bool, bool]:
    return corner.row > 0, corner.column > 0


def _corner(text: str, *, alone: bool) -> Corner | None:
    found = _CORNER.fullmatch(text)
    if found is None and not alone:
        found = _COLUMN.fullmatch(text) or _ROW.fullmatch(text)
    if found is None:
        return None
    column = column_number(found[2].upper())
    row = int(found[4] or 0)
    if column > LAST_COLUMN or row > LAST_ROW:
        return None
    return Corner(row, column, bool(found[3]), bool(found[1]))


def _tokens(formula: str) -> list[Token]:
    """The parts of a formula (without the equals sign); raises UnclearFormula."""
    try:
        items: list[Token] = Tokenizer(f"={formula}").items
    except (TokenizerError, AssertionError, IndexError, AttributeError) as fault:
        raise UnclearFormula(formula) from fault
    if any(token.type == Token.FUNC and ":" in token.value for token in items):
        raise UnclearFormula(formula)
    return items


def references(formula: str) -> Iterator[Reference | str]:
    """What a formula refers to: references, and names as they stand; raises UnclearFormula where it is decided at run time."""
    for token in _tokens(formula):
        if token.type == Token.FUNC and token.value.upper() in _AT_RUN_TIME:
            raise UnclearFormula(formula)
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            yield parse_reference(token.value) or token.value


def changed_formula(formula: str, change: Callable[[Reference, Around], Reference | None]) -> str:
    """The formula with every reference changed, one that is gone (None) as an error.

    ``change`` is told too what stands beside the reference (``("SUM(", ")")``). A formula in which nothing changes stays to the
    letter. Raises UnclearFormula.
    """
    tokens = _tokens(formula)
    written = []
    for number, token in enumerate(tokens):
        value = token.value
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            reference = parse_reference(value)
            if reference is not None:
                before = tokens[number - 1].value.upper() if number else ""
                after = tokens[number + 1].value if number + 1 < len(tokens) else ""
                new = change(reference, (before, after))
                value = value if new == reference else _GONE if new is None else str(new)
        written.append(value)
    if all(new == token.value for new, token in zip(written, tokens, strict=True)):
        return formula
    return "".join(written)


def copied_formula(formula: str, *, rows: int, columns: int) -> str:
    """The formula as it reads when its cell is copied so many rows down and columns to the right."""

    def change(reference: Reference, _around: Around) -> Reference | None:
        first = _moved(reference.first, rows, columns)
        last = _moved(reference.last, rows, columns) if reference.last else None
        if first is None or (reference.last is not None and last is None):
            return None
        return replace(reference, first=first, last=last)

    return changed_formula(formula, change)


def _moved(corner: Corner, rows: int, columns: int) -> Corner | None:
    row = corner.row + (rows if corner.row and not corner.fixed_row else 0)
    column = corner.column + (columns if corner.column and not corner.fixed_column else 0)
    if (corner.row and not 1 <= row <= LAST_ROW) or (corner.column and not 1 <= column <= LAST_COLUMN):
        return None
    return replace(corner, row=row, column=column)
