"""Which question to ask next: the one whose answer would change the advice most."""

from __future__ import annotations

import math
from collections.abc import Collection

from pps_advisor.model.assessment import OpenQuestion
from pps_advisor.model.case import Answer, Case
from pps_advisor.model.catalogue import Catalogue
from pps_advisor.model.question import Question
from pps_advisor.model.values import UNKNOWN
from pps_advisor.reasoning import local_facts, plain_engine
from pps_advisor.reasoning.influence import open_questions, unanswered
from pps_advisor.reasoning.prepared import prepare
from pps_advisor.reasoning.standing import Standing, stand


def standing_of(case: Case, catalogue: Catalogue) -> Standing:
    """Where a case stands, by the plain engine."""
    return stand(prepare(catalogue).scorer, plain_engine, local_facts.facts_of(case, catalogue))


def next_questions(
    case: Case,
    catalogue: Catalogue,
    passed: Collection[str] = (),
    theme: str | None = None,
    standing: Standing | None = None,
    later: Collection[str] = (),
) -> list[OpenQuestion]:
    """The questions still to ask, the best to ask first.

    Left out are derived facts, the questions in `passed` and, with a `theme`, those of other
    themes. First come the questions that the case does not mention, then those of the themes in
    `later`, then those that it answers with ``onbekend``. Within each: by influence, times the
    chance that there is an answer, judged by the questions of the theme so far (so that a subject
    of which little is known waits); a question whose answer would by itself change nothing comes
    last, in the order of the catalogue.
    """
    standing = standing or standing_of(case, catalogue)
    chosen = {
        question.id: number
        for number, question in enumerate(unanswered(standing))
        if not question.derived and question.id not in passed and theme in (None, question.theme)
    }
    plans = prepare(catalogue).plans
    tried = open_questions(case, standing, plans, len(chosen), chosen)
    found = {one.question: one for one in tried}
    mentioned = {answer.question for answer in case.answers}
    chances = _Chances(case, catalogue)

    def order(name: str) -> tuple[bool, bool, float, int]:
        influence = found[name].influence if name in found else 0.0
        waits = catalogue.question[name].theme in later
        score = round(influence * chances.of(name), 6) if influence else 0.0
        return name in mentioned, waits, -score, chosen[name]

    return [
        found.get(name) or _without_influence(catalogue.question[name])
        for name in sorted(chosen, key=order)
    ]


def is_known(answer: Answer) -> bool:
    """Whether an answer says anything, for the whole or for one of the parties."""
    values = [answer.value, *(one.value for _, one in answer.per_party)]
    return any(value is not UNKNOWN for value in values)


class _Chances:
    """How likely it is that a question can be answered, by what could be answered so far.

    Every answer to the same theme counts, and the nearer in the catalogue, where questions about
    one subject stand together, the more. Without any the chance is a half.
    """

    ANYWHERE = 0.2
    """What an answer far away in the theme counts for; right beside it one more is added."""
    REACH = 2.0
    """At how many questions away what is added has fallen to 1/e."""

    def __init__(self, case: Case, catalogue: Catalogue) -> None:
        asked = [question for question in catalogue.questions if not question.derived]
        self._theme = {question.id: question.theme for question in asked}
        self._place = {question.id: place for place, question in enumerate(asked)}
        self._known: dict[str, list[tuple[int, bool]]] = {}
        for answer in case.answers:
            theme = catalogue.question[answer.question].theme
            place = self._place.get(answer.question, 0)
            self._known.setdefault(theme, []).append((place, is_known(answer)))

    def of(self, question: str) -> float:
        """The chance for one question, between 0 and 1."""
        here = self._place[question]
        weighed = [
            (self.ANYWHERE + math.exp(-abs(place - here) / self.REACH), known)
            for place, known in self._known.get(self._theme[question], ())
        ]
        heard = math.fsum(weight for weight, known in weighed if known)
        return (heard + 0.5) / (math.fsum(weight for weight, _ in weighed) + 1)


def _without_influence(question: Question) -> OpenQuestion:
    return OpenQuestion(question.id, question.text, question.short, 0.0, "", "")
