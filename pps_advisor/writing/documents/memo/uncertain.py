"""What is uncertain, and what would change the advice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pps_advisor.formats.document import Block, Section
from pps_advisor.model.knowledge.question import AnswerType
from pps_advisor.writing.documents.blocks import bullets, lead_para, para, plain, table
from pps_advisor.writing.documents.memo.dutch import counted, curly, in_words, likert_text, quoted
from pps_advisor.writing.documents.memo.material import Material
from pps_advisor.writing.documents.memo.parts import Part, part
from pps_advisor.writing.words.words import joined, sentence, thousands, upper_first

_SIGN = re.compile(r"^-(?=\d)")
_SURE = 0.9
FIRST = 5
"""Of how many places at the top it is counted who gets there with other weights."""


def uncertain_part(material: Material, most: int = 6) -> Section:
    """What is not known, how firm the order is, and which answers change it."""
    return part(Part.UNCERTAIN, "Wat nog onzeker is", uncertain(material, most))


def uncertain(material: Material, most: int) -> Iterator[Block]:
    """The text of the uncertainty, with at most so many questions."""
    yield para(f"{known_text(material, name_question=False)} {_possible_text(material)}".strip())
    steady = _steady_text(material)
    if steady:
        yield lead_para("Hoe stevig de volgorde is.", steady)
    rows = list(question_rows(material, most))
    if rows:
        yield lead_para(
            "Wat het advies kan veranderen.",
            "Deze vragen zijn nog open. In de tabel staat welk antwoord het meest verandert, en "
            "wat er dan verandert.",
        )
        yield from table(
            "Open vragen die het advies kunnen veranderen",
            ("Vraag", "Bij dit antwoord", "Verandert het advies zo"),
            rows,
            (0.46, 0.2, 0.34),
        )
    remarks = material.outline.remarks
    if remarks:
        yield lead_para("Opmerkingen bij de gegevens.", "")
        yield from bullets(plain(sentence(remark)) for remark in remarks)


def known_text(material: Material, name_question: bool = True) -> str:
    """How much is known, and the question that matters most."""
    answered, asked = material.known
    verb = "is er" if answered == 1 else "zijn er"
    known = in_words(answered) if answered else "nul"
    text = (
        f"Van de {counted(asked, 'vraag', 'vragen')} {verb} {known} beantwoord. Wat niet bekend "
        "is, telt niet als goed en niet als slecht."
    )
    if asked and answered == asked:
        text = "Alle vragen zijn beantwoord."
    questions = material.outline.questions
    if name_question and questions:
        text += (
            f" Het meest kan het advies nog veranderen door {_answer(material, questions[0].key)}"
        )
    return text


def _answer(material: Material, key: str) -> str:
    """The answer to a question, named within a sentence that it ends."""
    question = material.catalogue.question[key]
    if question.type is AnswerType.LIKERT:
        return f"het oordeel over de stelling {quoted(question.text)}"
    per_party = "van elke partij " if question.per_party else ""
    return f"het antwoord {per_party}op de vraag {quoted(question.text)}"


def _possible_text(material: Material) -> str:
    found = material.possible_problems
    if not found:
        return ""
    if found == 1:
        return "Eén knelpunt is mogelijk: of het speelt, hangt af van een antwoord dat ontbreekt."
    return (
        f"Er zijn {in_words(found)} knelpunten mogelijk: of zij spelen, hangt af van antwoorden "
        "die nog ontbreken. Zij tellen in deze nota niet als knelpunt."
    )


def _steady_text(material: Material) -> str:
    """Which recommendations stay in the first five whatever the weights, and which may not."""
    draws = material.assessment.provenance.draws
    shares = [(view, material.advice_of(view).top_share) for view in material.advice]
    sure = [view.short for view, share in shares if share and share >= _SURE]
    unsure = [
        f"{view.short} ({max(1, round(share * 100))}%)"
        for view, share in shares
        if share and share < _SURE
    ]
    if not draws or not (sure or unsure) or len(material.outline.advice) <= FIRST:
        return ""
    text = (
        "Hoe zwaar een reden weegt, is een keuze. Daarom is de volgorde "
        f"{thousands(draws)} keer berekend met andere gewichten."
    )
    if sure:
        text += f" Bij de eerste {in_words(FIRST)} {_hoort(sure)} bijna altijd: {joined(sure)}."
    if unsure and not sure:
        text += f" Bij de eerste {in_words(FIRST)} {_hoort(unsure)} soms: {joined(unsure)}."
    elif unsure:
        text += f" Soms {_hoort(unsure)} daar ook bij: {joined(unsure)}."
    return text


def _hoort(names: list[str]) -> str:
    return "hoort" if len(names) == 1 else "horen"


def question_text(material: Material, key: str) -> str:
    """A question for people who do not see the case file; a statement is named as one."""
    question = material.catalogue.question[key]
    if question.type is AnswerType.LIKERT:
        return f"Stelling: {question.text}"
    return f"Per partij: {question.text}" if question.per_party else question.text


def question_sentence(material: Material, key: str) -> str:
    """A question as one asks it in a letter, whoever answered it in what way."""
    question = material.catalogue.question[key]
    if question.type is AnswerType.LIKERT:
        return f"Zijn partijen het eens met de stelling {quoted(question.text.removesuffix('.'))}?"
    if question.per_party:
        return f"Voor elke partij: {question.text[:1].lower()}{question.text[1:]}"
    return question.text


def question_rows(material: Material, most: int) -> Iterator[tuple[str, str, str]]:
    """The open questions that matter most, with the answer that changes most."""
    for one in material.assessment.open_questions[:most]:
        question = material.catalogue.question.get(one.question)
        if question is None:
            continue
        likert = question.type is AnswerType.LIKERT
        answer = likert_text(one.answer) if likert else _SIGN.sub("min ", one.answer)
        effect = curly(sentence(one.effect))
        yield question_text(material, one.question), upper_first(answer), effect
