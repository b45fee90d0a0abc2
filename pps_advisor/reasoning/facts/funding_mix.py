"""Where the money comes from: one public source, and one-off private contributions.

As in funding.py, what is only partly described either counts for certain or may count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from pps_advisor.model.case.case import Case, Certainty, MoneyFlow, PartyKind
from pps_advisor.model.values import UNKNOWN, Unknown
from pps_advisor.reasoning.facts.derived import Amount, Derived, Given, agreed
from pps_advisor.reasoning.facts.flows import (
    is_money,
    is_over,
    may_be_certain,
    may_be_money,
    to_begin,
    total,
)

STATED_ONE_OFF = "financiering.eenmalig_aandeel"


def share_of_one_public_source(given: Given) -> Derived:
    """Percentage of the running funding that the largest public giver pays."""
    date = given.case.reference_date
    may = [flow for flow in given.case.flows or () if _may_run(flow, date) and flow.amount != 0]
    if not any(_runs(flow, date) for flow in may):
        return Derived(origin="van geen enkele geldstroom is bekend dat hij zeker is en loopt")
    inputs = tuple(flow.key for flow in may)
    givers = {flow.giver for flow in may}
    public, may_be_public = _public_parties(given.case)
    if not givers & may_be_public:
        return Derived(Decimal(0), "geen van de geldgevers is een overheid", inputs)
    if len(givers) == 1 and givers <= public:
        return Derived(
            Decimal(100), "er is maar één geldgever (inbreng in natura telt niet mee)", inputs
        )
    if not all(_runs(flow, date) for flow in may):
        return Derived(origin="niet van elke geldstroom is bekend of hij zeker is en loopt")
    share = agreed([_largest_share(may, public), _largest_share(may, may_be_public)])
    if isinstance(share, Unknown):
        return Derived(origin="niet van elke geldstroom zijn geldgever en bedrag bekend")
    return Derived(share, "de bedragen per jaar van de lopende geldstromen", inputs)


def _runs(flow: MoneyFlow, date: dt.date) -> bool:
    begun = not isinstance(flow.begin, Unknown) and flow.begin <= date
    runs = begun and not isinstance(flow.end, Unknown) and flow.end >= date
    return runs and flow.certainty is Certainty.CERTAIN and is_money(flow)


def _may_run(flow: MoneyFlow, date: dt.date) -> bool:
    runs = not to_begin(flow, date) and not is_over(flow, date)
    return runs and may_be_certain(flow) and may_be_money(flow)


def _public_parties(case: Case) -> tuple[set[str], set[str]]:
    """The parties whose money is public money, and those whose money may be."""
    kinds = {party.id: party.kind for party in case.parties or ()}
    public = {name for name, kind in kinds.items() if isinstance(kind, PartyKind) and kind.public}
    return public, public | {name for name, kind in kinds.items() if isinstance(kind, Unknown)}


def _largest_share(flows: Sequence[MoneyFlow], givers: set[str]) -> Amount:
    """The percentage of the largest of the givers in what the flows amount to."""
    whole = total(flow.amount for flow in flows)
    if isinstance(whole, Unknown) or not whole:
        return UNKNOWN
    largest = Decimal(0)
    for giver in givers:
        amount = total(flow.amount for flow in flows if flow.giver == giver)
        largest = largest if isinstance(amount, Unknown) else max(largest, amount)
    return round(100 * largest / whole, 1)


def one_off_share(given: Given) -> Derived:
    """Percentage of the private contributions that is one-off."""
    may, sure = _private_contributions(given.case)
    if not sure:
        return Derived(origin="er zijn geen zekere private bijdragen ingevuld")
    inputs = tuple(flow.key for flow in may)
    kinds = {flow.one_off for flow in may}
    if kinds in ({True}, {False}):
        words = "eenmalig" if True in kinds else "niet eenmalig"
        return Derived(
            Decimal(100 * (True in kinds)), f"alle private bijdragen zijn {words}", inputs
        )
    whole = total(flow.amount for flow in may)
    part = total(flow.amount for flow in may if flow.one_off is True)
    if len(sure) < len(may) or UNKNOWN in kinds:
        return Derived(origin="niet van elke private bijdrage is bekend of zij eenmalig is")
    if isinstance(whole, Unknown) or isinstance(part, Unknown):
        return Derived(origin="niet van elke private bijdrage is het bedrag bekend")
    return Derived(round(100 * part / whole, 1), "de bedragen van de private bijdragen", inputs)


def mostly_one_off(given: Given) -> Derived:
    """Whether more than half of the private contributions is one-off."""
    may, sure = _private_contributions(given.case)
    inputs = tuple(flow.key for flow in may)
    if sure and _surely_mostly(may, sure, one_off=True):
        return Derived("ja", "meer dan de helft van de private bijdragen is eenmalig", inputs)
    if sure and _surely_mostly(may, sure, one_off=False):
        return Derived("nee", "hoogstens de helft van de private bijdragen is eenmalig", inputs)
    stated = given.answers.get(STATED_ONE_OFF, UNKNOWN)
    if isinstance(stated, str):
        origin = f"het antwoord '{stated}' op de vraag of private bijdragen vooral eenmalig zijn"
        return Derived("ja" if stated == "ja" else "nee", origin, (STATED_ONE_OFF,))
    return Derived(origin="bij de private bijdragen zijn 'eenmalig' en de bedragen niet bekend")


def _surely_mostly(may: Sequence[MoneyFlow], sure: Sequence[MoneyFlow], *, one_off: bool) -> bool:
    """Whether contributions of this kind surely are more than half; recurring ones: at least."""
    others_at_most = total(flow.amount for flow in may if flow.one_off is not one_off)
    if isinstance(others_at_most, Unknown):
        return False
    ours = [flow.amount for flow in sure if flow.one_off is one_off]
    at_least = sum((amount for amount in ours if isinstance(amount, Decimal)), Decimal(0))
    more_than_that = UNKNOWN in ours
    if at_least == others_at_most:
        return more_than_that or not one_off
    return at_least > others_at_most


def _private_contributions(case: Case) -> tuple[list[MoneyFlow], list[MoneyFlow]]:
    """Contributions that may be private and certain, and those that surely are."""
    public, may_be_public = _public_parties(case)
    may = [
        flow
        for flow in case.flows or ()
        if flow.giver not in public and may_be_certain(flow) and flow.amount != 0
    ]
    sure = [
        flow
        for flow in may
        if flow.giver not in may_be_public and flow.certainty is Certainty.CERTAIN
    ]
    return may, sure
