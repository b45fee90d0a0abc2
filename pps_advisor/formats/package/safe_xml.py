"""XML of others, read with distrust and with the byte offset of every element.

Offsets let a filler splice new text into a document and leave every other byte alone, which no
library that parses and writes again does.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from pps_advisor.formats.package.archive import SAVE_AGAIN, refuse
from pps_advisor.model.frozen import frozen

DEPTH_UP_TO = 500
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@frozen
class Element:
    """An element in a file. `name` and the keys of `attributes` are "namespace local-name".

    The offsets count bytes: of the ``<`` of its begin tag, of what follows that tag, of its end
    tag, and of what follows the whole. An empty element (``<a/>``) has the last three equal.
    `parents` are the names of the elements around it, outermost first.
    """

    name: str
    attributes: dict[str, str]
    parents: tuple[str, ...]
    start: int
    inner_start: int
    inner_end: int
    end: int

    @property
    def is_empty_tag(self) -> bool:
        """Whether it is written as ``<a/>``."""
        return self.inner_start == self.end


@frozen
class Scan:
    """The wanted elements of an XML file, in the order of their begin, and its root's prefixes."""

    elements: tuple[Element, ...]
    prefixes: dict[str, str]


class _Open:
    """An element whose end is still to come."""

    def __init__(self, name: str, attributes: dict[str, str], start: int) -> None:
        self.name, self.attributes, self.start = name, attributes, start
        self.inner_start = -1


def scan(data: bytes, name: str, wanted: Callable[[str, dict[str, str]], bool]) -> Scan:
    """Find elements in UTF-8 XML. `name` is the file's name, for messages.

    Raises InvalidInput for XML that is not well-formed, not UTF-8, has a document type (where
    entities that explode are declared) or is nested too deep.
    """
    return _Scanner(data, name, wanted).run()


class _Scanner:
    """One pass of expat over a file; it sees each element begin and end, at its offset."""

    def __init__(
        self, data: bytes, name: str, wanted: Callable[[str, dict[str, str]], bool]
    ) -> None:
        self._data, self._name, self._wanted = data, name, wanted
        self._stack: list[_Open] = []
        self._found: list[Element] = []
        self._prefixes: dict[str, str] = {}
        self._pending: _Open | None = None  # waits for the offset that follows its begin tag
        self._parser = expat.ParserCreate("UTF-8", " ")

    def run(self) -> Scan:
        parser = self._parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartNamespaceDeclHandler = self._namespace
        parser.DefaultHandler = self._other
        if self._data.startswith(_UTF16):  # expat would believe these whatever it is told
            refuse(self._name, "beschadigd", "De tekst in dit document is geen UTF-8.", SAVE_AGAIN)
        try:
            parser.Parse(self._data, True)
        except expat.ExpatError as error:
            sentence = f"De tekst in dit document is beschadigd (regel {error.lineno})."
            refuse(self._name, "beschadigd", sentence, SAVE_AGAIN)
        return Scan(tuple(sorted(self._found, key=lambda one: one.start)), self._prefixes)

    def _settle(self) -> None:
        """Whatever comes next begins where the begin tag before it ended."""
        if self._pending is not None:
            self._pending.inner_start = self._parser.CurrentByteIndex
            self._pending = None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._settle()
        if len(self._stack) >= DEPTH_UP_TO:
            refuse(self._name, "te-diep", "De tekst in dit document is te diep genest.")
        self._pending = _Open(name, attributes, self._parser.CurrentByteIndex)
        self._stack.append(self._pending)

    def _end(self, name: str) -> None:
        opened = self._stack.pop()
        here = end = self._parser.CurrentByteIndex
        empty = self._pending is opened and self._data[here - 2 : here] == b"/>"
        self._settle()
        if not empty:
            end = self._data.index(b">", here) + 1
        if self._wanted(name, opened.attributes):
            parents = tuple(one.name for one in self._stack)
            offsets = (opened.start, opened.inner_start, here, end)
            self._found.append(Element(name, opened.attributes, parents, *offsets))

    def _other(self, _text: str) -> None:
        self._settle()

    def _namespace(self, prefix: str | None, uri: str) -> None:
        if not self._stack:
            self._prefixes[prefix or ""] = uri

    def _doctype(self, *_declaration: object) -> None:
        refuse(self._name, "onveilig", "Dit document bevat een documenttype (DTD).", _NO_DOCTYPE)


_NO_DOCTYPE = "Gewone documenten hebben dat niet; vertrouw het bestand niet."
