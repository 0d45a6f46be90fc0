"""Values as readers and scripts see them."""

from decimal import Decimal

import pytest

from shilu.figures.result import json_number, plain, quotient, shown_value


@pytest.mark.parametrize(
    ("value", "measure", "shown"),
    [
        ("8", "次", "8次"),
        ("1000", "人次", "1000人次"),
        ("2.5", "学时", "2.5学时"),
        ("2.166667", "次", "2.17次"),
        ("1200.125", "元", "1200.125元"),
        ("1", "%", "100%"),
        ("0.9746", "%", "97.5%"),
        ("-0.125", "%", "-12.5%"),
        ("0", "次", "0次"),
    ],
)
def test_value_is_shown_with_its_measure_word(value: str, measure: str, shown: str) -> None:
    assert shown_value(Decimal(value), measure=measure) == shown


def test_numbers_are_written_without_noise() -> None:
    assert [str(plain(Decimal(number))) for number in ("1E+3", "2.500", "0.0")] == ["1000", "2.5", "0"]
    assert quotient(Decimal(2), Decimal(3)) == Decimal("0.666667")


def test_json_gives_whole_numbers_as_such_and_shares_with_decimals() -> None:
    assert [json_number(Decimal(8)), json_number(Decimal("2.5")), json_number(None)] == [8, 2.5, None]
    assert repr(json_number(Decimal(1), share=True)) == "1.0"
