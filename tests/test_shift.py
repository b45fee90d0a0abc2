"""A shifted standing is the standing that a fresh start would give."""

from __future__ import annotations

import random

import pytest
from strategies import domain, make_case, random_catalogue, random_values

from pps_advisor.model.values import UNKNOWN
from pps_advisor.reasoning.facts import derive
from pps_advisor.reasoning.inference import plain_engine
from pps_advisor.reasoning.ranking.prepared import prepare
from pps_advisor.reasoning.ranking.shift import shifted
from pps_advisor.reasoning.ranking.standing import stand


@pytest.mark.parametrize("seed", range(60))
def test_shifting_equals_starting_anew(seed: int) -> None:
    """Truths, severities, priorities and exclusions are those of the changed answers, each time."""
    rng = random.Random(seed)
    catalogue = random_catalogue(rng)
    scorer = prepare(catalogue).scorer
    values = random_values(catalogue, rng, 0.7)
    standing = stand(scorer, plain_engine, derive.facts_of(make_case(values), catalogue))
    for _ in range(8):
        question = rng.choice(catalogue.questions)
        values = {**values, question.id: rng.choice([*domain(question), UNKNOWN])}
        standing, *_ = shifted(standing, {question.id: values[question.id]})
        anew = stand(scorer, plain_engine, derive.facts_of(make_case(values), catalogue))

        assert list(standing.truths) == list(anew.truths)
        assert list(standing.trace.verdicts) == list(anew.trace.verdicts)
        assert list(standing.bounds) == list(anew.bounds)
        assert list(standing.priorities) == list(anew.priorities)
        assert standing.excluded == anew.excluded
