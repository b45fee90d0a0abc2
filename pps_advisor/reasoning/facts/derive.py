"""Facts of a case: what was answered, and what follows from parties, money flows and dates.

Partial data give UNKNOWN, unless every way to complete them gives the same value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from pps_advisor.model.case.case import Case
from pps_advisor.model.case.fact import Fact, Facts
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.values import Value, date_text
from pps_advisor.reasoning.facts import funding, funding_mix, parties, perspectives, terms
from pps_advisor.reasoning.facts.derived import Derivation, Derived, Given


def months_to_election(given: Given) -> Derived:
    """Whole months from the reference date to the next council election."""
    case = given.case
    election = terms.next_election(case.reference_date, case.council_election)
    if election is None:
        return Derived(origin="na deze peildatum is geen raadsverkiezing te berekenen")
    months = Decimal(terms.whole_months(case.reference_date, election))
    inputs = ("peildatum", "raadsverkiezing") if case.council_election else ("peildatum",)
    return Derived(months, f"raadsverkiezing op {date_text(election)}", inputs)


DERIVATIONS: Mapping[str, Derivation] = {
    "partijen.aantal": parties.number_of_parties,
    "partijen.soorten": parties.kinds_of_parties,
    "partijen.motief_niet_uitgesproken": parties.motive_unspoken,
    "partijen.positie_anders_gezien": parties.position_seen_differently,
    "gemeente.doet_mee": parties.municipality_takes_part,
    "gemeente.rollen": parties.roles_of_municipality,
    "gemeente.dubbelrol": parties.double_role,
    "financiering.zekere_looptijd_jaren": funding.granted_term,
    "financiering.resterende_zekerheid": funding.certain_months_left,
    "financiering.een_bron": funding_mix.share_of_one_public_source,
    "financiering.eenmalig_percentage": funding_mix.one_off_share,
    "financiering.vooral_eenmalig": funding_mix.mostly_one_off,
    "politiek.maanden_tot_verkiezing": months_to_election,
    "politiek.einde_geld_na_verkiezing": funding.end_of_money_after_election,
}

USES: Mapping[str, tuple[str, ...]] = {
    "financiering.zekere_looptijd_jaren": (funding.STATED_TERM,),
    "financiering.vooral_eenmalig": (funding_mix.STATED_ONE_OFF,),
}
"""The answers that a derivation looks at besides the parties, flows and dates."""

_IMPORT = re.compile(r"^from pps_advisor\S* import (?:\([^)]*\)|.*)\n", re.MULTILINE)
_MODULES = (
    "derive",
    "derived",
    "flows",
    "funding",
    "funding_mix",
    "parties",
    "perspectives",
    "terms",
)


def facts_of(case: Case, catalogue: Catalogue) -> Facts:
    """All facts of a case: its answers, what the parties differ in, and the derived facts."""
    facts: dict[str, Fact] = {}
    for answer in case.answers:
        for fact in perspectives.party_facts(case, catalogue.question[answer.question], answer):
            facts[fact.question] = fact
    given = Given(case, {name: fact.value for name, fact in facts.items()})
    for name, derive in DERIVATIONS.items():
        if name in catalogue.question:
            found = derive(given)
            facts[name] = Fact(name, found.value, found.origin, found.inputs)
    return Facts(facts)


def subjects_of(question: str, uses: Mapping[str, tuple[str, ...]] = USES) -> tuple[str, ...]:
    """A question, and the facts that an answer to it can change (see changes_with)."""
    return _core_subjects(question) if uses is USES else _subjects(question, uses)


@cache
def _core_subjects(question: str) -> tuple[str, ...]:
    return _subjects(question, USES)


def _subjects(question: str, uses: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    found = [question, f"{question}.minst_gunstig"]
    for name, used in uses.items():
        if any(one in found for one in used):
            found.append(name)
    return tuple(found)


def changes_with(
    case: Case, values: Mapping[str, Value], question: str, value: Value
) -> dict[str, Value]:
    """The values that differ when one open question is answered with `value`."""
    changed: dict[str, Value] = {question: value, f"{question}.minst_gunstig": value}
    given = Given(case, {**values, question: value})
    for name, uses in USES.items():
        if question in uses:
            changed[name] = DERIVATIONS[name](given).value
    return changed


@cache
def code_of_derivations() -> str:
    """The source of the derivations, which is part of what the advice rests on.

    Where a name is imported from does not count: a file that moves changes no advice.
    """
    folder = Path(__file__).parent
    code = "".join((folder / f"{name}.py").read_text(encoding="utf-8") for name in _MODULES)
    return _IMPORT.sub("", code)
