"""What-if, goals and guides on the real catalogue, each beside one plain assessment"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from benchmarks.timing import ratio
from pps_advisor import assess, load_case, load_catalogue
from pps_advisor.model.case.case import Case
from pps_advisor.model.case.change import Change
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.reasoning.change.goal import ways_to
from pps_advisor.reasoning.change.what_if import what_if
from pps_advisor.reasoning.conversation.guide import make_guide

CASE = "cases/den-haag-instapeconomie.yaml"
PAIRS = 7


def measure() -> Iterator[str]:
    """The time of each, and how many plain assessments that is."""
    catalogue = load_catalogue()
    case = load_case(CASE, catalogue)
    assessment = assess(case, catalogue, "plain", draws=0, with_open_questions=False)
    rules = [one.rule.id for one in assessment.findings if one.rule.kind.advises]
    change = [Change("financiering.aanvraaglast", Decimal(2))]
    parts: dict[str, Callable[[], object]] = {
        "one answer changed": lambda: what_if(case, catalogue, change),
        f"every finding as a goal ({len(rules)})": lambda: _all(case, catalogue, rules),
        "the slowest theme as a goal": lambda: ways_to(case, catalogue, "relaties"),
        "a guide of four hours": lambda: make_guide(assessment, "reflectie", 240),
    }
    yield f"{'':<34} {'ms':>8} {'assessments':>12}"
    for name, part in parts.items():
        own, _, times = ratio(part, lambda: _once(case, catalogue), PAIRS)
        yield f"{name:<34} {1000 * own:>8.1f} {times:>12.1f}"


def _once(case: Case, catalogue: Catalogue) -> object:
    return assess(case, catalogue, "plain", draws=0, with_open_questions=False)


def _all(case: Case, catalogue: Catalogue, goals: list[str]) -> None:
    for goal in goals:
        ways_to(case, catalogue, goal)
