"""Why something did or did not come out: the trace of one rule, recommendation or fact."""

from __future__ import annotations

from collections.abc import Iterable

from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.model.assessment import Advice, Assessment, Reason
from pps_advisor.model.case import Case
from pps_advisor.model.catalogue import Catalogue
from pps_advisor.model.condition import Operator, Test
from pps_advisor.model.explanation import (
    Contribution,
    ExplainedBranch,
    Explanation,
    FactExplanation,
    RecommendationExplanation,
    RuleExplanation,
)
from pps_advisor.model.fact import Facts
from pps_advisor.model.frozen import evolve
from pps_advisor.model.values import Truth
from pps_advisor.reading.fields import nearest
from pps_advisor.reasoning import derive, engines
from pps_advisor.reasoning.assess import assess, fill, stand
from pps_advisor.reasoning.scoring import Part
from pps_advisor.reasoning.standing import Standing


def explain(case: Case, catalogue: Catalogue, name: str, engine: str | None = None) -> Explanation:
    """Explain a rule, a recommendation or a question of a case by its id.

    Raises InvalidInput when nothing has that id.
    """
    name = dict(catalogue.renamed).get(name, name)
    known = {**catalogue.rule, **catalogue.recommendation, **catalogue.question}
    if name not in known:
        sentence = f"Er is geen regel, aanbeveling of vraag met id '{name}'."
        problem = Problem(SourceLocation("explain"), "onbekende-id", sentence, nearest(name, known))
        raise InvalidInput([problem])
    return Explanation(case, catalogue, _Explainer(case, catalogue, engine).of(name))


class _Explainer:
    """Holds one assessment while something in it is explained."""

    def __init__(self, case: Case, catalogue: Catalogue, engine: str | None) -> None:
        self.case = case
        self.catalogue = catalogue
        self.facts: Facts = derive.facts_of(case, catalogue)
        chosen = engines.choose_engine(engine)
        self.standing: Standing = stand(case, catalogue, chosen, self.facts)[0]
        self.assessment: Assessment = assess(
            case, catalogue, engine, draws=0, with_open_questions=False
        )
        self.program = self.standing.scorer.program
        self.number = {rule.id: n for n, rule in enumerate(self.program.rules)}

    def of(self, name: str) -> RuleExplanation | RecommendationExplanation | FactExplanation:
        if name in self.number:
            return self.rule(self.number[name])
        if name in self.catalogue.recommendation:
            return self.recommendation(name)
        return self.fact(name)

    def rule(self, number: int) -> RuleExplanation:
        rule = self.program.rules[number]
        least, most = self.standing.bounds[number]
        return RuleExplanation(
            rule=rule,
            outcome=Truth(self.standing.truths[number]),
            severity=least,
            severity_max=most,
            text=fill(rule.text, self.catalogue, self.facts),
            branches=tuple(self._branches(number)),
            carries=tuple(self._advice(rule.main + rule.support)),
        )

    def _branches(self, number: int) -> Iterable[ExplainedBranch]:
        truths, verdicts = self.standing.truths, self.standing.verdicts
        for facts, findings in self.program.branches[number]:
            tests = [self._reason(self.program.tests[i], verdicts[i]) for i in facts]
            tests += [
                self._reason(Test(self.program.rules[i].id, Operator.FOUND), truths[i])
                for i in findings
            ]
            outcome = min((reason.outcome for reason in tests), default=Truth.TRUE)
            yield ExplainedBranch(outcome, tuple(tests))

    def _reason(self, test: Test, truth: int) -> Reason:
        if test.operator is Operator.FOUND:
            return Reason(test, Truth(truth))
        return Reason(test, Truth(truth), self.facts.by_id.get(test.subject))

    def _advice(self, names: Iterable[str]) -> Iterable[Advice]:
        given = {one.recommendation.id: one for one in self.assessment.advice}
        return (given[name] for name in names if name in given)

    def recommendation(self, name: str) -> RecommendationExplanation:
        scorer = self.standing.scorer
        place = [one.id for one in scorer.recommendations].index(name)
        parts = scorer.parts[place]
        silent = [p.rule for p in parts if not self.standing.truths[p.rule]]
        rejected = [r for r in self.assessment.rejected if r.recommendation.id == name]
        return RecommendationExplanation(
            recommendation=self.catalogue.recommendation[name],
            advice=next(iter(self._advice([name])), None),
            rejected=rejected[0] if rejected else None,
            contributions=self._contributions(parts),
            silent=tuple(self.rule(number) for number in dict.fromkeys(silent)),
        )

    def _contributions(self, parts: Iterable[Part]) -> tuple[Contribution, ...]:
        """What each finding adds, the heaviest first; within one subject only that one counts."""
        found = [self._contribution(part) for part in parts if self.standing.truths[part.rule]]
        found.sort(key=lambda one: (-one.outcome, -one.weight, one.rule.id))
        seen: set[str] = set()
        counted = []
        for one in found:
            counted.append(evolve(one, counted=one.rule.about not in seen))
            seen.add(one.rule.about)
        return tuple(counted)

    def _contribution(self, part: Part) -> Contribution:
        truth = Truth(self.standing.truths[part.rule])
        least, most = self.standing.bounds[part.rule]
        severity = least if truth is Truth.TRUE else most
        weight = self.standing.scorer.weights.contribution(part, severity)
        rule = self.program.rules[part.rule]
        return Contribution(rule, truth, severity, part.role, part.evidence, weight, True)

    def fact(self, name: str) -> FactExplanation:
        fact = self.facts.by_id.get(name)
        users = self.program.users.get(name, ())
        used_by = [(self.program.rules[n], Truth(self.standing.truths[n])) for n in users]
        inputs = fact.inputs if fact else ()
        return FactExplanation(
            question=self.catalogue.question[name],
            fact=fact,
            places=tuple((key, place_of(self.case, key)) for key in inputs),
            used_by=tuple(sorted(used_by, key=lambda pair: pair[0].id)),
        )


def place_of(case: Case, key: str) -> SourceLocation | None:
    """Where a key of the case stands in the file: ``geldstromen[1].einde``."""
    for flow in case.flows or ():
        if key.startswith(flow.key):
            return flow.location
    for party in case.parties or ():
        if key.startswith(f"partijen.{party.id}"):
            return party.location
    answer = case.answer(key)
    return answer.location if answer else case.location
