"""How the doors are asked for."""

from web.world import Example

EXAMPLES = {
    "more": Example(bound=False, query=lambda _world, _unit: {}),
    "units": Example(query=lambda _world, _unit: {"q": "城"}, bound=False),
}
