"""Conditions in rule files: typed tests, ``alle`` and ``een_van``, graded severity."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sized
from decimal import Decimal

import attrs

from pps_advisor.model.knowledge.catalogue import Parameter
from pps_advisor.model.knowledge.condition import AllOf, AnyOf, Condition, Operator, Test
from pps_advisor.model.knowledge.question import AnswerType, Question
from pps_advisor.model.knowledge.rule import SEVERITIES, Severity, SeverityCase
from pps_advisor.model.values import UNKNOWN, Known, Value
from pps_advisor.reading.forms.answers import expected, value_of
from pps_advisor.reading.forms.fields import Fields, is_unknown
from pps_advisor.reading.yaml.node import ListNode, MapNode, Node, ScalarNode
from pps_advisor.reading.yaml.problems import Problems, nearest, shown

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
_WHERE_QUESTIONS = "De vragen staan in vragen.yaml, met het thema ervoor: thema.naam."
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@attrs.frozen
class Names:
    """The ids in all rulesets, gathered before anything is read that may refer to them."""

    rules: frozenset[str]
    recommendations: frozenset[str]
    sources: frozenset[str]
    themes: frozenset[str]


@attrs.frozen
class Vocabulary:
    """What conditions may speak of: the questions, parameters and rules of all rulesets.

    `unsure` are the questions and ``$parameters`` with a mistake in their own definition; what
    is said about them is not checked, so that one mistake is reported once.
    """

    questions: Mapping[str, Question]
    parameters: Mapping[str, Parameter]
    names: Names
    renamed: Mapping[str, str]
    unsure: frozenset[str] = frozenset()

    def question(self, name: str) -> Question | None:
        return self.questions.get(self.renamed.get(name, name))


class ConditionReader:
    """Reads conditions against a Vocabulary; mistakes go to `problems`."""

    def __init__(self, vocabulary: Vocabulary, problems: Problems) -> None:
        self.vocabulary = vocabulary
        self.problems = problems
        self.dropped = 0  # tests that could not be read

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
        if isinstance(node, MapNode) and not node.items:
            self.problems.add(
                node, "leeg", "Deze voorwaarde is leeg.", "Zet er 'alle:' of 'een_van:' onder."
            )
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts)) if parts else None

    def tests(self, name: str, fields: Fields) -> tuple[Test, ...]:
        """A list of tests on facts, all of which must hold."""
        found: list[Test] = []
        for node in fields.list(name):
            part = self._item(node, findings_allowed=False)
            if _has_choice(part):
                self.problems.add(
                    node,
                    "toets",
                    f"Bij '{name}' kan geen 'een_van'; alle toetsen moeten gelden.",
                    "Noem meer antwoorden in één toets, bijvoorbeeld [nee, deels].",
                )
            found.extend(_tests_in(part))
        return tuple(found)

    def tests_on(self, question: Question, node: Node) -> tuple[Test, ...]:
        """The tests in ``{minstens: 4}``, ``[ja, deels]`` or ``ja`` about a given question."""
        if question.id in self.vocabulary.unsure:
            return ()
        if _is_empty(node):
            self.problems.add(
                node,
                "leeg",
                f"De toets op '{question.id}' is leeg.",
                f"Noem een waarde: {expected(question)}.",
            )
            return ()
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
        if isinstance(node, MapNode | ListNode) and not node.items:
            self.problems.add(node, "leeg", "'ernst' is leeg.", "Kies uit: hoog, laag, midden.")
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
            code = "onbekende-vraag"
            if name.startswith("$"):
                known = {f"${key}": key for key in self.vocabulary.parameters}
                code = "onbekende-parameter"
            if name not in known and name not in self.vocabulary.unsure:
                self.problems.add(
                    node,
                    code,
                    f"De tekst verwijst met {shown('{' + name + '}')} naar iets wat niet bestaat.",
                    nearest(name, known),
                )

    def _items(self, fields: Fields, name: str, findings: bool) -> tuple[Condition, ...]:
        nodes = fields.list(name)
        parts = [self._item(node, findings) for node in nodes]
        self.dropped += parts.count(None)
        if not nodes:
            place = fields.take(name) or fields.node
            if isinstance(place, ListNode):  # else it has been reported
                self.problems.add(place, "leeg", f"'{name}' is leeg.", "Voeg een toets toe.")
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
        name = node.text.strip() if isinstance(node, ScalarNode) else ""
        name = self.vocabulary.renamed.get(name, name)
        known = self.vocabulary.names.rules
        if not allowed:
            self.problems.add(
                node,
                "toets",
                "Hier kan alleen op feiten worden getoetst, niet op bevindingen.",
                "Noem de vragen waar het om gaat, met hun antwoorden.",
            )
        elif name not in known:
            self.problems.add(
                node,
                "onbekende-regel",
                f"Er is geen regel met id {shown(name)}.",
                nearest(name, known) or "Gebruik de id van een regel uit een regels.yaml.",
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
                f"Er is geen vraag of afgeleid feit {shown(key.text)}.",
                nearest(key.text, self.vocabulary.questions) or _WHERE_QUESTIONS,
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
                    f"{shown(name)} is geen vergelijking.",
                    nearest(name, _COMPARISONS),
                )
                continue
            if not self._fits(operator, question, key):
                continue
            nodes = value.items if isinstance(value, ListNode) else [value]
            operands, parameter = self._operands(nodes, question)
            if len(operands) > 1 and operator is not Operator.NOT:
                self.problems.add(
                    value,
                    "toets",
                    f"Bij '{name}' hoort één waarde.",
                    "Schrijf een eigen toets voor elke waarde.",
                )
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
            self.problems.add(
                key,
                "toets",
                f"'bevat' past niet bij '{question.id}', dat geen verzameling is.",
                "Noem het antwoord zelf, of meer antwoorden als [nee, deels].",
            )
            return False
        if operator is Operator.NOT and question.type is AnswerType.WORDS:
            self.problems.add(
                key,
                "toets",
                f"'niet' past niet bij '{question.id}', dat een verzameling is.",
                "Toets met 'bevat', op wat er wel in zit.",
            )
            return False
        return True

    def _operands(
        self, nodes: list[Node], question: Question
    ) -> tuple[tuple[Known, ...], str | None]:
        operands: list[Known] = []
        parameter = None
        for node in nodes:
            if isinstance(node, ListNode | MapNode):
                self.problems.add(
                    node,
                    "toets",
                    f"Bij een toets op '{question.id}' hoort een waarde, geen lijst of groep.",
                    f"Noem een waarde: {expected(question)}.",
                )
                continue
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
        if is_unknown(node):
            self.problems.add(
                node,
                "toets",
                "Op 'onbekend' kan niet worden getoetst.",
                "Een onbekend antwoord maakt de bevinding vanzelf 'mogelijk'.",
            )
        return value[0] if isinstance(value, tuple) and len(value) == 1 else value

    def _parameter(self, node: ScalarNode, question: Question) -> Value:
        parameter = self.vocabulary.parameters.get(node.text[1:])
        if node.text in self.vocabulary.unsure:
            return UNKNOWN
        if parameter is None:
            self.problems.add(
                node,
                "onbekende-parameter",
                f"Er is geen parameter {shown(node.text[1:])}.",
                nearest(node.text[1:], self.vocabulary.parameters)
                or "Zet hem in parameters.yaml, of schrijf de waarde zelf.",
            )
            return UNKNOWN
        if _suits(parameter.value, question):
            return parameter.value
        self.problems.add(
            node,
            "toets",
            f"De parameter '{parameter.id}' is geen antwoord op '{question.id}'.",
            f"Geef hem een waarde die daar past: {expected(question)}.",
        )
        return UNKNOWN


def _is_empty(node: Node) -> bool:
    return not (node.text.strip() if isinstance(node, ScalarNode) else _items_in(node))


def _items_in(node: Node) -> Sized:
    return node.items if isinstance(node, MapNode | ListNode) else ()


def _suits(value: Known, question: Question) -> bool:
    """Whether the value of a parameter can be compared with answers to a question."""
    if question.options:
        return value in question.option_ids
    if question.type is AnswerType.DATE:
        return isinstance(value, dt.date)
    return isinstance(value, Decimal)


def _has_choice(part: Condition | None) -> bool:
    if isinstance(part, AllOf):
        return any(_has_choice(inner) for inner in part.parts)
    return isinstance(part, AnyOf) and len(part.parts) > 1


def _tests_in(part: Condition | None) -> tuple[Test, ...]:
    if part is None:
        return ()
    if isinstance(part, Test):
        return (part,)
    return tuple(test for inner in part.parts for test in _tests_in(inner))
