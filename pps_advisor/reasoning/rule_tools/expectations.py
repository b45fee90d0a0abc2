"""Whether an assessment gives what was expected of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pps_advisor.errors import Problem, SourceLocation
from pps_advisor.model.case.expectation import Expectation, ExpectationKind
from pps_advisor.model.knowledge.rule import Status
from pps_advisor.model.outcome.assessment import Assessment


def unmet(assessment: Assessment, expected: Iterable[Expectation]) -> tuple[Problem, ...]:
    """A Problem for each expectation that the assessment does not meet."""
    return tuple(
        Problem(one.location or SourceLocation("casus"), "verwacht", sentence)
        for one in expected
        for sentence in _difference(one, assessment)
    )


def _difference(one: Expectation, assessment: Assessment) -> Iterator[str]:
    found, wanted = _outcome(one, assessment)
    if found != wanted:
        yield f"Verwacht bij '{one.subject}': {wanted}. De uitkomst is: {found}."


def _outcome(one: Expectation, assessment: Assessment) -> tuple[str, str]:
    """What came out, and what was wanted, in the same words."""
    if one.kind is ExpectationKind.FINDING:
        found = {finding.rule.id: finding.status.value for finding in assessment.findings}
        return found.get(one.subject, "niet"), one.wanted
    if one.kind is ExpectationKind.JUDGEMENT:
        judged = {theme.id: theme.judgement.value for theme in assessment.themes}
        return judged.get(one.subject, "niet beoordeeld"), one.wanted
    rank = _definite_rank(one.subject, assessment)
    stands = f"advies nummer {rank}" if rank else "geen vast advies"
    if one.kind is ExpectationKind.ABSENT:
        return (stands, "geen vast advies")
    if one.kind is ExpectationKind.APPEARS:
        return (stands, stands if rank else "een vast advies")
    wanted = f"bij de eerste {one.first}"
    return (wanted if 0 < rank <= one.first else stands, wanted)


def _definite_rank(name: str, assessment: Assessment) -> int:
    """The rank of an advice with at least one definite finding; 0 when there is none."""
    ranks = (
        advice.rank
        for advice in assessment.advice
        if advice.recommendation.id == name and advice.status is Status.DEFINITE
    )
    return next(ranks, 0)
