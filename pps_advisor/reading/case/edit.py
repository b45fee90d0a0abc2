"""Put answers, parties and money flows into the text of a case file.

Only what changes is written; comments, order, spacing, quoting, line endings and a byte order
mark stay as they are. The result is read back, and must be exactly the case that was intended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.model.canonical import plain
from pps_advisor.model.case.case import Answer, Case, MoneyFlow, Party, PartyAnswer
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.reading.case.reader import case_of
from pps_advisor.reading.case.values import changed, text_of, whole
from pps_advisor.reading.yaml.door import parse_yaml
from pps_advisor.reading.yaml.node import ListNode, MapNode, Node, ScalarNode
from pps_advisor.reading.yaml.splice import Splicer
from pps_advisor.reading.yaml.text import Inline, Wanted

BYTE_ORDER_MARK = "\ufeff"
ORDER = (
    "formaat",
    "id",
    "titel",
    "gemeente",
    "peildatum",
    "raadsverkiezing",
    "bron",
    "toelichting",
    "fictief",
    "partijen",
    "geldstromen",
    "antwoorden",
)
"""The keys of a case file in the order in which people read them."""

_Changes = dict[str, "Wanted | None"]
_Entry = tuple[ScalarNode, Node]


def with_answers(
    text: str,
    catalogue: Catalogue,
    answers: Sequence[Answer] = (),
    parties: Sequence[Party] = (),
    flows: Sequence[MoneyFlow] = (),
    name: str = "<casus>",
) -> str:
    """The text of a case file with these answers, parties and money flows in it.

    An Answer takes the place of the whole answer to its question: its value or values per
    party, explanation and source. A Party takes the place of the party with its id, a MoneyFlow
    of the one with its `key`; others are added. `name` is how the file is called in messages.
    Raises InvalidInput when the text cannot be read as a case, or when what is asked for cannot
    be put into it; never gives a text that does not hold exactly the intended case.
    """
    return edit_case(text, catalogue, answers, parties, flows, name)[0]


def edit_case(
    text: str,
    catalogue: Catalogue,
    answers: Sequence[Answer] = (),
    parties: Sequence[Party] = (),
    flows: Sequence[MoneyFlow] = (),
    name: str = "<casus>",
) -> tuple[str, Case]:
    """As with_answers(), with the case as it is read from the new text."""
    bare = text.removeprefix(BYTE_ORDER_MARK)
    root = parse_yaml(bare, name)
    old = case_of(root, catalogue)
    new = intended(old, answers, parties, flows)
    if _same(old, new):
        return text, old
    assert isinstance(root, MapNode)
    changed = _spliced(bare, root, old, new, catalogue)
    read = None if changed is None else _read_back(changed, catalogue, name)
    if changed is None or read is None or not _same(read, new):
        raise InvalidInput([_cannot_write(name, answers)])
    return text[: len(text) - len(bare)] + changed, read


def intended(
    case: Case,
    answers: Sequence[Answer] = (),
    parties: Sequence[Party] = (),
    flows: Sequence[MoneyFlow] = (),
) -> Case:
    """The case as it will be with these answers, parties and money flows."""
    by_question = {answer.question: answer for answer in (*case.answers, *answers)}
    by_id = {party.id: party for party in (*(case.parties or ()), *parties)}
    given = list(case.flows or ())
    for flow in flows:
        places = [place for place, one in enumerate(given) if flow.key and one.key == flow.key]
        if places:
            given[places[0]] = flow
        else:
            given.append(evolve(flow, key=f"geldstromen[{len(given) + 1}]"))
    return evolve(
        case,
        answers=tuple(by_question.values()),
        parties=tuple(by_id.values()) if parties else case.parties,
        flows=tuple(given) if flows else case.flows,
    )


def _spliced(text: str, root: MapNode, old: Case, new: Case, catalogue: Catalogue) -> str | None:
    splicer = Splicer(text)
    wanted: _Changes = {}
    wanted.update(
        _list_changes(splicer, root.get("partijen"), "partijen", old.parties, new.parties)
    )
    wanted.update(
        _list_changes(splicer, root.get("geldstromen"), "geldstromen", old.flows, new.flows)
    )
    answers = _answer_changes(splicer, root.get("antwoorden"), old, new, catalogue)
    if answers:
        wanted["antwoorden"] = answers
    try:
        splicer.update(root, wanted, ORDER)
        return splicer.result()
    except (AssertionError, ValueError):  # YAML of a shape that the splicer cannot follow
        return None


def _answer_changes(
    splicer: Splicer, node: Node | None, old: Case, new: Case, catalogue: Catalogue
) -> dict[str, Wanted]:
    """What should become of the block ``antwoorden``, theme by theme."""
    before = {answer.question: answer for answer in old.answers}
    former = {current: was for was, current in catalogue.renamed}
    changes: dict[str, dict[str, Wanted]] = {}
    for answer in new.answers:
        was = before.get(answer.question)
        if was is not None and _same(was, answer):
            continue
        place, found = _find(node, (answer.question, former.get(answer.question, "")))
        theme, _, name = place.partition(".")
        changes.setdefault(theme, {})[name] = _answer(splicer, found, was, answer)
    return dict(changes)


def _find(node: Node | None, names: Sequence[str]) -> tuple[str, _Entry | None]:
    """Where an answer stands: under the id of its question, or the id that it had before."""
    for question in names:
        theme, _, name = question.partition(".")
        block = node.get(theme) if isinstance(node, MapNode) else None
        if isinstance(block, MapNode) and name in block.items:
            return question, block.items[name]
    return names[0], None


def _answer(splicer: Splicer, found: _Entry | None, was: Answer | None, answer: Answer) -> Wanted:
    """An answer as it should be written: as bare as it can be."""
    node = found[1] if found else None
    value: _Changes = {"antwoord": None, "per_partij": None}
    if answer.per_party:
        value["per_partij"] = Inline({party: _party_answer(a) for party, a in answer.per_party})
    else:
        value["antwoord"] = text_of(answer.value)
    remarks = {"toelichting": answer.explanation or None, "bron": answer.source or None}
    bare = not answer.per_party and not any(remarks.values())
    if bare and not (found and isinstance(node, MapNode) and splicer.has_comment(*found)):
        return text_of(answer.value)
    if was is not None and isinstance(node, MapNode):
        remarks = {
            key: text
            for key, text in remarks.items()
            if (text or "") != (was.explanation if key == "toelichting" else was.source)
        }
        value.update(_value_changes(node, was, answer))
    return {**value, **remarks}


def _value_changes(node: MapNode, was: Answer, answer: Answer) -> _Changes:
    """Only the parties whose answers change, where there are answers per party already."""
    block = node.get("per_partij")
    if not answer.per_party or not isinstance(block, MapNode):
        return {}
    before, now = dict(was.per_party), dict(answer.per_party)
    changes: dict[str, Wanted | None] = {}
    for party, one in now.items():
        if party not in before or not _same(before[party], one):
            changes[party] = _party_answer(one)
            if isinstance(block.get(party), MapNode) and one.respondents is None:
                changes[party] = {"antwoord": text_of(one.value), "respondenten": None}
    changes.update(dict.fromkeys(party for party in before if party not in now))
    return {"per_partij": changes}


def _party_answer(answer: PartyAnswer) -> Wanted:
    if answer.respondents is None:
        return text_of(answer.value)
    return Inline(antwoord=text_of(answer.value), respondenten=str(answer.respondents))


def _list_changes(
    splicer: Splicer,
    node: Node | None,
    key: str,
    old: Sequence[Party | MoneyFlow] | None,
    new: Sequence[Party | MoneyFlow] | None,
) -> _Changes:
    """Change the items of a list where they stand; what is left is to write the list anew."""
    before = list(old or ())
    if new is None or plain(before) == plain(list(new)):
        return {}
    if not isinstance(node, ListNode):
        return {key: [dict(whole(one)) for one in new]}
    for place, item in enumerate(node.items):
        changes = dict(changed(before[place], new[place]))
        if changes and isinstance(item, MapNode):
            splicer.update(item, changes, until=item.begin)
    added = [dict(whole(one)) for one in new[len(before) :]]
    if added:
        splicer.append(node, added)
    return {}


def _same(one: Any, other: Any) -> bool:
    return bool(_content(one) == _content(other))


def _content(value: Any) -> Any:
    """What a value says, wherever it stands in a file."""
    content = plain(value)
    if isinstance(value, Case):
        content["answers"] = sorted(content["answers"], key=lambda one: str(one["question"]))
        for answer in content["answers"]:
            answer["per_party"] = sorted(answer["per_party"])
    return content


def _read_back(text: str, catalogue: Catalogue, name: str) -> Case | None:
    try:
        return case_of(parse_yaml(text, name), catalogue)
    except InvalidInput:
        return None


def _cannot_write(name: str, answers: Sequence[Answer]) -> Problem:
    questions: Mapping[str, None] = dict.fromkeys(answer.question for answer in answers)
    what = f"Het antwoord op '{next(iter(questions))}'" if len(questions) == 1 else "De wijziging"
    return Problem(
        SourceLocation(name),
        "niet-in-te-voegen",
        f"{what} past niet in dit bestand zonder er meer aan te veranderen.",
        "Er is niets veranderd. Zet het antwoord er zelf in, met een tekstprogramma.",
    )
