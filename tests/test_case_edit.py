"""Putting answers into the text of a case file: only what changes is written."""

from __future__ import annotations

import difflib
import itertools
import random
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from pps_advisor.api import load_catalogue
from pps_advisor.errors import InvalidInput
from pps_advisor.model.canonical import digest
from pps_advisor.model.case.case import (
    Answer,
    Case,
    FlowKind,
    MoneyFlow,
    Party,
    PartyAnswer,
    PartyKind,
    Position,
    Role,
)
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import PerParty, Question
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.reading.case.edit import intended, with_answers
from pps_advisor.reading.case.reader import case_of
from pps_advisor.reading.yaml.door import parse_yaml
from pps_advisor.reading.yaml.node import MapNode
from pps_advisor.reasoning.assessment.assess import in_order

HEAD = """\
formaat: pps-advisor/casus@1
id: proef
titel: Een proef
gemeente: Voorbeeldstad
peildatum: 2026-11-01
"""
PARTIES = """\
partijen:   # wie doet mee
- {id: gemeente, soort: gemeente}
-   id:   bewoners    # nog te spreken
    soort: bewonersinitiatief
"""
ODD = [
    HEAD,
    HEAD.rstrip(),
    f"{HEAD}antwoorden:",
    f"{HEAD}antwoorden: onbekend  # nog niets\n",
    f"{HEAD}{PARTIES}antwoorden: {{}}\n# einde",
    f"""{HEAD}{PARTIES}
antwoorden:
    governance:    # over besluiten
           stuurgroep:   nee   # gebeld
           # los
           mandaat:
               # gelezen
               antwoord: ja
               toelichting: >-
                 a
                 # vast_aanspreekpunt:

                 b
               # tot hier
           # rollen_vastgelegd:
           # gelijke_stem: navragen
           interne_inbedding:
                   nee

    # einde van governance
    relaties: {{vertrouwen: 4,  'respect':  "3" }}   # uit de vragenlijst
    proces:
      # vorm_overleg:
""",
    f"""{HEAD}{PARTIES}antwoorden:
  governance:
    stuurgroep: 'nee'
    mandaat:
      toelichting: |+
        a
        b


      antwoord: deels
  relaties:
    vertrouwen:
      per_partij: {{gemeente: 4, bewoners: {{antwoord: 3.4, respondenten: 5}}}}
    respect:
      per_partij:
        gemeente: 2   # later

        bewoners:
          antwoord: 4
          respondenten: 3
...
""",
    '{"formaat":"pps-advisor/casus@1","id":"proef","titel":"T","gemeente":"G",'
    '"peildatum":"2026-11-01","partijen":[{"id":"gemeente","soort":"gemeente"}],'
    '"antwoorden":{"governance":{"stuurgroep":"nee","mandaat":"ja"}}}',
]
SHIPPED = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("cases/*.yaml"))]
TEXTS = ["", "", "kort", "Let op: een # hekje", "met \"dubbele\" en 'enkele'", "- streep", "[lijst"]
LONG = "Een toelichting met é, een # hekje en een : dubbele punt die langer is dan één regel. " * 3
LINE_ENDS: list[Callable[[str], str]] = [
    str,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: "\ufeff" + text,
    lambda text: text.replace("\n", "\r"),
]


@cache
def catalogue() -> Catalogue:
    """The core catalogue; not as a fixture, which hypothesis would write out when a test fails."""
    return load_catalogue()


def read(text: str, catalogue: Catalogue) -> Case:
    return case_of(parse_yaml(text.removeprefix("\ufeff"), "casus.yaml"), catalogue)


def says(case: Case) -> str:
    """What a case says, wherever it stands and in whatever order."""
    return digest(in_order(case))


def _value(question: Question, rng: random.Random) -> Value:
    if rng.random() < 0.15:
        return UNKNOWN
    if question.options:
        return rng.choice(question.option_ids)
    return Decimal(rng.choice(["1", "2", "3.4", "5"]))


