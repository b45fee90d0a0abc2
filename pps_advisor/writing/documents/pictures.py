"""Pictures as pixels, for formats and programs that do not show SVG.

The font travels along (``writing/fonts``), so that a picture has the same pixels on every
machine, also on one without fonts.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from pps_advisor.writing.documents.libraries import library

FONT = "Source Sans Pro"
FONTS = Path(__file__).parents[1] / "fonts"
"""The folder with the font: regular, bold, italic and both."""
_DOTS_PER_MM = 300 / 25.4


def png(svg: str, width_mm: float) -> bytes:
    """A picture in SVG as PNG of `width_mm` wide at 300 dots per inch, on white.

    Raises InvalidInput when the extra `memo` is not installed, ValueError when `svg` is no SVG.
    """
    resvg = library("resvg_py", "een plaatje in Word of ODT")
    image = resvg.svg_to_bytes(
        svg_string=svg,
        width=round(width_mm * _DOTS_PER_MM),
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
