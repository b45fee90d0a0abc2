"""Which questions matter most for the advice on average, measured over cases."""

from __future__ import annotations

from collections.abc import Iterable

from pps_advisor.model.case.case import Case
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.reasoning.influence.influence import mean_influences
from pps_advisor.reasoning.influence.next_question import is_known, standing_of
from pps_advisor.reasoning.ranking.prepared import prepare


def weightiest(cases: Iterable[Case], catalogue: Catalogue, count: int) -> tuple[str, ...]:
    """The questions whose answers move the advice most, the weightiest first.

    For every case and question the answer, if there is one, is blanked; then each possible
    answer is tried, and the mean is taken of what they change (see influence.py). The weight of
    a question is the mean over the cases; ties go by id.
    """
    total: dict[str, float] = {}
    many = list(cases)
    for case in many:
        for question, influence in _influences(case, catalogue).items():
            total[question] = total.get(question, 0.0) + influence
    asked = [question.id for question in catalogue.questions if not question.derived]
    ranked = sorted(asked, key=lambda one: (-round(total.get(one, 0.0) / len(many), 6), one))
    return tuple(ranked[:count])


def _influences(case: Case, catalogue: Catalogue) -> dict[str, float]:
    """The influence of every question in a case, each with its own answer blanked."""
    plans = prepare(catalogue).plans
    found = mean_influences(case, standing_of(case, catalogue), plans)
    for answer in case.answers:
        if is_known(answer):
            others = tuple(one for one in case.answers if one is not answer)
            blank = evolve(case, answers=others)
            standing = standing_of(blank, catalogue)
            found.update(mean_influences(blank, standing, plans, [answer.question]))
    return found
