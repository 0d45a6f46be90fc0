"""Every benchmark in turn; the tables go to docs/performance.md, with the machine.

Usage: run.py [NAME…]        only these (post, read_book, …), and docs/performance.md stays as it is.
"""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from measuring import machine

HERE = Path(__file__).parent
REPORT = HERE.parent / "docs" / "performance.md"
ORDER = ("post", "import_book", "read_book", "rollup", "verify", "compose", "claims", "check", "web")
FULL = {"rollup": ["--full"]}
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def measured(name: str) -> str:
    """What the benchmark prints, shown while it runs."""
    process = subprocess.Popen(
        [sys.executable, str(HERE / f"{name}.py"), *FULL.get(name, [])],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    lines = []
    for line in process.stdout or ():
        print(line, end="", flush=True)
        lines.append(line)
    if process.wait() != 0:
        raise SystemExit(f"benchmarks/{name}.py failed")
    return "".join(lines).strip()


def write_report(texts: list[str]) -> None:
    """Put the tables into docs/performance.md in place of the last ones."""
    day = datetime.now(UTC).date().isoformat()
    parts = [BEGIN, "", f"Measured on {day}: {machine()}.", ""]
    for text in texts:
        parts += ["```text", text, "```", ""]
    before, _begin, rest = REPORT.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    REPORT.write_text(before + "\n".join([*parts, END]) + after, encoding="utf-8")
    print(f"\nwritten to {REPORT}")


def main(names: list[str]) -> None:
    here = [name for name in ORDER if (HERE / f"{name}.py").exists()]
    unknown = [name for name in names if name not in here]
    if unknown:
        raise SystemExit(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(here)}")
    found = [measured(name) for name in (names or here)]
    if not names:
        write_report(found)


if __name__ == "__main__":
    main(sys.argv[1:])
