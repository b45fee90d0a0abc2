"""The block ``verwacht`` of a case: what its assessment should give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pps_advisor.model.case.expectation import Expectation, ExpectationKind
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.reading.forms.fields import Fields
from pps_advisor.reading.yaml.node import MapNode, Node, ScalarNode
from pps_advisor.reading.yaml.problems import Problems, nearest, shown

BLOCK = "verwacht"
_STATUSES = ("vast", "mogelijk", "niet")
_JUDGEMENTS = ("knelpunt", "aandacht", "goed", "onvoldoende bekend")


def read_expectations(root: Node, catalogue: Catalogue) -> tuple[Expectation, ...]:
    """What a case should give; empty when it does not say.

    Raises InvalidInput with every Problem, such as an id that does not exist.
    """
    node = root.get(BLOCK) if isinstance(root, MapNode) else None
    if node is None:
        return ()
    problems = Problems()
    reader = _Reader(catalogue, problems)
    found = tuple(reader.read(node))
    problems.raise_any()
    return found


class _Reader:
    def __init__(self, catalogue: Catalogue, problems: Problems) -> None:
        self.catalogue = catalogue
        self.problems = problems
        self.rules = {rule.id for rule in (*catalogue.rules, *catalogue.set_aside)}

    def read(self, node: Node) -> Iterator[Expectation]:
        fields = Fields(node, self.problems, "Het blok 'verwacht'")
        yield from self._pairs(fields, "bevindingen", ExpectationKind.FINDING, _STATUSES)
        yield from self._pairs(fields, "oordelen", ExpectationKind.JUDGEMENT, _JUDGEMENTS)
        advice = fields.take("aanbevelingen")
        fields.finish()
        if advice is None:
            return
        inner = Fields(advice, self.problems, "'aanbevelingen'")
        for name in (ExpectationKind.APPEARS, ExpectationKind.ABSENT):
            for one in inner.list(name.value):
                yield from self._advice(one, name)
        yield from self._in_first(inner)
        inner.finish()

    def _pairs(
        self, fields: Fields, name: str, kind: ExpectationKind, words: Iterable[str]
    ) -> Iterator[Expectation]:
        node = fields.take(name)
        if node is None:
            return
        known = self.rules if kind is ExpectationKind.FINDING else set(self.catalogue.ruleset)
        what = "regel" if kind is ExpectationKind.FINDING else "thema"
        inner = Fields(node, self.problems, f"'{name}'")
        for subject, (key, value) in inner.items.items():
            if subject not in known:
                self._unknown(key, what, subject, known)
            word = inner.text_of(value, subject)
            if word and word not in words:
                self.problems.add(
                    value,
                    "verkeerde-waarde",
                    f"{shown(word)} kan niet bij {shown(subject)}.",
                    nearest(word, words),
                )
            yield Expectation(kind, subject, word, location=key.location)

    def _in_first(self, fields: Fields) -> Iterator[Expectation]:
        node = fields.take(ExpectationKind.IN_FIRST.value)
        if node is None:
            return
        inner = Fields(node, self.problems, "'in_eerste'")
        for number, (key, _) in inner.items.items():
            if not (number.isascii() and number.isdigit() and int(number)):
                self.problems.add(
                    key,
                    "verkeerde-waarde",
                    f"{shown(number)} bij 'in_eerste' is geen aantal.",
                    "Schrijf {5: [aanbeveling]} voor de eerste vijf.",
                )
                continue
            for one in inner.list(number):
                yield from self._advice(one, ExpectationKind.IN_FIRST, int(number))

    def _advice(self, node: Node, kind: ExpectationKind, first: int = 0) -> Iterator[Expectation]:
        name = node.text.strip() if isinstance(node, ScalarNode) else ""
        if name not in self.catalogue.recommendation:
            self._unknown(node, "aanbeveling", name, self.catalogue.recommendation)
        yield Expectation(kind, name, first=first, location=node.location)

    def _unknown(self, node: Node, what: str, name: str, known: Iterable[str]) -> None:
        self.problems.add(
            node, f"onbekende-{what}", f"Er is geen {what} {shown(name)}.", nearest(name, known)
        )
