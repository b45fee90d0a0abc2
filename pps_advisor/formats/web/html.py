"""A document as one web page that needs nothing else: no network, no scripts, no styles inline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pps_advisor.formats.common.blocks import flat
from pps_advisor.formats.common.heading import day_line
from pps_advisor.formats.document import (
    Block,
    BulletList,
    Document,
    Heading,
    Paragraph,
    Picture,
    Table,
)
from pps_advisor.formats.web.page import policy, read_template, template
from pps_advisor.model.frozen import frozen

_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")


@frozen
class _Item:
    """A block as the template sees it: its kind by name, and what it holds."""

    kind: str
    block: Block
    anchor: str = ""
    number: int = 0


def write(document: Document) -> str:
    """The document as a self-contained page, to read on a screen or on paper."""
    from markupsafe import Markup

    items = list(_items(document.blocks))
    css = read_template("document.css") + _widths(items)
    return template("document.html.j2").render(
        document=document,
        day=day_line(document),
        items=items,
        contents=[one for one in items if one.kind == "heading" and _level(one) == 1],
        css=Markup(css),  # ours, and what the policy is computed over
        policy=policy(css),
        svg=lambda picture: Markup(_described_once(picture.svg)),
        share=_share,
    )


def _share(width: float) -> int:
    """A share of the width of the page in whole percents."""
    return round(width * 100)


def _widths(items: Iterable[_Item]) -> str:
    """A class for each width of a column: the policy allows no styles in the page itself."""
    shares = {
        _share(width)
        for item in items
        if isinstance(item.block, Table)
        for width in item.block.widths
    }
    return "".join(f".w{share} {{ width: {share}%; }}\n" for share in sorted(shares))


def _level(item: _Item) -> int:
    return item.block.level if isinstance(item.block, Heading) else 0


def _items(blocks: Iterable[Block]) -> Iterator[_Item]:
    """The blocks in a row, each with an anchor or a number where it needs one."""
    counts = {"picture": 0, "table": 0}
    anchors: set[str] = set()
    for block in flat(blocks):
        kind = _KINDS.get(type(block), "")
        if kind in counts:
            counts[kind] += 1
            yield _Item(kind, block, f"{kind}-{counts[kind]}", counts[kind])
        elif isinstance(block, Heading):
            anchor = _anchor(block.text, anchors)
            yield _Item(kind, block, anchor)
        elif kind:
            yield _Item(kind, block)


_KINDS: dict[type, str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    BulletList: "list",
    Table: "table",
    Picture: "picture",
}


def _anchor(text: str, taken: set[str]) -> str:
    """A readable id that no other heading has."""
    base = _NOT_IN_AN_ID.sub("-", text.casefold()).strip("-") or "kop"
    base = base if base[0].isalpha() else f"deel-{base}"
    anchor, number = base, 1
    while anchor in taken:
        number += 1
        anchor = f"{base}-{number}"
    taken.add(anchor)
    return anchor


def _described_once(svg: str) -> str:
    """The picture without a description of its own: the page gives it beside the picture.

    Two pictures of one kind would else have the same ids.
    """
    svg = re.sub(r"<title id=.*?</title>|<desc id=.*?</desc>", "", svg, flags=re.DOTALL)
    return re.sub(r' aria-labelledby="[^"]*"| role="img"', "", svg, count=2)
