"""Rules and recommendations: ``regels.yaml`` and ``aanbevelingen.yaml``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from pps_advisor.model.knowledge.condition import AllOf, AnyOf, Condition, Operator, Test
from pps_advisor.model.knowledge.recommendation import (
    Alternative,
    Effort,
    Exclusion,
    LeadTime,
    LegalCaution,
    LighterForm,
    Recommendation,
    Step,
)
from pps_advisor.model.knowledge.rule import (
    SEVERITIES,
    Example,
    Rule,
    RuleKind,
    SeverityCase,
    Status,
)
from pps_advisor.model.values import Unknown, Value
from pps_advisor.reading.forms.answers import value_of
from pps_advisor.reading.forms.fields import Fields
from pps_advisor.reading.rules.condition import ConditionReader
from pps_advisor.reading.rules.references import (
    PLAIN_ID,
    RULE_ID,
    citations,
    id_of,
    reference,
    references,
    some_of,
    theme_of,
)
from pps_advisor.reading.yaml.node import MapNode, Node, ScalarNode
from pps_advisor.reading.yaml.problems import Problems, nearest, shown

T = TypeVar("T")

EFFORTS = {effort.word: effort for effort in Effort}
LEAD_TIMES = {lead_time.word: lead_time for lead_time in LeadTime}
SCALES = ("individu", "wijk", "stad", "organisatie")
PHASES = ("orientatie", "integratie", "transformatie")


class RuleReader:
    """Reads ``regels.yaml`` against the questions, parameters and rules of all rulesets."""

    def __init__(self, ruleset: str, conditions: ConditionReader, problems: Problems) -> None:
        self.ruleset = ruleset
        self.conditions = conditions
        self.names = conditions.vocabulary.names
        self.problems = problems

    def read(self, node: Node) -> Rule | None:
        fields = Fields(node, self.problems, "Een regel")
        rule_id = id_of(fields, RULE_ID, "thema.naam-van-regel")
        condition_node = fields.take("als", required=True)
        dropped = self.conditions.dropped
        condition = self.conditions.condition(condition_node) if condition_node else None
        complete = condition is not None and self.conditions.dropped == dropped
        about = self._about(fields, condition, rule_id)
        severity_node = fields.take("ernst", required=True)
        before = len(self.problems.found)
        kind = fields.word("soort", RuleKind, RuleKind.PROBLEM)
        main, support = self._advice(fields)
        if len(self.problems.found) == before:
            self._check_advice(kind, main, support, fields)
        rule = Rule(
            id=rule_id,
            title=fields.text("titel", required=True),
            theme=theme_of(fields, self.names, rule_id.partition(".")[0] if rule_id else ""),
            kind=kind,
            condition=condition or AllOf(()),
            severities=self._severities(
                severity_node, about, complete and "betreft" not in fields.items
            ),
            text=self._text(fields),
            about=about,
            main=main,
            support=support,
            citations=citations(fields, self.names),
            examples=fields.each("voorbeelden", self._example),
            explanation=fields.text("toelichting"),
            ruleset=self.ruleset,
            location=node.location,
        )
        fields.finish()
        return rule if rule_id and condition else None

    def _severities(
        self, node: Node | None, about: str, about_is_sure: bool
    ) -> tuple[SeverityCase, ...]:
        question = self.conditions.vocabulary.question(about)
        if node is None or not (isinstance(node, ScalarNode) or question or about_is_sure):
            return ()
        return self.conditions.severities(node, question)

    def _about(self, fields: Fields, condition: Condition | None, rule_id: str) -> str:
        """What the rule is about: as stated, else the first fact it tests, else itself."""
        node = fields.take("betreft")
        if node is None:
            first = first_test(condition)
            return first.subject if first and first.operator is not Operator.FOUND else rule_id
        name = fields.text_of(node, "betreft")
        question = self.conditions.vocabulary.question(name)
        if name and question is None:
            self.problems.add(
                node,
                "onbekende-vraag",
                f"'betreft' noemt {shown(name)}, en die vraag bestaat niet.",
                nearest(name, self.conditions.vocabulary.questions),
            )
        return question.id if question else name

    def _text(self, fields: Fields) -> str:
        node = fields.take("bevinding", required=True)
        if node is None:
            return ""
        text = fields.text_of(node, "bevinding")
        self.conditions.check_placeholders(text, node)
        return text

    def _advice(self, fields: Fields) -> tuple[tuple[str, ...], tuple[str, ...]]:
        node = fields.take("adviseert")
        if node is None:
            return (), ()
        advice = Fields(node, self.problems, "'adviseert'")
        main = references(advice, "hoofd", self.names)
        support = references(advice, "steun", self.names)
        advice.finish()
        for name in {*main} & {*support}:
            self.problems.add(
                advice.take("steun") or node,
                "verkeerde-waarde",
                f"De aanbeveling {shown(name)} staat bij 'hoofd' en bij 'steun'.",
                "Houd er één over.",
            )
        return main, support

    def _check_advice(
        self, kind: RuleKind, main: tuple[str, ...], support: tuple[str, ...], fields: Fields
    ) -> None:
        if kind.advises and not main:
            self.problems.add(
                fields.take("adviseert") or fields.node,
                "ontbreekt",
                "Deze regel adviseert niets.",
                "Noem onder 'adviseert' minstens één aanbeveling bij 'hoofd'.",
            )
        if not kind.advises and (main or support):
            self.problems.add(
                fields.take("adviseert") or fields.node,
                "verkeerde-vorm",
                f"Een regel van soort {kind.value} kan geen advies geven.",
                "Verwijder 'adviseert' of kies een andere soort.",
            )

    def _example(self, node: Node) -> Example | None:
        fields = Fields(node, self.problems, "Een voorbeeld")
        expected = fields.choice(
            "verwacht",
            {"vast": Status.DEFINITE, "mogelijk": Status.POSSIBLE, "niet": _NOT_FOUND},  # type: ignore[type-var]
            _NOT_FOUND,
            required=True,
        )
        example = Example(
            name=fields.text("naam", required=True),
            facts=self._pairs(fields, "feiten", self._fact),
            findings=self._pairs(fields, "bevindingen", self._finding),
            expected=expected if isinstance(expected, Status) else None,
            severity=fields.choice("ernst", SEVERITIES, None),
            location=node.location,
        )
        fields.finish()
        return example

    def _pairs(
        self, fields: Fields, name: str, read: Callable[[ScalarNode, Node], T | None]
    ) -> tuple[tuple[str, T], ...]:
        node = fields.take(name)
        if not isinstance(node, MapNode):
            if node is not None:
                self.problems.add(
                    node,
                    "verkeerde-vorm",
                    f"Bij '{name}' horen sleutels met waarden.",
                    "Schrijf {vraag: antwoord}, of {} als er niets bekend is.",
                )
            return ()
        pairs = []
        for key, value_node in node.items.values():
            value = read(key, value_node)
            if value is not None:
                pairs.append((key.text, value))
        return tuple(pairs)

    def _fact(self, key: ScalarNode, node: Node) -> Value | None:
        question = self.conditions.vocabulary.question(key.text)
        if question is None:
            self.problems.add(
                key,
                "onbekende-vraag",
                f"Dit voorbeeld noemt een feit {shown(key.text)} dat niet bestaat.",
                nearest(key.text, self.conditions.vocabulary.questions),
            )
            return None
        if question.id in self.conditions.vocabulary.unsure:
            return None
        return value_of(node, question, self.problems)

    def _finding(self, key: ScalarNode, node: Node) -> Status | None:
        if key.text not in self.names.rules:
            self.problems.add(
                key,
                "onbekende-regel",
                f"Dit voorbeeld noemt een regel {shown(key.text)} die niet bestaat.",
                nearest(key.text, self.names.rules),
            )
        fields = Fields(MapNode(node.file), self.problems, "")
        return fields.word_of(node, key.text, Status, None)


_NOT_FOUND = "niet"


class RecommendationReader:
    """Reads ``aanbevelingen.yaml``."""

    def __init__(self, ruleset: str, conditions: ConditionReader, problems: Problems) -> None:
        self.ruleset = ruleset
        self.conditions = conditions
        self.names = conditions.vocabulary.names
        self.problems = problems

    def read(self, node: Node) -> Recommendation | None:
        fields = Fields(node, self.problems, "Een aanbeveling")
        recommendation = Recommendation(
            id=id_of(fields, PLAIN_ID, "naam-van-aanbeveling"),
            title=fields.text("titel", required=True),
            short=fields.text("kort", required=True),
            why=fields.text("waarom", required=True),
            steps=fields.each("stappen", self._step),
            lead=fields.text("trekker", required=True),
            effort=fields.choice("inspanning", EFFORTS, Effort.MIDDLE, required=True),
            lead_time=fields.choice("termijn", LEAD_TIMES, LeadTime.MONTHS, required=True),
            indicator=fields.text("indicator", required=True),
            instrument=fields.text("instrument", required=True),
            pitfalls=fields.texts("valkuilen", required=True),
            cautions=fields.each("let_op", self._caution),
            citations=citations(fields, self.names),
            scales=some_of(fields, "schaal", SCALES),
            phases=some_of(fields, "fase", PHASES),
            title_when_arranged=fields.text("verbeter"),
            excluded_if=self._exclusion(fields),
            arranged_if=self._facts_condition(fields.take("al_geregeld_als")),
            start_small=self._lighter_form(fields),
            first=references(fields, "eerst", self.names),
            alternatives=fields.each("alternatieven", self._alternative),
            ruleset=self.ruleset,
            location=node.location,
        )
        fields.finish()
        return recommendation if recommendation.id else None

    def _facts_condition(self, node: Node | None) -> Condition | None:
        return None if node is None else self.conditions.condition(node, findings_allowed=False)

    def _step(self, node: Node) -> Step | None:
        if isinstance(node, ScalarNode):
            return Step(Fields(MapNode(node.file), self.problems, "").text_of(node, "stappen"))
        fields = Fields(node, self.problems, "Een stap")
        step = Step(fields.text("tekst", required=True), fields.yes("eigen"))
        fields.finish()
        return step

    def _caution(self, node: Node) -> LegalCaution | None:
        fields = Fields(node, self.problems, "Een let_op")
        checked = fields.date("gecontroleerd", required=True)
        caution = LegalCaution(
            fields.text("tekst", required=True),
            dt.date.min if isinstance(checked, Unknown) else checked,
            fields.yes("jurist"),
        )
        fields.finish()
        return caution

    def _exclusion(self, fields: Fields) -> Exclusion | None:
        part = self._conditional(fields, "niet_als", "omdat")
        return Exclusion(*part) if part else None

    def _lighter_form(self, fields: Fields) -> LighterForm | None:
        part = self._conditional(fields, "begin_klein", "tekst")
        return LighterForm(*part) if part else None

    def _conditional(self, fields: Fields, name: str, text: str) -> tuple[Condition, str] | None:
        """A block with a condition on facts and a text."""
        node = fields.take(name)
        if node is None:
            return None
        block = Fields(node, self.problems, f"'{name}'")
        condition = self._facts_condition(block.take("als", required=True))
        words = block.text(text, required=True)
        block.finish()
        return (condition, words) if condition else None

    def _alternative(self, node: Node) -> Alternative | None:
        fields = Fields(node, self.problems, "Een alternatief")
        named = fields.take("aanbeveling", required=True)
        alternative = Alternative(
            "" if named is None else reference(fields, named, "aanbeveling", self.names),
            fields.text("omdat", required=True),
            citations(fields, self.names),
        )
        fields.finish()
        return alternative


def first_test(condition: Condition | None) -> Test | None:
    """The test that stands first in the file."""
    while isinstance(condition, AllOf | AnyOf):
        condition = condition.parts[0] if condition.parts else None
    return condition
