"""From a text in a file to a typed value, by the type of the question."""

from __future__ import annotations

from decimal import Decimal

from pps_advisor.model.knowledge.question import AnswerType, Question
from pps_advisor.model.values import UNKNOWN, Unknown, Value
from pps_advisor.reading.forms.fields import Fields, as_word, is_unknown
from pps_advisor.reading.yaml.node import ListNode, MapNode, Node, ScalarNode
from pps_advisor.reading.yaml.problems import (
    Problems,
    join_words,
    nearest,
    nearest_word,
    odd_characters,
    shown,
)

LIKERT_LOW, LIKERT_HIGH = Decimal(1), Decimal(5)


def value_of(node: Node, question: Question, problems: Problems) -> Value:
    """The typed value of a node; a wrong one is a Problem and reads as UNKNOWN."""
    if is_unknown(node):
        return UNKNOWN
    if question.type is AnswerType.WORDS:
        return _words_of(node, question, problems)
    if not isinstance(node, ScalarNode):
        problems.add(
            node,
            "verkeerde-vorm",
            f"Bij '{question.id}' hoort één waarde: {expected(question)}.",
            "Antwoorden van meer partijen staan onder 'per_partij'."
            if question.per_party
            else "Kies er één, of schrijf onbekend.",
        )
        return UNKNOWN
    if not node.text.strip():
        problems.add(
            node, "leeg", f"'{question.id}' is leeg.", f"{_choose(question)} Of laat de regel weg."
        )
        return UNKNOWN
    if question.type is AnswerType.DATE:
        return _fields(problems).date_of(node, question.id)
    if question.type in (AnswerType.NUMBER, AnswerType.LIKERT):
        return _number_of(node, question, problems)
    return _option_of(node, question, problems)


def expected(question: Question) -> str:
    """What may be answered, in words: ``ja, deels of nee``."""
    if question.options:
        words = reversed(question.option_ids) if _three_way(question) else question.option_ids
        return join_words(words)
    if question.type is AnswerType.LIKERT:
        return "een getal van 1 (helemaal oneens) tot 5 (helemaal eens)"
    if question.type is AnswerType.DATE:
        return "een datum (jjjj-mm-dd)"
    return f"een getal ({question.unit})" if question.unit else "een getal"


def _choose(question: Question) -> str:
    """The advice to choose, with ``onbekend`` among the possible answers."""
    if question.options:
        return f"Kies uit: {expected(question)}; of onbekend."
    return f"Vul in: {expected(question)}; of onbekend."


def _three_way(question: Question) -> bool:
    return question.type in (AnswerType.THREE_WAY, AnswerType.YES_NO)


def _fields(problems: Problems) -> Fields:
    """The typed readers, without a mapping of their own."""
    return Fields(MapNode(""), problems, "")


_SAID_OTHERWISE = {
    **dict.fromkeys(("weet_niet", "weet_ik_niet", "n.v.t", "nvt", "?", "-"), "onbekend"),
    **dict.fromkeys(("gedeeltelijk", "een_beetje"), "deels"),
    **dict.fromkeys(("true", "yes", "waar"), "ja"),
    **dict.fromkeys(("false", "no", "onwaar", "neen"), "nee"),
}
"""What people write for an answer, and what they mean."""


def _option_of(node: ScalarNode, question: Question, problems: Problems) -> Value:
    word = as_word(node.text)
    for option in question.options:
        if word == option.id or word == as_word(option.label):
            return option.id
    meant = _SAID_OTHERWISE.get(word.rstrip("."), "")
    if meant in (*question.option_ids, "onbekend"):
        hint = f"Bedoelt u '{meant}'?"
    else:
        # The answer that looks most like it may mean the opposite, so all are shown with it.
        near = "" if _three_way(question) else nearest_word(word, question.option_ids)
        maybe = f"Bedoelt u '{near}'? " if near else ""
        hint = f"{maybe}{_choose(question)}"
    problems.add(
        node,
        "verkeerde-waarde",
        f"{shown(node.text)} is geen antwoord op '{question.id}': {question.text}",
        f"{hint} {odd_characters(word)}".strip(),
    )
    return UNKNOWN


def _number_of(node: ScalarNode, question: Question, problems: Problems) -> Value:
    likert = question.type is AnswerType.LIKERT
    number = _fields(problems).number_of(node, question.id, fraction=likert)
    if isinstance(number, Unknown):
        return UNKNOWN
    off_scale = likert and not LIKERT_LOW <= number <= LIKERT_HIGH
    if off_scale or (not likert and number < 0 and not question.derived):
        problems.add(
            node,
            "verkeerde-waarde",
            f"{shown(node.text)} valt buiten de schaal van '{question.id}'.",
            f"Vul in: {expected(question)}; of onbekend."
            if off_scale
            else "Minder dan 0 kan niet.",
        )
        return UNKNOWN
    return number


def _words_of(node: Node, question: Question, problems: Problems) -> Value:
    items = node.items if isinstance(node, ListNode) else [node]
    words = []
    for item in items:
        word = as_word(item.text) if isinstance(item, ScalarNode) else ""
        if word not in question.option_ids:
            problems.add(
                item,
                "verkeerde-waarde",
                f"{shown(word)} kan niet bij '{question.id}'.",
                nearest(word, question.option_ids),
            )
        words.append(word)
    return tuple(sorted(set(words)))
