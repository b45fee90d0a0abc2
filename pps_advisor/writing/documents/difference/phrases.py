"""The words for what differs: answers, facts, findings, themes, advice."""

from __future__ import annotations

from pps_advisor.model.case.case import Answer, Case, Certainty, MoneyFlow
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.knowledge.rule import Status
from pps_advisor.model.outcome.assessment import Advice, Finding, ThemeJudgement
from pps_advisor.model.outcome.difference import (
    AdviceChange,
    AnswerChange,
    FactChange,
    FindingChange,
    Movement,
    PartyChange,
    ThemeChange,
    Turn,
)
from pps_advisor.model.values import UNKNOWN, Unknown, Value, date_text
from pps_advisor.writing.words.words import (
    answer_text,
    count,
    joined,
    party_name,
    points,
    priority_text,
    severity_text,
    value_text,
    with_note,
    words_text,
)

TURNS = {
    Turn.BETTER: "beter",
    Turn.WORSE: "slechter",
    Turn.OTHER: "anders",
    Turn.SAME: "zelfde oordeel",
}


def answer_texts(change: AnswerChange, old: Case, new: Case) -> tuple[str, str]:
    """What was answered and what is answered now; of answers per party those that differ."""
    if not _by_party(change.old) and not _by_party(change.new):
        return _answer(change.old, change.question), _answer(change.new, change.question)
    names = {party.id: party_name(party) for case in (old, new) for party in case.parties or ()}
    before, after = _given(change.old), _given(change.new)
    differ = [one for one in {**before, **after} if before.get(one) != after.get(one)]
    return (
        _parties(change.old, before, differ, names, change.question),
        _parties(change.new, after, differ, names, change.question),
    )


def _by_party(answer: Answer | None) -> bool:
    return answer is not None and bool(answer.per_party)


def _answer(answer: Answer | None, question: Question) -> str:
    return answer_text(UNKNOWN if answer is None else answer.value, question)


def _given(answer: Answer | None) -> dict[str, tuple[Value, int | None]]:
    return {name: (a.value, a.respondents) for name, a in answer.per_party} if answer else {}


def _parties(
    answer: Answer | None,
    given: dict[str, tuple[Value, int | None]],
    differ: list[str],
    names: dict[str, str],
    question: Question,
) -> str:
    """The answers of the parties that differ, or the one answer that was given for all."""
    if not _by_party(answer):
        return _answer(answer, question)
    everyone = set(given.values()) if len(differ) == len(given) > 1 else set()
    if len(everyone) == 1 and everyone == {(next(iter(everyone))[0], None)}:
        return f"alle partijen {answer_text(next(iter(everyone))[0], question)}"
    texts = []
    for name in differ:
        value, respondents = given.get(name, (UNKNOWN, None))
        people = count(respondents, "persoon", "personen") if respondents else ""
        texts.append(f"{names.get(name, name)} {with_note(answer_text(value, question), people)}")
    return "; ".join(texts)


def fact_texts(change: FactChange) -> tuple[str, str]:
    """The old and the new value of a fact that was worked out."""
    old, new = (fact.value if fact else UNKNOWN for fact in (change.old, change.new))
    return value_text(old, change.question), value_text(new, change.question)


def party_text(change: PartyChange) -> str:
    """A party that joined, left, or is described otherwise."""
    party = change.new or change.old
    name = party_name(party) if party else ""
    if change.old is None:
        return f"{name} doet nu mee."
    if change.new is None:
        return f"{name} doet niet meer mee."
    pairs = (
        ("naam", party_name(change.old), party_name(change.new)),
        ("soort", words_text((change.old.kind,)), words_text((change.new.kind,))),
        ("rollen", words_text(change.old.roles), words_text(change.new.roles)),
        ("motieven", words_text(change.old.motives), words_text(change.new.motives)),
    )
    found = [f"{what} was {old} en is nu {new}" for what, old, new in pairs if old != new]
    positions = (change.old.position, change.old.position_by_others)
    if positions != (change.new.position, change.new.position_by_others):
        found.append("de positie is anders")
    return f"{name} is anders beschreven: {joined(found) or 'de toelichting of bron is anders'}."


