"""The agenda of a meeting: what fits in the minutes, in the order of a good conversation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.model.case.case import Case, FlowKind, Role
from pps_advisor.model.case.fact import Facts
from pps_advisor.model.frozen import evolve, frozen
from pps_advisor.model.knowledge.conversation import (
    Apart,
    Conversation,
    ConversationBlock,
    ItemKind,
    Meeting,
)
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.model.outcome.guide import AgendaPart, Guide, Item
from pps_advisor.reasoning.conversation.guide_items import Material
from pps_advisor.reasoning.inference import plain_engine
from pps_advisor.reasoning.ranking.prepared import prepare
from pps_advisor.reasoning.ranking.standing import stand

LEAST_MINUTES, MOST_MINUTES = 30, 480
_BREAK_FROM, _BREAK = 120, 10
_BEFOREHAND = 8
_DESK = ("adviseur",)
_NO_PAYING = (FlowKind.MARKET, FlowKind.IN_KIND, FlowKind.SOCIAL_RETURN)
_WITHIN_A_BLOCK = (
    ItemKind.OPEN,
    ItemKind.PHASE,
    ItemKind.GAP,
    ItemKind.QUESTION,
    ItemKind.ADVICE,
)
"""First what anyone can say something about, then what is to be settled."""

_CLOSING = "Afspraken: wat, wie en wanneer"
_PAUSE = "Pauze"


def make_guide(assessment: Assessment, kind: str, minutes: int) -> Guide:
    """The guide for a meeting of this kind that lasts this many minutes.

    Raises InvalidInput when the rules describe no such meeting.
    """
    conversation = assessment.catalogue.conversation
    meeting = _meeting(conversation, kind)
    material = _material(assessment, conversation)  # type: ignore[arg-type]  # there, else raised
    payer = payer_present(assessment.case)
    kinds = material.items()
    apart = [item for item in _with_question(kinds) if _asked_apart(item, payer)]
    outside = set(map(id, apart))
    beforehand = [i for i in kinds[ItemKind.QUESTION] if id(i) not in outside and _at_desk(i)]
    outside |= set(map(id, beforehand))
    fit = {
        kind: [item for item in items if id(item) not in outside] for kind, items in kinds.items()
    }
    chosen = _choose(fit, meeting, material.conversation, _for_content(minutes))
    return Guide(
        case=assessment.case,
        catalogue=assessment.catalogue,
        meeting=meeting,
        minutes=minutes,
        phase=material.phase,
        agenda=_agenda(chosen, meeting, material.conversation, minutes),
        beforehand=tuple(beforehand[:_BEFOREHAND]),
        apart=tuple(apart[:_BEFOREHAND]),
        left=len(fit[ItemKind.QUESTION]) - sum(i.kind is ItemKind.QUESTION for i in chosen),
        payer_present=payer,
    )


def _meeting(conversation: Conversation | None, kind: str) -> Meeting:
    meetings = conversation.meetings if conversation else ()
    for meeting in meetings:
        if meeting.id == kind and conversation and conversation.blocks:
            return meeting
    hint = f"Kies uit: {', '.join(one.id for one in meetings)}." if meetings else ""
    sentence = f"De regels beschrijven geen bijeenkomst '{kind}'."
    raise InvalidInput([Problem(SourceLocation("--kind"), "onbekend-soort", sentence, hint)])


def _material(assessment: Assessment, conversation: Conversation) -> Material:
    facts = Facts({fact.question: fact for fact in assessment.facts})
    standing = stand(prepare(assessment.catalogue).scorer, plain_engine, facts)
    return Material(assessment, standing, conversation)


def payer_present(case: Case) -> bool:
    """Whether someone who pays is among the parties; so it is taken while that is unknown."""
    if case.parties is None:
        return True
    payers = {flow.giver for flow in case.flows or () if flow.kind not in _NO_PAYING}
    roles = (Role.FINANCIER, Role.COMMISSIONER)
    return any(
        party.id in payers or party.roles is None or any(role in roles for role in party.roles)
        for party in case.parties
    )


def _with_question(kinds: Mapping[ItemKind, Sequence[Item]]) -> list[Item]:
    return [*kinds[ItemKind.GAP], *kinds[ItemKind.QUESTION]]


def _asked_apart(item: Item, payer: bool) -> bool:
    """Whether an item does not belong in the group."""
    if item.care is None:
        return False
    return item.care.apart is Apart.ALWAYS or (item.care.apart is Apart.PAYER and payer)


def _at_desk(item: Item) -> bool:
    """Whether nobody at the table needs to be asked: it is found at a desk, or worked out."""
    question = item.question
    return question is not None and (question.derived or question.respondents == _DESK)


def _begin(minutes: int) -> int:
    return min(15, max(5, minutes // 9))


def _close(minutes: int) -> int:
    return min(30, max(8, minutes // 6))


def _break(minutes: int) -> int:
    return _BREAK if minutes >= _BREAK_FROM else 0


def _for_content(minutes: int) -> int:
    """What is left between the beginning, the break and the closing."""
    return minutes - _begin(minutes) - _close(minutes) - _break(minutes)


def _choose(
    kinds: Mapping[ItemKind, Sequence[Item]],
    meeting: Meeting,
    conversation: Conversation,
    room: int,
) -> list[Item]:
    """The items that fit, taken in turn from the kinds as the meeting chooses them."""
    waiting = {kind: list(items) for kind, items in kinds.items()}
    chosen: list[Item] = []
    while True:
        before = len(chosen)
        for name in meeting.choice:
            kind = ItemKind(name)
            takes = conversation.minutes[name]
            if waiting[kind] and takes <= room:
                chosen.append(evolve(waiting[kind].pop(0), minutes=takes))
                room -= takes
        if len(chosen) == before:
            return chosen


@frozen
class _Row:
    """A part of the agenda that has no place in time yet."""

    title: str
    minutes: int
    block: ConversationBlock | None = None
    items: tuple[Item, ...] = ()


def _agenda(
    chosen: Sequence[Item], meeting: Meeting, conversation: Conversation, minutes: int
) -> tuple[AgendaPart, ...]:
    """The parts from beginning to closing; the minutes that are over go to what is talked about."""
    over = _for_content(minutes) - sum(item.minutes for item in chosen)
    rows = list(_rows(_lengthened(chosen, over), conversation))
    begin = _begin(minutes) + (0 if chosen else over)
    rows = [_Row(meeting.begin, begin), *rows, _Row(_CLOSING, _close(minutes))]
    if _break(minutes):
        ends = list(accumulate(row.minutes for row in rows))
        place = next(n for n, end in enumerate(ends, 1) if 2 * end >= minutes or n + 1 == len(rows))
        rows.insert(place, _Row(_PAUSE, _break(minutes)))
    ends = list(accumulate(row.minutes for row in rows))
    return tuple(
        AgendaPart(row.title, end - row.minutes, end, row.block, row.items)
        for row, end in zip(rows, ends, strict=True)
    )


def _rows(chosen: Sequence[Item], conversation: Conversation) -> Iterator[_Row]:
    """The blocks that have something to talk about, in their order."""
    for block in conversation.blocks:
        items = [item for item in chosen if item.block == block.id]
        items.sort(key=lambda item: _WITHIN_A_BLOCK.index(item.kind))
        if items:
            yield _Row(block.title, sum(item.minutes for item in items), block, tuple(items))


def _lengthened(chosen: Sequence[Item], over: int) -> list[Item]:
    """The items with the minutes that are over spread among them, the first ones first."""
    count = max(1, len(chosen))
    return [
        evolve(item, minutes=item.minutes + over // count + (number < over % count))
        for number, item in enumerate(chosen)
    ]
