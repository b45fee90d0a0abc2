"""Conditions in rule files: typed tests, ``alle`` and ``een_van``, graded severity."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

from pps_advisor.model.catalogue import Parameter
from pps_advisor.model.condition import AllOf, AnyOf, Condition, Operator, Test
from pps_advisor.model.question import AnswerType, Question
from pps_advisor.model.rule import SEVERITIES, Severity, SeverityCase
from pps_advisor.model.values import UNKNOWN, Known, Value
from pps_advisor.reading.answers import value_of
from pps_advisor.reading.fields import Fields, Problems, nearest
from pps_advisor.reading.node import ListNode, MapNode, Node, ScalarNode

_COMPARISONS = {
    operator.value: operator
    for operator in (
        Operator.AT_LEAST,
        Operator.AT_MOST,
        Operator.MORE_THAN,
        Operator.LESS_THAN,
        Operator.NOT,
        Operator.CONTAINS,
    )
}
_ORDERED = (Operator.AT_LEAST, Operator.AT_MOST, Operator.MORE_THAN, Operator.LESS_THAN)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@attrs.frozen
class Vocabulary:
    """What conditions may speak of: the questions, parameters and rules of all rulesets."""

    questions: Mapping[str, Question]
    parameters: Mapping[str, Parameter]
    rule_ids: frozenset[str]
    renamed: Mapping[str, str]

    def question(self, name: str) -> Question | None:
        return self.questions.get(self.renamed.get(name, name))


class ConditionReader:
    """Reads conditions against a Vocabulary; mistakes go to `problems`."""

    def __init__(self, vocabulary: Vocabulary, problems: Problems) -> None:
        self.vocabulary = vocabulary
        self.problems = problems

    def condition(self, node: Node, findings_allowed: bool = True) -> Condition | None:
        """The condition under ``als``: ``alle`` and/or ``een_van``."""
        fields = Fields(node, self.problems, "Een voorwaarde")
        parts = []
        for name, join in (("alle", AllOf), ("een_van", AnyOf)):
            if fields.take(name) is not None:
                items = self._items(fields, name, findings_allowed)
                if items:
                    parts.append(join(items))
        fields.finish()
        if not parts and isinstance(node, MapNode) and not set(node.items) - {"alle", "een_van"}:
            self.problems.add(
                node, "leeg", "Deze voorwaarde is leeg.", "Zet er 'alle:' of 'een_van:' onder."
            )
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts)) if parts else None

    def tests(self, name: str, fields: Fields) -> tuple[Test, ...]:
        """A list of tests on facts, all of which must hold."""
        found: list[Test] = []
        for node in fields.list(name):
            part = self._item(node, findings_allowed=False)
            found.extend(_tests_in(part))
        return tuple(found)

    def tests_on(self, question: Question, node: Node) -> tuple[Test, ...]:
        """The tests in ``{minstens: 4}``, ``[ja, deels]`` or ``ja`` about a given question."""
        if isinstance(node, MapNode):
            return tuple(self._comparisons(question, node))
        test = self._equals(question, node)
        return (test,) if test else ()

    def severities(self, node: Node, about: Question | None) -> tuple[SeverityCase, ...]:
        """The severity of a rule: a word, by answer, or by tests on what the rule is about."""
        fields = Fields(MapNode(node.file), self.problems, "De ernst")
        if isinstance(node, ScalarNode):
            severity = fields.choice_of(node, "ernst", SEVERITIES, Severity.MIDDLE)
            return (SeverityCase((), severity),)
        if about is None:
            self.problems.add(
                node,
                "ernst",
                "Een ernst per antwoord kan alleen als de regel over een vraag gaat.",
                "Noem die vraag bij 'betreft'.",
            )
            return ()
        if isinstance(node, MapNode):
            return tuple(
                SeverityCase(
                    self.tests_on(about, key),
                    fields.choice_of(value, "ernst", SEVERITIES, Severity.MIDDLE),
                )
                for key, value in node.items.values()
            )
        assert isinstance(node, ListNode)
        return tuple(self._severity_case(item, about) for item in node.items)

    def _severity_case(self, node: Node, about: Question) -> SeverityCase:
        fields = Fields(node, self.problems, "Een ernst")
        tests_node = fields.take("bij", required=True)
        severity = fields.choice("is", SEVERITIES, Severity.MIDDLE, required=True)
        fields.finish()
        return SeverityCase(self.tests_on(about, tests_node) if tests_node else (), severity)

    def check_placeholders(self, text: str, node: Node) -> None:
        """Report ``{...}`` in a text that names no question or parameter."""
        for name in _PLACEHOLDER.findall(text):
            known: Mapping[str, object] = self.vocabulary.questions
            if name.startswith("$"):
                known = {f"${key}": key for key in self.vocabulary.parameters}
            if name not in known:
                self.problems.add(
                    node,
                    "onbekende-vraag",
                    f"De tekst verwijst met {{{name}}} naar iets wat niet bestaat.",
                    nearest(name, known),
                )

    def _items(self, fields: Fields, name: str, findings: bool) -> tuple[Condition, ...]:
        nodes = fields.list(name)
        parts = [self._item(node, findings) for node in nodes]
        if not nodes:
            self.problems.add(fields.node, "leeg", f"'{name}' is leeg.", "Voeg een toets toe.")
        return tuple(part for part in parts if part is not None)

    def _item(self, node: Node, findings_allowed: bool) -> Condition | None:
        if not isinstance(node, MapNode) or len(node.items) != 1:
            self.problems.add(
                node,
                "toets",
                "Een toets bestaat uit precies één vraag met een waarde.",
                "Schrijf '- vraag: waarde', met elke toets op een eigen regel.",
            )
            return None
        key, value = next(iter(node.items.values()))
        if key.text in ("alle", "een_van"):
            return self.condition(node, findings_allowed)
        if key.text == "bevinding":
            return self._finding(value, findings_allowed)
        return self._test(key, value)

    def _finding(self, node: Node, allowed: bool) -> Test | None:
        name = node.text if isinstance(node, ScalarNode) else ""
        name = self.vocabulary.renamed.get(name, name)
        if not allowed:
            self.problems.add(
                node, "toets", "Hier kan alleen op feiten worden getoetst, niet op bevindingen."
            )
        elif name not in self.vocabulary.rule_ids:
            self.problems.add(
                node,
                "onbekende-regel",
                f"Er is geen regel met id '{name}'.",
                nearest(name, self.vocabulary.rule_ids),
            )
        else:
            return Test(name, Operator.FOUND)
        return None

    def _test(self, key: ScalarNode, value: Node) -> Condition | None:
        question = self.vocabulary.question(key.text)
        if question is None:
            self.problems.add(
                key,
                "onbekende-vraag",
                f"Er is geen vraag of afgeleid feit '{key.text}'.",
                nearest(key.text, self.vocabulary.questions),
            )
            return None
        tests = self.tests_on(question, value)
        return tests[0] if len(tests) == 1 else AllOf(tests) if tests else None

    def _equals(self, question: Question, node: Node) -> Test | None:
        if question.type is AnswerType.WORDS:
            self.problems.add(
                node,
                "toets",
                f"'{question.id}' is een verzameling.",
                f"Toets met {{bevat: ...}}, bijvoorbeeld '{question.id}: {{bevat: partner}}'.",
            )
            return None
        nodes = node.items if isinstance(node, ListNode) else [node]
        operands, parameter = self._operands(nodes, question)
        return Test(question.id, Operator.ONE_OF, operands, parameter) if operands else None

    def _comparisons(self, question: Question, node: MapNode) -> list[Test]:
        tests = []
        for name, (key, value) in node.items.items():
            operator = _COMPARISONS.get(name)
            if operator is None:
                self.problems.add(
                    key,
                    "toets",
                    f"'{name}' is geen vergelijking.",
                    nearest(name, _COMPARISONS),
                )
                continue
            if not self._fits(operator, question, key):
                continue
            nodes = value.items if isinstance(value, ListNode) else [value]
            operands, parameter = self._operands(nodes, question)
            if len(operands) > 1 and operator is not Operator.NOT:
                self.problems.add(value, "toets", f"Bij '{name}' hoort één waarde.")
            if operands:
                tests.append(Test(question.id, operator, operands, parameter))
        return tests

    def _fits(self, operator: Operator, question: Question, key: Node) -> bool:
        ordered = question.type in (AnswerType.NUMBER, AnswerType.LIKERT, AnswerType.DATE)
        if operator in _ORDERED and not ordered:
            self.problems.add(
                key,
                "toets",
                f"'{operator.value}' past niet bij '{question.id}', dat geen getal of datum is.",
                "Noem de antwoorden, bijvoorbeeld [nee, deels].",
            )
            return False
        if operator is Operator.CONTAINS and question.type is not AnswerType.WORDS:
            self.problems.add(key, "toets", f"'bevat' past niet bij '{question.id}'.")
            return False
        return True

    def _operands(
        self, nodes: list[Node], question: Question
    ) -> tuple[tuple[Known, ...], str | None]:
        operands: list[Known] = []
        parameter = None
        for node in nodes:
            if isinstance(node, ScalarNode) and node.text.startswith("$"):
                parameter = node.text[1:]
                value = self._parameter(node, question)
            else:
                value = self._literal(node, question)
            if value is not UNKNOWN:
                operands.append(value)
        return tuple(operands), parameter

    def _literal(self, node: Node, question: Question) -> Value:
        value = value_of(node, question, self.problems)
        if value is UNKNOWN and isinstance(node, ScalarNode) and node.text == "onbekend":
            self.problems.add(
                node,
                "toets",
                "Op 'onbekend' kan niet worden getoetst.",
                "Een onbekend antwoord maakt de bevinding vanzelf 'mogelijk'.",
            )
        return value[0] if isinstance(value, tuple) and len(value) == 1 else value

    def _parameter(self, node: ScalarNode, question: Question) -> Value:
        parameter = self.vocabulary.parameters.get(node.text[1:])
        if parameter is None:
            self.problems.add(
                node,
                "onbekende-parameter",
                f"Er is geen parameter '{node.text[1:]}'.",
                nearest(node.text[1:], self.vocabulary.parameters),
            )
            return UNKNOWN
        if isinstance(parameter.value, str) == bool(question.options):
            return parameter.value
        self.problems.add(
            node,
            "toets",
            f"De parameter '{parameter.id}' past niet bij het type van '{question.id}'.",
        )
        return UNKNOWN


def _tests_in(part: Condition | None) -> tuple[Test, ...]:
    if part is None:
        return ()
    if isinstance(part, Test):
        return (part,)
    return tuple(test for inner in part.parts for test in _tests_in(inner))
