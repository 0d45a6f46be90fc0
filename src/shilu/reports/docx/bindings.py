"""The custom XML part that repeats every bound number of a paper: what it is, what it showed, and the text around it."""

from collections.abc import Iterable, Sequence

from lxml import etree

from shilu.reports.document import Binding, IssueStamp, Stored, StoredPaper
from shilu.reports.docx.xml import HEAD, PAPER, escaped


def stamp_of(issue: IssueStamp | None, bindings: Sequence[Binding]) -> IssueStamp:
    """The issue, or for a draft the position of its first number."""
    first = bindings[0] if bindings else None
    return issue or IssueStamp("", first.as_of if first else 0, first.root if first else "")


def bindings_xml(stamp: IssueStamp, numbers: Iterable[Stored]) -> str:
    """The part; of a number it repeats only what is not the paper's own position and root."""
    inner = "".join(_number(stamp, one) for one in numbers)
    return (
        f'{HEAD}<paper xmlns="{PAPER}" version="1" issue="{escaped(stamp.uuid)}" as-of="{stamp.as_of}" '
        f'root="{escaped(stamp.root)}">{inner}</paper>'
    )


def _number(stamp: IssueStamp, one: Stored) -> str:
    binding = one.binding
    given = {
        "id": binding.id, "figure": binding.figure, "title": binding.title, "value": binding.value, "shown": one.shown,
        "unit": binding.unit, "unit-name": binding.unit_name, "period": binding.period, "quantity": binding.quantity,
        "measure": binding.measure, "as-of": None if binding.as_of == stamp.as_of else str(binding.as_of),
        "root": None if binding.root == stamp.root else binding.root, "query": binding.query or None,
        "before": one.before, "after": one.after,
    }  # fmt: skip
    attributes = "".join(
        f' {name}="{escaped(value).replace(chr(10), "&#10;")}"' for name, value in given.items() if value is not None
    )
    labels = "".join(
        f'<label key="{escaped(key)}">{escaped(value)}</label>' for key, value in sorted(binding.labels.items())
    )
    return f"<number{attributes}><definition>{escaped(binding.definition)}</definition>{labels}</number>"


def read_bindings(root: etree._Element) -> StoredPaper:
    """The part read back; what is missing in it is empty."""
    as_of = root.get("as-of", "")
    position = int(as_of) if as_of.isascii() and as_of.isdigit() else None
    paper_root = root.get("root", "")
    numbers = [_stored(one, position or 0, paper_root) for one in root.findall(f"{{{PAPER}}}number")]
    return StoredPaper(root.get("issue", ""), position, paper_root, tuple(numbers))


def _stored(one: etree._Element, as_of: int, root: str) -> Stored:
    own = one.get("as-of", "")
    return Stored(
        Binding(
            id=one.get("id", ""),
            figure=one.get("figure", ""),
            title=one.get("title", ""),
            definition=one.findtext(f"{{{PAPER}}}definition", default=""),
            value=one.get("value"),
            unit=one.get("unit", ""),
            unit_name=one.get("unit-name", ""),
            period=one.get("period", ""),
            quantity=one.get("quantity", ""),
            measure=one.get("measure", ""),
            as_of=int(own) if own.isascii() and own.isdigit() else as_of,
            root=one.get("root", root),
            labels={label.get("key", ""): label.text or "" for label in one.findall(f"{{{PAPER}}}label")},
            query=one.get("query", ""),
        ),
        shown=one.get("shown", ""),
        before=one.get("before", ""),
        after=one.get("after", ""),
    )
