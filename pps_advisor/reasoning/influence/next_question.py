"""Which question to ask next: the one whose answer would change the advice most."""

from __future__ import annotations

from collections.abc import Collection

from pps_advisor.model.case.case import Answer, Case
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.outcome.assessment import OpenQuestion
from pps_advisor.model.values import UNKNOWN
from pps_advisor.reasoning.facts import local_facts
from pps_advisor.reasoning.inference import plain_engine
from pps_advisor.reasoning.influence.influence import open_questions, unanswered
from pps_advisor.reasoning.ranking.prepared import prepare
from pps_advisor.reasoning.ranking.standing import Standing, stand


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
    share of the questions of the theme that could be answered so far (so that a theme of which
    little is known waits); a question whose answer would by itself change nothing comes last, in
    the order of the catalogue.
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
    known = _known_shares(case, catalogue)

    def order(name: str) -> tuple[bool, bool, float, int]:
        influence = found[name].influence if name in found else 0.0
        subject = catalogue.question[name].theme
        score = round(influence * known.get(subject, 0.5), 6)
        return name in mentioned, subject in later, -score, chosen[name]

    return [
        found.get(name) or _without_influence(catalogue.question[name])
        for name in sorted(chosen, key=order)
    ]


def is_known(answer: Answer) -> bool:
    """Whether an answer says anything, for the whole or for one of the parties."""
    values = [answer.value, *(one.value for _, one in answer.per_party)]
    return any(value is not UNKNOWN for value in values)


def _known_shares(case: Case, catalogue: Catalogue) -> dict[str, float]:
    """Per theme the share of its questions that could be answered, starting from a half."""
    known: dict[str, list[bool]] = {}
    for answer in case.answers:
        known.setdefault(catalogue.question[answer.question].theme, []).append(is_known(answer))
    return {theme: (sum(given) + 1) / (len(given) + 2) for theme, given in known.items()}


def _without_influence(question: Question) -> OpenQuestion:
    return OpenQuestion(question.id, question.text, question.short, 0.0, "", "")
