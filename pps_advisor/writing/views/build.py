"""From an assessment to the outline of a document: the themes, findings and facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from functools import partial

from pps_advisor.model.case.case import Party
from pps_advisor.model.case.fact import Fact
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import Operator, tests_of
from pps_advisor.model.knowledge.question import AnswerType
from pps_advisor.model.knowledge.rule import RuleKind, Status
from pps_advisor.model.outcome.assessment import (
    Assessment,
    Finding,
    Judgement,
    OpenQuestion,
    Reason,
    ThemeJudgement,
)
from pps_advisor.model.values import Truth, Unknown
from pps_advisor.writing.views.build_advice import AdviceBuilder
from pps_advisor.writing.views.outline import (
    FactView,
    FindingView,
    Later,
    LocalView,
    Outline,
    PartyView,
    PerceptionsView,
    QuestionView,
    ReasonView,
    ThemeView,
)
from pps_advisor.writing.views.positions import view_positions
from pps_advisor.writing.words import words
from pps_advisor.writing.words.accountability import READING_GUIDE, account
from pps_advisor.writing.words.sources import bibliography, citation_texts, source_id, source_text

_QUESTIONS = 10


def outline(assessment: Assessment) -> Outline:
    """Everything that a document for people says about an assessment."""
    builder = _Builder(assessment)
    advice = AdviceBuilder(assessment, builder.facts_behind)
    return Outline(
        title=assessment.case.title,
        place=words.place_text(assessment.case),
        explanation=assessment.case.explanation,
        summary=_summary(assessment),
        themes=builder.themes(),
        opportunities=builder.of_kind(RuleKind.OPPORTUNITY),
        strengths=builder.of_kind(RuleKind.STRENGTH, definite_only=True),
        parties=tuple(map(_party, assessment.case.parties or ())),
        positions=view_positions(assessment.case),
        heard=Later(partial(_heard, assessment)),
        advice=advice.definite(),
        possible_advice=advice.possible(),
        choices=Later(advice.choices),
        rejected=advice.rejected(),
        roadmap=advice.roadmap(),
        questions=tuple(
            _question(one, assessment.catalogue) for one in assessment.open_questions[:_QUESTIONS]
        ),
        facts=Later(builder.facts),
        remarks=tuple(remark.sentence for remark in assessment.remarks),
        sources=builder.sources(),
        reading_guide=READING_GUIDE,
        account=account(assessment.provenance),
        local=_local(assessment),
    )


def _heard(assessment: Assessment) -> Iterable[PerceptionsView]:
    from pps_advisor.writing.views.perceptions import view_perceptions  # the short text has none

    view = view_perceptions(assessment.case, assessment.catalogue)
    return () if view is None else (view,)


def _is_local(catalogue: Catalogue) -> bool:
    return bool(catalogue.plugins or catalogue.adaptations)


def _local(assessment: Assessment) -> tuple[LocalView, ...]:
    if not _is_local(assessment.catalogue):
        return ()
    from pps_advisor.writing.views.adaptations import local_views  # most cases have nothing of it

    return local_views(assessment)


def _summary(assessment: Assessment) -> str:
    """The judgements counted, in one sentence."""
    found = Counter(theme.judgement for theme in assessment.themes)
    phrases = {
        Judgement.PROBLEM: ("heeft een knelpunt", "hebben een knelpunt"),
        Judgement.ATTENTION: ("vraagt aandacht", "vragen aandacht"),
        Judgement.TOO_LITTLE_KNOWN: ("is onvoldoende bekend", "zijn onvoldoende bekend"),
        Judgement.GOOD: ("gaat goed", "gaan goed"),
    }
    parts = [
        f"{found[judgement]} {one if found[judgement] == 1 else many}"
        for judgement, (one, many) in phrases.items()
        if found[judgement]
    ]
    if not parts:
        return "Er is nog geen thema te beoordelen."
    total = words.count(len(assessment.themes), "thema", "thema's")
    return f"Van {total}: {words.joined(parts)}."


def _party(party: Party) -> PartyView:
    return PartyView(
        words.party_name(party),
        words.words_text((party.kind,)),
        words.words_text(party.roles),
        words.words_text(party.motives),
    )


def _question(question: OpenQuestion, catalogue: Catalogue) -> QuestionView:
    known = catalogue.question.get(question.question)
    how = []
    if known and known.type is AnswerType.LIKERT:
        how.append("stelling, van 1 helemaal oneens tot 5 helemaal eens")
    if known and known.per_party:
        how.append("vraag het elke partij")
    effect = f"Bij het antwoord '{question.answer}': {question.effect}." if question.effect else ""
    return QuestionView(question.question, question.text, effect, "; ".join(how))


def _is_definite(finding: Finding) -> bool:
    return finding.status is Status.DEFINITE


class _Builder:
    """Makes the parts of the outline that rest on findings and facts."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.catalogue = assessment.catalogue
        self.fact = {fact.question: fact for fact in assessment.facts}
        self.finding = {finding.rule.id: finding for finding in assessment.findings}

    def themes(self) -> tuple[ThemeView, ...]:
        """The themes that were judged, then those that only have findings (of a plugin)."""
        judged = [theme.id for theme in self.assessment.themes]
        others = dict.fromkeys(
            finding.rule.theme
            for finding in self.assessment.findings
            if finding.rule.kind is RuleKind.PROBLEM and finding.rule.theme not in judged
        )
        return (
            *(self._judged(theme) for theme in self.assessment.themes),
            *(
                self._theme(theme, self._title(theme), "niet beoordeeld", (0, 0))
                for theme in others
            ),
        )

    def _title(self, theme: str) -> str:
        ruleset = self.catalogue.ruleset.get(theme)
        return ruleset.title if ruleset else theme

    def _judged(self, theme: ThemeJudgement) -> ThemeView:
        known = theme.answered, theme.asked
        return self._theme(theme.id, theme.title, theme.judgement.value, known)

    def _theme(self, theme: str, title: str, judgement: str, known: tuple[int, int]) -> ThemeView:
        problems = [
            finding
            for finding in self.assessment.findings
            if finding.rule.theme == theme and finding.rule.kind is RuleKind.PROBLEM
        ]
        possible = [finding for finding in problems if not _is_definite(finding)]
        return ThemeView(
            theme,
            title,
            judgement,
            judgement.replace(" ", "-"),
            *known,
            tuple(self._view(finding) for finding in problems if _is_definite(finding)),
            Later(partial(map, self._view, possible), len(possible)),
        )

    def of_kind(self, kind: RuleKind, definite_only: bool = False) -> tuple[FindingView, ...]:
        """The findings of one kind, the definite ones first."""
        found = [finding for finding in self.assessment.findings if finding.rule.kind is kind]
        shown = [finding for finding in found if _is_definite(finding) or not definite_only]
        return tuple(map(self._view, sorted(shown, key=lambda finding: not _is_definite(finding))))

    def _view(self, finding: Finding) -> FindingView:
        definite = _is_definite(finding)
        reasons = [
            reason for reason in finding.reasons if definite or reason.outcome is Truth.UNKNOWN
        ]
        return FindingView(
            finding.rule.id,
            finding.rule.title,
            finding.text,
            definite,
            self._marks(finding),
            self._reasons(reasons),
            citation_texts(finding.rule.citations, self.catalogue),
        )

    def _marks(self, finding: Finding) -> str:
        """The severity of a finding, and what is local about it."""
        if not _is_local(self.catalogue):
            return words.severity_text(finding)
        from pps_advisor.writing.views.adaptations import marks_text

        return marks_text(finding, self.catalogue)

    def _reasons(self, reasons: Iterable[Reason]) -> tuple[ReasonView, ...]:
        """The reasons, those about the same subject taken together."""
        groups: dict[str, list[Reason]] = {}
        for reason in reasons:
            groups.setdefault(reason.test.subject, []).append(reason)
        return tuple(self._reason(subject, group) for subject, group in groups.items())

    def _reason(self, subject: str, reasons: list[Reason]) -> ReasonView:
        fact = reasons[0].fact
        known = fact is not None and not isinstance(fact.value, Unknown)
        is_fact = reasons[0].test.operator is not Operator.FOUND
        return ReasonView(words.reason_text(reasons, self.catalogue), subject, is_fact, known)

    def facts_behind(self, findings: Iterable[str]) -> tuple[FactView, ...]:
        """The known facts that findings rest on, those of the findings behind them included."""
        return tuple(self._fact_view(self.fact[key]) for key in sorted(self.keys_behind(findings)))

    def keys_behind(self, findings: Iterable[str]) -> Collection[str]:
        """The names of those facts."""
        keys: dict[str, None] = {}
        for name in findings:
            finding = self.finding.get(name)
            for reason in finding.reasons if finding else ():
                self._collect(reason.test.subject, reason.test.operator, keys, set())
        return keys

    def _collect(
        self, subject: str, operator: Operator, keys: dict[str, None], seen: set[str]
    ) -> None:
        fact = self.fact.get(subject)
        if operator is not Operator.FOUND:
            if fact is not None and not isinstance(fact.value, Unknown):
                keys[subject] = None
            return
        rule = self.catalogue.rule.get(subject)
        if rule is None or subject in seen:
            return
        seen.add(subject)
        for test in tests_of(rule.condition):
            self._collect(test.subject, test.operator, keys, seen)

    def _fact_view(self, fact: Fact) -> FactView:
        question = self.catalogue.question.get(fact.question)
        return FactView(
            fact.question,
            question.short if question else fact.question,
            words.value_text(fact.value, question),
            fact.origin,
            fact.explanation,
            source_text(fact.source, self.catalogue),
        )

    def facts(self) -> tuple[FactView, ...]:
        """The facts behind all definite findings."""
        return self.facts_behind(
            finding.rule.id for finding in self.assessment.findings if _is_definite(finding)
        )

    def sources(self) -> tuple[tuple[str, str], ...]:
        """The bibliography of what the document cites."""
        return bibliography(self._cited(), self.catalogue)

    def _cited(self) -> Iterable[str]:
        shown = self.keys_behind(
            finding.rule.id for finding in self.assessment.findings if _is_definite(finding)
        )
        given = [self.assessment.case.source]
        given += [fact.source for key, fact in self.fact.items() if key in shown]
        yield from (id_ for id_ in (source_id(g, self.catalogue) for g in given) if id_)
        for finding in filter(_is_definite, self.assessment.findings):
            yield from (citation.source for citation in finding.rule.citations)
        for adaptation in self.catalogue.adaptations:
            yield from (citation.source for citation in adaptation.citations)
        for advice in self.assessment.advice:
            if advice.status is Status.DEFINITE:
                yield from (citation.source for citation in advice.recommendation.citations)
                for alternative in advice.recommendation.alternatives:
                    yield from (citation.source for citation in alternative.citations)


def fact_finder(assessment: Assessment) -> Callable[[Iterable[str]], tuple[FactView, ...]]:
    """A function that gives the known facts behind findings, by the ids of their rules."""
    return _Builder(assessment).facts_behind
