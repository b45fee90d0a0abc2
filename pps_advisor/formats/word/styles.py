"""The styles of a Word file: which of them our headings, lists and tables are to have.

The built-in styles carry their English names in every language of Word (`heading 1` with the
identifier `Kop1`), so they are found by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pps_advisor.formats.word.tree import Node, Spans, whole_number
from pps_advisor.model.frozen import frozen

LANGUAGE = "nl-NL"
_LEVELS = range(1, 10)
_NAMES = {
    "title": ("title", "titel"),
    "subtitle": ("subtitle", "ondertitel"),
    "caption": ("caption", "bijschrift"),
    "bullet": ("list bullet", "opsomming", "opsomming 1"),
    "number": ("list number", "nummering", "genummerde lijst"),
    "paragraph": ("list paragraph", "lijstalinea"),
    "lead": ("pps inleiding", "intro", "inleiding"),
    "remark": ("pps opmerking", "opmerking"),
    "cell": ("pps tabeltekst", "tabeltekst", "table text"),
    "head": ("pps tabelkop", "tabelkop", "table heading"),
    "picture": ("pps plaatje",),
}
_NO_BODY = ("toc ", "index ", "footnote", "endnote", "header", "footer", "comment", "annotation")


@frozen
class Style:
    """A style as the file has it. `num_id` is that of its list, "" where it has none."""

    id: str
    name: str
    kind: str
    based_on: str
    level: int
    num_id: str


@frozen
class Styles:
    """The identifiers of the styles for our text; "" where the file has none that fits.

    `headings` are by level from 1, `levels` the other way round; `numbers` are the lists that
    belong to list styles. `dutch` says whether the file is Dutch unless told otherwise.
    """

    headings: Mapping[int, str]
    levels: Mapping[str, int]
    named: Mapping[str, str]
    numbers: Mapping[str, str]
    table: str
    body: str
    dutch: bool

    def __getitem__(self, role: str) -> str:
        return self.named.get(role, "")

    def level_of(self, style: str) -> int:
        """The level in the outline of a style; 0 for one of running text."""
        return self.levels.get(style, 0)

    def number_of(self, role: str) -> str:
        """The list of the style of a role; "" where that style has none."""
        return self.numbers.get(self[role], "")


def read_styles(root: Node | None, body: Node, ours: Iterable[Node] = ()) -> Styles:
    """The styles for our text.

    `root` is the root of the file's styles (None where it has none), `body` that of its text,
    and `ours` the controls that we fill, whose text says nothing about the house style.
    """
    styles = [_style(node) for node in root.children if node.name == "w:style"] if root else []
    by_id = {style.id: style for style in styles}
    paragraphs = [style for style in styles if style.kind == "paragraph"]
    numbers = {style.id: _inherited_number(style, by_id) for style in paragraphs}
    named = {role: _first_named(paragraphs, names) for role, names in _NAMES.items()}
    headings = {level: _heading(paragraphs, level) for level in _LEVELS}
    known = {*headings.values(), *(named[role] for role in named)}
    texts = list(_outside(body, ours))
    return Styles(
        {level: id for level, id in headings.items() if id},
        {style.id: _inherited_level(style, by_id, headings) for style in paragraphs},
        {role: id for role, id in named.items() if id},
        {id: number for id, number in numbers.items() if number},
        _table(styles, texts),
        _body(by_id, numbers, known, texts),
        _default_language(root) == LANGUAGE,
    )


def _style(node: Node) -> Style:
    level = node.value("w:pPr", "w:outlineLvl")
    return Style(
        node.get("w:styleId"),
        node.value("w:name").lower(),
        node.get("w:type"),
        node.value("w:basedOn"),
        level_of(level),
        node.value("w:pPr", "w:numPr", "w:numId"),
    )


def level_of(outline: str) -> int:
    """The level from 1 that an outline level says, which counts from 0; 0 for running text."""
    level = whole_number(outline, 9) + 1
    return level if level in _LEVELS else 0


def _inherited_number(style: Style | None, by_id: Mapping[str, Style]) -> str:
    for _step in range(20):  # a chain of styles that runs in a circle ends here
        if style is None or style.num_id == "0":
            return ""
        if style.num_id:
            return style.num_id
        style = by_id.get(style.based_on)
    return ""


def _inherited_level(
    style: Style | None, by_id: Mapping[str, Style], headings: Mapping[int, str]
) -> int:
    by_style = {id: level for level, id in reversed(list(headings.items())) if id}
    for _step in range(20):
        if style is None or style.level or style.id in by_style:
            break
        style = by_id.get(style.based_on)
    return 0 if style is None else by_style.get(style.id) or style.level


def _first_named(styles: Iterable[Style], names: Iterable[str]) -> str:
    by_name = {style.name: style.id for style in reversed(list(styles))}
    return next((by_name[name] for name in names if name in by_name), "")


def _heading(styles: list[Style], level: int) -> str:
    named = _first_named(styles, (f"heading {level}", f"kop {level}"))
    return named or next((style.id for style in styles if style.level == level), "")


def _outside(body: Node, ours: Iterable[Node]) -> Iterator[Node]:
    """The paragraphs and tables that others wrote."""
    spans = Spans((node.start, node.end) for node in ours)
    return (node for node in body.walk("w:p", "w:tbl") if node not in spans)


def _table(styles: list[Style], texts: Iterable[Node]) -> str:
    """The style that most rows of the tables have, else Word's plain grid."""
    kinds = {style.id: style.name for style in styles if style.kind == "table"}
    rows: Counter[str] = Counter()
    for node in texts:
        if node.name == "w:tbl":
            used = node.value("w:tblPr", "w:tblStyle")
            if kinds.get(used, "normal table") != "normal table":
                rows[used] += sum(1 for child in node.children if child.name == "w:tr")
    if rows:
        return rows.most_common(1)[0][0]
    wanted = ("pps tabel", "table grid", "tabelraster")
    by_name = {name: id for id, name in kinds.items()}
    return next((by_name[name] for name in wanted if name in by_name), "")


def _body(
    by_id: Mapping[str, Style],
    numbers: Mapping[str, str],
    known: Iterable[str],
    texts: Iterable[Node],
) -> str:
    """The style of most running text, "" for the standard style."""
    letters: Counter[str] = Counter()
    not_body = set(known)
    for node in texts:
        if node.name != "w:p" or any(one.name == "w:tc" for one in node.ancestors()):
            continue
        used = node.value("w:pPr", "w:pStyle")
        style = by_id.get(used)
        if used in not_body or numbers.get(used) or (style and _is_special(style)):
            continue
        letters[used] += sum(len(text.text) for text in node.walk("w:t"))
    used = letters.most_common(1)[0][0] if letters else ""
    return used if used in by_id else ""


def _is_special(style: Style) -> bool:
    return style.level > 0 or style.name.startswith(_NO_BODY)


def _default_language(root: Node | None) -> str:
    defaults = root.child("w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang") if root else None
    language = defaults.get("w:val") if defaults else ""
    for node in root.children if root else ():
        if node.name == "w:style" and node.get("w:default") in ("1", "true"):
            own = node.child("w:rPr", "w:lang")
            if node.get("w:type") == "paragraph" and own:
                language = own.get("w:val") or language
    return language
