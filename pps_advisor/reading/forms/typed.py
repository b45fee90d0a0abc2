"""What a person types, as a typed value: the rules of a case file, one answer at a time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.values import Unknown, Value
from pps_advisor.reading.forms.answers import value_of
from pps_advisor.reading.forms.fields import Fields
from pps_advisor.reading.forms.meant import date_meant
from pps_advisor.reading.yaml.node import MapNode, ScalarNode
from pps_advisor.reading.yaml.problems import Problems


def value_in(text: str, question: Question) -> Value | Problems:
    """The answer to a question, or the Problems with it."""
    problems = Problems()
    value = value_of(ScalarNode(text, "antwoord"), question, problems)
    return problems if problems.found else value


def number_in(text: str) -> Decimal | str:
    """A number, or a sentence on what is wrong with it."""
    problems = Problems()
    number = _fields(problems).number_of(ScalarNode(text.strip("€ "), ""), "bedrag of getal")
    return words(problems) if isinstance(number, Unknown) else number


def date_in(text: str) -> dt.date | str:
    """A date in any usual Dutch form, or a sentence on what is wrong with it."""
    problems = Problems()
    date = _fields(problems).date_of(ScalarNode(date_meant(text) or text, ""), "datum")
    return words(problems) if isinstance(date, Unknown) else date


def words(problems: Problems) -> str:
    """What is wrong and what to do about it, as sentences."""
    return " ".join(f"{one.sentence} {one.hint}".strip() for one in problems.found)


def _fields(problems: Problems) -> Fields:
    return Fields(MapNode(""), problems, "")
