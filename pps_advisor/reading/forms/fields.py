"""Typed reading of a tree that goes on after a mistake, so that all are reported at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from pps_advisor.model.values import UNKNOWN, Unknown
from pps_advisor.reading.forms.notation import DASHES, NUMBER
from pps_advisor.reading.yaml.node import ListNode, MapNode, Node, ScalarNode
from pps_advisor.reading.yaml.problems import (
    Problems,
    hidden_in,
    nearest,
    nearest_word,
    odd_characters,
    shown,
)

E = TypeVar("E", bound=Enum)
T = TypeVar("T")

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_NO_TEXT = 'Zet een tekst die met [ of { begint tussen aanhalingstekens ("...").'


class Fields:
    """The fields of one mapping; asks for each by name and reports the ones nobody asked for."""

    def __init__(self, node: Node, problems: Problems, what: str) -> None:
        self.problems = problems
        self.what = what
        self.known: set[str] = set()
        self.absent: list[str] = []
        self.required: set[str] = set()
        self.node = node
        self.items: Mapping[str, tuple[ScalarNode, Node]] = {}
        if isinstance(node, MapNode):
            self.items = node.items
        elif is_empty(node):
            problems.add(node, "leeg", f"{what} is leeg.", "Vul iets in of laat de regel weg.")
        else:
            problems.add(
                node,
                "verkeerde-vorm",
                f"{what} moet uit sleutels met waarden bestaan.",
                "Schrijf 'sleutel: waarde' op elke regel.",
            )

    def take(self, name: str, required: bool = False) -> Node | None:
        """The value of a field, or None; finish() reports an absent one that is required."""
        self.known.add(name)
        if required:
            self.required.add(name)
        item = self.items.get(name)
        if item is None and required and isinstance(self.node, MapNode):
            self.absent.append(name)
        return item[1] if item else None

    def misspelt(self, name: str) -> bool:
        """Whether a key that nobody asked for looks like this name."""
        return any(nearest_word(key, [name]) for key in self.items if key not in self.known)

    def finish(self) -> None:
        """Report every key that was not asked for, and every required one that is absent.

        A key that looks like an absent one is one mistake, not two.
        """
        free = self.known - set(self.items)
        meant = set()
        for key, (node, _) in self.items.items():
            if key not in self.known:
                meant.add(nearest_word(key, free))
                self.problems.add(
                    node,
                    "onbekende-sleutel",
                    f"{self.what} kent de sleutel {shown(key)} niet.",
                    lost_decimal(key) or nearest(key, free) or nearest(key, self.known),
                )
        for name in self.absent:
            if name not in meant:
                self.problems.add(
                    self.node,
                    "ontbreekt",
                    f"Bij {_lower(self.what)} ontbreekt '{name}'.",
                    f"Voeg een regel '{name}: ...' toe.",
                )

    def text(self, name: str, required: bool = False) -> str:
        node = self.take(name, required)
        return "" if node is None else self.text_of(node, name)

    def text_of(self, node: Node, name: str) -> str:
        """The text of a node, with runs of white space folded to one space."""
        if not isinstance(node, ScalarNode):
            self.problems.add(node, "verkeerde-waarde", f"Bij '{name}' hoort een tekst.", _NO_TEXT)
            return ""
        if any(hidden_in(node.text)):
            self.problems.add_hidden(node)
            return ""
        text = " ".join(node.text.split())
        if not text:
            self._report_empty(node, name)
        return text

    def word(self, name: str, kinds: type[E], default: T, required: bool = False) -> E | T:
        """A word from an Enum of known words."""
        node = self.take(name, required)
        return default if node is None else self.word_of(node, name, kinds, default)

    def word_of(self, node: Node, name: str, kinds: type[E], default: T) -> E | T:
        words = {kind.value: kind for kind in kinds}
        return self.choice_of(node, name, words, default)

    def choice(
        self, name: str, words: Mapping[str, E], default: T, required: bool = False
    ) -> E | T:
        """A word from a table of known words."""
        node = self.take(name, required)
        return default if node is None else self.choice_of(node, name, words, default)

    def choice_of(self, node: Node, name: str, words: Mapping[str, E], default: T) -> E | T:
        if not isinstance(node, ScalarNode):
            self.problems.add(
                node,
                "verkeerde-waarde",
                f"Bij '{name}' hoort één woord.",
                f"Kies uit: {', '.join(sorted(words))}.",
            )
            return default
        found = words.get(as_word(node.text))
        if found is not None:
            return found
        if is_empty(node):
            self._report_empty(node, name, f"Kies uit: {', '.join(sorted(words))}")
        else:
            self.problems.add(
                node,
                "verkeerde-waarde",
                f"{shown(node.text)} kan niet bij '{name}'.",
                nearest(node.text, words),
            )
        return default

    def word_or_unknown(self, name: str, kinds: type[E], default: E | Unknown) -> E | Unknown:
        """A word from an Enum, or ``onbekend``."""
        node = self.take(name)
        if node is None:
            return default
        return UNKNOWN if is_unknown(node) else self.word_of(node, name, kinds, default)

    def yes(self, name: str, default: bool = False) -> bool:
        """A ``ja`` or ``nee``."""
        node = self.take(name)
        return default if node is None else self.yes_of(node, name, default)

    def yes_of(self, node: Node, name: str, default: bool) -> bool:
        word = as_word(node.text) if isinstance(node, ScalarNode) else ""
        if word in ("ja", "nee"):
            return word == "ja"
        self.problems.add(
            node,
            "verkeerde-waarde",
            f"Bij '{name}' hoort ja of nee{f', geen {shown(word)}' if word else ''}.",
            odd_characters(word) or "Schrijf ja of nee, of laat de regel weg.",
        )
        return default

    def number(
        self, name: str, required: bool = False, fraction: bool = False
    ) -> Decimal | Unknown:
        node = self.take(name, required)
        if node is None or is_unknown(node):
            return UNKNOWN
        return self.number_of(node, name, fraction)

    def number_of(self, node: Node, name: str, fraction: bool = False) -> Decimal | Unknown:
        """A number; a decimal comma is taken, a thousands point is refused as ambiguous.

        With `fraction` the number is small (a scale, a weight), and a point always a decimal one.
        """
        if is_empty(node):
            self._report_empty(node, name)
            return UNKNOWN
        text = node.text.strip().translate(DASHES) if isinstance(node, ScalarNode) else ""
        if "." in text and not fraction and (plain := _without_points(text)):
            self.problems.add(
                node,
                "verkeerde-waarde",
                f"Het getal {shown(text)} bij '{name}' is op twee manieren te lezen.",
                f"Schrijf het zonder punten: {plain}.",
            )
            return UNKNOWN
        if not NUMBER.fullmatch(text):
            from pps_advisor.reading.forms.meant import number_hint

            self.problems.add(
                node,
                "verkeerde-waarde",
                f"Bij '{name}' hoort een getal{f', geen {shown(text)}' if text else ''}.",
                number_hint(text),
            )
            return UNKNOWN
        return Decimal(text.replace(",", "."))

    def date(self, name: str, required: bool = False) -> dt.date | Unknown:
        node = self.take(name, required)
        return UNKNOWN if node is None or is_unknown(node) else self.date_of(node, name)

    def date_of(self, node: Node, name: str) -> dt.date | Unknown:
        """A date as jjjj-mm-dd that exists, and not in a year that must be a slip."""
        if is_empty(node):
            self._report_empty(node, name, "Schrijf een datum als jjjj-mm-dd")
            return UNKNOWN
        text = node.text.strip() if isinstance(node, ScalarNode) else ""
        meant = _date_meant(text)
        if not meant:
            self.problems.add(
                node,
                "verkeerde-waarde",
                f"{shown(text)} bij '{name}' is geen datum."
                if text
                else f"Bij '{name}' hoort één datum.",
                "Schrijf een datum als jjjj-mm-dd, bijvoorbeeld 2026-03-18.",
            )
            return UNKNOWN
        try:
            date = dt.date.fromisoformat(meant)
        except ValueError:
            self.problems.add(
                node,
                "onmogelijke-datum",
                f"De datum {text} bij '{name}' bestaat niet.",
                "Controleer de dag en de maand; schrijf een datum als jjjj-mm-dd.",
            )
            return UNKNOWN
        if meant != text:
            self.problems.add(
                node,
                "verkeerde-waarde",
                f"De datum {shown(text)} bij '{name}' staat niet in de goede vorm.",
                f"Schrijf {meant}.",
            )
            return UNKNOWN
        if not _FIRST_YEAR <= date.year <= _LAST_YEAR:
            self.problems.add(
                node,
                "onmogelijke-datum",
                f"Het jaar {date.year} bij '{name}' kan niet kloppen.",
                f"Kies een jaar van {_FIRST_YEAR} tot en met {_LAST_YEAR}.",
            )
            return UNKNOWN
        return date

    def list(self, name: str, required: bool = False) -> list[Node]:
        """The items of a list; a single text counts as a list of one."""
        node = self.take(name, required)
        if node is None:
            return []
        if isinstance(node, ListNode):
            return node.items
        if is_empty(node):
            self._report_empty(node, name)
            return []
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

    def one_of(self, node: Node, name: str, known: Iterable[str], code: str, sentence: str) -> str:
        """A text that must be one of the known names; `sentence` has ``{}`` for a wrong one."""
        text = self.text_of(node, name)
        if text and text not in known:
            self.problems.add(node, code, sentence.format(shown(text)), nearest(text, known))
        return text

    def _report_empty(self, node: Node, name: str, advice: str = "Vul iets in") -> None:
        leave_out = "" if name in self.required else ", of laat de regel weg"
        self.problems.add(node, "leeg", f"'{name}' is leeg.", f"{advice}{leave_out}.")


def is_unknown(node: Node) -> bool:
    """Whether the value is the word ``onbekend``."""
    return isinstance(node, ScalarNode) and node.text.strip().casefold() == "onbekend"


def as_word(text: str) -> str:
    """A label as it would be written as an id: ``Een keer`` is ``een_keer``."""
    return "_".join(text.casefold().split())


def is_empty(node: Node) -> bool:
    """Whether a key has nothing behind it."""
    return isinstance(node, ScalarNode) and not node.text.strip()


def _without_points(text: str) -> str:
    from pps_advisor.reading.forms.meant import without_points

    return without_points(text)


def _date_meant(text: str) -> str:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return text
    from pps_advisor.reading.forms.meant import date_meant

    return date_meant(text)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def lost_decimal(key: str) -> str:
    """A hint for the second half of ``{a: 3,5}``, which YAML takes for a key."""
    if not re.fullmatch(r"\d{1,6}|-{1,2}", key):
        return ""
    return "Tussen { en } begint na een komma iets nieuws; schrijf een getal met een punt: 3.5."
