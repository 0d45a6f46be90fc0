"""Columns and cells by the names that Excel gives them."""

from shilu.lib.cells import cell_address, column_letters, column_number, place_of

PLACES = [(6, 1), (0, 25), (9, 26), (0, 701), (0, 702)]


def test_address_is_as_excel_writes_it() -> None:
    assert [cell_address(*place) for place in PLACES] == ["B7", "Z1", "AA10", "ZZ1", "AAA1"]


def test_address_leads_back_to_its_place() -> None:
    assert [place_of(cell_address(*place)) for place in PLACES] == PLACES
    assert (place_of("B0"), place_of("7"), place_of("")) == (None, None, None)


def test_letters_of_a_column_are_counted_from_1() -> None:
    assert [column_letters(number) for number in (1, 26, 27, 28)] == ["A", "Z", "AA", "AB"]
    assert [column_number(letters) for letters in ("A", "Z", "AA", "AB")] == [1, 26, 27, 28]
