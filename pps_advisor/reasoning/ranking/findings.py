"""From the truth of rules to findings that can be read."""

from __future__ import annotations

import re
from decimal import Decimal

from pps_advisor.model.case.fact import Facts
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import Operator, Test
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.knowledge.rule import RuleKind, Status
from pps_advisor.model.outcome.assessment import Finding, Reason
from pps_advisor.model.values import Known, Truth, Unknown, with_unit
from pps_advisor.reasoning.inference.trace import reasons
from pps_advisor.reasoning.ranking.standing import Standing

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def findings_of(standing: Standing, facts: Facts) -> tuple[Finding, ...]:
    """The findings, the certain and severe ones first; rules of kind context are not listed."""
    rules = standing.scorer.program.rules
    findings = [
        _finding(standing, facts, number)
        for number, truth in enumerate(standing.truths)
        if truth and rules[number].kind is not RuleKind.CONTEXT
    ]
    return tuple(sorted(findings, key=_order))


def _order(finding: Finding) -> tuple[bool, int, int, str]:
    possible = finding.status is Status.POSSIBLE
    return possible, -finding.severity, -finding.severity_max, finding.rule.id


def _finding(standing: Standing, facts: Facts, number: int) -> Finding:
    program = standing.scorer.program
    rule = program.rules[number]
    least, most = standing.bounds[number]
    return Finding(
        rule=rule,
        status=Status.DEFINITE if standing.truths[number] == 2 else Status.POSSIBLE,
        severity=least,
        severity_max=most,
        text=fill(rule.text, program.catalogue, facts),
        reasons=tuple(
            reason(test, truth, facts) for test, truth in reasons(program, standing.trace, number)
        ),
    )


def reason(test: Test, truth: int, facts: Facts) -> Reason:
    """A test with its outcome, and the fact that it looked at when it is a test on a fact."""
    fact = None if test.operator is Operator.FOUND else facts.by_id.get(test.subject)
    return Reason(test, Truth(truth), fact)


def fill(text: str, catalogue: Catalogue, facts: Facts) -> str:
    """Fill in what a text says about this case: ``{vraag.id}`` and ``{$parameter}``."""

    def words(match: re.Match[str]) -> str:
        name = match[1]
        if name.startswith("$"):
            parameter = catalogue.parameter[name[1:]]
            value = parameter.value
            return with_unit(value, parameter.unit) if isinstance(value, Decimal) else str(value)
        question = catalogue.question[name]
        answer = facts.value(name)
        return _unknown(question) if isinstance(answer, Unknown) else answer_text(question, answer)

    return _PLACEHOLDER.sub(words, text)


def answer_text(question: Question, answer: Known) -> str:
    """An answer in words."""
    if isinstance(answer, Decimal):
        return question.number_text(answer)
    if isinstance(answer, tuple):
        return ", ".join(question.label(word) for word in answer)
    return question.label(str(answer))


def _unknown(question: Question) -> str:
    counted = question.unit and not question.unit_below_zero
    return f"een onbekend aantal {question.unit}" if counted else "onbekend"
