"""Someone who answers the questions of the interview with the facts of a case made by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum

from pps_advisor.model.case.case import Case, MoneyFlow, Party, PartyKind, Position
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.reading.case.question_words import possible
from pps_advisor.reasoning.facts.perspectives import parties_asked


class Player:
    """Replies to prompts, by what stands on the screen since the last reply."""

    def __init__(self, case: Case, catalogue: Catalogue) -> None:
        self.case = case
        self.catalogue = catalogue
        self.asked: list[str] = []
        self._texts = {
            " ".join(question.text.split()): question
            for question in catalogue.questions
            if not question.derived
        }
        self._script = self._start()
        self._per_party: dict[str, Iterator[str]] = {}
        self.started = self.resumed = False

    def resume(self) -> None:
        """The program is started again, on the file that it was filling in."""
        self.started, self.resumed = False, True

    def reply(self, screen: str) -> str:
        """What to type after this screen, the last line of which is a prompt."""
        if not self.started:
            self.started = "U kunt ook typen" in screen
        if not self.started:
            return "" if "Enter gaat verder" in screen and self.resumed else next(self._script)
        text = " ".join(screen.split())
        found = [question for words, question in self._texts.items() if words in text]
        if found:
            self._question = max(found, key=lambda one: len(one.text))
            self.asked.append(self._question.id)
            self._values = iter(self._answers(self._question))
        return next(self._values)

    def _start(self) -> Iterator[str]:
        """The head of the case, the parties and the money, in the order in which they are asked."""
        yield self.case.title
        yield self.case.municipality
        parties = list(self.case.parties or ())
        own = [party for party in parties if party.kind is PartyKind.MUNICIPALITY][:1]
        yield "j" if own else "n"
        for party in own:
            yield from self._party(party)
        others = [party for party in parties if party not in own]
        for party in others:
            yield "+"
            yield party.name
            yield _word(party.kind)
            yield from self._party(party)
        yield ""
        order = [party.id for party in own + others]
        for flow in self.case.flows or ():
            yield "+"
            yield from self._flow(flow, order)
        yield ""

    def _party(self, party: Party) -> Iterator[str]:
        yield ", ".join(map(_word, party.roles or ()))
        yield ", ".join(map(_word, party.motives or ()))
        yield _position(party.position)
        yield _position(party.position_by_others)

    def _flow(self, flow: MoneyFlow, order: list[str]) -> Iterator[str]:
        yield str(order.index(flow.giver) + 1)
        yield str([one for one in order if one != flow.giver].index(flow.receiver) + 1)
        yield _word(flow.kind)
        yield _day(flow.begin)
        yield _day(flow.end)
        yield str(flow.amount) if isinstance(flow.amount, Decimal) else ""
        yield {True: "1", False: "2", UNKNOWN: "o"}[flow.one_off]
        yield _word(flow.certainty)

    def _answers(self, question: Question) -> list[str]:
        answer = self.case.answer(question.id)
        if answer is None:
            return ["o"]
        if not answer.per_party:
            return [_typed(question, answer.value)]
        given = dict(answer.per_party)
        asked = [party.id for party in parties_asked(self.case, question)]
        return ["p", *(_typed(question, given[one].value) if one in given else "" for one in asked)]


def _typed(question: Question, value: Value) -> str:
    if value is UNKNOWN:
        return "o"
    if question.options:
        return str([answer for answer, _ in possible(question)].index(str(value)) + 1)
    return str(value)


def _word(word: object) -> str:
    return str(word.value) if isinstance(word, Enum) and word is not UNKNOWN else "o"


def _position(position: Position | None) -> str:
    return "" if position is None else f"{position.entrepreneurship} {position.value}"


def _day(day: object) -> str:
    return day.isoformat() if isinstance(day, dt.date) else "o"
