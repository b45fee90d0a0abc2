"""A survey among the parties: which questions it asks, and what the answers come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from pps_advisor.model.case.case import Answer, Case, Party, PartyAnswer, is_asked
from pps_advisor.model.case.survey import (
    Change,
    Outcome,
    Response,
    Survey,
    can_be_asked,
)
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.reasoning.facts.derive import facts_of
from pps_advisor.reasoning.facts.perspectives import median_of, party_facts
from pps_advisor.reasoning.ranking.themes import matters


def questionnaire(case: Case, catalogue: Catalogue, themes: Collection[str] = ()) -> Survey:
    """What the parties of a case are asked: all that can be answered per party and matters here.

    `themes` limits the questions to some themes; none means all.
    """
    values = facts_of(case, catalogue).values()
    parties = case.parties or ()
    questions = [
        one
        for one in catalogue.questions
        if can_be_asked(one)
        and (not themes or one.theme in themes)
        and matters(one, values)
        and any(is_asked(one, party) for party in parties)
    ]
    titles = {ruleset.id: ruleset.title for ruleset in catalogue.rulesets}
    return Survey(
        case_id=case.id,
        title=case.title,
        municipality=case.municipality,
        reference_date=case.reference_date,
        parties=parties,
        questions=tuple(sorted(questions, key=lambda one: _first(questions, one.theme))),
        themes=tuple((id_, titles.get(id_, id_)) for id_ in dict.fromkeys(_themes(questions))),
        fingerprint=catalogue.fingerprint,
    )


def _themes(questions: Iterable[Question]) -> list[str]:
    return [one.theme for one in questions]


def _first(questions: Sequence[Question], theme: str) -> int:
    """Where a theme begins, so that a plugin's questions join the theme they add to."""
    return _themes(questions).index(theme)


def outcomes(
    asked: Iterable[Question], parties: Iterable[Party], responses: Sequence[Response]
) -> tuple[Outcome, ...]:
    """What the people of each party answered: one median per question and party.

    Only who answered a question counts for it; who does not know moves nothing.
    """
    given: dict[tuple[str, str], list[Value]] = {}
    for response in responses:
        for question, value in response.answers:
            if value is not UNKNOWN:
                given.setdefault((question, response.party), []).append(value)
    ids = [party.id for party in parties]
    return tuple(
        _outcome(question, party, values)
        for question in asked
        for party in ids
        if (values := given.get((question.id, party)))
    )


def _outcome(question: Question, party: str, values: Sequence[Value]) -> Outcome:
    """The median of answers on the scale; what most people answer off the scale goes before it.

    Between two options the median is the less favourable one, as it is between parties.
    """
    off_scale = {option.id for option in question.options if option.off_scale}
    aside = Counter(value for value in values if value in off_scale)
    for word, number in aside.most_common(1):
        if 2 * number > len(values):
            return Outcome(question.id, party, word, number)
    on_scale = [value for value in values if value not in off_scale]
    if not on_scale:
        return Outcome(question.id, party, UNKNOWN, len(values))
    return Outcome(question.id, party, median_of(on_scale, question), len(on_scale))


def changes_by(case: Case, found: Iterable[Outcome]) -> tuple[Change, ...]:
    """What outcomes would change in a case; an outcome that is already there changes nothing."""
    changes = []
    for outcome in found:
        answer = case.answer(outcome.question) or Answer(outcome.question)
        was = dict(answer.per_party).get(outcome.party)
        if was is None or (was.value, was.respondents) != (outcome.value, outcome.respondents):
            changes.append(Change(outcome, was))
    return tuple(changes)


def together(
    case: Case, catalogue: Catalogue, answers: Iterable[Answer]
) -> dict[str, tuple[Value, Value]]:
    """What each answer is for the collaboration as a whole, as it is now and as it will be."""
    now = facts_of(case, catalogue)
    return {
        answer.question: (
            now.value(answer.question),
            next(party_facts(case, catalogue.question[answer.question], answer)).value,
        )
        for answer in answers
    }


def answers_with(case: Case, changes: Iterable[Change]) -> tuple[Answer, ...]:
    """The answers of a case that change; explanation, source and other parties stay."""
    changed: dict[str, Answer] = {}
    for change in changes:
        outcome = change.outcome
        answer = changed.get(outcome.question) or case.answer(outcome.question)
        answer = answer or Answer(outcome.question)
        given = {
            **dict(answer.per_party),
            outcome.party: PartyAnswer(outcome.value, outcome.respondents),
        }
        changed[outcome.question] = evolve(answer, value=UNKNOWN, per_party=tuple(given.items()))
    return tuple(changed.values())
