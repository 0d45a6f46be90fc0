"""Which figures a template asks for, read from its text without filling it in."""

from typing import Final

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

_CALLS: Final = frozenset({"figure", "数", "change", "percent", "compared", "table", "chart"})


def figures_asked(text: str) -> tuple[str, ...]:
    """The names of figures that the calls of a template state, each once; none where the template cannot be read."""
    try:
        tree = ImmutableSandboxedEnvironment(autoescape=False).parse(text)
    except TemplateSyntaxError:
        return ()
    names = [
        argument.value
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in _CALLS
        for argument in call.args[: None if call.node.name in {"table", "chart"} else 1]
        if isinstance(argument, nodes.Const) and isinstance(argument.value, str)
    ]
    return tuple(dict.fromkeys(names))
