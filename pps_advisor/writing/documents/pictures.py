"""Pictures as pixels, for formats and programs that do not show SVG.

The font travels along (the package font-source-sans-pro), so that a picture has the same pixels
on every machine, also on one without fonts.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import cast

from pps_advisor.writing.documents.libraries import library

FONT = "Source Sans Pro"
_MM_PER_INCH = 25.4
_STYLES = ("Regular", "Bold", "It", "BoldIt")


def png(svg: str, width_mm: float, dots_per_inch: int = 300) -> bytes:
    """A picture in SVG as PNG of `width_mm` wide, on white.

    Raises InvalidInput when the extra `memo` is not installed, ValueError when `svg` is no SVG.
    """
    resvg = library("resvg_py", "een plaatje in Word of ODT")
    image = resvg.svg_to_bytes(
        svg_string=svg,
        width=round(width_mm / _MM_PER_INCH * dots_per_inch),
        background="#ffffff",
        skip_system_fonts=svg.isascii() or _only_latin(svg),
        font_files=[str(path) for path in font_files()],
        font_family=FONT,
        sans_serif_family=FONT,
        serif_family=FONT,
        resources_dir=None,
    )
    return cast(bytes, image)


def font_files() -> list[Path]:
    """The font files that travel along: regular, bold, italic and both."""
    found = find_spec("font_source_sans_pro")
    if found is None or found.origin is None:
        library("font_source_sans_pro", "een plaatje of een PDF")
        return []
    folder = Path(found.origin).parent / "files"
    return [folder / f"SourceSansPro-{style}.ttf" for style in _STYLES]


def _only_latin(text: str) -> bool:
    """Whether the font that travels along has every letter, roughly: Latin, Greek, Cyrillic."""
    return all(ord(character) < 0x530 or 0x2000 <= ord(character) < 0x2300 for character in text)
