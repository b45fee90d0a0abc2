"""Questions and parameters: ``vragen.yaml`` and ``parameters.yaml``."""

from __future__ import annotations

from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Parameter
from pps_advisor.model.knowledge.question import AnswerType, Option, PerParty, Question
from pps_advisor.model.values import UNKNOWN, Unknown, Value
from pps_advisor.reading.forms.fields import Fields
from pps_advisor.reading.rules.condition import ConditionReader, Names
from pps_advisor.reading.rules.references import (
    PLAIN_ID,
    QUESTION_ID,
    citations,
    id_of,
    some_of,
    theme_of,
)
from pps_advisor.reading.yaml.node import MapNode, Node, ScalarNode
from pps_advisor.reading.yaml.problems import Problems, nearest, shown

RESPONDENTS = ("adviseur", "partij", "deelnemers")

_THREE_WAY = tuple(Option(word, word) for word in ("nee", "deels", "ja"))
_YES_NO = tuple(Option(word, word) for word in ("nee", "ja"))


class QuestionReader:
    """Reads ``vragen.yaml``; what refers to other questions comes in a second round."""

    def __init__(self, ruleset: str, names: Names, problems: Problems) -> None:
        self.ruleset = ruleset
        self.names = names
        self.problems = problems
        self.sure = True

    def read(self, node: Node) -> Question | None:
        """A question without its references to questions; `sure` when its type is right."""
        fields = Fields(node, self.problems, "Een vraag")
        before = len(self.problems.found)
        answer_type = fields.word("type", AnswerType, AnswerType.CHOICE, required=True)
        self.sure = "type" in fields.items and len(self.problems.found) == before
        options = self._options(fields, answer_type) if self.sure else ()
        self.sure = self.sure and len(self.problems.found) == before
        question = Question(
            id=id_of(fields, QUESTION_ID, "thema.naam"),
            theme=theme_of(fields, self.names, self.ruleset),
            text=fields.text("vraag", required=True),
            short=fields.text("kort", required=True),
            type=answer_type,
            options=options,
            respondents=some_of(fields, "wie", RESPONDENTS),
            per_party=fields.word("per_partij", PerParty, None),
            period=fields.text("periode"),
            anchors=self._anchors(fields, answer_type, options),
            explanation=fields.text("toelichting"),
            unit=fields.text("eenheid"),
            unit_below_zero=fields.text("eenheid_onder_nul"),
            derived=fields.yes("afgeleid"),
            to_complete=fields.text("aanvullen"),
            implied_by=fields.text("blijkt_uit") or None,
            citations=citations(fields, self.names),
            ruleset=self.ruleset,
            location=node.location,
        )
        fields.known |= {"gunstig", "alleen_als", "opties"}
        fields.finish()
        return question if question.id else None

    def complete(self, question: Question, node: Node, conditions: ConditionReader) -> Question:
        """The question with its tests, now that all questions are known."""
        fields = Fields(node, self.problems, "Een vraag")
        favourable, implied = fields.take("gunstig"), fields.take("blijkt_uit")
        if implied is not None:
            known = conditions.vocabulary.questions
            sentence = "'blijkt_uit' noemt {}, en dat feit bestaat niet."
            fields.one_of(implied, "blijkt_uit", known, "onbekende-vraag", sentence)
        return evolve(
            question,
            favourable=() if favourable is None else conditions.tests_on(question, favourable),
            only_if=conditions.tests("alleen_als", fields),
        )

    def _options(self, fields: Fields, answer_type: AnswerType) -> tuple[Option, ...]:
        node = fields.take("opties")
        if answer_type not in (AnswerType.CHOICE, AnswerType.WORDS):
            if node is not None:
                self.problems.add(
                    node,
                    "verkeerde-vorm",
                    f"Een vraag van type {answer_type.value} heeft geen 'opties'.",
                    "Laat 'opties' weg, of kies het type keuze.",
                )
            three_way = answer_type is AnswerType.THREE_WAY
            return _THREE_WAY if three_way else _YES_NO if answer_type is AnswerType.YES_NO else ()
        before = len(self.problems.found)
        seen: set[str] = set()
        given = tuple(
            option for one in fields.list("opties") if (option := self._option(one, seen))
        )
        if len(given) < 2 and len(self.problems.found) == before:
            self.problems.add(
                node or fields.node,
                "ontbreekt",
                "Een keuzevraag heeft minstens twee 'opties' nodig.",
                "Schrijf opties: [eerste, tweede].",
            )
        return given

    def _option(self, node: Node, seen: set[str]) -> Option | None:
        fields = Fields(MapNode(node.file), self.problems, "Een optie")
        if isinstance(node, ScalarNode):
            name = fields.text_of(node, "opties")
            option = Option(name, name.replace("_", " "))
        else:
            fields = Fields(node, self.problems, "Een optie")
            name = fields.text("id", required=True)
            option = Option(
                name, fields.text("label") or name.replace("_", " "), fields.yes("buiten_schaal")
            )
            fields.finish()
        if name in seen or name == "onbekend":
            self.problems.add(
                node,
                "verkeerde-waarde",
                f"De optie {shown(name)} kan hier niet nog eens.",
                "Elke optie heeft een eigen id; 'onbekend' kan altijd al worden geantwoord.",
            )
        seen.add(name)
        return option if name else None

    def _anchors(
        self, fields: Fields, answer_type: AnswerType, options: tuple[Option, ...]
    ) -> tuple[tuple[str, str], ...]:
        node = fields.take("ankers")
        if node is None:
            return ()
        anchors = Fields(node, self.problems, "Het blok 'ankers'")
        known = [option.id for option in options]
        if answer_type is AnswerType.LIKERT:
            known = ["1", "2", "3", "4", "5"]
        for key, (place, _) in anchors.items.items():
            if known and key not in known:
                self.problems.add(
                    place,
                    "verkeerde-waarde",
                    f"{shown(key)} bij 'ankers' is geen antwoord op deze vraag.",
                    nearest(key, known),
                )
        return tuple((key, anchors.text(key)) for key in anchors.items)


def read_parameter(node: Node, ruleset: str, names: Names, problems: Problems) -> Parameter | None:
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
        id=id_of(fields, PLAIN_ID, "naam_van_parameter"),
        title=fields.text("titel", required=True),
        value=value,  # type: ignore[arg-type]  # UNKNOWN only beside a Problem
        unit=fields.text("eenheid"),
        open=fields.yes("open"),
        since=None if isinstance(since, Unknown) else since,
        explanation=fields.text("toelichting"),
        citations=citations(fields, names),
        ruleset=ruleset,
        location=node.location,
    )
    fields.finish()
    return parameter if parameter.id and value is not UNKNOWN else None
