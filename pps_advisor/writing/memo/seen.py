"""What is seen in this case: the findings behind a recommendation, with what the case tells."""

from __future__ import annotations

from pps_advisor.model.condition import Operator
from pps_advisor.writing.memo.dutch import with_source
from pps_advisor.writing.memo.material import Material
from pps_advisor.writing.outline import AdviceView, BecauseView, FactView
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
        shown = view.findings[:most]
        used: set[str] = set()
        # A finding that rests on other findings takes the facts that these leave.
        why = {one.id: self._why(one, used) for one in sorted(shown, key=self._is_chained)}
        return [(sentence(one.title), why[one.id]) for one in shown]

    def _is_chained(self, one: BecauseView) -> bool:
        finding = self.material.finding[one.id]
        return any(reason.test.operator is Operator.FOUND for reason in finding.reasons)

    def _why(self, one: BecauseView, used: set[str]) -> str:
        facts = [fact for fact in self.material.facts_of([one.id]) if fact.key not in used]
        new = [fact for fact in facts if fact.explanation and fact.key not in self.told]
        shown = (new or facts)[:_FACTS]
        used.update(fact.key for fact in shown)
        if not shown:
            return self.material.finding[one.id].text
        if new:
            self.told.update(fact.key for fact in shown)
            return " ".join(map(_told, shown))
        return upper_first(f"{'; '.join(map(self.material.fact_text, shown))}.")


def _told(fact: FactView) -> str:
    return with_source(sentence(fact.explanation), fact.source)
