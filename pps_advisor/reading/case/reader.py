"""Case files: from a tree to a typed Case, with all mistakes at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from pps_advisor.model.case.case import (
    Answer,
    Case,
    Certainty,
    FlowKind,
    MoneyFlow,
    Motive,
    Party,
    PartyAnswer,
    PartyKind,
    Position,
    Role,
)
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import PerParty, Question
from pps_advisor.model.values import UNKNOWN, Unknown, Value
from pps_advisor.reading.forms.answers import LIKERT_HIGH, LIKERT_LOW, value_of
from pps_advisor.reading.forms.fields import Fields, is_empty, is_unknown, lost_decimal
from pps_advisor.reading.yaml.door import read_yaml
from pps_advisor.reading.yaml.node import MapNode, Node, Plain, ScalarNode, node_of
from pps_advisor.reading.yaml.problems import Problems, nearest, nearest_word, shown

CASE_FORMAT = "pps-advisor/casus@1"
ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def load_case(path: str | Path, catalogue: Catalogue, name: str | None = None) -> Case:
    """Read a case file; raises InvalidInput with every Problem in it."""
    return case_of(read_case_tree(path, name), catalogue)


def read_case_tree(path: str | Path, name: str | None = None) -> Node:
    """Read a case file into a tree, of which nothing is typed yet."""
    return read_yaml(Path(path), name)


def place_and_date(root: Node) -> tuple[str | None, dt.date | None]:
    """The municipality and reference date in a tree; None where the typed reading will complain.

    They decide which rules hold, and so against which questions the tree is typed.
    """
    fields = Fields(root, Problems(), "")
    date = fields.date("peildatum")
    return fields.text("gemeente") or None, None if isinstance(date, Unknown) else date


def take_out_unknown_themes(root: Node, catalogue: Catalogue) -> tuple[str, ...]:
    """Take the answers to questions of plugins out of a tree that is read without plugins.

    Gives their themes. One that looks like a theme of the catalogue stays: it is a mistake.
    """
    answers = root.get("antwoorden") if isinstance(root, MapNode) else None
    if not isinstance(answers, MapNode):
        return ()
    known = {question.id.partition(".")[0] for question in catalogue.questions}
    gone = tuple(
        theme
        for theme, (_, inner) in answers.items.items()
        if theme not in known and isinstance(inner, MapNode) and not nearest_word(theme, known)
    )
    for theme in gone:
        del answers.items[theme]
    return gone


def case_from_tree(tree: Mapping[str, Plain], catalogue: Catalogue) -> Case:
    """Make a Case from plain mappings, as a form or a table gives them.

    Raises InvalidInput as load_case() does; the places then name only ``<casus>``.
    """
    return case_of(node_of(tree), catalogue)


def case_of(root: Node, catalogue: Catalogue) -> Case:
    """Type a tree against the questions of a catalogue; raises InvalidInput."""
    problems = Problems()
    case = _CaseReader(catalogue, problems).read(root)
    problems.raise_any()
    return case


class _CaseReader:
    """Reads one case; keeps what several parts of it need."""

    def __init__(self, catalogue: Catalogue, problems: Problems) -> None:
        self.catalogue = catalogue
        self.problems = problems
        self.parties: dict[str, Party] = {}
        self.parties_are_sure = True

    def read(self, root: Node) -> Case:
        fields = Fields(root, self.problems, "De casus")
        self._check_format(fields)
        reference_date = fields.date("peildatum", required=True)
        election = fields.date("raadsverkiezing")
        parties = self._parties(fields)
        flows = self._flows(fields)
        answers = self._answers(fields.take("antwoorden"))
        node = fields.take("peildatum")
        if isinstance(reference_date, Unknown) and node is not None and is_unknown(node):
            self.problems.add(
                node, "ontbreekt", "De peildatum moet bekend zijn.", "Vul de datum van vandaag in."
            )
        case = Case(
            id=self._id(fields, "de casus"),
            title=fields.text("titel", required=True),
            municipality=fields.text("gemeente", required=True),
            reference_date=reference_date,  # type: ignore[arg-type]  # a Problem when not a date
            parties=parties,
            flows=flows,
            answers=answers,
            source=fields.text("bron"),
            explanation=fields.text("toelichting"),
            fictional=fields.yes("fictief"),
            council_election=None if isinstance(election, Unknown) else election,
            location=root.location,
        )
        fields.take("verwacht")  # what a plugin's own case should give is for its tests
        fields.finish()
        return case

    def _check_format(self, fields: Fields) -> None:
        """Refuse a file in another format at once: what is no case has no other mistakes."""
        node = fields.take("formaat")
        if node is None and fields.misspelt("formaat"):
            fields.take("formaat", required=True)  # finish() says what was meant
        elif node is None and isinstance(fields.node, MapNode):
            self.problems.add(
                fields.node,
                "ontbreekt",
                "Bij de casus ontbreekt 'formaat'.",
                f"Zet op de eerste regel: 'formaat: {CASE_FORMAT}'.",
            )
        elif node is not None:
            found = node.text.strip() if isinstance(node, ScalarNode) else ""
            if found != CASE_FORMAT:
                self.problems.add(node, "formaat", *_wrong_format(found))
                self.problems.raise_any()

    def _id(self, fields: Fields, what: str) -> str:
        text = fields.text("id", required=True)
        if text and not ID.fullmatch(text):
            self.problems.add(
                fields.take("id") or fields.node,
                "verkeerde-waarde",
                f"{shown(text)} kan niet als id van {what}.",
                "Gebruik kleine letters, cijfers en streepjes, zonder spaties.",
            )
        return text

    def _parties(self, fields: Fields) -> tuple[Party, ...] | None:
        node = fields.take("partijen")
        if node is None or is_unknown(node):
            return None
        return fields.each("partijen", self._party)

    def _party(self, node: Node) -> Party | None:
        fields = Fields(node, self.problems, "Een partij")
        position, by_others = self._positions(fields)
        party = Party(
            id=self._id(fields, "een partij"),
            name=fields.text("naam"),
            kind=fields.word_or_unknown("soort", PartyKind, UNKNOWN),
            roles=self._words_or_none(fields, "rollen", Role),
            motives=self._words_or_none(fields, "motieven", Motive),
            position=position,
            position_by_others=by_others,
            explanation=fields.text("toelichting"),
            source=fields.text("bron"),
            location=node.location,
        )
        fields.finish()
        return self._register(party, node)

    def _register(self, party: Party, node: Node) -> Party | None:
        if not ID.fullmatch(party.id):
            self.parties_are_sure = False
            return None
        first = self.parties.get(party.id)
        if first is not None:
            self.parties_are_sure = False
            line = first.location.line if first.location else 0
            self.problems.add(
                node,
                "dubbele-id",
                f"Er zijn twee partijen met id {shown(party.id)}.",
                f"De eerste staat op regel {line}. Geef elke partij een eigen id.",
            )
        self.parties[party.id] = party
        return party

    @staticmethod
    def _words_or_none(fields: Fields, name: str, kinds: type) -> tuple | None:  # type: ignore[type-arg]
        node = fields.take(name)
        if node is None or is_unknown(node):
            return None
        return fields.words(name, kinds) or None

    def _positions(self, fields: Fields) -> tuple[Position | None, Position | None]:
        node = fields.take("positie")
        if node is None or is_unknown(node):
            return None, None
        own = Fields(node, self.problems, "De positie")
        others_node = own.take("volgens_anderen")
        position = self._position(own)
        if others_node is None or is_unknown(others_node):
            return position, None
        return position, self._position(Fields(others_node, self.problems, "'volgens_anderen'"))

    def _position(self, fields: Fields) -> Position | None:
        """A place in the matrix; None where neither number is there at all."""
        given = [fields.take(name) for name in ("ondernemerschap", "waarde")]
        position = Position(self._scale(fields, "ondernemerschap"), self._scale(fields, "waarde"))
        fields.finish()
        return position if any(node is not None for node in given) else None

    def _scale(self, fields: Fields, name: str) -> Decimal | Unknown:
        number = fields.number(name, fraction=True)
        if isinstance(number, Decimal) and not LIKERT_LOW <= number <= LIKERT_HIGH:
            self.problems.add(
                fields.take(name) or fields.node,
                "verkeerde-waarde",
                f"'{name}' loopt van 1 tot 5.",
                "Kies een getal van 1 tot 5.",
            )
        return number

    def _flows(self, fields: Fields) -> tuple[MoneyFlow, ...] | None:
        node = fields.take("geldstromen")
        if node is None or is_unknown(node):
            return None
        nodes = fields.list("geldstromen")
        return tuple(self._flow(item, number) for number, item in enumerate(nodes))

    def _flow(self, node: Node, number: int) -> MoneyFlow:
        fields = Fields(node, self.problems, "Een geldstroom")
        one_off = fields.take("eenmalig")
        flow = MoneyFlow(
            giver=self._party_id(fields, "van"),
            receiver=self._party_id(fields, "naar"),
            kind=fields.word_or_unknown("soort", FlowKind, UNKNOWN),
            begin=fields.date("begin"),
            end=fields.date("einde"),
            amount=self._amount(fields),
            one_off=UNKNOWN if one_off and is_unknown(one_off) else fields.yes("eenmalig"),
            certainty=fields.word_or_unknown("zekerheid", Certainty, Certainty.CERTAIN),
            explanation=fields.text("toelichting"),
            source=fields.text("bron"),
            key=f"geldstromen[{number + 1}]",
            location=node.location,
        )
        fields.finish()
        self._check_order(flow, fields)
        self._check_ends(flow, fields)
        return flow

    def _check_ends(self, flow: MoneyFlow, fields: Fields) -> None:
        """Money that stays where it is would count as funding of the collaboration."""
        if flow.giver and flow.giver == flow.receiver:
            self.problems.add(
                fields.take("naar") or fields.node,
                "geld-naar-zichzelf",
                f"{shown(flow.giver)} betaalt hier aan zichzelf.",
                "Noem bij 'naar' de partij die het geld ontvangt.",
            )

    def _check_order(self, flow: MoneyFlow, fields: Fields) -> None:
        if isinstance(flow.begin, Unknown) or isinstance(flow.end, Unknown):
            return
        if flow.end < flow.begin:
            self.problems.add(
                fields.take("einde") or fields.node,
                "einde-voor-begin",
                f"Deze geldstroom eindigt ({flow.end}) voordat hij begint ({flow.begin}).",
                "Controleer de twee datums.",
            )

    def _amount(self, fields: Fields) -> Decimal | Unknown:
        amount = fields.number("bedrag_per_jaar")
        if isinstance(amount, Decimal) and amount < 0:
            self.problems.add(
                fields.take("bedrag_per_jaar") or fields.node,
                "verkeerde-waarde",
                "Een bedrag kan niet minder dan 0 zijn.",
                "Draai 'van' en 'naar' om als het geld de andere kant op gaat.",
            )
        return amount

    def _party_id(self, fields: Fields, name: str) -> str:
        text = fields.text(name, required=True)
        if text and text not in self.parties:
            self._unknown_party(fields.take(name) or fields.node, text)
        return text

    def _unknown_party(self, node: Node, name: str) -> None:
        if not self.parties_are_sure:
            return  # the mistake is in the list of parties, and has been reported
        hint = lost_decimal(name) or nearest(name, self.parties)
        if not nearest_word(name, self.parties) and not lost_decimal(name):
            hint = f"{hint} Of voeg de partij toe onder 'partijen'.".strip()
        self.problems.add(
            node, "onbekende-partij", f"Er is geen partij met id {shown(name)}.", hint
        )

    def _answers(self, node: Node | None) -> tuple[Answer, ...]:
        if node is None or is_unknown(node) or is_empty(node):
            return ()
        answers = []
        themes = Fields(node, self.problems, "Het blok 'antwoorden'")
        known = {question.id.partition(".")[0] for question in self.catalogue.questions}
        for theme, (key, names) in themes.items.items():
            if theme not in known:
                self._report_theme(theme, key)
                continue
            if is_empty(names):
                continue  # its questions stand there as comments, still to be answered
            for name, (place, value) in Fields(names, self.problems, f"'{theme}'").items.items():
                answer = self._answer(f"{theme}.{name}", place, value)
                if answer is not None:
                    answers.append(answer)
        return tuple(answers)

    def _report_theme(self, theme: str, key: Node) -> None:
        asked = [q.id for q in self.catalogue.questions if not q.derived]
        known = {question_id.partition(".")[0] for question_id in asked}
        hint = nearest(theme, known)
        if not nearest_word(theme, known):
            absent = [one for one in self.catalogue.notes if one.startswith(f"De plug-in {theme} ")]
            from_plugin = "Is het een thema van een plug-in? Noem die dan met --plugin MAP."
            hint = absent[0] if absent else f"{hint} {from_plugin}"
        if theme in asked:
            first, _, name = theme.partition(".")
            hint = (
                f"Schrijf '{first}:' en op de volgende regel, twee spaties verder, '{name}: ...'."
            )
        self.problems.add(
            key, "onbekend-thema", f"Er is geen thema {shown(theme)} met vragen.", hint
        )

    def _answer(self, question_id: str, key: ScalarNode, node: Node) -> Answer | None:
        question = self.catalogue.question.get(self._current_id(question_id))
        if question is None or question.derived:
            self._report_question(question_id, question, key)
            return None
        if not isinstance(node, MapNode):
            return Answer(question.id, self._value(node, question), location=node.location)
        if question.per_party and node.items and set(node.items) <= set(self.parties):
            self.problems.add(
                node,
                "verkeerde-vorm",
                f"Bij '{question.id}' staan de partijen los van 'per_partij'.",
                "Zet er een regel 'per_partij:' boven en laat de partijen twee spaties verder "
                "inspringen.",
            )
            return None
        fields = Fields(node, self.problems, f"Het antwoord op '{question.id}'")
        answer_node, party_node = fields.take("antwoord"), fields.take("per_partij")
        self._check_one_answer(fields, answer_node, party_node)
        answer = Answer(
            question=question.id,
            value=UNKNOWN if answer_node is None else self._value(answer_node, question),
            per_party=() if party_node is None else self._per_party(party_node, question),
            explanation=fields.text("toelichting"),
            source=fields.text("bron"),
            location=(answer_node or party_node or node).location,
        )
        fields.finish()
        return answer

    def _current_id(self, question_id: str) -> str:
        return dict(self.catalogue.renamed).get(question_id, question_id)

    def _report_question(self, question_id: str, question: Question | None, key: Node) -> None:
        if question is not None:
            hint = question.to_complete or "Vul de gegevens in waaruit dit volgt."
            self.problems.add(
                key,
                "afgeleid",
                f"'{question_id}' wordt berekend en kan niet worden ingevuld.",
                f"Laat de regel weg. {hint}",
            )
            return
        theme, _, name = question_id.partition(".")
        asked = [q.id.partition(".") for q in self.catalogue.questions if not q.derived]
        elsewhere = [other for other, _, its_name in asked if its_name == name]
        hint = nearest(name, [its_name for other, _, its_name in asked if other == theme])
        if elsewhere:
            hint = f"Die vraag staat bij het thema '{elsewhere[0]}'; zet haar daar."
        self.problems.add(
            key,
            "onbekende-vraag",
            f"Er is geen vraag {shown(name)} in het thema '{theme}'.",
            hint or "De opdracht 'pps-advisor schema' noemt alle vragen.",
        )

    def _check_one_answer(self, fields: Fields, answer: Node | None, party: Node | None) -> None:
        if answer is not None and party is not None:
            self.problems.add(
                fields.node,
                "verkeerde-vorm",
                f"{fields.what} heeft zowel 'antwoord' als 'per_partij'.",
                "Houd er één over; de mediaan wordt berekend.",
            )
        if answer is not None or party is not None:
            return
        if not (fields.misspelt("antwoord") or fields.misspelt("per_partij")):
            self.problems.add(
                fields.node,
                "ontbreekt",
                f"{fields.what} heeft geen 'antwoord'.",
                "Voeg 'antwoord: ...' toe, desnoods 'antwoord: onbekend'.",
            )

    def _value(self, node: Node, question: Question) -> Value:
        return value_of(node, question, self.problems)

    def _per_party(self, node: Node, question: Question) -> tuple[tuple[str, PartyAnswer], ...]:
        if question.per_party is None:
            self.problems.add(
                node,
                "niet-per-partij",
                f"'{question.id}' wordt voor de samenwerking als geheel beantwoord.",
                "Schrijf één antwoord, zonder 'per_partij'.",
            )
            return ()
        if is_unknown(node):
            return ()
        fields = Fields(node, self.problems, "Het blok 'per_partij'")
        answers = []
        for party_id, (key, value) in fields.items.items():
            party = self.parties.get(party_id)
            if party is None:
                self._unknown_party(key, party_id)
            elif question.per_party is PerParty.PARTNERS and party.kind is PartyKind.MUNICIPALITY:
                self.problems.add(
                    key,
                    "niet-per-partij",
                    f"'{question.id}' gaat over de partners, niet over de gemeente.",
                    "Laat de gemeente hier weg.",
                )
            else:
                answers.append((party_id, self._party_answer(value, question)))
        return tuple(answers)

    def _party_answer(self, node: Node, question: Question) -> PartyAnswer:
        if not isinstance(node, MapNode):
            return PartyAnswer(self._value(node, question), location=node.location)
        fields = Fields(node, self.problems, "Een antwoord van een partij")
        value = fields.take("antwoord", required=True)
        respondents = fields.number("respondenten")
        if isinstance(respondents, Decimal) and (respondents < 1 or respondents % 1):
            self.problems.add(
                fields.take("respondenten") or node,
                "verkeerde-waarde",
                "Het aantal respondenten is een heel getal van 1 of meer.",
                "Weet u het aantal niet? Laat 'respondenten' dan weg.",
            )
        fields.finish()
        return PartyAnswer(
            UNKNOWN if value is None else self._value(value, question),
            None if isinstance(respondents, Unknown) else int(respondents),
            (value or node).location,
        )


def _wrong_format(found: str) -> tuple[str, str]:
    """What to say about a file in another format: a sentence and a hint."""
    name, _, version = found.partition("@")
    mine, _, my_version = CASE_FORMAT.partition("@")
    if name == "pps-advisor/beoordeling":
        return "Dit is een advies van pps-advisor, geen casus.", "Noem het bestand met de casus."
    if name == mine and version.isdigit() and int(version) > int(my_version):
        return (
            f"Deze casus is van een nieuwere versie ({shown(found)}).",
            "Werk pps-advisor bij.",
        )
    return (
        "Dit is geen casusbestand dat pps-advisor kent.",
        f"De eerste regel hoort te zijn: 'formaat: {CASE_FORMAT}'.",
    )