def _answer(question: Question, case: Case, rng: random.Random) -> Answer:
    remarks = (rng.choice([*TEXTS, LONG.strip()]), rng.choice(TEXTS))
    asked = [
        party.id
        for party in case.parties or ()
        if question.per_party is PerParty.ALL or party.kind is not PartyKind.MUNICIPALITY
    ]
    if question.per_party is None or not asked or rng.random() < 0.5:
        return Answer(question.id, _value(question, rng), (), *remarks)
    chosen = rng.sample(asked, rng.randint(1, len(asked)))
    per_party = tuple(
        (party, PartyAnswer(_value(question, rng), rng.choice([None, 3, 12]))) for party in chosen
    )
    return Answer(question.id, UNKNOWN, per_party, *remarks)


def _parties(case: Case, rng: random.Random) -> Iterator[Party]:
    if case.parties and rng.random() < 0.2:
        changed = rng.choice(case.parties)
        yield evolve(
            changed,
            name="Een andere naam",
            roles=(Role.PARTNER, Role.EXECUTOR),
            position=rng.choice([Position(Decimal(3), UNKNOWN), None, changed.position]),
            position_by_others=rng.choice(
                [Position(Decimal(2), Decimal(4)), changed.position_by_others]
            ),
            explanation=rng.choice(TEXTS),
        )
    if rng.random() < 0.2:
        yield Party("nieuw", "Nieuw: de partij", PartyKind.FUND, explanation=rng.choice(TEXTS))


def lines_of(text: str, question: str) -> range:
    """The lines on which an answer stands; empty when it was not given."""
    node = parse_yaml(text.removeprefix("\ufeff"), "casus.yaml")
    for key in ("antwoorden", *question.split(".")):
        if not isinstance(node, MapNode) or key not in node.items:
            return range(0)
        name, node = node.items[key]
    first = name.line
    return range(first, first + len(text[name.begin : node.end].rstrip().splitlines()))


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 10**6),
    st.integers(0, len(SHIPPED + ODD) - 1),
    st.integers(0, len(LINE_ENDS) - 1),
)
def test_the_result_reads_as_intended_and_nothing_else_changes(
    seed: int, number: int, ends: int
) -> None:
    """Random answers, parties and money in every shape of file: the case is the intended one,
    and no comment, line end or byte order mark is lost."""
    rng, core, text = random.Random(seed), catalogue(), LINE_ENDS[ends]((SHIPPED + ODD)[number])
    case = read(text, core)
    asked = [question for question in core.questions if not question.derived]
    answers = [_answer(one, case, rng) for one in rng.sample(asked, rng.choice([1, 2, 20]))]
    parties = list(_parties(case, rng))
    flows = [MoneyFlow("nieuw", "nieuw2", FlowKind.GIFT)] if len(parties) == 2 else []
    if flows:
        parties.append(Party("nieuw2", "Nog een", PartyKind.COMPANY))

    new = with_answers(text, core, answers, parties, flows)

    assert says(intended(case, answers, parties, flows)) == says(read(new, core))
    assert text.startswith("\ufeff") == new.startswith("\ufeff")
    if "\r" in text:
        assert "\n" not in new.replace("\r\n", "") if "\n" in text else "\n" not in new
    for comment in re.findall(r"# [^\r\n]*[^:\r\n](?=[\r\n])", text):
        if not any(comment in str(answer) for answer in case.answers):
            assert comment in new


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, len(SHIPPED) - 1))
def test_every_line_outside_the_answers_that_change_stays(seed: int, number: int) -> None:
    """In the cases that ship, the lines that go are lines of an answer that was changed."""
    rng, core, text = random.Random(seed), catalogue(), SHIPPED[number]
    case = read(text, core)
    asked = [question for question in core.questions if not question.derived]
    answers = [_answer(one, case, rng) for one in rng.sample(asked, rng.choice([1, 3]))]
    may_change = {line for answer in answers for line in lines_of(text, answer.question)}

    new = with_answers(text, core, answers)

    before, after = text.splitlines(keepends=True), new.splitlines(keepends=True)
    for what, begin, end, _, _ in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        if what in ("delete", "replace"):
            assert set(range(begin, end)) <= may_change


