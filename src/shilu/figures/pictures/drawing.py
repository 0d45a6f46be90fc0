"""A picture as one ``<svg>``: no script, no style sheet, nothing loaded from elsewhere."""

from html import escape

from shilu.figures.pictures.columns import columns, fits_upright
from shilu.figures.pictures.frame import HEIGHT, TOP, WIDTH, legend
from shilu.figures.pictures.lines import lines, names_fit
from shilu.figures.pictures.marks import words
from shilu.figures.pictures.picture import Picture
from shilu.figures.pictures.rows import rows, rows_height

_SOURCE = 24  # pixels below for the line that names the source
_LEGEND = 22  # pixels that a picture without a legend is less high


def picture_svg(picture: Picture, *, spoken: bool = True) -> str:
    """``picture`` drawn; ``spoken`` gives it its words for those who hear it, else they stand beside it and it is silent.

    Bars stand upright where their names and words fit side by side, and lie below each other where they do not.
    """
    lying = picture.form == "bar" and not fits_upright(picture)
    keyed = len(picture.series) > 1 and (picture.form == "bar" or not names_fit(picture))
    begin = 0 if keyed else _LEGEND
    top = TOP - 8 if lying else TOP
    high = top + rows_height(picture) + 8 if lying else HEIGHT
    parts = [words(picture.title, WIDTH / 2, begin + 18, size=15)] if picture.title else []
    if keyed:
        parts += legend(picture, left=44)
    if picture.form == "line":
        parts += lines(picture)
    else:
        parts += rows(picture, top=top) if lying else columns(picture)
    if picture.source:
        parts.append(words(picture.source, 8, high + 16, anchor="start", size=12, grey=True))
        high += _SOURCE
    said = picture.described() if spoken else ""
    return svg("".join(parts), wide=WIDTH, high=high - begin, begin=begin, title=picture.title, said=said)


def svg(inner: str, *, wide: float, high: float, begin: float = 0, title: str = "", said: str = "") -> str:
    """An ``<svg>`` of that size from the height ``begin`` on; where nothing is ``said`` it is silent to those who listen."""
    about = 'role="img"' if said else 'aria-hidden="true"'
    told = f"<title>{escape(title)}</title><desc>{escape(said)}</desc>" if said else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 {begin:g} {wide:g} {high:g}" font-size="13" fill="#000" '
        f"{about}>{told}{inner}</svg>"
    )
