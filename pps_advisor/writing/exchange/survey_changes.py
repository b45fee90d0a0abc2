"""What an import of answers would write into a case, before it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from pps_advisor.formats.plain.layout import clean, table, wrap
from pps_advisor.model.case.case import SMALLEST_GROUP, PartyAnswer
from pps_advisor.model.case.survey import (
    Change,
    Outcome,
    Response,
    Survey,
)
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.values import Unknown, Value
from pps_advisor.writing.words.words import answer_text, count, party_name

_NUMBER = 12
_PEOPLE = 10


def write_changes(
    survey: Survey,
    questions: dict[str, Question],
    responses: Sequence[Response],
    changes: Sequence[Change],
    left_out: Sequence[Outcome],
    together: Mapping[str, tuple[Value, Value]],
    width: int,
) -> str:
    """The answers that would come into the case, and those that are left out.

    `together` holds per question the answer of all parties together, before and after.
    """
    names = {party.id: clean(party_name(party)) for party in survey.parties}
    lines = [*wrap(f"{survey.title} ({survey.case_id})", width)]
    lines += [*wrap(f"Ingevuld door: {_people(responses, names)}.", width), ""]
    for question_id, group in groupby(changes, key=lambda one: one.outcome.question):
        question = questions[question_id]
        lines += _question(question, list(group), names, width)
        lines += [*_together(question, *together[question_id], width), ""]
    if not changes:
        lines += wrap("Er verandert niets in de casus.", width)
    if left_out:
        lines += _left_out(left_out, names, width)
    return "\n".join(lines).rstrip() + "\n"


def _people(responses: Iterable[Response], names: dict[str, str]) -> str:
    counts = Counter(response.party for response in responses)
    return ", ".join(f"{name} ({counts[id_]})" for id_, name in names.items() if counts[id_])


def _question(
    question: Question, changes: Sequence[Change], names: dict[str, str], width: int
) -> list[str]:
    lines = wrap(f"{question.short} [{question.id}]", width)
    rest = width - 2 - 2 - 2 - 2 - _PEOPLE
    answer = max(_NUMBER, *(len(answer_text(one.outcome.value, question)) for one in changes))
    answer = min(answer, rest // 3)
    party = (rest - answer) // 2
    rows = [
        (
            names[one.outcome.party],
            answer_text(one.outcome.value, question),
            count(one.outcome.respondents, "mens", "mensen"),
            _before(one.was, question),
        )
        for one in changes
    ]
    lines += [f"  {line}" for line in table(rows, (party, answer, _PEOPLE, rest - answer - party))]
    return lines


def _together(question: Question, before: Value, after: Value, width: int) -> list[str]:
    """What becomes of the answer for the collaboration as a whole."""
    was = "" if isinstance(before, Unknown) else f" (was {answer_text(before, question)})"
    why = ", want nog niet elke partij is gehoord" if isinstance(after, Unknown) else ""
    return wrap(f"Samen: {answer_text(after, question)}{was}{why}", width, "  ")


def _before(was: PartyAnswer | None, question: Question) -> str:
    if was is None:
        return "nieuw"
    people = f" ({count(was.respondents, 'mens', 'mensen')})" if was.respondents else ""
    return f"was {answer_text(was.value, question)}{people}"


def _left_out(left_out: Sequence[Outcome], names: dict[str, str], width: int) -> list[str]:
    counts = Counter(one.party for one in left_out)
    lines = wrap(f"Weggelaten, want minder dan {SMALLEST_GROUP} mensen antwoordden:", width)
    for id_, name in names.items():
        if counts[id_]:
            lines += wrap(f"{name}: {count(counts[id_], 'vraag', 'vragen')}", width, "  ", "    ")
    hint = (
        "Met --small komen ze toch in de casus. Doe dat alleen als deze mensen dat weten: hun "
        "antwoorden zijn te herkennen."
    )
    return [*lines, *wrap(hint, width)]
