"""A question in words, for whoever has to answer it: options, scale, period and respondents."""

from __future__ import annotations

import unicodedata

from pps_advisor.model.knowledge.question import AnswerType, Question

_RESPONDENTS = {"adviseur": "de adviseur", "partij": "de partijen", "deelnemers": "de deelnemers"}
_LIKERT = {"1": "Helemaal oneens", "5": "Helemaal eens"}


def possible(question: Question) -> list[tuple[str, str]]:
    """Every answer that can be chosen or that marks a place on the scale, with what it means.

    The first is the answer as a file has it; ``ja`` comes before ``nee``.
    """
    meanings = dict(question.anchors)
    if question.options:
        options = list(question.options)
        if question.type in (AnswerType.THREE_WAY, AnswerType.YES_NO):
            options.reverse()
        return [(one.id, _meaning(one.id, one.label, meanings)) for one in options]
    if question.type is AnswerType.LIKERT:
        marks = sorted({*meanings, *_LIKERT})
        return [(mark, _scale_mark(mark, meanings)) for mark in marks]
    return list(question.anchors)


def in_words(question: Question) -> list[tuple[str, str]]:
    """As possible(), with the label of each option in the place of its id."""
    meanings = dict(question.anchors)
    if not question.options:
        return possible(question)
    return [(question.label(name), meanings.get(name, "")) for name, _ in possible(question)]


def asked(question: Question) -> str:
    """The text of a question, with the period that it is about."""
    if not question.period or question.period in question.text:
        return question.text
    return f"{question.text} (Over {question.period}.)"


def who(question: Question) -> str:
    """Who can answer, as in ``de adviseur of de partijen``."""
    names = [_RESPONDENTS.get(name, name) for name in question.respondents]
    return " of ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _meaning(option: str, label: str, meanings: dict[str, str]) -> str:
    said = meanings.get(option, "")
    if unaccented(label) == unaccented(option.replace("_", " ")):
        return said
    return f"{label}. {said}".removesuffix(". ") if said else label


def unaccented(text: str) -> str:
    """A text in small letters without accents, to compare it by."""
    return unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()


def _scale_mark(mark: str, meanings: dict[str, str]) -> str:
    ends, said = _LIKERT.get(mark, ""), meanings.get(mark, "")
    return f"{ends}. {said}" if ends and said else ends or said
