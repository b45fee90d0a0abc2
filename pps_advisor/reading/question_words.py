"""A question in words, for whoever has to answer it: options, scale, period and respondents."""

from __future__ import annotations

from pps_advisor.model.question import AnswerType, Question

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


def who(question: Question) -> str:
    """Who can answer, as in ``de adviseur of de partijen``."""
    names = [_RESPONDENTS.get(name, name) for name in question.respondents]
    return " of ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _meaning(option: str, label: str, meanings: dict[str, str]) -> str:
    said = meanings.get(option, "")
    if label.casefold() == option.replace("_", " ").casefold():
        return said
    return f"{label}. {said}".removesuffix(". ") if said else label


def _scale_mark(mark: str, meanings: dict[str, str]) -> str:
    ends, said = _LIKERT.get(mark, ""), meanings.get(mark, "")
    return f"{ends}. {said}" if ends and said else ends or said
