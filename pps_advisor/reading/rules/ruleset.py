"""The files around the rules: ``regelset.yaml``, ``bronnen.yaml`` and ``weging.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pps_advisor.model.knowledge.catalogue import Ruleset, Weight, Weights
from pps_advisor.model.knowledge.source import EvidenceKind, Source
from pps_advisor.model.values import Unknown
from pps_advisor.reading.forms.fields import Fields
from pps_advisor.reading.yaml.node import MapNode, Node, ScalarNode
from pps_advisor.reading.yaml.problems import Problems, shown

LAST = 999
"""The place of a ruleset that states no ``volgorde``."""

NO_WEIGHTS = Weights({}, {}, {}, Weight(0, 0, 0), Weight(0, 0, 0))
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


class RulesetReader:
    """Reads ``regelset.yaml``; `order` and `renamed` are what the model does not keep."""

    def __init__(self, folder: str, core: bool, problems: Problems) -> None:
        self.folder = folder
        self.core = core
        self.problems = problems
        self.order = LAST
        self.renamed: dict[str, ScalarNode] = {}

    def read(self, root: Node) -> Ruleset:
        """The ruleset; without an id of its own it takes the name of its folder."""
        fields = Fields(root, self.problems, "De regelset")
        ruleset = Ruleset(
            id=self._id(fields) or self.folder,
            title=fields.text("titel", required=True),
            version=fields.text("versie", required=True),
            author=fields.text("auteur", required=True),
            explanation=fields.text("toelichting"),
            core=self.core,
            location=root.location,
        )
        order = fields.number("volgorde", fraction=True)
        self.order = LAST if isinstance(order, Unknown) else int(order)
        self._read_renamed(fields)
        fields.finish()
        return ruleset

    def _id(self, fields: Fields) -> str:
        text = fields.text("id", required=True)
        node = fields.take("id") or fields.node
        if not _ID.fullmatch(text):
            self.problems.muted.add("onbekend-thema")  # that would only follow from this
        if text and not _ID.fullmatch(text):
            self.problems.add(
                node,
                "verkeerde-waarde",
                f"{shown(text)} kan niet als id van een regelset.",
                "Gebruik kleine letters, cijfers en streepjes, zonder spaties.",
            )
        elif text and text != self.folder and self.core:
            self.problems.add(
                node,
                "verkeerde-waarde",
                f"De regelset heet {shown(text)}, maar staat in de map {shown(self.folder)}.",
                "Geef de map en de regelset dezelfde naam.",
            )
        return text

    def _read_renamed(self, fields: Fields) -> None:
        node = fields.take("vervangen")
        if node is None:
            return
        for key, (_, new) in Fields(node, self.problems, "Het blok 'vervangen'").items.items():
            if fields.text_of(new, key) and isinstance(new, ScalarNode):
                self.renamed[key] = new


def read_sources(root: Node, problems: Problems) -> list[tuple[Source, Node]]:
    """The publications in ``bronnen.yaml``, with their places."""
    fields = Fields(root, problems, "De lijst van bronnen")
    return [(_source(key, node, problems), place) for key, (place, node) in fields.items.items()]


def _source(source_id: str, node: Node, problems: Problems) -> Source:
    fields = Fields(node, problems, f"De bron {shown(source_id)}")
    source = Source(
        id=source_id,
        authors=fields.texts("auteurs", required=True),
        title=fields.text("titel", required=True),
        short=fields.text("kort", required=True),
        year=_year(fields),
        kind=fields.text("soort"),
        publisher=fields.text("uitgever"),
        published_in=fields.text("vindplaats"),
        date=fields.text("datum"),
    )
    fields.finish()
    return source


def _year(fields: Fields) -> int | None:
    node = fields.take("jaar")
    if node is None:
        return None
    text = fields.text_of(node, "jaar")
    if re.fullmatch("[12][0-9]{3}", text):
        return int(text)
    if text:
        fields.problems.add(
            node,
            "verkeerde-waarde",
            f"{shown(text)} bij 'jaar' is geen jaartal.",
            "Schrijf vier cijfers, of laat de regel weg.",
        )
    return None


def read_weights(root: Node, problems: Problems) -> Weights:
    """The weights of the ranking; a missing one is 0, beside a Problem."""
    fields = Fields(root, problems, "De weging")
    if not isinstance(root, MapNode):
        return NO_WEIGHTS
    severity = _table(fields, "ernst", ("laag", "midden", "hoog"))
    role = _table(fields, "rol", ("steun", "hoofd"))
    evidence = _table(fields, "bewijs", [kind.value for kind in EvidenceKind])
    weights = Weights(
        severity={word: weight for word, (weight, _) in severity.items()},
        role={word: role[word][0] for word in ("hoofd", "steun")},
        evidence={word: weight for word, (weight, _) in evidence.items()},
        opportunity=_weight(fields, "kans")[0],
        second_source=_weight(fields, "tweede_bron")[0],
    )
    fields.text("toelichting")
    fields.finish()
    for table in (severity, role):
        _check_order(table, problems)
    return weights


_Table = Mapping[str, tuple[Weight, Node | None]]


def _table(fields: Fields, name: str, words: Sequence[str]) -> _Table:
    """Some weights by word, each with its place; no place for one that is missing or wrong."""
    node = fields.take(name, required=True)
    if node is None:
        return {word: (Weight(0, 0, 0), None) for word in words}
    inner = Fields(node, fields.problems, f"'{name}'")
    found = {word: _weight(inner, word) for word in words}
    inner.finish()
    return found


def _weight(fields: Fields, name: str) -> tuple[Weight, Node | None]:
    node = fields.take(name, required=True)
    if node is None:
        return Weight(0, 0, 0), None
    inner = Fields(node, fields.problems, f"Het gewicht '{name}'")
    places = [inner.take(key, required=True) for key in ("gewicht", "van", "tot")]
    numbers = [inner.number_of(place, name, True) for place in places if place is not None]
    inner.finish()
    known = [float(number) for number in numbers if not isinstance(number, Unknown)]
    if len(known) < len(places):
        return Weight(0, 0, 0), None
    weight = Weight(*known)
    if not 0 <= weight.low <= weight.value <= weight.high <= 1:
        fields.problems.add(
            node,
            "gewicht",
            f"Het gewicht '{name}' ligt buiten zijn bereik, of buiten 0 tot 1.",
            "Zorg dat 'van' niet boven 'gewicht' ligt en 'gewicht' niet boven 'tot', "
            "alle drie van 0 tot en met 1.",
        )
        return weight, None
    return weight, node


def _check_order(table: _Table, problems: Problems) -> None:
    """The ranges must not overlap, so that each draw keeps laag below midden below hoog."""
    for (lighter, (low, _)), (heavier, (high, place)) in pairwise(table.items()):
        if place is not None and table[lighter][1] is not None and low.high > high.low:
            problems.add(
                place,
                "gewicht",
                f"De bereiken van '{lighter}' en '{heavier}' overlappen, "
                "zodat hun volgorde kan omkeren.",
                f"Laat 'tot' van '{lighter}' niet boven 'van' van '{heavier}' komen.",
            )