def flow_text(flow: MoneyFlow, giver: str, receiver: str) -> str:
    """A money flow in one line."""
    kind = words_text((flow.kind,))
    term = f"{_day(flow.begin)} tot en met {_day(flow.end)}"
    amount = "" if isinstance(flow.amount, Unknown) else f", {_euros(flow.amount)} per jaar"
    certain = flow.certainty is Certainty.CERTAIN
    doubt = "" if certain else f", zekerheid: {words_text((flow.certainty,))}"
    return f"{kind} van {giver} naar {receiver}, {term}{amount}{doubt}"


def _euros(amount: object) -> str:
    return f"€ {amount:,.0f}".replace(",", ".")


def _day(day: object) -> str:
    return "onbekend" if isinstance(day, Unknown) else date_text(day)  # type: ignore[arg-type]


def theme_text(theme: ThemeJudgement | None) -> str:
    """A judgement with how much is known."""
    if theme is None:
        return "niet beoordeeld"
    return with_note(theme.judgement.value, f"{theme.answered} van {theme.asked} bekend")


def theme_turn(change: ThemeChange) -> str:
    """What became of a theme; with the same judgement, what did change."""
    if change.turn is not Turn.SAME or change.old is None or change.new is None:
        return TURNS[change.turn]
    if change.old.problems != change.new.problems:
        return f"{change.old.problems} knelpunten, nu {change.new.problems}"
    return TURNS[Turn.SAME]


def finding_text(change: FindingChange) -> str:
    """The title of a finding, with what it was and is."""
    old, new = change.old, change.new
    if old is None or new is None:
        only = new or old
        return with_note(change.rule.title, standing(only)) if only else change.rule.title
    return f"{change.rule.title}: was {standing(old)}, is nu {standing(new)}"


def standing(finding: Finding) -> str:
    """How certain and severe a finding is."""
    certain = "vast" if finding.status is Status.DEFINITE else "mogelijk"
    return ", ".join(filter(None, (certain, severity_text(finding))))


def advice_text(advice: Advice | None) -> str:
    """Where an advice stands, or that it is not given."""
    if advice is None:
        return "niet geadviseerd"
    if advice.status is Status.POSSIBLE:
        return f"misschien (kan {points(advice.priority_max)} worden)"
    return f"{priority_text(advice)}, plaats {advice.rank}"


def advice_movement(change: AdviceChange) -> str:
    """What became of an advice, in a few words."""
    if change.rejected is not None:
        return f"vervalt, omdat {change.rejected.because}"
    if change.movement is Movement.OTHER and change.old and change.new:
        return joined(_forms(change.old, change.new))
    if change.movement in (Movement.ROSE, Movement.FELL) and change.old and change.new:
        was, now = change.old.status, change.new.status
        if was is not now:
            return "wordt vast" if now is Status.DEFINITE else "wordt onzeker"
        if change.old.priority == change.new.priority:
            return "kan hoger uitkomen" if change.movement is Movement.ROSE else "minder onzeker"
    return {
        Movement.CAME: "erbij",
        Movement.WENT: "vervalt",
        Movement.ROSE: "hoger",
        Movement.FELL: "lager",
    }.get(change.movement, "anders")


def _forms(old: Advice, new: Advice) -> list[str]:
    """In what other form an advice is given."""
    found = []
    if old.arranged != new.arranged:
        found.append("is al geregeld: verbeter het" if new.arranged else "is niet meer geregeld")
    if old.start_small != new.start_small:
        found.append("nu ook in een lichtere vorm" if new.start_small else "nu in de volle vorm")
    if old.provided_that != new.provided_that:
        found.append("nu onder voorwaarde" if new.provided_that else "nu zonder voorwaarde")
    return found
