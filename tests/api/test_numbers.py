"""Numbers that are none, or larger than anything is counted in, are answered in a line wherever one is asked for."""

from collections.abc import Iterator

import pytest

from api.conftest import Api
from shilu.api.main import api as interface

pytestmark = pytest.mark.database

VALUES = ["9" * 19, "9" * 5_000, "-1", "0", "٣٣٣", "²", "1e400", "NaN", "1.5", ""]
GIVEN = {"unit": "X02", "name": "例会"}


def places() -> Iterator[tuple[str, str]]:
    """Every address that is read, with each of its parameters."""
    for path, methods in interface.get_openapi_schema(path_prefix="").get("paths", {}).items():
        for parameter in methods.get("get", {}).get("parameters", []):
            yield "/" + path.lstrip("/"), parameter["name"]


@pytest.mark.parametrize(("path", "name"), sorted(places()))
def test_parameter_that_holds_any_number_is_answered(api: Api, path: str, name: str) -> None:
    caller, wrong = api("recorder"), []
    for value in VALUES:
        query = {key: given for key, given in GIVEN.items() if path.startswith("/figures") and key != name}
        within = "{%s}" % name in path  # noqa: UP031 - braces
        if not within:
            query[name] = value
        answer = caller.get(path.replace("{%s}" % name, value or "0"), **query)  # noqa: UP031 - braces
        if answer.status not in {200, 404, 422}:
            wrong.append((value[:20], answer.status))
    assert wrong == []


@pytest.mark.parametrize("as_of", ["0", "9" * 18, "9" * 19, "9" * 5_000])
def test_position_that_the_log_does_not_have_is_told(api: Api, as_of: str) -> None:
    answer = api("recorder").get("/figures", **GIVEN, as_of=as_of)
    assert (answer.status, answer.value["error"].startswith("台账的序号是 1 到 ")) == (422, True)
