"""What follows from the parties and money flows of a case, for initiatives in the neighbourhood.

As in the core, what is only partly filled in gives no value, unless every way to complete it
gives the same one.
"""

from __future__ import annotations

from collections.abc import Iterable

from pps_advisor.model.case import Case, Certainty, FlowKind, MoneyFlow, Party, PartyKind
from pps_advisor.model.values import Unknown
from pps_advisor.reasoning.derived import Derived, Given

INITIATIVES = (PartyKind.RESIDENTS, PartyKind.SOCIAL_ENTERPRISE, PartyKind.CIVIL_SOCIETY)
"""What the fieldlab calls wijkinitiatieven (fieldlab2020, Fieldlab Ondernemend participeren)."""

NO_MONEY = (FlowKind.IN_KIND, FlowKind.SOCIAL_RETURN)


def initiative_takes_part(given: Given) -> Derived:
    """Whether one of the parties is an initiative in the neighbourhood."""
    found, may_be_more = _initiatives(given.case)
    if found:
        keys = tuple(f"partijen.{party.id}" for party in found)
        return Derived("ja", f"de soort van {_names(found)}", keys)
    if may_be_more:
        return Derived(origin="niet van elke partij is de soort ingevuld")
    return Derived("nee", "geen van de partijen is een wijkinitiatief", ("partijen",))


def initiative_without_money(given: Given) -> Derived:
    """Whether an initiative receives no certain, recurring money at the reference date."""
    case = given.case
    found, may_be_more = _initiatives(case)
    if not found and not may_be_more:
        return Derived("nee", "geen van de partijen is een wijkinitiatief", ("partijen",))
    if case.flows is None:
        return Derived(origin="de geldstromen zijn niet ingevuld")
    without = [one for one in found if not any(_may_recur(f, case) for f in _to(one, case))]
    if without:
        origin = f"geen terugkerend geld naar {_names(without)}"
        return Derived("ja", origin, ("partijen", "geldstromen"))
    if may_be_more or not all(any(_recurs(f, case) for f in _to(one, case)) for one in found):
        return Derived(origin="niet van elke geldstroom is bekend of hij zeker is en terugkeert")
    return Derived("nee", "elk wijkinitiatief ontvangt terugkerend geld", ("geldstromen",))


def _initiatives(case: Case) -> tuple[list[Party], bool]:
    """The parties that are an initiative, and whether there may be others."""
    parties = case.parties or ()
    found = [party for party in parties if party.kind in INITIATIVES]
    return found, not parties or any(isinstance(party.kind, Unknown) for party in parties)


def _names(parties: Iterable[Party]) -> str:
    return ", ".join(party.name or party.id for party in parties)


def _to(party: Party, case: Case) -> list[MoneyFlow]:
    return [flow for flow in case.flows or () if flow.receiver == party.id]


def _recurs(flow: MoneyFlow, case: Case) -> bool:
    """Whether a flow is money that certainly recurs and runs at the reference date."""
    known = not isinstance(flow.kind, Unknown) and flow.certainty is Certainty.CERTAIN
    dated = not isinstance(flow.begin, Unknown) and not isinstance(flow.end, Unknown)
    return known and dated and flow.one_off is False and _may_recur(flow, case)


def _may_recur(flow: MoneyFlow, case: Case) -> bool:
    """Whether nothing says that a flow is no money, one-off, uncertain, over or yet to begin."""
    date = case.reference_date
    over = not isinstance(flow.end, Unknown) and flow.end < date
    to_begin = not isinstance(flow.begin, Unknown) and flow.begin > date
    uncertain = flow.certainty in (Certainty.CONDITIONAL, Certainty.REQUESTED)
    return not (flow.kind in NO_MONEY or flow.one_off is True or over or to_begin or uncertain)