def test_the_same_answer_leaves_the_file_as_it_is(core: Catalogue) -> None:
    """Saying again what the file says changes not one byte."""
    for text in [*SHIPPED, *ODD]:
        case = read(text, core)
        assert text == with_answers(text, core, case.answers, case.parties or (), case.flows or ())


WRITTEN = [
    ("stuurgroep: nee  # gebeld", ("ja",), "stuurgroep: ja  # gebeld"),
    ("stuurgroep: 'nee'", ("ja",), "stuurgroep: 'ja'"),
    ("# stuurgroep:", ("ja",), "stuurgroep: ja"),
    (
        "# stuurgroep: navragen\n    # mandaat:",
        (UNKNOWN,),
        "# stuurgroep: navragen\n    stuurgroep: onbekend\n    # mandaat:",
    ),
    (
        "stuurgroep: nee  # gebeld",
        ("deels", (), "Twee keer."),
        "stuurgroep:\n      antwoord: deels  # gebeld\n      toelichting: Twee keer.",
    ),
    (
        "stuurgroep:\n      antwoord: deels\n      toelichting: Oud.",
        ("ja",),
        "stuurgroep: ja",
    ),
    (
        "stuurgroep:\n      # gebeld\n      antwoord: deels\n      toelichting: Oud.",
        ("ja",),
        "stuurgroep:\n      # gebeld\n      antwoord: ja",
    ),
    (
        "stuurgroep:\n      antwoord: deels\n      toelichting: Oud.  # van Jan",
        ("ja",),
        "stuurgroep:\n      antwoord: ja\n      # van Jan",
    ),
    (
        "stuurgroep: nee\n    # mandaat:\n  relaties:\n    # te laat",
        ("ja",),
        "stuurgroep: ja\n    # mandaat:\n  relaties:\n    # te laat",
    ),
    (
        "stuurgroep: {antwoord: deels, bron: x}",
        ("ja", (), "a, b", "x"),
        'stuurgroep: {antwoord: ja, bron: x, toelichting: "a, b"}',
    ),
]


@pytest.mark.parametrize(("before", "answer", "after"), WRITTEN)
def test_an_answer_is_written_as_a_person_would(
    before: str, answer: tuple[Any, ...], after: str, core: Catalogue
) -> None:
    """A value changes where it stands; a remark makes a block of it, and leaves one again."""
    head = f"{HEAD}antwoorden:\n  governance:\n    "

    new = with_answers(f"{head}{before}\n", core, [Answer("governance.stuurgroep", *answer)])

    assert f"{head}{after}\n" == new


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("3", "\n      per_partij: {gemeente: 4, bewoners: {antwoord: 3.4, respondenten: 5}}"),
        (
            " 3  # uit de enquête",
            " {per_partij: {gemeente: 4, bewoners: {antwoord: 3.4, respondenten: 5}}}"
            "  # uit de enquête",
        ),
        (
            "\n      antwoord: 3  # uit de enquête",
            "\n      per_partij: {gemeente: 4, bewoners: {antwoord: 3.4, respondenten: 5}}"
            "  # uit de enquête",
        ),
        (
            " {per_partij: {gemeente: 2}}",
            " {per_partij: {gemeente: 4, bewoners: {antwoord: 3.4, respondenten: 5}}}",
        ),
        (
            "\n      per_partij:\n        gemeente: 2  # toen\n        bewoners: onbekend",
            "\n      per_partij:\n        gemeente: 4  # toen\n"
            "        bewoners: {antwoord: 3.4, respondenten: 5}",
        ),
    ],
)
def test_answers_per_party_change_where_they_stand(
    before: str, after: str, core: Catalogue
) -> None:
    """Only the parties whose answers change are touched; a new one joins in the same style."""
    head = f"{HEAD}{PARTIES}antwoorden:\n  relaties:\n    vertrouwen:"
    answers = (("gemeente", PartyAnswer(Decimal(4))), ("bewoners", PartyAnswer(Decimal("3.4"), 5)))

    new = with_answers(
        f"{head} {before}\n" if before == "3" else f"{head}{before}\n",
        core,
        [Answer("relaties.vertrouwen", UNKNOWN, answers)],
    )

    assert f"{head}{after}\n" == new


