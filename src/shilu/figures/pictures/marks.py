"""The strokes that pictures are made of.

Each carries its ink as an attribute, which prints in black and white, and a class by which a page may ink it otherwise.
"""

from html import escape
from typing import Literal

INK, GREY, HAIRLINE, PAPER = "#262626", "#595959", "#d9d9d9", "#ffffff"
FILLS = (INK, HAIRLINE, "#7f7f7f", PAPER)
DASHES = ("none", "7 4", "2 3", "10 3 2 3")

Anchor = Literal["start", "middle", "end"]


def words(
    text: str,
    x: float,
    y: float,
    *,
    anchor: Anchor = "middle",
    size: int = 13,
    grey: bool = False,
    halo: bool = False,
    full: str = "",
) -> str:
    """A line of text; a ``halo`` of paper keeps lines off it, ``full`` is what it stands for where it was shortened."""
    ink = f' class="grey" fill="{GREY}"' if grey else ""
    title = f"<title>{escape(full)}</title>" if full else ""
    ink += (
        f' class="halo" paint-order="stroke" stroke="{PAPER}" stroke-width="3" stroke-linejoin="round"' if halo else ""
    )
    sized = f' font-size="{size}"' if size != 13 else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{sized}{ink}>{title}{escape(text)}</text>'


def bar(x: float, y: float, wide: float, high: float, *, at: int) -> str:
    """A bar of the series ``at``."""
    fill = FILLS[at % len(FILLS)]
    return (
        f'<rect class="ink-{at % len(FILLS)}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" '
        f'fill="{fill}" stroke="{INK}"/>'
    )


def rule(x1: float, y1: float, x2: float, y2: float, *, strong: bool = False) -> str:
    """A hairline of the grid; the strong one is nought."""
    name, ink = ("nought", INK) if strong else ("hairline", HAIRLINE)
    return f'<line class="{name}" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}" stroke="{ink}"/>'


def shortened(text: str, *, room: float, size: int = 13) -> str:
    """``text`` as far as it fits into ``room`` pixels, with an ellipsis where it does not."""
    if width(text, size=size) <= room:
        return text
    kept = text
    while kept and width(f"{kept}…", size=size) > room:
        kept = kept[:-1]
    return f"{kept}…"


def width(text: str, *, size: int = 13) -> float:
    """About how many pixels ``text`` takes: a Chinese sign is as wide as the type is high, a Latin one a little over half."""
    return sum(size if ord(sign) > 0x2E7F else size * 0.58 for sign in text)
