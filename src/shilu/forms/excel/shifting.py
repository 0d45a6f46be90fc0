"""Where everything stands once rows are inserted into a list: rows, ranges, and the formulas that point at them."""

from dataclasses import dataclass, replace

from shilu.forms.excel.references import LAST_ROW, Around, Reference, changed_formula, stated_range


class CannotInsert(Exception):  # noqa: N818 - says what went wrong
    """Rows cannot be inserted without doing harm; the argument says why, in a clerk's words."""


class NamesOneRow(Exception):  # noqa: N818 - says what went wrong
    """A formula names the row by itself below which rows are inserted, so that it would not count the new ones."""


@dataclass(frozen=True, slots=True)
class Shift:
    """``count`` rows come in below the row ``after`` of a sheet, as copies of the row ``like``."""

    sheet: str
    after: int
    like: int
    count: int

    def row(self, row: int) -> int:
        """The new number of a row."""
        return row + self.count if row > self.after else row

    def rows(self, first: int, last: int, *, grows: bool = True) -> tuple[int, int]:
        """The new first and last row of a range.

        A range that ends with the list takes in the new rows, one of a single row only where ``grows`` says so.
        """
        if last == self.after and first <= self.like <= last and (first < last or grows):
            return first, last + self.count
        return self.row(first), self.row(last)

    def area(self, text: str, *, grows: bool = False) -> str:
        """The new range of an attribute (B5:C8); what is no range stays."""
        reference = stated_range(text)
        return text if reference is None else str(self._changed(reference, grows=grows))

    def areas(self, text: str) -> str:
        """The new ranges of a rule over cells (B5:B8 D5); the new rows have the rules of the row that they copy."""
        found = []
        for one in text.split():
            reference = stated_range(one)
            found.append(self.area(one, grows=True))
            if reference is not None and reference.first.row:
                first, last = reference.rows
                if first <= self.like <= last and not first <= self.after <= last:
                    found.append(_between(reference, self.after + 1, self.after + self.count))
        return " ".join(found)

    def formula(self, formula: str, *, sheet: str, row: int = 0) -> str:
        """The new text of a formula that stands in ``sheet``, in the ``row`` of a cell as it was.

        Raises UnclearFormula, or NamesOneRow.
        """
        own = row if sheet.casefold() == self.sheet.casefold() else 0

        def change(reference: Reference, around: Around) -> Reference:
            if not reference.is_on(self.sheet, own=sheet) or not reference.first.row:
                return reference
            if reference.last is None:
                return self._single(reference, own=own, alone_in_sum=around == ("SUM(", ")"))
            # a row's own sum, or a running one, ends with the row; a share of the whole ends with the list
            if own == self.after and not reference.last.fixed_row:
                return self._changed(reference, grows=False, ends=False)
            return self._changed(reference, grows=own != self.after)

        return changed_formula(formula, change)

    def _single(self, reference: Reference, *, own: int, alone_in_sum: bool) -> Reference:
        row = reference.first.row
        if row == self.after >= self.like and own != self.after:
            if not alone_in_sum:
                raise NamesOneRow(str(reference))
            return replace(reference, last=replace(reference.first, row=row + self.count))
        return replace(reference, first=replace(reference.first, row=self.row(row)))

    def _changed(self, reference: Reference, *, grows: bool, ends: bool = True) -> Reference:
        if not reference.first.row:
            return reference
        first, last = reference.rows
        new_first, new_last = self.rows(first, last, grows=grows) if ends else (self.row(first), self.row(last))
        if reference.last is None and new_first == new_last:
            return replace(reference, first=replace(reference.first, row=new_first))
        if reference.last is None:
            return replace(reference, last=replace(reference.first, row=new_last))
        low, high = new_first, min(new_last, LAST_ROW)
        if reference.first.row > reference.last.row:
            low, high = high, low
        return replace(reference, first=replace(reference.first, row=low), last=replace(reference.last, row=high))


def _between(reference: Reference, first: int, last: int) -> str:
    corner = reference.last or reference.first
    return str(replace(reference, first=replace(reference.first, row=first), last=replace(corner, row=last)))