def test_comments_between_answers_per_party_stay(core: Catalogue) -> None:
    """Who replaces the answers of parties by one answer keeps what was noted with them."""
    text = f"""{HEAD}{PARTIES}antwoorden:
  relaties:
    respect:
      per_partij:
        gemeente: 2   # later
        bewoners: 4
"""

    new = with_answers(text, core, [Answer("relaties.respect", Decimal(3))])

    assert new == text.replace(
        "per_partij:\n        gemeente: 2   # later\n        bewoners: 4",
        "antwoord: 3\n      # later",
    )


def test_a_new_theme_comes_below_all_of_the_theme_before_it(core: Catalogue) -> None:
    """A question that waits as a comment, last in its theme, stays in that theme."""
    text = f"{HEAD}{PARTIES}antwoorden:\n  proces:\n    # vorm_overleg:\n"

    new = with_answers(
        text,
        core,
        [Answer("relaties.respect", Decimal(3)), Answer("proces.vorm_overleg", "online")],
    )

    assert new == text.replace("# vorm_overleg:", "vorm_overleg: online") + (
        "  relaties:\n    respect: 3\n"
    )


def test_parties_and_money_join_the_lists_in_their_style(core: Catalogue) -> None:
    """A new item looks like the last one; a list that was not there comes before the answers."""
    text = f"{HEAD}{PARTIES}antwoorden:\n  governance: {{stuurgroep: ja}}\n"

    new = with_answers(
        text,
        core,
        parties=[Party("fonds", "Fonds Samen", PartyKind.FUND, (Role.FINANCIER,))],
        flows=[MoneyFlow("fonds", "bewoners", FlowKind.GIFT, amount=Decimal(50000))],
    )

    added = """\
-   id:   bewoners    # nog te spreken
    soort: bewonersinitiatief
- id: fonds
  naam: Fonds Samen
  soort: fonds
  rollen: [financier]
geldstromen:
  - van: fonds
    naar: bewoners
    soort: gift
    bedrag_per_jaar: 50000
antwoorden:
"""
    assert added in new


def test_a_case_of_nothing_but_a_head_takes_answers(core: Catalogue) -> None:
    """Without a block for answers, and without a last line end, the block is made."""
    new = with_answers(HEAD.rstrip(), core, [Answer("governance.stuurgroep", "ja")])

    assert f"{HEAD}antwoorden:\n  governance:\n    stuurgroep: ja" == new


def test_a_wrong_file_is_refused_with_its_mistakes(core: Catalogue) -> None:
    """What cannot be read is not written to."""
    with pytest.raises(InvalidInput, match=r"3:1.*titell"):
        with_answers(
            HEAD.replace("titel:", "titell:"), core, [Answer("governance.stuurgroep", "ja")]
        )


@pytest.mark.parametrize(
    "answer",
    [
        Answer("governance.stuurgroep", "misschien"),
        Answer("governance.stuurgroep", "ja", (), "teken \x1b[31m"),
        Answer("relaties.vertrouwen", UNKNOWN, (("niemand", PartyAnswer(Decimal(4))),)),
    ],
)
def test_what_would_not_read_back_is_refused(answer: Answer, core: Catalogue) -> None:
    """An answer that the reader would refuse never reaches a file."""
    with pytest.raises(InvalidInput, match=f"niet-in-te-voegen.*{answer.question}"):
        with_answers(HEAD + PARTIES, core, [answer])


@pytest.mark.parametrize("text", SHIPPED + ODD)
def test_each_place_of_a_party_comes_changes_and_goes_alone(text: str) -> None:
    """How a party sees itself and how others see it are two answers: either can be unknown."""
    core = catalogue()
    case = read(text, core)
    places = (None, Position(Decimal(3), UNKNOWN), Position(Decimal(2), Decimal(4)))
    for number, party in enumerate(case.parties or ()):
        for own, others in itertools.product(places, places):
            wanted = evolve(party, position=own, position_by_others=others)

            changed = read(with_answers(text, core, parties=[wanted]), core)

            assert changed.parties
            assert changed.parties[number] == wanted
