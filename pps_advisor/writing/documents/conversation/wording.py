"""The words for a question as it is asked: how, by whom, and what may be answered."""

from __future__ import annotations

from pps_advisor.model.knowledge.question import AnswerType, PerParty, Question
from pps_advisor.writing.words.words import joined

RESPONDENTS = {
    "adviseur": "de adviseur",
    "partij": "elke partij",
    "deelnemers": "deelnemers uit de doelgroep",
}
LIKERT = "een cijfer van 1 (helemaal oneens) tot 5 (helemaal eens)"


def respondents_text(question: Question) -> str:
    """Who can answer a question: `de adviseur of elke partij`."""
    who = [RESPONDENTS.get(word, word) for word in question.respondents]
    if question.per_party is PerParty.PARTNERS:
        who = ["elke partner" if word == "elke partij" else word for word in who]
    return joined(who, "of") or "wie het weet"


def options_text(question: Question) -> str:
    """What may be answered: `ja, deels of nee`."""
    if question.options:
        options = list(question.options)
        if question.type in (AnswerType.THREE_WAY, AnswerType.YES_NO):
            options.reverse()
        labels = [option.label.replace("_", " ") for option in options]
        unclear = any("," in label or " of " in label for label in labels)
        return "; ".join(labels) if unclear else joined(labels, "of")
    if question.type is AnswerType.LIKERT:
        return LIKERT
    if question.type is AnswerType.DATE:
        return "een datum"
    return f"een getal ({question.unit})" if question.unit else "een getal"


def asked_text(question: Question) -> str:
    """The question as it is put to people; a statement says that it is one."""
    if question.type is AnswerType.LIKERT:
        return f"Stelling: {_ended(question.text)}"
    if question.per_party is not None:
        whom = "elke partner" if question.per_party is PerParty.PARTNERS else "elke partij"
        return f"Aan {whom}: {question.text}"
    return question.text


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def period_text(question: Question) -> str:
    """Over which time a question goes, as a sentence; or nothing."""
    return f"Het gaat over {question.period}." if question.period else ""


def anchors_of(question: Question) -> list[tuple[str, str]]:
    """What the answers mean, one by one."""
    return [(question.label(key).replace("_", " "), text) for key, text in question.anchors]


def all_have_meaning(question: Question) -> bool:
    """Whether the meanings name every option, so that the options need not be listed as well."""
    return bool(question.options) and set(question.option_ids) <= {k for k, _ in question.anchors}
