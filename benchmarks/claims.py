"""Reading the claims of a text: against decoding it (floor) and against a plain search for digits (peer).

Usage: claims.py [MEGABYTES]        2 by default.
"""

import re
import subprocess
import sys
from pathlib import Path

from measuring import Line, print_table, timed

from shilu.claims import extract

DEV = Path(__file__).parent.parent / "tests" / "claims" / "data" / "dev"
PROSE = "会议强调，要进一步统一思想、提高认识，把各项任务落到实处，一体推进、一抓到底，不断开创工作新局面。"
REPEAT = 3
HOSTILE = {
    "digits alone": "7",
    "百 alone": "百",
    "a clause without end": "活动",
    "numbers without a sign between": "3次",
    "open quotations": "“三",
}
START = "from shilu.claims import extract; extract('举办讲座12场。')"


def sample(size: int) -> str:
    """A text of ``size`` bytes: the marked sentences, each with four times its length of prose, which is how dense reports are."""
    lines = [
        re.sub(r"⟦([^｜⟧]*)[^⟧]*⟧", r"\1", line)
        for path in sorted(DEV.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").split("\n")
    ]
    once = "\n".join(line + PROSE * (4 * len(line) // len(PROSE)) for line in lines)
    times = size // len(once.encode()) + 1
    return (once * times).encode()[:size].decode(errors="ignore")


def main(megabytes: float) -> None:
    text = sample(int(megabytes * 1e6))
    data = text.encode()
    digits = re.compile(r"[0-9]+")
    lines = [
        Line("decode the bytes", timed(data.decode, repeat=REPEAT)),
        Line("search for digits", timed(lambda: digits.findall(text), repeat=REPEAT)),
        Line("extract", timed(lambda: extract(text), repeat=REPEAT), len(extract(text))),
    ]
    print_table(
        f"Reading the claims of {megabytes:g} MB of text (aim: 1 MB a second)",
        lines,
        against=("decode the bytes", "search for digits"),
    )
    print(f"extract: {megabytes / lines[-1].seconds:.2f} MB a second")
    for name, piece in HOSTILE.items():
        text = piece * (300_000 // len(piece))
        print(f"  {name}: {len(text.encode()) / 1e6 / timed(lambda: extract(text), repeat=1):.2f} MB a second")  # noqa: B023
    started = timed(lambda: subprocess.run([sys.executable, "-c", START], check=True), repeat=REPEAT)
    bare = timed(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), repeat=REPEAT)
    print(f"start to first claim: {started * 1000:.0f} ms, of which Python itself {bare * 1000:.0f} ms (aim: 300 ms)")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 2)
