"""What people choose or type in a questionnaire, as a typed answer."""

from __future__ import annotations

import re
from decimal import Decimal

from pps_advisor.errors import SourceLocation
from pps_advisor.model.case.survey import LIKERT_WORDS, choices
from pps_advisor.model.knowledge.question import AnswerType, Question
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.reading.forms.answers import LIKERT_HIGH, LIKERT_LOW
from pps_advisor.reading.yaml.problems import Problems, join_words, shown

_DONT_KNOW = frozenset(
    ("weet ik niet", "weet niet", "onbekend", "geen mening", "n.v.t", "nvt", "w", "?", "-")
)
_NUMBER = re.compile(r"\d{1,12}([.,]\d{1,10})?", re.ASCII)
_STEP = re.compile(r"([1-5])\W*(\w.*)", re.ASCII | re.DOTALL)
_CODE = re.compile(r"a(\d{1,3})", re.ASCII)
_STARTS_FORMULA = ("=", "+", "@", "-", "\t", "\r")


def answer_of(text: str, question: Question, place: SourceLocation, problems: Problems) -> Value:
    """The typed answer in a cell; UNKNOWN when it was left open or is not known.

    What cannot be an answer is a Problem, and reads as UNKNOWN.
    """
    words = folded(text)
    if not words or words.rstrip(".") in _DONT_KNOW:
        return UNKNOWN
    if looks_like_formula(text):
        report_formula(place, problems)
        return UNKNOWN
    found = _option(words, question) if question.options else _number(words, question)
    if found is None:
        problems.add(
            place,
            "verkeerde-waarde",
            f"{shown(text)} is geen antwoord op '{question.id}'.",
            _choose(question),
        )
        return UNKNOWN
    return found


def folded(text: str) -> str:
    """A text without capitals, and with single spaces."""
    return " ".join(text.casefold().split())


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would compute this text; ``-`` alone is a way to answer nothing."""
    bare = text.lstrip(" ")
    return bare.startswith(_STARTS_FORMULA) and not _NUMBER.fullmatch(bare[1:].strip())


def report_formula(place: SourceLocation, problems: Problems) -> None:
    """Say that a formula stands where an answer belongs."""
    problems.add(
        place,
        "formule",
        "Hier staat een formule, geen antwoord. Formules worden niet gelezen en niet uitgevoerd.",
        "Vraag de invuller het antwoord te kiezen; wees voorzichtig met dit bestand.",
    )


def _option(words: str, question: Question) -> str | None:
    """An option by its label, its id, or its code in a survey tool (``A2`` is the second)."""
    for option in question.options:
        label, id_ = folded(option.label), option.id.casefold()
        if words in (id_, label, id_.replace("_", " "), label.replace("_", " ")):
            return option.id
    code = _CODE.fullmatch(words)
    place = int(code[1]) if code else 0
    shown_labels = choices(question)[:-1]
    if not 1 <= place <= len(shown_labels):
        return None
    return _option(folded(shown_labels[place - 1]), question)


def _number(words: str, question: Question) -> Decimal | None:
    likert = question.type is AnswerType.LIKERT
    number = Decimal(words.replace(",", ".")) if _NUMBER.fullmatch(words) else None
    if likert and number is None:
        number = _step(words)
    if number is None or (likert and not LIKERT_LOW <= number <= LIKERT_HIGH):
        return None
    return number


def _step(words: str) -> Decimal | None:
    """A step of the scale in words, with its number before it or not."""
    if words in LIKERT_WORDS:
        return Decimal(LIKERT_WORDS.index(words) + 1)
    if code := re.fullmatch(r"a([1-5])", words):
        return Decimal(code[1])
    match = _STEP.fullmatch(words)
    if match and match[2].rstrip(" .)") == LIKERT_WORDS[int(match[1]) - 1]:
        return Decimal(match[1])
    return None


def _choose(question: Question) -> str:
    given = choices(question)
    if question.type is AnswerType.LIKERT:
        return "Het antwoord is 1 (helemaal oneens) tot en met 5 (helemaal eens), of leeg."
    if not given:
        return "Het antwoord is een getal, of leeg."
    return f"Kies uit: {join_words(given)}; of leeg."
