"""What is seen in this case: the findings behind a recommendation, with what the case tells."""

from __future__ import annotations

from pps_advisor.model.assessment import Finding
from pps_advisor.model.condition import Operator
from pps_advisor.writing.memo.dutch import with_source
from pps_advisor.writing.memo.material import Material
from pps_advisor.writing.outline import AdviceView, FactView
from pps_advisor.writing.words import sentence, upper_first

_FACTS = 2


class Seen:
    """Tells the findings of one memo.

    What the case says of a fact stands in full with the first recommendation that rests on it,
    and in short with the next ones. A finding whose facts are all named already says what it is.
    """

    def __init__(self, material: Material) -> None:
        self.material = material
        self.told: set[str] = set()

    def of(self, view: AdviceView, most: int) -> list[tuple[str, str]]:
        """The strongest findings behind a recommendation: each as a sentence, and why."""
        used: set[str] = set()
        return [
            (sentence(one.title), self._why(self.material.finding[one.id], used))
            for one in view.findings[:most]
        ]

    def _why(self, finding: Finding, used: set[str]) -> str:
        facts = [fact for fact in self._facts(finding) if fact.key not in used]
        new = [fact for fact in facts if fact.explanation and fact.key not in self.told]
        shown = (new or facts)[:_FACTS]
        used.update(fact.key for fact in shown)
        if new:
            self.told.update(fact.key for fact in shown)
            return " ".join(map(_told, shown))
        if not shown or _is_chained(finding):
            return finding.text
        return upper_first(f"{'; '.join(map(self.material.fact_text, shown))}.")

    def _facts(self, finding: Finding) -> list[FactView]:
        """The facts that a finding itself rests on; other findings tell their own."""
        tested = {reason.test.subject for reason in finding.reasons}
        return [fact for fact in self.material.facts_of([finding.rule.id]) if fact.key in tested]


def _is_chained(finding: Finding) -> bool:
    return any(reason.test.operator is Operator.FOUND for reason in finding.reasons)


def _told(fact: FactView) -> str:
    return with_source(sentence(fact.explanation), fact.source)
