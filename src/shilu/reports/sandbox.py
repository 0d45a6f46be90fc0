"""Jinja without a way to Python, and with bounds on what a template can make the program do."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from types import BuiltinMethodType
from typing import Any, Final

from jinja2 import DictLoader, StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

_LARGE: Final = 10**9
_LONGEST: Final = 2_000_000  # signs of a text on the way, and of the whole paper
_ROUNDS: Final = 2_000  # of all loops of a template together
_BOUNDED_LOOP, _BOUNDED_JOIN = "bounded_loop", "bounded_join"

_METHODS: Final = frozenset(
    [
        "strip",
        "lstrip",
        "rstrip",
        "upper",
        "lower",
        "startswith",
        "endswith",
        "find",
        "index",
        "count",
        "removeprefix",
        "removesuffix",
        "split",
        "partition",
        "rpartition",
        "isdigit",
        "items",
        "keys",
        "values",
        "get",
    ]
)
_FILTERS: Final = frozenset(
    [
        "abs",
        "capitalize",
        "count",
        "d",
        "default",
        "first",
        "float",
        "int",
        "last",
        "length",
        "list",
        "lower",
        "max",
        "min",
        "reverse",
        "round",
        "sort",
        "string",
        "sum",
        "trim",
        "unique",
        "upper",
    ]
)


class Sandbox(ImmutableSandboxedEnvironment):
    """Reads what it is given and prints it; loops, joins and products end before they fill time or memory."""

    intercepted_binops = frozenset(("*", "**", "+", "%"))

    def __init__(self) -> None:
        super().__init__(loader=DictLoader({}), undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)
        self.globals.clear()
        self.filters = {name: one for name, one in self.filters.items() if name in _FILTERS}
        self.filters |= {"replace": replaced, "join": joined, _BOUNDED_LOOP: self._rounds, _BOUNDED_JOIN: joined}
        self._turned = 0

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Reckon with numbers of reason only; texts may be put together while they are short."""
        numbers = _is_small(left) and _is_small(right)
        texts = operator == "+" and isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple)
        if operator == "**" or not (numbers or (texts and len(left) + len(right) <= _LONGEST)):
            raise SecurityError(operator)
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, obj: Any, *args: Any, **named: Any) -> Any:
        """Of the methods that texts and lists have by nature, those that make nothing longer."""
        if isinstance(obj, BuiltinMethodType) and obj.__name__ not in _METHODS:
            raise SecurityError(obj.__name__)
        return super().call(context, obj, *args, **named)

    def wrap_str_format(self, value: Any) -> Any:
        """No text.format: a width of its own choosing would fill the memory."""
        if super().wrap_str_format(value) is not None:
            raise SecurityError("format")

    def printed(self, text: str, names: dict[str, Any]) -> str:
        """What the template ``text`` prints."""
        pieces: list[str] = []
        length = 0
        for piece in self.from_string(text).generate(names):
            pieces.append(piece)
            length += len(piece)
            if length > _LONGEST:
                raise SecurityError("long")
        return "".join(pieces)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        bounded: nodes.Template = _Bounds().visit(tree)
        return bounded

    def _rounds(self, values: Iterable[Any]) -> Iterator[Any]:
        for value in values:
            self._turned += 1
            if self._turned > _ROUNDS:
                raise SecurityError("for")
            yield value


class _Bounds(NodeTransformer):
    """Puts a bound round every loop and every joined text; what can call itself is not taken."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - the name is Jinja's
        if node.recursive:
            raise SecurityError("recursive")
        self.generic_visit(node)
        node.iter = _filtered(node.iter, _BOUNDED_LOOP)  # type: ignore[arg-type]  # the field is an expression
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), _BOUNDED_JOIN)

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:  # noqa: N802
        raise SecurityError(node.name)

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:  # noqa: ARG002, N802
        raise SecurityError("call")


def _filtered(node: nodes.Expr, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def replaced(text: object, old: str, new: str) -> str:
    """``text`` with every ``old`` as ``new``; refused where that grows beyond all reason."""
    words = str(text)
    if len(words) + words.count(str(old)) * len(str(new)) > _LONGEST:
        raise SecurityError("replace")
    return words.replace(str(old), str(new))


def joined(values: Iterable[object], between: str = "") -> str:
    """``values`` as one text; refused where that grows beyond all reason."""
    pieces: list[str] = []
    length = 0
    for value in values:
        pieces.append(str(value))
        length += len(pieces[-1]) + len(between)
        if length > _LONGEST:
            raise SecurityError("join")
    return between.join(pieces)


def _is_small(side: Any) -> bool:
    return isinstance(side, int | float | Decimal) and -_LARGE < side < _LARGE
