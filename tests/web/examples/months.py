"""How the pages of the months are asked for."""

from web.world import Example

MONTH = "2022-06"
EXAMPLES = {
    "months": Example(),
    "months_year": Example(),
    "months_confirm": Example(
        query=lambda _world, unit: {"unit": unit, "period": MONTH}, data=lambda _world, _unit: {}, found=302
    ),
    "months_reopen": Example(
        query=lambda _world, unit: {"unit": unit, "period": MONTH},
        data=lambda _world, _unit: {"reason": "漏报"},
        found=302,
    ),
}
