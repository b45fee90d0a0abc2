"""Ask one question of the catalogue, and write the answer into the case at once."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

import click

from pps_advisor.cli.asking.ask import (
    WORDS,
    NotUnderstood,
    Said,
    ask,
    ask_text,
    choose,
    say,
    show_options,
    yes,
)
from pps_advisor.cli.asking.case_file import CaseFile
from pps_advisor.errors import InvalidInput
from pps_advisor.model.case.case import Answer, Party, PartyAnswer
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.question import AnswerType, Question
from pps_advisor.model.outcome.assessment import OpenQuestion
from pps_advisor.model.values import UNKNOWN, Unknown, Value
from pps_advisor.reading.case.question_words import asked, in_words, possible, who
from pps_advisor.reading.forms.typed import value_in, words
from pps_advisor.reading.yaml.problems import Problems
from pps_advisor.reasoning.facts.perspectives import parties_asked
from pps_advisor.reasoning.ranking.findings import answer_text


class Outcome(Enum):
    """What became of a question."""

    ANSWERED = auto()
    SKIPPED = auto()
    BACK = auto()
    LATER = auto()


class QuestionAsker:
    """Asks one question; every answer goes straight into the file."""

    def __init__(self, file: CaseFile, asked: OpenQuestion, one_theme: bool = False) -> None:
        self.file = file
        self.asked = asked
        self.one_theme = one_theme
        self.question = file.catalogue.question[asked.question]
        self.options = possible(self.question)
        self.parties = list(parties_asked(file.case, self.question)) if self._per_party else []
        self._remarked = False

    @property
    def _per_party(self) -> bool:
        return self.question.per_party is not None

    @property
    def answer(self) -> Answer | None:
        """What the case says now."""
        return self.file.case.answer(self.question.id)

    def run(self) -> Outcome:
        """Ask until there is an answer. Raises Stopped."""
        self._show()
        words = {**WORDS, "v": Said.LATER}
        if self.parties:
            words["p"] = Said.PER_PARTY
        while True:
            said = ask(self._prompt(), self._understand(), self._explain, words)
            if said is Said.BACK:
                return Outcome.BACK
            if said is Said.NOTHING:
                return self._nothing()
            if said is Said.LATER and not self.one_theme:
                return Outcome.LATER
            if said is Said.LATER:
                say("U kiest zelf dit ene thema. Enter slaat de vraag over, q stopt.")
            elif said is Said.REMARK:
                self._remark()
            elif said is Said.PER_PARTY:
                if self._ask_parties():
                    return Outcome.ANSWERED
            elif self._answer(UNKNOWN if isinstance(said, Said) else said):
                return Outcome.ANSWERED

    def _show(self) -> None:
        say(asked(self.question))
        if self.question.options:
            show_options(in_words(self.question))
        else:
            for mark, meaning in self.options:
                say(meaning, f"  {mark} = ", "      ")
        if self.answer is not None:
            say(f"Nu ingevuld: {self._now()}. Enter laat het zo.")
            if self.answer.explanation:
                say(f"Toelichting daarbij: {self.answer.explanation}")
        if self.parties:
            say("Een antwoord geldt voor alle partijen samen; p vraagt elke partij apart.")

    def _prompt(self) -> str:
        if self.question.options:
            return f"Antwoord (1-{len(self.options)}): "
        if self.question.type is AnswerType.LIKERT:
            return "Antwoord (1 helemaal oneens - 5 helemaal eens): "
        if self.question.type is AnswerType.DATE:
            return "Datum (jjjj-mm-dd): "
        return f"Aantal ({self.question.unit}): " if self.question.unit else "Getal: "

    def _understand(self) -> Callable[[str], Value]:
        pick = choose(self.options) if self.question.options else None

        def understand(typed: str) -> Value:
            if pick is not None and typed.isdecimal():
                return pick(typed)
            value = value_in(typed, self.question)
            if not isinstance(value, Problems):
                return value
            if pick is not None:
                return pick(typed)
            if self.question.type is AnswerType.LIKERT:
                raise NotUnderstood("Typ een getal van 1 tot en met 5; ? geeft uitleg.")
            raise NotUnderstood(words(value))

        return understand

    def _nothing(self) -> Outcome:
        if self.answer is not None:
            return Outcome.SKIPPED
        say("Overgeslagen; de vraag komt een volgende keer terug. Met o antwoordt u 'onbekend'.")
        return Outcome.SKIPPED

    def _answer(self, value: Value) -> bool:
        """Write one answer for the whole; whether that was done."""
        was = self.answer or Answer(self.question.id)
        if was.per_party and not yes(f"Dit vervangt de antwoorden van {_many(was)}. Doorgaan?"):
            return False
        written = self._write(evolve(was, value=value, per_party=()))
        if written and was.explanation and value != was.value and not self._remarked:
            say("De toelichting is blijven staan; klopt zij niet meer, typ dan b en daarna t.")
        return written

    def _remark(self) -> None:
        """Write a remark, and its source, with the answer that there is or will be."""
        was = self.answer or Answer(self.question.id)
        if was.explanation:
            say(f"Nu: {was.explanation}")
        text = ask_text("Toelichting: ", "Waarop rust het antwoord? Enter laat het zoals het is.")
        if isinstance(text, Said):
            return
        source = ask_text(
            "Bron (Enter is geen): ", "Bijvoorbeeld: gesprek met de corporatie, 12 oktober 2026."
        )
        changed = evolve(was, explanation=text)
        if not isinstance(source, Said):
            changed = evolve(changed, source=source)
        if self._write(changed):
            self._remarked = True
            say("De toelichting is bewaard. Nu het antwoord nog." if was.value is UNKNOWN else "")

    def _ask_parties(self) -> bool:
        """Ask each party's answer, saving each; whether the question was answered so."""
        place = 0
        while place < len(self.parties):
            party = self.parties[place]
            said = ask(self._prompt_for(party), self._understand(), self._explain)
            if said is Said.BACK:
                if place == 0:
                    return False
                place -= 1
                continue
            if said is Said.REMARK:
                self._remark()
                continue
            if said is not Said.NOTHING and not self._write_for(
                party, UNKNOWN if isinstance(said, Said) else said
            ):
                continue
            place += 1
        return bool(self.answer and self.answer.per_party)

    def _prompt_for(self, party: Party) -> str:
        given = dict(self.answer.per_party) if self.answer else {}
        now = f", nu {self._in_words(given[party.id].value)}" if party.id in given else ""
        return f"  {party.name or party.id} ({self._range()}{now}): "

    def _range(self) -> str:
        return f"1-{len(self.options)}" if self.question.options else "1-5"

    def _write_for(self, party: Party, value: Value) -> bool:
        was = self.answer or Answer(self.question.id)
        given = {**dict(was.per_party), party.id: PartyAnswer(value)}
        return self._write(evolve(was, value=UNKNOWN, per_party=tuple(given.items())))

    def _write(self, answer: Answer) -> bool:
        try:
            self.file.change(answers=[answer])
        except InvalidInput as error:
            say("Het antwoord is niet bewaard:")
            for problem in error.problems:
                click.echo(str(problem))  # on one line: its place can be clicked
            return False
        return True

    def _now(self) -> str:
        answer = self.answer
        assert answer is not None
        if not answer.per_party:
            return self._in_words(answer.value)
        names = {party.id: party.name or party.id for party in self.file.case.parties or ()}
        return ", ".join(
            f"{names.get(party, party)} {self._in_words(one.value)}"
            for party, one in answer.per_party
        )

    def _in_words(self, value: Value) -> str:
        return "onbekend" if isinstance(value, Unknown) else answer_text(self.question, value)

    def _explain(self) -> None:
        """What the question is about, why it is asked now, and what can be typed."""
        question = self.question
        if question.explanation:
            say(question.explanation)
        if question.respondents:
            say(f"Wie weet dit: {who(question)}.")
        if self.asked.effect:
            say(f"Waarom nu: bij het antwoord '{self.asked.answer}' geldt: {self.asked.effect}.")
        sources = ", ".join(f"{one.source} {one.place}" for one in question.citations)
        if sources:
            say(f"Bron van de vraag: {sources}.")
        say(COMMANDS)


COMMANDS = (
    "U kunt ook typen: ? uitleg, b terug, o onbekend, t toelichting schrijven, q stoppen. "
    "Alleen Enter slaat de vraag over; v laat dit hele thema wachten tot het eind."
)


def current(question: Question) -> OpenQuestion:
    """A question that is asked again, as it was asked."""
    return OpenQuestion(question.id, question.text, question.short, 0.0, "", "")


def _many(answer: Answer) -> str:
    count = len(answer.per_party)
    return "1 partij" if count == 1 else f"{count} partijen"
