"""Typed reading of a tree that goes on after a mistake, so that all are reported at once."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.model.values import UNKNOWN, Unknown
from pps_advisor.reading.node import ListNode, MapNode, Node, ScalarNode

E = TypeVar("E", bound=Enum)
T = TypeVar("T")

_NUMBER = re.compile(r"-?\d{1,15}([.,]\d{1,10})?")
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DUTCH_DATE = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")


class Problems:
    """The problems found so far in one reading."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, place: Node | SourceLocation, code: str, sentence: str, hint: str = "") -> None:
        location = place.location if isinstance(place, Node) else place
        self.found.append(Problem(location, code, sentence, hint))

    def raise_any(self) -> None:
        """Raise InvalidInput when anything was found."""
        if self.found:
            raise InvalidInput(self.found)


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint with the known word that looks most like this one, or with the known words."""
    words = sorted(set(known))
    near = difflib.get_close_matches(word.casefold(), words, 1, 0.6)
    if near:
        return f"Bedoelt u '{near[0]}'?"
    if 0 < len(words) <= 16:
        return f"Kies uit: {', '.join(words)}."
    return ""


def join_words(words: Iterable[str], last: str = "of") -> str:
    """Join words the Dutch way: ``a, b of c``."""
    items = list(words)
    return f"{', '.join(items[:-1])} {last} {items[-1]}" if len(items) > 1 else "".join(items)


class Fields:
    """The fields of one mapping; asks for each by name and reports the ones nobody asked for."""

    def __init__(self, node: Node, problems: Problems, what: str) -> None:
        self.problems = problems
        self.what = what
        self.known: set[str] = set()
        self.node = node
        self.items: Mapping[str, tuple[ScalarNode, Node]] = {}
        if isinstance(node, MapNode):
            self.items = node.items
        else:
            problems.add(
                node,
                "verkeerde-vorm",
                f"{what} moet uit sleutels met waarden bestaan.",
                "Schrijf 'sleutel: waarde' op elke regel.",
            )

    def take(self, name: str, required: bool = False) -> Node | None:
        """The value of a field, or None; an absent required one is a Problem."""
        self.known.add(name)
        item = self.items.get(name)
        if item is None and required and isinstance(self.node, MapNode):
            self.problems.add(
                self.node,
                "ontbreekt",
                f"Bij {_lower(self.what)} ontbreekt '{name}'.",
                f"Voeg een regel '{name}: ...' toe.",
            )
        return item[1] if item else None

    def finish(self) -> None:
        """Report every key that was not asked for, with the nearest known one."""
        for key, (node, _) in self.items.items():
            if key not in self.known:
                hint = nearest(key, self.known - set(self.items)) or nearest(key, self.known)
                self.problems.add(
                    node, "onbekende-sleutel", f"{self.what} kent de sleutel '{key}' niet.", hint
                )

    def text(self, name: str, required: bool = False) -> str:
        node = self.take(name, required)
        return "" if node is None else self.text_of(node, name)

    def text_of(self, node: Node, name: str) -> str:
        """The text of a node, with runs of white space folded to one space."""
        if not isinstance(node, ScalarNode):
            self.problems.add(node, "verkeerde-waarde", f"Bij '{name}' hoort een tekst.")
            return ""
        text = " ".join(node.text.split())
        if not text:
            self.problems.add(
                node, "leeg", f"'{name}' is leeg.", "Vul iets in of laat de regel weg."
            )
        return text

    def word(self, name: str, kinds: type[E], default: T, required: bool = False) -> E | T:
        """A word from an Enum of known words."""
        node = self.take(name, required)
        return default if node is None else self.word_of(node, name, kinds, default)

    def word_of(self, node: Node, name: str, kinds: type[E], default: T) -> E | T:
        words = {kind.value: kind for kind in kinds}
        return self.choice_of(node, name, words, default)

    def choice(self, name: str, words: Mapping[str, E], default: T, required: bool = False) -> E | T:
        """A word from a table of known words."""
        node = self.take(name, required)
        return default if node is None else self.choice_of(node, name, words, default)

    def choice_of(self, node: Node, name: str, words: Mapping[str, E], default: T) -> E | T:
        text = self.text_of(node, name)
        if not text:
            return default
        found = words.get(as_word(text))
        if found is None:
            self.problems.add(
                node,
                "verkeerde-waarde",
                f"'{text}' kan niet bij '{name}'.",
                nearest(text, words),
            )
            return default
        return found

    def word_or_unknown(self, name: str, kinds: type[E], default: E | Unknown) -> E | Unknown:
        """A word from an Enum, or ``onbekend``."""
        node = self.take(name)
        if node is None:
            return default
        return UNKNOWN if is_unknown(node) else self.word_of(node, name, kinds, default)

    def yes(self, name: str, default: bool = False) -> bool:
        """A ``ja`` or ``nee``."""
        node = self.take(name)
        return default if node is None else bool(self.yes_of(node, name, default))

    def yes_of(self, node: Node, name: str, default: bool) -> bool:
        text = node.text if isinstance(node, ScalarNode) else None
        if text in ("ja", "nee"):
            return text == "ja"
        self.problems.add(node, "verkeerde-waarde", f"Bij '{name}' hoort ja of nee.")
        return default

    def number(self, name: str) -> Decimal | Unknown:
        node = self.take(name)
        return UNKNOWN if node is None or is_unknown(node) else self.number_of(node, name)

    def number_of(self, node: Node, name: str) -> Decimal | Unknown:
        """A number; a decimal comma is taken, a thousands point is refused as ambiguous."""
        text = node.text.strip() if isinstance(node, ScalarNode) else ""
        if _THOUSANDS.fullmatch(text) and name.startswith("bedrag"):
            plain = text.replace(".", "").replace(",", ".")
            self.problems.add(
                node,
                "verkeerde-waarde",
                f"Het bedrag '{text}' is op twee manieren te lezen.",
                f"Schrijf het zonder punten: {plain}.",
            )
            return UNKNOWN
        if not _NUMBER.fullmatch(text):
            self.problems.add(
                node,
                "verkeerde-waarde",
                f"Bij '{name}' hoort een getal{f', geen {text!r}' if text else ''}.",
                "Schrijf alleen het getal, zonder eenheid of euroteken.",
            )
            return UNKNOWN
        return Decimal(text.replace(",", "."))

    def date(self, name: str, required: bool = False) -> dt.date | Unknown:
        node = self.take(name, required)
        return UNKNOWN if node is None or is_unknown(node) else self.date_of(node, name)

    def date_of(self, node: Node, name: str) -> dt.date | Unknown:
        """A date as jjjj-mm-dd that exists."""
        text = node.text.strip() if isinstance(node, ScalarNode) else ""
        if match := _DATE.fullmatch(text):
            try:
                return dt.date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                self.problems.add(
                    node,
                    "onmogelijke-datum",
                    f"De datum {text} bij '{name}' bestaat niet.",
                    "Controleer de dag en de maand.",
                )
                return UNKNOWN
        hint = "Schrijf een datum als jjjj-mm-dd, bijvoorbeeld 2026-03-18."
        if match := _DUTCH_DATE.fullmatch(text):
            hint = f"Schrijf {match[3]}-{int(match[2]):02}-{int(match[1]):02}."
        self.problems.add(
            node, "verkeerde-waarde", f"'{text}' bij '{name}' is geen datum.", hint
        )
        return UNKNOWN

    def list(self, name: str, required: bool = False) -> list[Node]:
        """The items of a list; a single text counts as a list of one."""
        node = self.take(name, required)
        if node is None:
            return []
        if isinstance(node, ListNode):
            return node.items
        if isinstance(node, ScalarNode):
            return [node]
        self.problems.add(
            node,
            "verkeerde-vorm",
            f"Bij '{name}' hoort een lijst.",
            "Begin elk onderdeel op een eigen regel met '- '.",
        )
        return []

    def texts(self, name: str, required: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(filter(None, [self.text_of(n, name) for n in self.list(name, required)]))

    def words(self, name: str, kinds: type[E]) -> tuple[E, ...]:
        """A list of words from an Enum."""
        found = [self.word_of(node, name, kinds, None) for node in self.list(name)]
        return tuple(word for word in found if word is not None)

    def each(self, name: str, read: Callable[[Node], T | None]) -> tuple[T, ...]:
        """A list of things, each read by `read`."""
        return tuple(thing for thing in map(read, self.list(name)) if thing is not None)


def is_unknown(node: Node) -> bool:
    """Whether the value is the word ``onbekend``."""
    return isinstance(node, ScalarNode) and node.text.strip().casefold() == "onbekend"


def as_word(text: str) -> str:
    """A label as it would be written as an id: ``Een keer`` is ``een_keer``."""
    return re.sub(r"\s+", "_", text.strip().casefold())


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
