"""What follows from the parties and money flows of a case, for initiatives in the neighbourhood.

As in the core, what is only partly filled in gives no value, unless every way to complete it
gives the same one. Kinds and certainties are compared by the words of the case file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pps_advisor.plugin import UNKNOWN, Derived, Given

INITIATIVES = ("bewonersinitiatief", "sociale_onderneming", "maatschappelijke_organisatie")
"""What the fieldlab calls wijkinitiatieven (fieldlab2020, Fieldlab Ondernemend participeren)."""

NO_MONEY = ("in_natura", "social_return")


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


def _initiatives(case: Any) -> tuple[list[Any], bool]:
    """The parties that are an initiative, and whether there may be others."""
    parties = case.parties or ()
    found = [party for party in parties if _word(party.kind) in INITIATIVES]
    return found, not parties or any(party.kind is UNKNOWN for party in parties)


def _word(value: Any) -> str:
    """The word of the case file for a kind or certainty; "" when it is not known."""
    return "" if value is UNKNOWN else str(value.value)


def _names(parties: Iterable[Any]) -> str:
    return ", ".join(party.name or party.id for party in parties)


def _to(party: Any, case: Any) -> list[Any]:
    return [flow for flow in case.flows or () if flow.receiver == party.id]


def _recurs(flow: Any, case: Any) -> bool:
    """Whether a flow is money that certainly recurs and runs at the reference date."""
    known = flow.kind is not UNKNOWN and _word(flow.certainty) == "zeker"
    dated = flow.begin is not UNKNOWN and flow.end is not UNKNOWN
    return known and dated and flow.one_off is False and _may_recur(flow, case)


def _may_recur(flow: Any, case: Any) -> bool:
    """Whether nothing says that a flow is no money, one-off, uncertain, over or yet to begin."""
    over = flow.end is not UNKNOWN and flow.end < case.reference_date
    to_begin = flow.begin is not UNKNOWN and flow.begin > case.reference_date
    uncertain = _word(flow.certainty) in ("voorwaardelijk", "aangevraagd")
    no_money = _word(flow.kind) in NO_MONEY
    return not (no_money or flow.one_off is True or over or to_begin or uncertain)
