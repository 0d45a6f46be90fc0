"""Columns and cells by the names that Excel gives them: AB, B7."""

import re
from typing import Final

_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def column_letters(column: int) -> str:
    """The letters of a column counted from 1: 1 is A, 28 is AB."""
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column from its capital letters: A is 1, AB is 28."""
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return column


def cell_address(row: int, column: int) -> str:
    """The address of a cell; row and column are counted from 0 (``cell_address(6, 1)`` is B7)."""
    return f"{column_letters(column + 1)}{row + 1}"


def place_of(address: str) -> tuple[int, int] | None:
    """The row and column (from 0) of a cell's address (B7 is 6, 1); None where it is none."""
    found = _ADDRESS.fullmatch(address)
    return (int(found[2]) - 1, column_number(found[1]) - 1) if found else None
