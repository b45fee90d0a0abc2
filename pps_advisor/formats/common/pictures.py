"""Pictures as pixels, for formats and programs that do not show SVG.

The font travels along (``fonts``), so that a picture has the same pixels on every
machine, also on one without fonts.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

from pps_advisor.formats.common.libraries import library

FONT = "Source Sans Pro"
FONTS = Path(__file__).parent / "fonts"
"""The folder with the font: regular, bold, italic and both."""
_ROOT = re.compile(r"<svg\b[^>]*>")
_SIZES = re.compile(r"""\s(viewBox|width|height)\s*=\s*["']([^"']*)["']""")
_UNIT = re.compile(r"[a-z%]+$")
_MM_PER_INCH = 25.4


def png(svg: str, width_mm: float, dots_per_inch: int = 300) -> bytes:
    """A picture in SVG as PNG of `width_mm` wide, on white.

    Raises InvalidInput when the extra `memo` is not installed, ValueError when `svg` is no SVG.
    """
    resvg = library("resvg_py", "een plaatje in Word of ODT")
    image = resvg.svg_to_bytes(
        svg_string=svg,
        width=round(width_mm / _MM_PER_INCH * dots_per_inch),
        background="#ffffff",
        skip_system_fonts=_has_every_letter(svg),
        font_files=[str(path) for path in sorted(FONTS.glob("*.ttf"))],
        font_family=FONT,
        sans_serif_family=FONT,
        serif_family=FONT,
    )
    return cast(bytes, image)


def _has_every_letter(text: str) -> bool:
    """Whether the font that travels along has every letter: Latin, Greek, Cyrillic and signs."""
    return all(ord(letter) < 0x530 or 0x2000 <= ord(letter) < 0x2600 for letter in text)


def ratio(svg: str) -> float:
    """The height of a picture as a share of its width, by its view box or its own size.

    Raises ValueError when the picture says neither.
    """
    root = _ROOT.search(svg)
    values = dict(_SIZES.findall(root[0])) if root else {}
    if "viewBox" in values:
        _, _, width, height = map(float, values["viewBox"].replace(",", " ").split())
    elif {"width", "height"} <= values.keys():
        width, height = (float(_UNIT.sub("", values[key])) for key in ("width", "height"))
    else:
        raise ValueError("this picture has no size")
    return height / width
