"""The report of which rules and branches ever come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pps_advisor.formats.plain.layout import wrap
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import Operator, Test
from pps_advisor.model.knowledge.rule_reports import RuleCoverage
from pps_advisor.writing.words.words import count, joined, limit_text


def write_coverage(
    found: Sequence[RuleCoverage], cases: Sequence[str], catalogue: Catalogue, width: int = 80
) -> str:
    """Write the report as plain text."""
    return "\n".join(_report(found, cases, catalogue, width)) + "\n"


def _report(
    found: Sequence[RuleCoverage], cases: Sequence[str], catalogue: Catalogue, width: int
) -> Iterator[str]:
    yield from wrap(f"Over {count(len(cases), 'casus', 'casussen')}: {joined(cases)}.", width)
    yield ""
    size = max((len(one.rule.id) for one in found), default=0)
    yield f"{'regel':<{size}}  vast  mogelijk  voorbeeld"
    for one in found:
        example = "ja" if one.examples else "NEE"
        yield f"{one.rule.id:<{size}}  {one.definite:>4}  {one.possible:>8}  {example:>9}"
    yield ""
    never = [one.rule.id for one in found if not one.definite]
    share = f"{len(found) - len(never)} van {len(found)} regels"
    yield f"{share} kwamen in minstens één casus vast uit."
    yield from _unused(found, catalogue, width)


def _unused(found: Sequence[RuleCoverage], catalogue: Catalogue, width: int) -> Iterator[str]:
    with_gaps = [one for one in found if one.unused]
    if not with_gaps:
        yield "Elke tak van elke regel komt in een casus of voorbeeld uit."
        return
    yield ""
    yield "Takken die in geen casus en geen voorbeeld uitkomen:"
    for one in with_gaps:
        yield f"- {one.rule.id}: {count(len(one.unused), 'tak', 'takken')}"
        for branch in one.unused[:3]:
            words = joined([_words(test, catalogue) for test in branch])
            yield from wrap(words, width, "    ")


def _words(test: Test, catalogue: Catalogue) -> str:
    if test.operator is Operator.FOUND:
        return f"bevinding {test.subject}"
    return f"{test.subject} {limit_text(test, catalogue.question.get(test.subject))}"
