"""What the program is built of: each package pinned, under a licence that may be given on, and nothing that bandit finds unread."""

import json
import subprocess
import sys
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.trust

ROOT = Path(__file__).parents[2]
FREE = ("MIT", "BSD", "Apache", "ISC", "PSF", "Python Software Foundation", "LGPL")
READ = {
    ("figures/kept.py", "B608"),
    ("figures/sums.py", "B608"),
    ("ledger/bulk.py", "B608"),
    ("ledger/history.py", "B608"),
    ("ledger/projection.py", "B608"),
    ("ledger/verifying/raw.py", "B608"),
    ("web/forms/renderer.py", "B308"),
    ("web/forms/renderer.py", "B703"),
    ("web/views/ledger.py", "B703"),
    ("workspace/snapshot.py", "B608"),
}
"""Statements put together of names and whole numbers of ours, values as parameters; and what a template has escaped."""


def pinned() -> dict[str, Requirement]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    found = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(one.name): one for one in found}


def wanted() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(one) for one in (*project["dependencies"], *project["optional-dependencies"]["postgres"])]


def installed() -> dict[str, Distribution]:
    """Every package that a production installation has, the indirect ones too."""
    found, waiting = {}, [(one.name, frozenset(one.extras)) for one in wanted()]
    seen = set(waiting)
    while waiting:
        name, extras = waiting.pop()
        found[canonicalize_name(name)] = distribution(name)
        for one in map(Requirement, found[canonicalize_name(name)].requires or []):
            if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in (extras or {""})):
                following = (one.name, frozenset(one.extras))
                waiting += [following] if following not in seen else []
                seen.add(following)
    return found


def test_every_package_is_pinned_to_a_version_that_the_project_allows():
    versions = pinned()
    assert all(str(one.specifier).startswith("==") for one in versions.values())
    for one in wanted():
        version = str(versions[canonicalize_name(one.name)].specifier).removeprefix("==")
        assert one.specifier.contains(version), one
    direct = {canonicalize_name(one.name) for one in wanted()}
    print(f"row 23: {len(versions)} packages pinned, {len(direct)} of them named by the project")


def test_every_package_may_be_given_on():
    found = installed()
    unclear = {name: told for name, one in found.items() if not any(free in (told := licence(one)) for free in FREE)}
    assert unclear == {}
    print(f"row 23: {len(found)} packages under licences that allow giving them on")


def licence(one: Distribution) -> str:
    told = one.metadata
    classifiers = [line for line in told.get_all("Classifier") or [] if line.startswith("License")]
    return " ".join(filter(None, (told.get("License-Expression"), (told.get("License") or "")[:80], *classifiers)))


def test_bandit_finds_nothing_that_nobody_has_read():
    command = [sys.executable, "-m", "bandit", "-q", "-r", "-ll", "-f", "json", str(ROOT / "src" / "shilu")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    results = json.loads(done.stdout)["results"]
    places = {(Path(one["filename"]).relative_to(ROOT / "src" / "shilu").as_posix(), one["test_id"]) for one in results}
    assert places - READ == set()
    assert [one for one in results if one["issue_severity"] == "HIGH"] == []
    print(f"row 23: bandit: 0 high, {len(results)} medium in {len(places)} places, each read")
