"""What a questionnaire says to the people who fill it in."""

from __future__ import annotations

from collections.abc import Sequence

from pps_advisor.formats.plain.layout import clean
from pps_advisor.model.case.case import SMALLEST_GROUP
from pps_advisor.model.case.survey import DONT_KNOW, Survey
from pps_advisor.model.knowledge.question import AnswerType, Question
from pps_advisor.model.values import date_text
from pps_advisor.writing.words.words import sentence, upper_first

_SECONDS_EACH = 25
_NUMBER_WORDS = {1: "een", 2: "twee", 3: "drie", 4: "vier", 5: "vijf"}

ANSWERS_USED = (
    "Van een vraag gaan twee dingen naar het dossier en het advies: het middelste antwoord per "
    "partij (de mediaan) en hoeveel mensen van die partij antwoordden."
)
FLOOR = (
    f"Antwoorden minder dan {_NUMBER_WORDS[SMALLEST_GROUP]} mensen van een partij, dan tellen hun "
    "antwoorden alleen mee als de adviseur dat uitdrukkelijk wil. "
    f"{upper_first(_NUMBER_WORDS[SMALLEST_GROUP])} is een ondergrens en maakt niet anoniem: in een "
    "kleine groep kan iemand toch te herkennen zijn."
)
WOO = (
    "Ingevulde vragenlijsten, het dossier en het advies kunnen worden opgevraagd op grond van de "
    "Wet open overheid (Woo)."
)
AVG = (
    "Zijn antwoorden tot een persoon te herleiden, dan zijn het persoonsgegevens en geldt de AVG. "
    "De gemeente bewaart ze dan niet langer dan nodig is, en u kunt vragen wat er over u is "
    "vastgelegd."
)


def explanation(
    survey: Survey, people: int, contact: str, on_screen: bool = False
) -> tuple[tuple[str, str], ...]:
    """The parts of the explanation, each with its heading.

    `people` is how many columns for answers there are; `on_screen` is for a survey tool.
    """
    return (
        ("Waar dit over gaat", _purpose(survey)),
        ("Zo vult u in", _how(people, on_screen)),
        ("Wat er met uw antwoorden gebeurt", f"{ANSWERS_USED} {FLOOR}"),
        ("Wie uw antwoorden kan zien", f"{_names(people)} {WOO} {AVG}"),
        ("Meedoen is vrijwillig", _questions_to(contact)),
    )


def _purpose(survey: Survey) -> str:
    minutes = max(5, round(len(survey.questions) * _SECONDS_EACH / 300) * 5)
    return (
        f"Deze vragenlijst gaat over de samenwerking “{clean(survey.title)}” "
        f"({clean(survey.municipality)}, {date_text(survey.reference_date)}). Partijen zien een "
        "samenwerking vaak verschillend. Die verschillen zijn geen fout, maar een begin van een "
        f"gesprek. Invullen kost ongeveer {minutes} minuten."
    )


def _how(people: int, on_screen: bool) -> str:
    where = "uit de lijst in het gele vak. Elke persoon vult een eigen exemplaar in"
    if people > 1:
        where = "uit de lijst in het gele vak. Elke persoon vult een eigen kolom in"
    if on_screen:
        where = "dat het beste past"
    return (
        f"Kies bij elke vraag een antwoord {where}. Weet u het niet, kies dan ‘{DONT_KNOW}’ of "
        "laat de vraag open. Staat er ‘deze partij’ of ‘wij’, dan gaat "
        "het om uw eigen organisatie. Antwoord zoals u het zelf ervaart; goede of foute antwoorden "
        "zijn er niet."
    )


def _names(people: int) -> str:
    shared = (
        "Wie dit bestand krijgt, ziet ook de kolommen van anderen. Liever niet? Vraag om een eigen "
        "exemplaar. "
        if people > 1
        else ""
    )
    return f"{shared}Er wordt niet naar namen gevraagd; vul die ook nergens in."


def _questions_to(contact: str) -> str:
    to_whom = clean(contact).rstrip(".") or "degene van wie u deze vragenlijst kreeg"
    return f"U mag vragen overslaan en u mag stoppen. Vragen? Stel ze aan {to_whom}."


def asked(question: Question) -> str:
    """The text of a question, with the time that it is about."""
    period = f" Denk aan: {question.period}." if question.period else ""
    return sentence(question.text) + period


def meaning(question: Question) -> str:
    """What the answers stand for, one a line."""
    labels = dict(question.anchors)
    lines = [f"{_answer(question, key)}: {text}" for key, text in _in_order(question, labels)]
    return "\n".join(lines)


def _in_order(question: Question, labels: dict[str, str]) -> Sequence[tuple[str, str]]:
    """The anchors in the order of the answers that people choose from."""
    if question.type in (AnswerType.THREE_WAY, AnswerType.YES_NO):
        known = [id_ for id_ in reversed(question.option_ids) if id_ in labels]
        return [(id_, labels[id_]) for id_ in known]
    return list(labels.items())


def _answer(question: Question, key: str) -> str:
    return question.label(key).replace("_", " ")
