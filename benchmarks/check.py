"""How often `shilu check` is wrong, abstains and finds: made reports of the sample organisation, honest and faulty.

Usage: check.py [--honest N] [--faulty N] [--seed S] [--wordings NAME] [--workspace DIR] [--show]
       200 of each by default; DIR is kept and used again; --show lists what was wrong, what was missed, and abstentions.
"""

import argparse
import contextlib
import io
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from shilu.workspace.database import disconnect, start_django

start_django()

from django.utils import translation  # noqa: E402

from reports.checking.faulty import papers, read_wordings  # noqa: E402
from reports.checking.measured import Measured, Wrong, measure  # noqa: E402
from reports.checking.sample_county import build, facts  # noqa: E402
from shilu.reports.checking.operations import Checker  # noqa: E402
from shilu.workspace.opening import open_workspace  # noqa: E402


def opened(folder: Path) -> None:
    """The sample organisation's workspace in ``folder``, made where it is not there yet."""
    if (folder / "shilu.toml").exists():
        open_workspace(folder, now=datetime.now(UTC))
        return
    with contextlib.redirect_stdout(io.StringIO()):
        build(folder)


def report(result: Measured, seconds: float) -> None:
    """The sums as a small table."""
    lines = [
        ("reports", f"{result.papers}", f"{seconds / result.papers * 1000:.0f} ms each"),
        ("claims with records", f"{result.with_records}", f"and {result.claims['unknown']} without"),
        ("verdicts that tell", f"{result.told}", _each(result.verdicts)),
        ("wrong verdicts", f"{len(result.wrong)}", f"{_share(len(result.wrong), result.told)} of them; aim < 0.5 %"),
        (
            "abstentions",
            f"{len(result.abstained)}",
            f"{_share(len(result.abstained), result.with_records)} of claims with records; aim < 25 %",
        ),
        ("findings within", f"{result.findings}", ""),
        (
            "wrong findings",
            f"{len(result.wrong_findings)}",
            f"{_share(len(result.wrong_findings), result.findings)} of them",
        ),
        ("faults planted", f"{result.faults.total()}", ""),
        ("faults found", f"{result.found.total()}", _share(result.found.total(), result.faults.total())),
    ]
    for name, number, words in lines:
        print(f"  {name:22} {number:>7}  {words}".rstrip())
    for fault, planted in sorted(result.faults.items()):
        print(f"    {fault:20} {result.found[fault]:>7}  of {planted}")


def _each(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common())


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2%}" if whole else "-"


def show(title: str, wrong: Sequence[Wrong]) -> None:
    """What was wrong, with its words."""
    print(f"\n{title}: {len(wrong)}")
    for one in wrong:
        print(f"  {one.paper}: {one.what}\n      …{one.context}…\n      {one.reason}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--honest", type=int, default=200)
    parser.add_argument("--faulty", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20260630)
    parser.add_argument("--wordings", default="")
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    translation.activate("zh-hans")
    with tempfile.TemporaryDirectory(prefix="shilu-benchmark-") as folder:
        opened(asked.workspace or Path(folder) / "county")
        checker = Checker.now(today=None)
        for name in [asked.wordings] if asked.wordings else ["wordings", "wordings_held", "wordings_third"]:
            wanted = {"seed": asked.seed, "honest": asked.honest, "faulty": asked.faulty}
            made = list(papers(facts(), **wanted, wordings=read_wordings(name)))
            started = perf_counter()
            result = measure(made, checker)
            print(f"checking {asked.honest} honest and {asked.faulty} faulty reports ({name}, seed {asked.seed})")
            report(result, perf_counter() - started)
            if asked.show:
                show_all(result)
        disconnect()


def show_all(result: Measured) -> None:
    """Everything that was wrong, missed or left to the reader."""
    show("wrong verdicts", result.wrong)
    show("wrong findings", result.wrong_findings)
    show("faults that were missed", result.missed)
    kinds = Counter(one.what for one in result.abstained)
    print("\nabstentions by sort:", *(f"\n  {count:5} {what}" for what, count in kinds.most_common()))
    show("abstentions", result.abstained)


if __name__ == "__main__":
    main()
