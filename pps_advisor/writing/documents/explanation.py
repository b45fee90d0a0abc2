"""An explanation in sentences: why a rule, a recommendation or a fact came out as it did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pps_advisor.errors import SourceLocation
from pps_advisor.formats.plain.layout import wrap
from pps_advisor.model.case.fact import Fact
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import Operator
from pps_advisor.model.knowledge.plugin import AdaptationKind
from pps_advisor.model.knowledge.rule import RuleKind
from pps_advisor.model.outcome.assessment import Reason
from pps_advisor.model.outcome.explanation import (
    Contribution,
    Explanation,
    FactExplanation,
    RecommendationExplanation,
    RuleExplanation,
)
from pps_advisor.model.values import Truth, Unknown
from pps_advisor.writing.views.adaptations import ABOUT_RULES, change_text
from pps_advisor.writing.views.build_advice import title_of
from pps_advisor.writing.words.sources import citation_texts, source_text
from pps_advisor.writing.words.words import (
    count,
    limit_text,
    points,
    priority_text,
    sentence,
    value_text,
)

_SHOWN_BRANCHES = 8

_OUTCOME = {
    Truth.TRUE: "klopt",
    Truth.UNKNOWN: "onbekend",
    Truth.FALSE: "klopt niet",
}
_FIRED = {
    Truth.TRUE: "De regel is uitgekomen: de bevinding staat vast.",
    Truth.UNKNOWN: "De regel kan uitkomen: de bevinding is mogelijk, want er is te weinig bekend.",
    Truth.FALSE: "De regel is niet uitgekomen.",
}
_FOUND = {Truth.TRUE: "vast", Truth.UNKNOWN: "mogelijk", Truth.FALSE: "niet gevonden"}


def write_explanation(explanation: Explanation, width: int = 80) -> str:
    """Write an explanation as plain text, with the place of every fact in the case file."""
    catalogue = explanation.catalogue
    of = explanation.of
    if isinstance(of, RuleExplanation):
        lines = list(_rule(of, catalogue))
    elif isinstance(of, RecommendationExplanation):
        lines = list(_recommendation(of, catalogue))
    else:
        lines = list(_fact(of, catalogue))
    written = (part for line in lines for part in _wrapped(line, width))
    return "\n".join(written) + "\n"


def _wrapped(line: str, width: int) -> list[str]:
    """A line within the width, later lines under the first word behind the indent or dash."""
    body = line.lstrip(" ")
    indent = len(line) - len(body)
    hang = indent + (2 if body.startswith("- ") else 0)
    return wrap(body, width, " " * indent, " " * hang) if body else [""]


def _rule(of: RuleExplanation, catalogue: Catalogue) -> Iterator[str]:
    rule = of.rule
    yield f"{rule.title} ({rule.id})"
    yield f"Regel van soort {rule.kind.value}{_stands(rule.location)}."
    yield ""
    yield from _local(rule.id, catalogue)
    yield _FIRED[of.outcome] + _severity(of)
    if of.outcome is not Truth.FALSE:
        yield ""
        yield of.text
    yield ""
    yield from _branches(of, catalogue)
    yield from _leads_to(of)
    yield from _evidence(of, catalogue)


def _local(rule: str, catalogue: Catalogue) -> Iterator[str]:
    """What is otherwise about a rule here than in the core."""
    for one in catalogue.adaptations:
        if one.applied and one.subject == rule and one.kind in ABOUT_RULES:
            change = f" ({change_text(one)})" if change_text(one) else ""
            yield (
                f"Lokaal aangepast door {one.plugin} {one.version}: {one.kind.value}{change}. "
                f"Reden: {sentence(one.reason)}"
            )
            if one.kind is AdaptationKind.OFF:
                yield "Er rust hier geen advies op. In de kern zou gelden:"
            yield ""


def _severity(of: RuleExplanation) -> str:
    if of.outcome is Truth.FALSE or of.rule.kind is RuleKind.CONTEXT:
        return ""
    least, most = of.severity.word, of.severity_max.word
    if least == most:
        return f" De ernst is {least}."
    return f" De ernst is {least}, en kan {most} zijn: dat hangt af van '{of.rule.about}'."


def _branches(of: RuleExplanation, catalogue: Catalogue) -> Iterator[str]:
    several = len(of.branches) > 1
    if several:
        ways = count(len(of.branches), "manier", "manieren")
        yield f"De regel kan op {ways} uitkomen:"
    else:
        yield "De regel komt uit als dit alles klopt:"
    shown = sorted(of.branches, key=lambda branch: -branch.outcome)[:_SHOWN_BRANCHES]
    for number, branch in enumerate(shown, 1):
        if several:
            yield ""
            yield f"Manier {number}: {_OUTCOME[branch.outcome]}"
        for reason in branch.tests:
            yield from _reason(reason, catalogue)
    hidden = len(of.branches) - len(shown)
    if hidden:
        yield ""
        yield f"(en nog {count(hidden, 'manier', 'manieren')} met dezelfde of een mindere uitkomst)"
    yield ""


def _reason(reason: Reason, catalogue: Catalogue, asking: bool = True) -> Iterator[str]:
    test = reason.test
    outcome = _OUTCOME[reason.outcome]
    if test.operator is Operator.FOUND:
        rule = catalogue.rule[test.subject]
        yield f"- {outcome}: bevinding '{rule.title}' ({rule.id}) is {_FOUND[reason.outcome]}"
        return
    question = catalogue.question[test.subject]
    asked = limit_text(test, question)
    value = value_text(reason.fact.value, question) if reason.fact else "onbekend"
    yield f"- {outcome}: {question.short} is {value}; de regel telt bij {asked} ({test.subject})"
    if reason.fact:
        yield from (f"  {line}" for line in _origin(reason.fact, catalogue))
    if asking and reason.outcome is Truth.UNKNOWN:
        yield f"  Nog beantwoorden: {question.to_complete or question.text}"


def _origin(fact: Fact, catalogue: Catalogue) -> Iterator[str]:
    if fact.origin:
        inputs = f" ({', '.join(fact.inputs)})" if fact.inputs else ""
        yield f"Afgeleid: {fact.origin}{inputs}."
    if fact.location and fact.location.line:
        yield f"Ingevuld in {fact.location}."
    if fact.explanation:
        yield f"Toelichting: {sentence(fact.explanation)}"
    if fact.source:
        yield f"Bron: {source_text(fact.source, catalogue)}."


def _leads_to(of: RuleExplanation) -> Iterator[str]:
    if not of.carries:
        return
    yield "De regel leidt tot:"
    for advice in of.carries:
        role = "hoofdadvies" if advice.recommendation.id in of.rule.main else "steun"
        name = advice.recommendation
        yield (
            f"- plaats {advice.rank}: {name.title} ({name.id}), {role}, "
            f"prioriteit {priority_text(advice)}"
        )
    yield ""


def _evidence(of: RuleExplanation, catalogue: Catalogue) -> Iterator[str]:
    if of.rule.citations:
        yield "Bronnen van de regel:"
        yield from (f"- {text}" for text in citation_texts(of.rule.citations, catalogue))
    if of.rule.explanation:
        yield ""
        yield f"Over de regel: {of.rule.explanation}"


def _recommendation(of: RecommendationExplanation, catalogue: Catalogue) -> Iterator[str]:
    title = title_of(of.advice) if of.advice else of.recommendation.title
    yield f"{title} ({of.recommendation.id})"
    yield ""
    yield _verdict(of)
    definite = [one for one in of.contributions if one.outcome is Truth.TRUE]
    possible = [one for one in of.contributions if one.outcome is Truth.UNKNOWN]
    if definite:
        yield ""
        yield "Vaste bevindingen die dit adviseren (ernst x rol x bewijs = bijdrage):"
        yield from (line for one in definite for line in _contribution(one, catalogue))
        yield f"Samen: 100 x (1 - {_product(definite)}) = {_priority(of)}."
    if possible:
        yield ""
        yield "Mogelijke bevindingen, die de prioriteit hoger kunnen maken:"
        yield from (line for one in possible for line in _contribution(one, catalogue))
    yield from _silent(of, catalogue)


def _verdict(of: RecommendationExplanation) -> str:
    if of.rejected:
        return f"Niet geadviseerd, omdat {of.rejected.because}."
    if of.advice is None:
        return "Niet geadviseerd: geen enkele bevinding vraagt erom."
    extra = ""
    if of.advice.provided_that:
        extra = f" Het advies vervalt als {of.advice.provided_that}."
    if of.advice.arranged:
        extra += " Volgens de casus is dit er al, geheel of deels; het advies is het te verbeteren."
    return f"Plaats {of.advice.rank}, prioriteit {priority_text(of.advice)}.{extra}"


def _contribution(one: Contribution, catalogue: Catalogue) -> Iterator[str]:
    counted = "" if one.counted else f"; telt niet apart mee, want '{one.rule.about}' telt al"
    yield (
        f"- {one.rule.title} ({one.rule.id}): ernst {one.severity.word}, {one.role}, "
        f"bewijs {one.evidence}: {_factor(one.weight)}{counted}"
    )
    for reason in one.reasons:
        yield from (f"  {line}" for line in _reason(reason, catalogue, asking=False))


def _factor(weight: float) -> str:
    """A contribution with as many decimals as it has, so that the sum adds up."""
    return f"{weight:.4f}".rstrip("0").rstrip(".").replace(".", ",")


def _product(contributions: Iterable[Contribution]) -> str:
    return " x ".join(f"(1 - {_factor(one.weight)})" for one in contributions if one.counted)


def _priority(of: RecommendationExplanation) -> str:
    return points(of.advice.priority) if of.advice else "0"


def _silent(of: RecommendationExplanation, catalogue: Catalogue) -> Iterator[str]:
    if not of.silent:
        return
    yield ""
    yield "Regels die dit ook kunnen adviseren, maar niet zijn uitgekomen:"
    for rule in of.silent:
        yield f"- {rule.rule.title} ({rule.rule.id}): {_why_not(rule, catalogue)}"


def _why_not(of: RuleExplanation, catalogue: Catalogue) -> str:
    """The first test of each way that does not hold, in a few words."""
    failed: dict[str, None] = {}
    for branch in of.branches:
        for reason in branch.tests:
            if reason.outcome is Truth.FALSE:
                failed[_failed(reason, catalogue)] = None
                break
    return "; ".join(failed)


def _failed(reason: Reason, catalogue: Catalogue) -> str:
    test = reason.test
    if test.operator is Operator.FOUND:
        return f"'{catalogue.rule[test.subject].title}' is niet gevonden"
    question = catalogue.question[test.subject]
    value = value_text(reason.fact.value, question) if reason.fact else "onbekend"
    return f"{question.short} is {value}"


def _fact(of: FactExplanation, catalogue: Catalogue) -> Iterator[str]:
    question = of.question
    yield f"{question.text} ({question.id})"
    yield ""
    value = value_text(of.fact.value, question) if of.fact else "onbekend"
    yield f"Antwoord: {value}."
    if of.fact:
        yield from _origin(of.fact, catalogue)
    if not of.fact or isinstance(of.fact.value, Unknown):
        yield f"Zo wordt het bekend: {question.to_complete or 'beantwoord de vraag in de casus.'}"
    places = [f"- {key}{_stands(location)}" for key, location in of.places]
    if places:
        yield ""
        yield "Dit rust op:"
        yield from places
    if question.explanation:
        yield ""
        yield f"Waarom dit gevraagd wordt: {question.explanation}"
    yield ""
    yield from _users(of)


def _users(of: FactExplanation) -> Iterator[str]:
    if not of.used_by:
        yield "Geen regel toetst hierop."
        return
    yield "Regels die hierop toetsen:"
    for rule, outcome in of.used_by:
        yield f"- {rule.title} ({rule.id}): {_FOUND[outcome]}"


def _stands(location: SourceLocation | None) -> str:
    return f", in {location}" if location and location.line else ""
