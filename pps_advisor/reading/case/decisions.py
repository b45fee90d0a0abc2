"""The decisions file: what became of each recommendation."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pps_advisor.model.case.decision import DECISIONS_FORMAT, Decision, Decisions, Verdict
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.values import Unknown
from pps_advisor.reading.forms.fields import Fields, as_word
from pps_advisor.reading.yaml.door import parse_yaml, read_yaml
from pps_advisor.reading.yaml.node import MapNode, Node, ScalarNode
from pps_advisor.reading.yaml.problems import Problems, shown

_NEEDS_A_REASON = (Verdict.ADAPTED, Verdict.REJECTED)
_VERDICTS = {verdict.value: verdict for verdict in Verdict}


def load_decisions(path: str | Path, catalogue: Catalogue, case: str | None = None) -> Decisions:
    """Read a decisions file against the recommendations of a catalogue.

    `case` is the id of the case that the decisions must belong to; None takes any. Raises
    InvalidInput with every Problem in the file.
    """
    return _read(read_yaml(Path(path)), catalogue, case)


def parse_decisions(text: str, name: str, catalogue: Catalogue) -> Decisions:
    """The same from a text; `name` is the file's name for messages."""
    return _read(parse_yaml(text, name), catalogue, None)


def _read(root: Node, catalogue: Catalogue, case: str | None) -> Decisions:
    problems = Problems()
    decisions = _Reader(catalogue, problems).read(root, case)
    problems.raise_any()
    return decisions


class _Reader:
    """Reads one file; remembers which recommendations it has seen."""

    def __init__(self, catalogue: Catalogue, problems: Problems) -> None:
        self.catalogue = catalogue
        self.problems = problems
        self.seen: dict[str, int] = {}

    def read(self, root: Node, case: str | None) -> Decisions:
        fields = Fields(root, self.problems, "Het besluitenbestand")
        self._check_format(fields)
        named = fields.text("casus", required=True)
        if named and case is not None and named != case:
            self.problems.add(
                fields.take("casus") or root,
                "andere-casus",
                f"Deze besluiten horen bij de casus {shown(named)}, niet bij {shown(case)}.",
                "Kies het bestand dat bij deze casus hoort, of pas de id aan.",
            )
        decisions = fields.each("besluiten", self._decision)
        fields.finish()
        return Decisions(named, decisions)

    def _check_format(self, fields: Fields) -> None:
        """Refuse a file in another format at once: it has no other mistakes."""
        misspelt = fields.misspelt("formaat")
        node = fields.take("formaat", required=misspelt)
        if misspelt and node is None:
            return  # finish() says what was meant
        found = node.text.strip() if isinstance(node, ScalarNode) else ""
        if isinstance(fields.node, MapNode) and found != DECISIONS_FORMAT:
            self.problems.add(
                node or fields.node,
                "formaat" if node else "ontbreekt",
                "Dit is geen besluitenbestand dat pps-advisor kent.",
                f"De eerste regel hoort te zijn: 'formaat: {DECISIONS_FORMAT}'. "
                "Maak een nieuw bestand met 'pps-advisor decisions new'.",
            )
            self.problems.raise_any()

    def _decision(self, node: Node) -> Decision | None:
        fields = Fields(node, self.problems, "Een besluit")
        decision = Decision(
            recommendation=self._recommendation(fields),
            verdict=self._verdict(fields),
            owner=_text(fields, "eigenaar"),
            date=_date(fields),
            reason=_text(fields, "reden"),
            location=node.location,
        )
        fields.finish()
        if decision.verdict in _NEEDS_A_REASON and not decision.reason:
            self._report_no_reason(fields, decision)
        return decision if decision.recommendation else None

    def _recommendation(self, fields: Fields) -> str:
        node = fields.take("aanbeveling", required=True)
        if node is None:
            return ""
        known = self.catalogue.recommendation
        sentence = "Er is geen aanbeveling met id {}."
        name = fields.one_of(node, "aanbeveling", known, "onbekende-aanbeveling", sentence)
        if name in self.seen:
            self.problems.add(
                node,
                "dubbele-id",
                f"Over de aanbeveling {shown(name)} staan er twee besluiten.",
                f"Het eerste staat op regel {self.seen[name]}; houd er één over.",
            )
        if name:
            self.seen.setdefault(name, node.location.line)
        return name

    @staticmethod
    def _verdict(fields: Fields) -> Verdict:
        """The verdict; a blank one is still open."""
        node = fields.take("besluit", required=True)
        if node is None or _is_blank(node):
            return Verdict.OPEN
        return fields.choice_of(node, "besluit", _VERDICTS, Verdict.OPEN)

    def _report_no_reason(self, fields: Fields, decision: Decision) -> None:
        blank = fields.take("reden")
        if blank is not None and not _is_blank(blank):
            return  # the reason itself was refused
        self.problems.add(
            blank or fields.node,
            "ontbreekt",
            f"Bij een aanbeveling die is {decision.verdict.value}, hoort een reden.",
            "Schrijf achter 'reden:' in één of twee zinnen waarom.",
        )


def _is_blank(node: Node) -> bool:
    return isinstance(node, ScalarNode) and (not node.text.strip() or as_word(node.text) == "~")


def _text(fields: Fields, name: str) -> str:
    """A text that may be left blank, as in a file that is just made."""
    node = fields.take(name)
    return "" if node is None or _is_blank(node) else fields.text_of(node, name)


def _date(fields: Fields) -> dt.date | None:
    node = fields.take("datum")
    if node is None or _is_blank(node):
        return None
    found = fields.date_of(node, "datum")
    return None if isinstance(found, Unknown) else found
