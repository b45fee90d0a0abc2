"""The page of a rule: what, when, why, evidence, examples and what it leads to (Markdown)."""

from __future__ import annotations

from collections.abc import Iterator

from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import AllOf, Condition, Operator, Test
from pps_advisor.model.knowledge.rule import Example, Rule, RuleKind
from pps_advisor.model.values import Value
from pps_advisor.writing.words.sources import bibliography, citation_texts
from pps_advisor.writing.words.words import limit_text, value_text

GENERATED = "<!-- Deze pagina is gemaakt uit de regels met `make pages`; wijzig de regel zelf. -->"


def write_rule_page(rule: Rule, catalogue: Catalogue) -> str:
    """The page of one rule as Markdown; the examples only if they were read along."""
    return "\n".join(_page(rule, catalogue)) + "\n"


def write_theme_page(theme: str, catalogue: Catalogue) -> str:
    """One page with every rule of a theme, each under its id."""
    ruleset = catalogue.ruleset[theme]
    rules = [rule for rule in catalogue.rules if rule.theme == theme]
    lines = [GENERATED, "", f"# {ruleset.title}", "", ruleset.explanation, ""]
    lines += [f"- [{rule.title}](#{_anchor(rule.id)})" for rule in rules]
    for rule in rules:
        lines += ["", *(_deeper(line) for line in _page(rule, catalogue))]
    return "\n".join(lines) + "\n"


def _deeper(line: str) -> str:
    return f"#{line}" if line.startswith("#") else line


def _anchor(rule_id: str) -> str:
    return rule_id.replace(".", "").lower()


def _page(rule: Rule, catalogue: Catalogue) -> Iterator[str]:
    yield f"# {rule.id}"
    yield ""
    yield f"**{rule.title}**"
    yield ""
    yield f"Soort: {rule.kind.value}. Ernst: {_severity(rule, catalogue)}. Betreft: `{rule.about}`."
    yield ""
    yield rule.text
    yield ""
    yield "## Wanneer"
    yield ""
    yield from _condition(rule.condition, catalogue, 0)
    yield from _advice(rule, catalogue)
    yield ""
    yield "## Bronnen"
    yield ""
    yield from (f"- {text}" for text in citation_texts(rule.citations, catalogue))
    yield ""
    ids = [citation.source for citation in rule.citations]
    yield from (f"  {text}" for _, text in bibliography(ids, catalogue))
    if rule.explanation:
        yield ""
        yield f"Toelichting: {rule.explanation}"
    if rule.examples:
        yield ""
        yield "## Voorbeelden"
        yield ""
        yield "| voorbeeld | feiten | uitkomst |"
        yield "| --- | --- | --- |"
        yield from (_example(example, catalogue) for example in rule.examples)


def _severity(rule: Rule, catalogue: Catalogue) -> str:
    if rule.kind is RuleKind.CONTEXT:
        return "geen, want deze regel is er alleen om andere regels op te bouwen"
    question = catalogue.question.get(rule.about)
    parts = []
    for case in rule.severities:
        when = " en ".join(limit_text(test, question) for test in case.tests)
        parts.append(f"{case.severity.word} bij {when}" if when else case.severity.word)
    return ", ".join(parts)


def _condition(condition: Condition, catalogue: Catalogue, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if isinstance(condition, Test):
        yield f"{indent}- {_test(condition, catalogue)}"
        return
    yield f"{indent}- {'alles' if isinstance(condition, AllOf) else 'minstens één'} van:"
    for part in condition.parts:
        yield from _condition(part, catalogue, depth + 1)


def _test(test: Test, catalogue: Catalogue) -> str:
    if test.operator is Operator.FOUND:
        return f"de bevinding `{test.subject}`: {catalogue.rule[test.subject].title}"
    question = catalogue.question[test.subject]
    parameter = f" (parameter `{test.parameter}`)" if test.parameter else ""
    return f"`{test.subject}` ({question.short}): {limit_text(test, question)}{parameter}"


def _advice(rule: Rule, catalogue: Catalogue) -> Iterator[str]:
    if not rule.main and not rule.support:
        return
    yield ""
    yield "## Leidt tot"
    yield ""
    for names, role in ((rule.main, "hoofdadvies"), (rule.support, "steun")):
        for name in names:
            yield f"- {catalogue.recommendation[name].title} (`{name}`, {role})"


def _example(example: Example, catalogue: Catalogue) -> str:
    facts = [f"{name}: {_value(value, name, catalogue)}" for name, value in example.facts]
    facts += [f"bevinding {name}: {status.value}" for name, status in example.findings]
    outcome = example.expected.value if example.expected else "niet"
    if example.severity:
        outcome += f", ernst {example.severity.word}"
    return f"| {_cell(example.name)} | {_cell('; '.join(facts) or 'niets bekend')} | {outcome} |"


def _value(value: Value, name: str, catalogue: Catalogue) -> str:
    return value_text(value, catalogue.question.get(name))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
