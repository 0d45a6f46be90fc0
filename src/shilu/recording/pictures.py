"""Evidence pictures made small and upright, without the place, time and camera that a phone writes into them."""

from io import BytesIO
from pathlib import PurePath
from typing import Final

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from shilu.lib.errors import Refused

LONG_SIDE: Final = 2000
MOST_PIXELS: Final = 40_000_000  # decoded they take 160 MB
MOST_IN_STRIPS: Final = 120_000_000  # a plain JPEG is made smaller while it is read
MOST_IN_SCANS: Final = 24_000_000  # a progressive JPEG is read as a whole, at up to six bytes a pixel
_QUALITY: Final = 85
_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_PICTURE_STARTS: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_HEIC_BRANDS: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


def is_picture(start: bytes) -> bool:
    """Whether the first bytes of a file are those of a JPEG, PNG or WebP picture."""
    return start.startswith(_PICTURE_STARTS) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP")


def is_phone_picture(start: bytes) -> bool:
    """Whether they are those of a picture as newer phones write it (HEIC, AVIF), which Windows offices cannot open."""
    return start[4:8] == b"ftyp" and start[8:12] in _HEIC_BRANDS


def small_picture(content: bytes, *, name: str) -> tuple[str, bytes]:
    """The picture upright, its long side at most 2,000 pixels, with nothing but the picture in it; and its new name.

    PNG stays PNG, all else becomes JPEG. Refused for what cannot be opened, or would unpack to more than memory bears.
    """
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as opened:
            if opened.width * opened.height > _most_pixels(opened):
                raise _too_large(name, most=_most_pixels(opened))
            is_png = opened.format == "PNG"
            opened.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
            clean = _plain(ImageOps.exif_transpose(opened), transparent=is_png)
    except Image.DecompressionBombError:
        raise _too_large(name, most=MOST_PIXELS) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise Refused(
            _("%(file)s cannot be opened as a picture; save it again as JPEG or PNG and hand that in.") % {"file": name}
        ) from None
    written = BytesIO()
    if is_png:
        clean.save(written, "PNG", optimize=True)
        return str(PurePath(name).with_suffix(".png")), written.getvalue()
    clean.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return str(PurePath(name).with_suffix(".jpg")), written.getvalue()


def _plain(picture: Image.Image, *, transparent: bool) -> Image.Image:
    """The pixels alone: palettes and odd colour spaces made plain, everything written beside them left behind."""
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    mode = "RGBA" if transparent and has_alpha else ("L" if picture.mode in {"1", "L"} else "RGB")
    plain = picture.convert(mode)
    plain.info = {}
    return plain


def _most_pixels(picture: Image.Image) -> int:
    """How many pixels a picture of its form may have, so that opening it takes 300 MB at most."""
    if picture.format != "JPEG":
        return MOST_PIXELS
    return MOST_IN_SCANS if picture.info.get("progressive") else MOST_IN_STRIPS


def _too_large(name: str, *, most: int) -> Refused:
    return Refused(
        _("%(file)s has too many pixels (at most %(most)d million); make it smaller and hand that in.")
        % {"file": name, "most": most // 1_000_000}
    )
