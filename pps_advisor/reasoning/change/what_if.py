"""What other answers would change: a case beside itself."""

from __future__ import annotations

from collections.abc import Iterable

from pps_advisor.model.case.case import Case
from pps_advisor.model.case.change import Change
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.outcome.difference import Difference
from pps_advisor.reasoning.assessment.assess import assess
from pps_advisor.reasoning.change.changes import with_changes
from pps_advisor.reasoning.change.difference import difference


def what_if(case: Case, catalogue: Catalogue, changes: Iterable[Change]) -> Difference:
    """The difference that other answers make, worked out by the plain engine."""
    other = with_changes(case, catalogue, changes)
    old, new = (
        assess(one, catalogue, "plain", draws=0, with_open_questions=False) for one in (case, other)
    )
    return difference(old, new)
