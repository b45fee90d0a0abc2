"""Changes as they are typed: ``governance.stuurgroep=ja``, ``relaties.vertrouwen@huurders=2``."""

from __future__ import annotations

from collections.abc import Iterable

from pps_advisor.model.case.case import Case, PartyKind
from pps_advisor.model.case.change import Change
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import AnswerType, PerParty, Question
from pps_advisor.reading.forms.answers import value_of
from pps_advisor.reading.yaml.node import ListNode, ScalarNode
from pps_advisor.reading.yaml.problems import Problems, nearest, nearest_word, shown

_FORM = "Schrijf vraag=antwoord, zonder spaties, bijvoorbeeld governance.stuurgroep=ja."


def read_changes(texts: Iterable[str], case: Case, catalogue: Catalogue) -> tuple[Change, ...]:
    """The changes, those of everyone before those of one party.

    Raises InvalidInput with every Problem in the texts.
    """
    problems = Problems()
    reader = _Reader(case, catalogue, problems)
    found = [change for change in map(reader.read, texts) if change is not None]
    problems.raise_any()
    return tuple(sorted(found, key=lambda change: change.party is not None))


class _Reader:
    """Reads one change at a time; remembers what was changed already."""

    def __init__(self, case: Case, catalogue: Catalogue, problems: Problems) -> None:
        self.case = case
        self.catalogue = catalogue
        self.problems = problems
        self.seen: set[tuple[str, str | None]] = set()

    def read(self, text: str) -> Change | None:
        """One change; None when it is wrong, which is then a Problem."""
        place = ScalarNode(text, text)
        subject, equals, answer = text.partition("=")
        name, at, party = subject.strip().partition("@")
        if not equals or not name:
            self.problems.add(place, "geen-antwoord", f"In {shown(text)} staat geen '='.", _FORM)
            return None
        question = self._question(name.strip(), place)
        if question is None or (at and not self._may_answer(party.strip(), question, place)):
            return None
        whose = party.strip() if at else None
        if (question.id, whose) in self.seen:
            self.problems.add(
                place,
                "dubbel",
                f"Voor '{subject.strip()}' staan er twee antwoorden.",
                "Houd er één over.",
            )
        self.seen.add((question.id, whose))
        value = value_of(_node(answer, text, question), question, self.problems)
        return Change(question.id, value, whose)

    def _question(self, name: str, place: ScalarNode) -> Question | None:
        current = dict(self.catalogue.renamed).get(name, name)
        question = self.catalogue.question.get(current)
        if question is None:
            self._report_unknown(name, place)
            return None
        if question.derived:
            self._report_derived(question, place)
            return None
        return question

    def _report_unknown(self, name: str, place: ScalarNode) -> None:
        asked = [question.id for question in self.catalogue.questions if not question.derived]
        same_name = [one for one in asked if one.partition(".")[2] == name]
        hint = f"Bedoelt u '{same_name[0]}'?" if same_name else nearest(name, asked)
        self.problems.add(
            place,
            "onbekende-vraag",
            f"Er is geen vraag {shown(name)}.",
            hint or "De opdracht 'pps-advisor questions' noemt alle vragen.",
        )

    def _report_derived(self, question: Question, place: ScalarNode) -> None:
        asked = question.id.rpartition(".")[0]
        if "." in asked:
            hint = f"Verander wat een partij antwoordt, bijvoorbeeld {asked}@partij=..."
        else:
            hint = question.to_complete or "Verander in de casus waaruit dit volgt."
        self.problems.add(
            place, "afgeleid", f"'{question.id}' wordt berekend en is niet zelf te kiezen.", hint
        )

    def _may_answer(self, party: str, question: Question, place: ScalarNode) -> bool:
        """Whether this party of the case is asked this question."""
        parties = {one.id: one for one in self.case.parties or ()}
        if question.per_party is None:
            self.problems.add(
                place,
                "niet-per-partij",
                f"'{question.id}' wordt voor de samenwerking als geheel beantwoord.",
                f"Laat '@{party}' weg.",
            )
        elif party not in parties:
            hint = nearest(party, parties) or "De casus noemt geen partijen."
            if parties and not nearest_word(party, parties):
                hint = f"De partijen zijn: {', '.join(parties)}."
            self.problems.add(
                place, "onbekende-partij", f"Er is geen partij met id {shown(party)}.", hint
            )
        elif (
            question.per_party is PerParty.PARTNERS
            and parties[party].kind is PartyKind.MUNICIPALITY
        ):
            self.problems.add(
                place,
                "niet-per-partij",
                f"'{question.id}' gaat over de partners, niet over de gemeente.",
                "Noem een van de partners.",
            )
        else:
            return True
        return False


def _node(answer: str, text: str, question: Question) -> ScalarNode | ListNode:
    """The answer as it would stand in a case file; its place is the whole text."""
    if question.type is not AnswerType.WORDS:
        return ScalarNode(answer, text)
    words = ListNode(text)
    words.items = [ScalarNode(word, text) for word in answer.split(",")]
    return words
