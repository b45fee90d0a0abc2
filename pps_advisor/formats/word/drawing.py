"""A picture in a Word text: how large it stands there, and the XML that shows it."""

from __future__ import annotations

import hashlib
import re
from xml.parsers import expat

from pps_advisor.formats.document import Picture
from pps_advisor.formats.word.text import xml_text
from pps_advisor.formats.word.tree import NAMESPACES

_EMU_PER_MM, _EMU_PER_TWIP = 36_000, 635
_NUMBER = re.compile(r"[\d.]+")
_KEY = 12
NAME = "pps-advisor-"


def picture_name(picture: Picture) -> str:
    """The name of a picture in a Word file: the same for the same drawing, and for no other.

    Word keeps it when it renames the file of the picture, so that it can be found again.
    """
    content = f"{picture.svg}\0{picture.width_mm:g}".encode("utf-8", "replace")
    return NAME + hashlib.sha256(content).hexdigest()[:_KEY]


def size_of(picture: Picture, width: int, height: int) -> tuple[int, int]:
    """Width and height in EMU of a picture in a space of `width` by `height` twips."""
    across = min(picture.width_mm * _EMU_PER_MM, width * _EMU_PER_TWIP)
    down = across * aspect(picture.svg)
    most = height * _EMU_PER_TWIP * 0.9  # the caption stands on the same page
    scale = min(1.0, most / down) if down else 1.0
    return max(1, round(across * scale)), max(1, round(down * scale))


def aspect(svg: str) -> float:
    """The height of an SVG picture divided by its width. Raises ValueError when it is no SVG."""
    attributes: dict[str, str] = {}

    def begin(_name: str, found: dict[str, str]) -> None:
        if not attributes:
            attributes.update({"": "", **found})

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    try:
        parser.Parse(svg.encode("utf-8"), True)
    except expat.ExpatError as error:
        raise ValueError(f"no SVG: {error}") from None
    box = [float(number) for number in _NUMBER.findall(attributes.get("viewBox", ""))]
    if len(box) == 4 and box[2] > 0:
        return box[3] / box[2]
    width, height = (_NUMBER.match(attributes.get(name, "")) for name in ("width", "height"))
    return float(height[0]) / float(width[0]) if width and height else 0.75


def drawing(picture: Picture, relation: str, id: int, size: tuple[int, int]) -> str:
    """A run that shows a picture, with its alternative text."""
    name, described = picture_name(picture), xml_text(picture.alternative)
    extent = f'cx="{size[0]}" cy="{size[1]}"'
    wp, a, pic, r = (f'xmlns:{one}="{NAMESPACES[one]}"' for one in ("wp", "a", "pic", "r"))
    return (
        f'<w:r><w:drawing><wp:inline {wp} distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {extent}/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{id}" name="{name}" descr="{described}"/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks {a} noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic {a}><a:graphicData uri="{NAMESPACES["pic"]}">'
        f'<pic:pic {pic}><pic:nvPicPr><pic:cNvPr id="{id}" name="{name}" descr="{described}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip {r} r:embed="{relation}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r>"
    )
