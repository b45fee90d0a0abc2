"""What is seen in this case: the findings behind a recommendation, with what the case tells."""

from __future__ import annotations

import re

from pps_advisor.model.outcome.assessment import Finding
from pps_advisor.writing.documents.memo.dutch import with_source
from pps_advisor.writing.documents.memo.material import Material
from pps_advisor.writing.views.outline import AdviceView, FactView
from pps_advisor.writing.words.words import sentence, upper_first

_FACTS = 2
_CLAUSE = re.compile(r"(?<=[.;?!])\s+")
_READING = re.compile(
    r"\b(?:lezen wij|wij lezen)\b.*(?:\b(?:als|zo)\b|')|^daarom (?:niet )?(?:de\b|')", re.IGNORECASE
)


class Seen:
    """Tells the findings of one memo.

    What the case says of a fact stands in full with the first recommendation that rests on it.
    Where the case says nothing more than its answer, the text of the finding argues; that too
    stands there once, and with later recommendations the title of the finding is enough.
    """

    def __init__(self, material: Material) -> None:
        self.material = material
        self.told: set[str] = set()
        self.argued: set[str] = set()

    def of(self, view: AdviceView, most: int) -> list[tuple[str, str]]:
        """The strongest findings behind a recommendation: each as a sentence, and why."""
        return [
            (sentence(one.title), self._why(self.material.finding[one.id]))
            for one in view.findings[:most]
        ]

    def _why(self, finding: Finding) -> str:
        facts = self._facts(finding)
        new = [fact for fact in facts if told(fact.explanation) and fact.key not in self.told]
        new = new[:_FACTS]
        if new:
            self.told.update(fact.key for fact in new)
            return " ".join(with_source(told(fact.explanation), fact.source) for fact in new)
        if finding.rule.id in self.argued:
            return ""
        self.argued.add(finding.rule.id)
        said = [self.material.said_by_parties(fact) for fact in facts]
        return " ".join(filter(None, (finding.text, *said)))

    def _facts(self, finding: Finding) -> list[FactView]:
        """The facts that a finding itself rests on; other findings tell their own."""
        tested = {reason.test.subject for reason in finding.reasons}
        return [fact for fact in self.material.facts_of([finding.rule.id]) if fact.key in tested]


def told(explanation: str) -> str:
    """What a case says of a fact, without how its answer was read from a source.

    That "wij lezen dat als 'eens'" belongs in the annex, and is no argument.
    """
    kept = ""
    for part in _CLAUSE.split(explanation.strip()):
        if not _READING.search(part):
            begins = not kept or kept.endswith((".", "?", "!"))
            kept += f" {upper_first(part) if begins else part}"
        elif kept.endswith(";") and not part.endswith(";"):
            kept = f"{kept[:-1]}."
    kept = kept.strip().rstrip(";")
    return sentence(kept) if kept else ""
