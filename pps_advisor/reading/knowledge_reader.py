"""The parts of a ruleset folder: questions, parameters, rules and recommendations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from pps_advisor.model.catalogue import Parameter
from pps_advisor.model.condition import AllOf, AnyOf, Condition, Operator, Test
from pps_advisor.model.frozen import evolve
from pps_advisor.model.question import AnswerType, Option, PerParty, Question
from pps_advisor.model.recommendation import (
    Alternative,
    Effort,
    Exclusion,
    LeadTime,
    LegalCaution,
    LighterForm,
    Recommendation,
    Step,
)
from pps_advisor.model.rule import SEVERITIES, Example, Rule, RuleKind, Status
from pps_advisor.model.source import Citation, EvidenceKind
from pps_advisor.model.values import UNKNOWN, Unknown, Value
from pps_advisor.reading.answers import value_of
from pps_advisor.reading.condition_reader import ConditionReader
from pps_advisor.reading.fields import Fields, Problems, nearest
from pps_advisor.reading.node import MapNode, Node, ScalarNode

T = TypeVar("T")

EFFORTS = {effort.word: effort for effort in Effort}
LEAD_TIMES = {lead_time.word: lead_time for lead_time in LeadTime}
SCALES = ("individu", "wijk", "stad", "organisatie")
PHASES = ("orientatie", "integratie", "transformatie")
RESPONDENTS = ("adviseur", "partij", "deelnemers")

_THREE_WAY = tuple(Option(word, word) for word in ("nee", "deels", "ja"))
_YES_NO = tuple(Option(word, word) for word in ("nee", "ja"))


def citations(fields: Fields, problems: Problems) -> tuple[Citation, ...]:
    """The list under ``bronnen``."""

    def read(node: Node) -> Citation | None:
        one = Fields(node, problems, "Een bron")
        citation = Citation(
            one.text("bron", required=True),
            one.text("plaats", required=True),
            one.word("aard", EvidenceKind, EvidenceKind.OWN, required=True),
        )
        one.finish()
        return citation

    return fields.each("bronnen", read)


def some_of(fields: Fields, name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """A list of words from a fixed few."""
    words = fields.texts(name)
    for word in words:
        if word not in known:
            fields.problems.add(
                fields.take(name) or fields.node,
                "verkeerde-waarde",
                f"'{word}' kan niet bij '{name}'.",
                nearest(word, known),
            )
    return words


class QuestionReader:
    """Reads ``vragen.yaml``; what refers to other questions comes in a second round."""

    def __init__(self, ruleset: str, problems: Problems) -> None:
        self.ruleset = ruleset
        self.problems = problems

    def read(self, node: Node) -> Question | None:
        """A question without its references to questions."""
        fields = Fields(node, self.problems, "Een vraag")
        answer_type = fields.word("type", AnswerType, AnswerType.CHOICE, required=True)
        question = Question(
            id=fields.text("id", required=True),
            theme=fields.text("thema") or self.ruleset,
            text=fields.text("vraag", required=True),
            short=fields.text("kort", required=True),
            type=answer_type,
            options=self._options(fields, answer_type),
            respondents=some_of(fields, "wie", RESPONDENTS),
            per_party=fields.word("per_partij", PerParty, None),
            period=fields.text("periode"),
            anchors=self._anchors(fields),
            explanation=fields.text("toelichting"),
            unit=fields.text("eenheid"),
            derived=fields.yes("afgeleid"),
            to_complete=fields.text("aanvullen"),
            implied_by=fields.text("blijkt_uit") or None,
            citations=citations(fields, self.problems),
            ruleset=self.ruleset,
            location=node.location,
        )
        fields.known |= {"gunstig", "alleen_als"}
        fields.finish()
        return question if question.id else None

    def complete(self, question: Question, node: Node, conditions: ConditionReader) -> Question:
        """The question with its tests, now that all questions are known."""
        fields = Fields(node, Problems(), "Een vraag")
        favourable = fields.take("gunstig")
        return evolve(
            question,
            favourable=() if favourable is None else conditions.tests_on(question, favourable),
            only_if=conditions.tests("alleen_als", fields),
        )

    def _options(self, fields: Fields, answer_type: AnswerType) -> tuple[Option, ...]:
        given = fields.each("opties", self._option)
        if answer_type is AnswerType.THREE_WAY:
            return _THREE_WAY
        if answer_type is AnswerType.YES_NO:
            return _YES_NO
        if answer_type in (AnswerType.CHOICE, AnswerType.WORDS) and len(given) < 2:
            self.problems.add(
                fields.node, "ontbreekt", "Een keuzevraag heeft minstens twee 'opties' nodig."
            )
        return given

    def _option(self, node: Node) -> Option | None:
        if isinstance(node, ScalarNode):
            return Option(node.text, node.text.replace("_", " "))
        fields = Fields(node, self.problems, "Een optie")
        name = fields.text("id", required=True)
        option = Option(
            name, fields.text("label") or name.replace("_", " "), fields.yes("buiten_schaal")
        )
        fields.finish()
        return option

    def _anchors(self, fields: Fields) -> tuple[tuple[str, str], ...]:
        node = fields.take("ankers")
        if node is None:
            return ()
        anchors = Fields(node, self.problems, "De ankers")
        return tuple((key, anchors.text(key)) for key in anchors.items)


def read_parameter(node: Node, ruleset: str, problems: Problems) -> Parameter | None:
    """One entry of ``parameters.yaml``."""
    fields = Fields(node, problems, "Een parameter")
    answer_type = fields.word("type", AnswerType, AnswerType.NUMBER)
    value_node = fields.take("waarde", required=True)
    value: Value = UNKNOWN
    if value_node is not None:
        if answer_type is AnswerType.NUMBER:
            value = fields.number_of(value_node, "waarde")
        elif answer_type is AnswerType.DATE:
            value = fields.date_of(value_node, "waarde")
        else:
            value = fields.text_of(value_node, "waarde")
    since = fields.date("vanaf")
    parameter = Parameter(
        id=fields.text("id", required=True),
        title=fields.text("titel", required=True),
        value=value,  # type: ignore[arg-type]  # UNKNOWN only beside a Problem
        unit=fields.text("eenheid"),
        open=fields.yes("open"),
        since=None if isinstance(since, Unknown) else since,
        explanation=fields.text("toelichting"),
        citations=citations(fields, problems),
        ruleset=ruleset,
        location=node.location,
    )
    fields.finish()
    return parameter if parameter.id and value is not UNKNOWN else None


class RuleReader:
    """Reads ``regels.yaml`` against the questions, parameters and rules of all rulesets."""

    def __init__(self, ruleset: str, conditions: ConditionReader, problems: Problems) -> None:
        self.ruleset = ruleset
        self.conditions = conditions
        self.problems = problems

    def read(self, node: Node) -> Rule | None:
        fields = Fields(node, self.problems, "Een regel")
        rule_id = fields.text("id", required=True)
        condition_node = fields.take("als", required=True)
        condition = self.conditions.condition(condition_node) if condition_node else None
        about = self._about(fields, condition, rule_id)
        severity_node = fields.take("ernst", required=True)
        kind = fields.word("soort", RuleKind, RuleKind.PROBLEM)
        main, support = self._advice(fields)
        rule = Rule(
            id=rule_id,
            title=fields.text("titel", required=True),
            theme=fields.text("thema") or rule_id.partition(".")[0],
            kind=kind,
            condition=condition or AllOf(()),
            severities=self._severities(severity_node, about),
            text=self._text(fields),
            about=about,
            main=main,
            support=support,
            citations=citations(fields, self.problems),
            examples=fields.each("voorbeelden", self._example),
            explanation=fields.text("toelichting"),
            ruleset=self.ruleset,
            location=node.location,
        )
        fields.finish()
        self._check_advice(rule, node)
        return rule if rule_id and condition else None

    def _severities(self, node: Node | None, about: str):  # type: ignore[no-untyped-def]
        if node is None:
            return ()
        return self.conditions.severities(node, self.conditions.vocabulary.question(about))

    def _about(self, fields: Fields, condition: Condition | None, rule_id: str) -> str:
        """What the rule is about: as stated, else the first fact it tests, else itself."""
        node = fields.take("betreft")
        if node is None:
            first = first_test(condition)
            return first.subject if first and first.operator is not Operator.FOUND else rule_id
        name = fields.text_of(node, "betreft")
        question = self.conditions.vocabulary.question(name)
        if question is None:
            self.problems.add(
                node,
                "onbekende-vraag",
                f"'betreft' noemt '{name}', en die vraag bestaat niet.",
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
        main, support = advice.texts("hoofd"), advice.texts("steun")
        advice.finish()
        return main, support

    def _check_advice(self, rule: Rule, node: Node) -> None:
        if rule.kind.advises and not rule.main:
            self.problems.add(
                node,
                "ontbreekt",
                f"De regel '{rule.id}' adviseert niets.",
                "Noem onder 'adviseert' minstens één aanbeveling bij 'hoofd'.",
            )
        if not rule.kind.advises and (rule.main or rule.support):
            self.problems.add(
                node,
                "verkeerde-vorm",
                f"Een regel van soort {rule.kind.value} kan geen advies geven.",
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
                self.problems.add(node, "verkeerde-vorm", f"Bij '{name}' horen sleutels.")
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
                f"Dit voorbeeld noemt een feit '{key.text}' dat niet bestaat.",
                nearest(key.text, self.conditions.vocabulary.questions),
            )
            return None
        return value_of(node, question, self.problems)

    def _finding(self, key: ScalarNode, node: Node) -> Status | None:
        if key.text not in self.conditions.vocabulary.rule_ids:
            self.problems.add(
                key,
                "onbekende-regel",
                f"Dit voorbeeld noemt een regel '{key.text}' die niet bestaat.",
                nearest(key.text, self.conditions.vocabulary.rule_ids),
            )
        fields = Fields(MapNode(node.file), self.problems, "")
        return fields.word_of(node, key.text, Status, None)


_NOT_FOUND = "niet"


class RecommendationReader:
    """Reads ``aanbevelingen.yaml``."""

    def __init__(self, ruleset: str, conditions: ConditionReader, problems: Problems) -> None:
        self.ruleset = ruleset
        self.conditions = conditions
        self.problems = problems

    def read(self, node: Node) -> Recommendation | None:
        fields = Fields(node, self.problems, "Een aanbeveling")
        recommendation = Recommendation(
            id=fields.text("id", required=True),
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
            citations=citations(fields, self.problems),
            scales=some_of(fields, "schaal", SCALES),
            phases=some_of(fields, "fase", PHASES),
            title_when_arranged=fields.text("verbeter"),
            excluded_if=self._exclusion(fields),
            arranged_if=self._facts_condition(fields.take("al_geregeld_als")),
            start_small=self._lighter_form(fields),
            first=fields.texts("eerst"),
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
            return Step(" ".join(node.text.split()))
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
        alternative = Alternative(
            fields.text("aanbeveling", required=True),
            fields.text("omdat", required=True),
            citations(fields, self.problems),
        )
        fields.finish()
        return alternative


def first_test(condition: Condition | None) -> Test | None:
    """The test that stands first in the file."""
    while isinstance(condition, AllOf | AnyOf):
        condition = condition.parts[0] if condition.parts else None
    return condition
