"""References in formulas: read, copied and moved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.forms.excel.references import (
    Corner,
    Reference,
    UnclearFormula,
    changed_formula,
    copied_formula,
    parse_reference,
    references,
)
from shilu.forms.excel.shifting import NamesOneRow, Shift

SHIFT = Shift("附件2", after=8, like=8, count=3)

MOVED = """
A1                              | A1
B9                              | B12
$B$9                            | $B$12
SUM(B5:B8)                      | SUM(B5:B11)
SUM(B8:B5)                      | SUM(B11:B5)
SUM(B5:B7)                      | SUM(B5:B7)
SUM(B8)                         | SUM(B8:B11)
sum( B8:B8 )                    | sum( B8:B11 )
SUM(B9:B12)                     | SUM(B12:B15)
SUM($B$5:$B$20)/B9              | SUM($B$5:$B$23)/B12
SUM(B:B)+SUM(9:10)+SUM(5:8)     | SUM(B:B)+SUM(12:13)+SUM(5:11)
附件2!B9&"附件2!B9"             | 附件2!B12&"附件2!B9"
'附件2'!B9+附件1!B9             | '附件2'!B12+附件1!B9
[1]附件2!B9+'[a.xlsx]附件2'!B9  | [1]附件2!B9+'[a.xlsx]附件2'!B9
合计名称+Table1[人次]+TRUE      | 合计名称+Table1[人次]+TRUE
IF(B9>=10,"是",-B9%)            | IF(B12>=10,"是",-B12%)
SUM(B5:B8,C9,D1)                | SUM(B5:B11,C12,D1)
LOG10(B9)+A1                    | LOG10(B12)+A1
B1048576                        | #REF!
"""


@pytest.mark.parametrize("line", [line for line in MOVED.strip().splitlines() if "#REF!" not in line])
def test_formula_follows_the_rows(line):
    before, after = (side.strip() for side in line.split("|"))
    assert SHIFT.formula(before, sheet="附件2", row=20) == after


def test_formula_of_another_sheet_follows_only_what_names_the_sheet():
    assert SHIFT.formula("SUM(B5:B8)+附件2!B9", sheet="附件1", row=20) == "SUM(B5:B8)+附件2!B12"
    assert SHIFT.formula("SUM(附件2!B5:B8)", sheet="附件1") == "SUM(附件2!B5:B11)"


def test_row_of_the_list_keeps_its_own_sums():
    assert SHIFT.formula("SUM(C8:F8)", sheet="附件2", row=8) == "SUM(C8:F8)"
    assert SHIFT.formula("SUM(C$5:C8)", sheet="附件2", row=8) == "SUM(C$5:C8)"
    assert SHIFT.formula("C8/SUM(C$5:C$8)", sheet="附件2", row=8) == "C8/SUM(C$5:C$11)"
    assert SHIFT.formula("A7+1", sheet="附件2", row=8) == "A7+1"


def test_formula_that_names_the_last_row_by_itself_is_not_moved():
    for formula in ("B5+B6+B7+B8", "附件2!B8"):
        with pytest.raises(NamesOneRow):
            SHIFT.formula(formula, sheet="附件2", row=9)


def test_rows_below_a_head_do_not_belong_to_it():
    below_head = Shift("附件2", after=4, like=5, count=2)
    assert below_head.formula("SUM(B3:B4)+B4+SUM(B4:B5)", sheet="附件2", row=9) == "SUM(B3:B4)+B4+SUM(B4:B7)"


@pytest.mark.parametrize("formula", ["SUM(年报:月报!A1)", "SUM('年报:月报'!A1)", "SUM(A1:INDEX(A:A,3))", 'A1&"', "A1#"])
def test_unclear_formulas_are_told(formula):
    with pytest.raises(UnclearFormula):
        SHIFT.formula(formula, sheet="附件2", row=9)


def test_formula_decided_at_run_time_is_told():
    with pytest.raises(UnclearFormula):
        list(references('SUM(INDIRECT("B"&ROW()))'))


def test_references_are_listed_with_names():
    assert list(references("SUM('a b'!$A1:B$2)+名称")) == [
        Reference("'a b'!", Corner(1, 1, fixed_column=True), Corner(2, 2, fixed_row=True)),
        "名称",
    ]


def test_unchanged_formula_stays_to_the_letter():
    assert changed_formula("SUM( A1 ,  B2 )", lambda reference, _around: reference) == "SUM( A1 ,  B2 )"


def test_copied_formula_moves_what_is_not_fixed():
    assert copied_formula("C5*$D5+E$1+$F$1+SUM(B:B)", rows=2, columns=1) == "D7*$D7+F$1+$F$1+SUM(C:C)"
    assert copied_formula("A1+B2", rows=-1, columns=0) == "#REF!+B1"


rows_ = st.integers(1, 40)
columns_ = st.integers(1, 5)


@given(st.tuples(rows_, rows_), st.tuples(columns_, columns_), rows_, st.integers(0, 3), st.integers(1, 9))
def test_range_names_the_same_cells_and_the_new_ones_within(sides, ends, after, above, count):
    """Every cell that a range named is named after the shift, at its new place; what is new lies in the list."""
    (top, bottom), (left, right) = sides, ends
    like = max(1, after - above)
    shift = Shift("表", after=after, like=like, count=count)
    area = Reference("", Corner(top, left), Corner(bottom, right))
    moved = parse_reference(shift.formula(f"SUM({area})", sheet="表", row=99).removeprefix("SUM(").removesuffix(")"))
    assert moved is not None
    assert moved.columns == area.columns
    first, last = area.rows
    new = set(range(moved.rows[0], moved.rows[1] + 1))
    old = {shift.row(row) for row in range(first, last + 1)}
    inserted = set(range(after + 1, after + count + 1))
    takes_in = (first <= after < last) or (last == after and first <= like)
    assert new == (old | inserted if takes_in else old)


@given(st.text(max_size=30))
def test_any_formula_is_moved_or_refused(text):
    try:
        SHIFT.formula(text, sheet="附件2", row=3)
    except (UnclearFormula, NamesOneRow):
        return
