"""A case with other answers, and the facts that differ with them."""

from __future__ import annotations

from collections.abc import Iterable

from pps_advisor.model.case.case import Answer, Case, PartyAnswer
from pps_advisor.model.case.change import Change
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.values import UNKNOWN
from pps_advisor.reasoning.facts.perspectives import parties_asked


def with_changes(case: Case, catalogue: Catalogue, changes: Iterable[Change]) -> Case:
    """The case as it would be with other answers; the case itself stays as it is."""
    for change in changes:
        question = catalogue.question[change.question]
        answer = changed_answer(case, question, change)
        others = tuple(one for one in case.answers if one.question != change.question)
        case = evolve(case, answers=(*others, answer))
    return case


def changed_answer(case: Case, question: Question, change: Change) -> Answer:
    """The answer to a question after a change.

    Where the parties answered one by one, a change of everyone is a change of each of them.
    Where one answer was given for all, a change of one party leaves that answer to the others.
    """
    old = case.answer(question.id)
    if change.party is None:
        if old is None or not old.per_party or change.value is UNKNOWN:
            return Answer(question.id, change.value)
        asked = [party.id for party in parties_asked(case, question)]
        same = PartyAnswer(change.value)
        return Answer(question.id, per_party=tuple((party, same) for party in asked))
    given = dict(old.per_party) if old else {}
    if old is not None and not old.per_party and old.value is not UNKNOWN:
        given = {party.id: PartyAnswer(old.value) for party in parties_asked(case, question)}
    given[change.party] = PartyAnswer(change.value)
    return Answer(question.id, per_party=tuple(given.items()))
