"""What the parties themselves answered: the municipality beside the others, theme by theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from pps_advisor.model.case.case import (
    SMALLEST_GROUP,
    Answer,
    Case,
    Party,
    PartyAnswer,
    PartyKind,
    is_asked,
)
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import AnswerType, Question
from pps_advisor.model.values import UNKNOWN, median, number_text
from pps_advisor.writing.views.outline import PerceptionsView, PerceptionTheme, PerceptionView
from pps_advisor.writing.words.words import answer_text, count, joined, party_name, sentence

FAR_APART = Decimal(2)
"""From this difference on, a rule makes it a finding of its own."""

_INTRO = (
    "Zo zien de partijen het zelf. Bij stellingen loopt de schaal van 1 (helemaal oneens) tot 5 "
    "(helemaal eens). Vulden meer mensen van een partij een vragenlijst in, dan staat hier hun "
    "middelste antwoord. Een verschil van 2 punten of meer tussen de gemeente en het midden van de "
    "andere partijen is een reden om erover te praten; het zegt niet wie gelijk heeft."
)
_FLOOR = (
    "Drie mensen per partij is een ondergrens en maakt niet anoniem. Dit document kan worden "
    "opgevraagd op grond van de Wet open overheid (Woo). Is een antwoord tot een persoon te "
    "herleiden, dan geldt de AVG: deel het dan niet verder dan nodig is."
)


@frozen
class Heard:
    """The answers to one question, given party by party.

    `own` is what the municipality answered and `middle` the median of `others`, on statements
    only; None where nobody was heard. `answers` holds every party in the order of the case,
    `silent` those that were to be asked and did not answer.
    """

    question: Question
    answers: tuple[tuple[Party, PartyAnswer], ...]
    silent: tuple[Party, ...]
    own: Decimal | None
    others: tuple[Decimal, ...]

    @property
    def middle(self) -> Decimal | None:
        return median(self.others) if self.others else None

    @property
    def gap(self) -> Decimal | None:
        """How many points the municipality is from the middle of the others."""
        middle = self.middle
        return None if self.own is None or middle is None else abs(self.own - middle)

    @property
    def far_apart(self) -> bool:
        return self.gap is not None and self.gap >= FAR_APART


@frozen
class HeardTheme:
    """What was heard about one theme."""

    id: str
    title: str
    heard: tuple[Heard, ...]

    @property
    def statements(self) -> tuple[Heard, ...]:
        """What stands on the scale from 1 to 5, and so in the picture."""
        return tuple(one for one in self.heard if one.own is not None or one.others)


def heard_by_theme(case: Case, catalogue: Catalogue) -> tuple[HeardTheme, ...]:
    """What parties answered themselves, in the order of the catalogue; themes without are left."""
    themes: dict[str, list[Heard]] = {}
    given = {answer.question: answer for answer in case.answers if answer.per_party}
    for question in catalogue.questions if given else ():
        answer = given.get(question.id)
        one = _heard(question, answer, case) if answer else None
        if one is not None:
            themes.setdefault(question.theme, []).append(one)
    titles = {id_: ruleset.title for id_, ruleset in catalogue.ruleset.items()}
    order = [*titles, *(id_ for id_ in themes if id_ not in titles)]
    return tuple(
        HeardTheme(id_, titles.get(id_, id_), tuple(themes[id_])) for id_ in order if id_ in themes
    )


def _heard(question: Question, answer: Answer, case: Case) -> Heard | None:
    given = dict(answer.per_party)
    answers = tuple(
        (party, given[party.id])
        for party in case.parties or ()
        if party.id in given and given[party.id].value is not UNKNOWN
    )
    if not answers:
        return None
    own, others = _numbers(question, answers, True), _numbers(question, answers, False)
    heard = {party.id for party, _ in answers}
    silent = tuple(
        one for one in case.parties or () if is_asked(question, one) and one.id not in heard
    )
    return Heard(question, answers, silent, median(own) if own else None, others)


def _numbers(
    question: Question, answers: Iterable[tuple[Party, PartyAnswer]], municipal: bool
) -> tuple[Decimal, ...]:
    if question.type is not AnswerType.LIKERT:
        return ()
    return tuple(
        one.value
        for party, one in answers
        if (party.kind is PartyKind.MUNICIPALITY) is municipal and isinstance(one.value, Decimal)
    )


def view_perceptions(case: Case, catalogue: Catalogue) -> PerceptionsView | None:
    """What there is to say about what parties answered; None when no party was asked itself."""
    themes = heard_by_theme(case, catalogue)
    if not themes:
        return None
    return PerceptionsView(
        intro=_INTRO,
        respondents=tuple(_respondents(themes, case)),
        note=" ".join((*_small(themes, case), _FLOOR)),
        themes=tuple(
            PerceptionTheme(theme.id, theme.title, tuple(map(_view, theme.heard)))
            for theme in themes
        ),
    )


def _view(heard: Heard) -> PerceptionView:
    municipal = [(p, a) for p, a in heard.answers if p.kind is PartyKind.MUNICIPALITY]
    partners = [(p, a) for p, a in heard.answers if p.kind is not PartyKind.MUNICIPALITY]
    question = heard.question
    others = joined([f"{party_name(p)} {answer_text(a.value, question)}" for p, a in partners])
    if heard.middle is not None and len(partners) > 1:
        others = f"{others}; midden {number_text(heard.middle)}"
    silent = [one for one in heard.silent if one.kind is not PartyKind.MUNICIPALITY]
    if silent:
        others = f"{others}; niet gehoord: {joined(list(map(party_name, silent)))}".lstrip("; ")
    municipality = any(one.kind is PartyKind.MUNICIPALITY for one in heard.silent)
    return PerceptionView(
        key=question.id,
        name=question.short,
        text=sentence(question.text),
        own=joined([answer_text(answer.value, question) for _, answer in municipal])
        or ("niet gehoord" if municipality else "niet gevraagd"),
        others=others,
        gap="" if heard.gap is None else count_points(heard.gap),
        far_apart=heard.far_apart,
    )


def count_points(points: Decimal) -> str:
    """A difference in words: ``2,5 punten``."""
    return f"{number_text(points)} {'punt' if points == 1 else 'punten'}"


def described(theme: HeardTheme) -> str:
    """The picture of a theme in sentences."""
    return " ".join(map(described_statement, theme.statements))


def described_statement(heard: Heard) -> str:
    """One row of a picture in a sentence."""
    parts = []
    if heard.own is not None:
        parts.append(f"gemeente {number_text(heard.own)}")
    if heard.others:
        parts.append(_spread(heard.others))
    if heard.gap is not None:
        kind = "groot verschil" if heard.far_apart else "verschil"
        parts.append(f"{kind}, {count_points(heard.gap)}" if heard.gap else "geen verschil")
    return f"{heard.question.short}: {'; '.join(parts)}."


def _spread(others: Sequence[Decimal]) -> str:
    low, high = min(others), max(others)
    if len(others) == 1:
        return f"de andere partij {number_text(low)}"
    middle = f"midden van {len(others)} andere partijen {number_text(median(others))}"
    if low == high:
        return f"{middle} (alle gelijk)"
    return f"{middle} (van {number_text(low)} tot {number_text(high)})"


def _respondents(themes: Iterable[HeardTheme], case: Case) -> Iterator[str]:
    """How many people answered on behalf of each party."""
    numbers = _people(themes)
    if not any(any(given) for given in numbers.values()):
        yield "Hoeveel mensen er antwoordden, staat niet in de casus"
        return
    for party in case.parties or ():
        given = numbers.get(party.id)
        if given is None:
            continue
        known = [number for number in given if number is not None]
        if not known:
            yield f"{party_name(party)}: aantal mensen niet bekend"
        elif min(known) == max(known):
            yield f"{party_name(party)}: {count(known[0], 'mens', 'mensen')}"
        else:
            yield f"{party_name(party)}: {min(known)} tot {max(known)} mensen per vraag"


def _people(themes: Iterable[HeardTheme]) -> dict[str, list[int | None]]:
    numbers: dict[str, list[int | None]] = {}
    for theme in themes:
        for heard in theme.heard:
            for party, answer in heard.answers:
                numbers.setdefault(party.id, []).append(answer.respondents)
    return numbers


def _small(themes: Iterable[HeardTheme], case: Case) -> Iterator[str]:
    """A warning about parties of which so few answered that they can be recognised."""
    numbers = _people(themes)
    names = [
        party_name(party)
        for party in case.parties or ()
        if any(number and number < SMALLEST_GROUP for number in numbers.get(party.id, ()))
    ]
    if names:
        yield (
            f"Van {joined(names)} antwoordden bij een of meer vragen minder dan drie mensen; die "
            "zijn dus te herkennen."
        )
