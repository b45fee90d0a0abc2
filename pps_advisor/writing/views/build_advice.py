"""From an assessment to the outline of a document: the recommendations and the roadmap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from pps_advisor.model.knowledge.recommendation import Alternative, Recommendation
from pps_advisor.model.knowledge.rule import Status
from pps_advisor.model.outcome.assessment import Advice, Assessment, Rejected, Timing
from pps_advisor.model.values import UNKNOWN
from pps_advisor.writing.views.outline import (
    AdviceView,
    BecauseView,
    ChoiceView,
    FactView,
    Later,
    RejectedView,
    RoadmapView,
    StepView,
)
from pps_advisor.writing.words import words
from pps_advisor.writing.words.sources import citation_texts


def title_of(advice: Advice) -> str:
    """The title of an advice; what is arranged already is to be improved."""
    recommendation = advice.recommendation
    improved = recommendation.title_when_arranged if advice.arranged else ""
    return improved or recommendation.title


CHOICE_ROWS = ("Advies", "Prioriteit", "Inspanning", "Merkbaar na", words.LEAD, "Waarom het werkt")


class AdviceBuilder:
    """Makes the parts of the outline that concern recommendations.

    `facts_behind` gives the facts that findings rest on.
    """

    def __init__(
        self,
        assessment: Assessment,
        facts_behind: Callable[[Iterable[str]], tuple[FactView, ...]],
    ) -> None:
        self.assessment = assessment
        self.catalogue = assessment.catalogue
        self.facts_behind = facts_behind
        self.place = {advice.recommendation.id: advice for advice in assessment.advice}

    def definite(self) -> tuple[AdviceView, ...]:
        """The advice that at least one definite finding carries."""
        return self._with_status(Status.DEFINITE)

    def possible(self) -> tuple[AdviceView, ...]:
        """The advice that hangs on what is not known yet."""
        return self._with_status(Status.POSSIBLE)

    def _with_status(self, status: Status) -> tuple[AdviceView, ...]:
        return tuple(self._view(one) for one in self.assessment.advice if one.status is status)

    def _view(self, advice: Advice) -> AdviceView:
        recommendation = advice.recommendation
        carrying = (*advice.main, *advice.support, *advice.possible)
        return AdviceView(
            id=recommendation.id,
            rank=advice.rank,
            title=title_of(advice),
            short=recommendation.short,
            reason=self._rule_title(carrying[0]) if carrying else "",
            priority=words.priority_text(advice),
            score=advice.priority,
            score_max=advice.priority_max,
            share=words.share_text(advice.top_share, self.assessment.provenance.draws),
            tied=advice.tied,
            arranged=advice.arranged,
            why=recommendation.why,
            findings=self._because((*advice.main, *advice.support), advice),
            possible=self._because(advice.possible, advice),
            facts=Later(partial(self.facts_behind, (*advice.main, *advice.support))),
            start_small=advice.start_small,
            steps=tuple(StepView(step.text, step.own) for step in recommendation.steps),
            details=self._details(advice),
            pitfalls=recommendation.pitfalls,
            cautions=tuple(words.caution_text(one) for one in recommendation.cautions),
            first=tuple(self._in_ranking(name) for name in advice.after),
            after=tuple(self.place[name].rank for name in advice.after if name in self.place),
            alternatives=tuple(map(self._alternative, recommendation.alternatives)),
            provided=_provided(advice),
            citations=citation_texts(recommendation.citations, self.catalogue),
        )

    def _rule_title(self, name: str) -> str:
        rule = self.catalogue.rule.get(name)
        return rule.title if rule else name

    def _because(self, names: Iterable[str], advice: Advice) -> tuple[BecauseView, ...]:
        return tuple(
            BecauseView(name, self._rule_title(name), self._role(name, advice)) for name in names
        )

    def _role(self, name: str, advice: Advice) -> str:
        """How strongly a finding asks for an advice."""
        if name in advice.possible:
            return Status.POSSIBLE.value
        return "hoofdreden" if name in advice.main else "steunt dit advies"

    def _details(self, advice: Advice) -> tuple[tuple[str, str], ...]:
        recommendation = advice.recommendation
        details = (
            (words.LEAD, recommendation.lead),
            ("Inspanning", words.effort_text(recommendation.effort)),
            ("Merkbaar na", words.lead_time_text(recommendation.lead_time)),
            (words.INSTRUMENT, recommendation.instrument),
            (words.INDICATOR, recommendation.indicator),
            ("Schaal", words.joined(recommendation.scales)),
            ("Past bij", self._phases(recommendation.phases)),
            ("Komt van", self._origin(recommendation)),
        )
        return tuple((label, text) for label, text in details if text)

    def _origin(self, recommendation: Recommendation) -> str:
        """The plugin that brought in a recommendation; "" for the core."""
        if not self.catalogue.plugins:
            return ""
        from pps_advisor.writing.views.adaptations import origin_text  # most cases have no plugins

        return origin_text(recommendation.ruleset, self.catalogue)

    def _phases(self, phases: Sequence[str]) -> str:
        """The phases in which an advice fits, and a caution when the case is in another."""
        if not phases:
            return ""
        fits = f"de fase {words.joined([words.PHASES[phase] for phase in phases], 'of')}"
        now = next((f.value for f in self.assessment.facts if f.question == words.PHASE), UNKNOWN)
        if isinstance(now, str) and now not in phases:
            return f"{fits}; deze samenwerking is nu in de fase {words.PHASES.get(now, now)}"
        return fits

    def _in_ranking(self, name: str) -> str:
        advice = self.place.get(name)
        if advice is None:
            known = self.catalogue.recommendation.get(name)
            return known.title if known else name
        return f"{title_of(advice)} (nummer {advice.rank})"

    def _alternative(self, alternative: Alternative) -> str:
        other = self.catalogue.recommendation.get(alternative.recommendation)
        name = other.title if other else alternative.recommendation
        cited = "; ".join(citation_texts(alternative.citations, self.catalogue))
        because = words.sentence(f"{name}, omdat {alternative.because}")
        return f"{because} ({cited})" if cited else because

    def choices(self) -> tuple[ChoiceView, ...]:
        """Each advice that stands firm beside what can stand in for it; a pair only once."""
        found: dict[frozenset[str], ChoiceView] = {}
        for advice in self.assessment.advice:
            for alternative in advice.recommendation.alternatives:
                other = self.catalogue.recommendation.get(alternative.recommendation)
                pair = frozenset({advice.recommendation.id, alternative.recommendation})
                if other and advice.status is Status.DEFINITE and pair not in found:
                    found[pair] = self._choice(advice.recommendation, other, alternative)
        return tuple(found.values())

    def _choice(
        self, one: Recommendation, other: Recommendation, alternative: Alternative
    ) -> ChoiceView:
        cited = "; ".join(citation_texts(alternative.citations, self.catalogue))
        names = (words.upper_first(one.short), words.upper_first(other.short))
        because = words.sentence(f"'{names[1]}' kan de plaats innemen, omdat {alternative.because}")
        columns = [self._column(one), self._column(other)]
        return ChoiceView(
            names,
            tuple(zip(CHOICE_ROWS, *columns, strict=True)),
            f"{because} ({cited})" if cited else because,
        )

    def _column(self, recommendation: Recommendation) -> tuple[str, ...]:
        """What a recommendation is and asks, in the order of CHOICE_ROWS."""
        advice = self.place.get(recommendation.id)
        return (
            title_of(advice) if advice else recommendation.title,
            words.priority_text(advice) if advice else "geen bevinding vraagt erom",
            words.effort_text(recommendation.effort),
            words.lead_time_text(recommendation.lead_time),
            recommendation.lead,
            recommendation.why,
        )

    def rejected(self) -> tuple[RejectedView, ...]:
        """What findings ask for and is not given."""
        return tuple(map(self._rejected, self.assessment.rejected))

    def _rejected(self, rejected: Rejected) -> RejectedView:
        because = words.sentence(f"niet geadviseerd, omdat {rejected.because}")
        titles = tuple(self._rule_title(name) for name in rejected.findings)
        return RejectedView(rejected.recommendation.title, because, titles)

    def roadmap(self) -> tuple[RoadmapView, ...]:
        """The advice by the time in which it can stand; empty parts are left out."""
        parts = ((timing, self._at(timing)) for timing in Timing)
        return tuple(
            RoadmapView(words.timing_text(timing), items) for timing, items in parts if items
        )

    def _at(self, timing: Timing) -> tuple[tuple[int, str, str], ...]:
        return tuple(
            (advice.rank, title_of(advice), self._after(advice))
            for advice in self.assessment.advice
            if advice.timing is timing
        )

    def _after(self, advice: Advice) -> str:
        ranks = sorted(self.place[name].rank for name in advice.after if name in self.place)
        return f"na nummer {words.joined([str(rank) for rank in ranks])}" if ranks else ""


def _provided(advice: Advice) -> str:
    """Under which condition an advice stands while a reason against it is not excluded."""
    if not advice.provided_that:
        return ""
    return words.sentence(f"dit advies vervalt als blijkt dat {advice.provided_that}")
