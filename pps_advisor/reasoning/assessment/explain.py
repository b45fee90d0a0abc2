"""Why something did or did not come out: the trace of one rule, recommendation or fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.model.case.case import Case
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import MAX_BRANCHES, branches
from pps_advisor.model.knowledge.rule import Rule
from pps_advisor.model.outcome.assessment import Advice, Reason
from pps_advisor.model.outcome.explanation import (
    Contribution,
    ExplainedBranch,
    Explanation,
    FactExplanation,
    RecommendationExplanation,
    RuleExplanation,
)
from pps_advisor.model.values import Truth
from pps_advisor.reading.yaml.problems import nearest
from pps_advisor.reasoning.facts import local_facts
from pps_advisor.reasoning.inference import engines
from pps_advisor.reasoning.inference.trace import branch_outcomes
from pps_advisor.reasoning.ranking.advice import rank, rejected
from pps_advisor.reasoning.ranking.findings import fill, reason
from pps_advisor.reasoning.ranking.prepared import prepare
from pps_advisor.reasoning.ranking.scoring import Part, severity_bounds
from pps_advisor.reasoning.ranking.set_aside import Looker
from pps_advisor.reasoning.ranking.standing import stand


def explain(case: Case, catalogue: Catalogue, name: str, engine: str | None = None) -> Explanation:
    """Explain a rule, a recommendation or a question of a case by its id.

    Raises InvalidInput when nothing has that id.
    """
    name = dict(catalogue.renamed).get(name, name)
    off = {rule.id: rule for rule in catalogue.set_aside}
    known = {**catalogue.rule, **off, **catalogue.recommendation, **catalogue.question}
    if name not in known:
        raise InvalidInput([_unknown(name, known, catalogue)])
    return Explanation(case, catalogue, _Explainer(case, catalogue, engine).of(name))


def _unknown(name: str, known: Iterable[str], catalogue: Catalogue) -> Problem:
    """What to say of an id that is not there, perhaps because a plugin switched something off."""
    place = SourceLocation("explain")
    for one in catalogue.adaptations:
        if one.applied and name in one.also:
            return Problem(
                place,
                "lokaal-uitgezet",
                f"De regel '{name}' kan hier niet uitkomen: zij bouwt op '{one.subject}', en die "
                f"is uitgezet door {one.plugin}.",
                "Met --no-plugins ziet u haar in de kern.",
            )
    sentence = f"Er is geen regel, aanbeveling of vraag met id '{name}'."
    return Problem(place, "onbekende-id", sentence, nearest(name, known))


class _Explainer:
    """Holds where one case stands while something in it is explained."""

    def __init__(self, case: Case, catalogue: Catalogue, engine: str | None) -> None:
        self.case = case
        self.catalogue = catalogue
        self.facts = local_facts.facts_of(case, catalogue)
        chosen = engines.choose_engine(engine)
        self.standing = stand(prepare(catalogue).scorer, chosen, self.facts)
        self.advice = {one.recommendation.id: one for one in rank(self.standing)}
        self.rejected = {one.recommendation.id: one for one in rejected(self.standing)}
        self.program = self.standing.scorer.program
        self.number = {rule.id: n for n, rule in enumerate(self.program.rules)}

    def of(self, name: str) -> RuleExplanation | RecommendationExplanation | FactExplanation:
        if name in self.number:
            return self.rule(self.number[name])
        off = next((rule for rule in self.catalogue.set_aside if rule.id == name), None)
        if off is not None:
            return self.set_aside(off)
        if name in self.catalogue.recommendation:
            return self.recommendation(name)
        return self.fact(name)

    def rule(self, number: int) -> RuleExplanation:
        rule = self.program.rules[number]
        least, most = self.standing.bounds[number]
        return RuleExplanation(
            rule=rule,
            outcome=self._truth(number),
            severity=least,
            severity_max=most,
            text=fill(rule.text, self.catalogue, self.facts),
            branches=tuple(self._branches(number)),
            carries=tuple(self._given(rule.main + rule.support)),
        )

    def set_aside(self, rule: Rule) -> RuleExplanation:
        """A rule that is switched off here: what it would have found."""
        looker = Looker(self.standing)
        ways = []
        for branch in branches(rule.condition, MAX_BRANCHES):
            tests = tuple(reason(test, looker.truth(test), self.facts) for test in branch)
            outcome = min((one.outcome for one in tests), default=Truth.TRUE)
            ways.append(ExplainedBranch(outcome, tests))
        least, most = severity_bounds(rule, self.facts.value(rule.about))
        text = fill(rule.text, self.catalogue, self.facts)
        outcome = Truth(looker.truth(rule.condition))
        return RuleExplanation(rule, outcome, least, most, text, tuple(ways), ())

    def _truth(self, number: int) -> Truth:
        return Truth(self.standing.truths[number])

    def _branches(self, number: int) -> Iterator[ExplainedBranch]:
        for branch in self.program.branches[number]:
            outcomes = branch_outcomes(self.program, self.standing.trace, branch)
            tests: tuple[Reason, ...] = tuple(reason(t, truth, self.facts) for t, truth in outcomes)
            outcome = min((one.outcome for one in tests), default=Truth.TRUE)
            yield ExplainedBranch(outcome, tests)

    def _given(self, names: Iterable[str]) -> Iterator[Advice]:
        return (self.advice[name] for name in names if name in self.advice)

    def recommendation(self, name: str) -> RecommendationExplanation:
        scorer = self.standing.scorer
        place = [one.id for one in scorer.recommendations].index(name)
        parts = scorer.parts[place]
        silent = [part.rule for part in parts if not self.standing.truths[part.rule]]
        return RecommendationExplanation(
            recommendation=self.catalogue.recommendation[name],
            advice=self.advice.get(name),
            rejected=self.rejected.get(name),
            contributions=self._contributions(parts),
            silent=tuple(self.rule(number) for number in dict.fromkeys(silent)),
        )

    def _contributions(self, parts: Iterable[Part]) -> tuple[Contribution, ...]:
        """What each finding adds, the definite and heaviest first.

        Of the definite findings about one thing the heaviest counts; a possible finding counts
        when it would be the heaviest of all about that thing.
        """
        found = [self._contribution(part) for part in parts if self.standing.truths[part.rule]]
        found.sort(key=lambda one: (-one.outcome, -one.weight, one.rule.id))
        heaviest: dict[str, float] = {}
        shown = []
        for one in found:
            counted = one.weight > heaviest.get(one.rule.about, 0.0)
            shown.append(evolve(one, counted=counted))
            if counted:
                heaviest[one.rule.about] = one.weight
        return tuple(shown)

    def _contribution(self, part: Part) -> Contribution:
        truth = self._truth(part.rule)
        least, most = self.standing.bounds[part.rule]
        severity = least if truth is Truth.TRUE else most
        weight = part.worth[severity - 1]
        rule = self.program.rules[part.rule]
        best = [branch for branch in self._branches(part.rule) if branch.outcome is truth]
        reasons = tuple(dict.fromkeys(one for branch in best for one in branch.tests))
        return Contribution(rule, truth, severity, part.role, part.evidence, weight, True, reasons)

    def fact(self, name: str) -> FactExplanation:
        fact = self.facts.by_id.get(name)
        users = self.program.users.get(name, ())
        used_by = [(self.program.rules[number], self._truth(number)) for number in users]
        return FactExplanation(
            question=self.catalogue.question[name],
            fact=fact,
            places=tuple((key, place_of(self.case, key)) for key in (fact.inputs if fact else ())),
            used_by=tuple(sorted(used_by, key=lambda pair: pair[0].id)),
        )


def place_of(case: Case, key: str) -> SourceLocation | None:
    """Where a key of the case stands in the file: ``geldstromen[1].einde``."""
    places = {flow.key: flow.location for flow in case.flows or ()}
    places |= {f"partijen.{party.id}": party.location for party in case.parties or ()}
    if key == "partijen" and case.parties:
        return case.parties[0].location
    for name, location in places.items():
        if f"{key}.".startswith(f"{name}."):
            return location
    answer = case.answer(key)
    return answer.location if answer else None
