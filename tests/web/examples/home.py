"""How home is asked for."""

from web.world import Example

EXAMPLES = {
    "home": Example(without=("system",)),
    "home_skip": Example(
        kwargs=lambda _world, _unit: {"step": "staff"},
        query=lambda _world, _unit: {},
        data=lambda _world, _unit: {},
        found=302,
        bound=False,
    ),
}
