"""How long the core funding is certain.

Of a flow that is only partly described each function asks two things: does it count for
certain, and may it count? A fact is known when every way to complete the flows gives it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from pps_advisor.model.case.case import Case, Certainty, MoneyFlow
from pps_advisor.model.frozen import frozen
from pps_advisor.model.values import UNKNOWN, Unknown, date_text, number_text
from pps_advisor.reasoning.facts import terms
from pps_advisor.reasoning.facts.derived import Amount, Derived, Given, agreed
from pps_advisor.reasoning.facts.flows import (
    is_money,
    is_over,
    may_be_certain,
    may_be_money,
    to_begin,
)

RENEWAL_WITHIN_DAYS = 31
STATED_TERM = "financiering.toegekende_looptijd"
_END_UNKNOWN = "het einde van de belangrijkste geldstroom is niet bekend"


@frozen
class StatedTerm:
    """What an answer on the granted term means, in years: more than, less than, at least."""

    over: Decimal
    under: Decimal
    least: Decimal


STATED_TERMS = {
    "per_jaar": StatedTerm(Decimal(-1), Decimal("1.01"), Decimal(1)),
    "twee_jaar": StatedTerm(Decimal(1), Decimal(3), Decimal(2)),
    "drie_tot_vier_jaar": StatedTerm(Decimal(2), Decimal(5), Decimal(3)),
    "vijf_jaar_of_langer": StatedTerm(Decimal("4.99"), Decimal("Infinity"), Decimal(5)),
}


def fits_stated_term(years: Decimal, answer: str) -> bool:
    """Whether a term in years could have been stated that way."""
    stated = STATED_TERMS[answer]
    return stated.over < years < stated.under


def granted_term(given: Given) -> Derived:
    """Years for which the core funding was granted: begin to end of the largest flow."""
    cores, surely = core_flows(given.case)
    outcomes = [_term(flow) for flow in cores]
    months = agreed(outcomes if surely else [*outcomes, UNKNOWN])
    if isinstance(months, Decimal):
        origin = f"{_described(cores[0])}: {number_text(months)} maanden"
        return Derived(round(months / 12, 2), origin, tuple(flow.key for flow in cores))
    stated = given.answers.get(STATED_TERM, UNKNOWN)
    if isinstance(stated, str):
        origin = f"het antwoord '{stated.replace('_', ' ')}' op de vraag naar de looptijd"
        return Derived(STATED_TERMS[stated].least, origin, (STATED_TERM,))
    return Derived(origin="begin of einde van de belangrijkste geldstroom is niet bekend")


def certain_months_left(given: Given) -> Derived:
    """Whole months from the reference date to the end of the core funding, renewals included."""
    case = given.case
    if case.flows is None:
        return Derived(origin="de geldstromen zijn niet ingevuld")
    cores, surely = core_flows(case)
    ends = [end for flow in cores for end in ends_of_money(case, flow)]
    outcomes = [_months_left(case, end) for end in ends]
    if not surely:
        outcomes.append(_left_without_core(case))
    months = agreed(outcomes)
    if isinstance(months, Unknown):
        return Derived(origin=_END_UNKNOWN)
    if not cores:
        origin = "geen enkele geldstroom loopt na de peildatum zeker door"
        return Derived(months, origin, ("peildatum", "geldstromen"))
    until = " of ".join(date_text(end) for end in _known_dates(ends))
    keys = (f"{flow.key}.einde" for flow in cores)
    return Derived(months, f"van de peildatum tot en met {until}", ("peildatum", *keys))


def end_of_money_after_election(given: Given) -> Derived:
    """Whole months from the nearest election to the end of the certain money."""
    case = given.case
    cores, surely = core_flows(case)
    ends = [end for flow in cores for end in ends_of_money(case, flow)]
    outcomes = [_months_after_election(case, end) for end in ends]
    months = agreed(outcomes if surely else [*outcomes, UNKNOWN])
    if isinstance(months, Unknown):
        return Derived(origin=_END_UNKNOWN)
    end = _known_dates(ends)[0]
    election = terms.nearest_election(end, case.council_election)
    origin = f"het geld eindigt op {date_text(end)}, de verkiezing is op {date_text(election)}"
    return Derived(months, origin, tuple(f"{flow.key}.einde" for flow in cores))


def core_flows(case: Case) -> tuple[list[MoneyFlow], bool]:
    """The flows that may be the core funding, and whether there certainly is one.

    The core is the largest flow that is certain, recurring and not over; one that runs goes
    before one that is still to begin.
    """
    date = case.reference_date
    may = [flow for flow in case.flows or () if _may_last(flow) and not is_over(flow, date)]
    sure = [flow for flow in may if _lasts(flow) and not isinstance(flow.end, Unknown)]
    running = [flow for flow in sure if _latest_begin(flow) <= date]
    cores = []
    for flow in may:
        later = to_begin(flow, date)
        if _may_be_largest(flow, sure if later else running) and not (later and running):
            cores.append(flow)
    return cores, bool(sure)


def _may_be_largest(flow: MoneyFlow, rivals: Iterable[MoneyFlow]) -> bool:
    known = [rival.amount for rival in rivals if isinstance(rival.amount, Decimal)]
    return isinstance(flow.amount, Unknown) or all(flow.amount >= amount for amount in known)


def ends_of_money(case: Case, flow: MoneyFlow) -> list[dt.date | Unknown]:
    """The dates on which a flow may end, with the flows between the same parties that follow."""
    if isinstance(flow.end, Unknown):
        return [UNKNOWN]
    parties = (flow.giver, flow.receiver)
    others = [f for f in case.flows or () if f is not flow and (f.giver, f.receiver) == parties]
    renewals = [other for other in others if _may_last(other)]
    queue = [_prolonged(flow.end, renewals)]
    found: list[dt.date | Unknown] = []
    while queue:
        end = queue.pop()
        found.append(end)
        following = [other for other in renewals if _may_follow(other, end)]
        if any(isinstance(other.end, Unknown) for other in following):
            return [UNKNOWN]
        for later in _known_dates(other.end for other in following):
            new = _prolonged(later, renewals)
            if new > end and new not in found and new not in queue:
                queue.append(new)
    return found


def _prolonged(end: dt.date, renewals: Sequence[MoneyFlow]) -> dt.date:
    """The end after every renewal that certainly follows."""
    for flow in sorted(renewals, key=_latest_begin):
        if isinstance(flow.end, Unknown) or not _lasts(flow):
            continue
        if flow.end > end and (_latest_begin(flow) - end).days <= RENEWAL_WITHIN_DAYS:
            end = flow.end
    return end


def _may_follow(flow: MoneyFlow, end: dt.date) -> bool:
    return isinstance(flow.begin, Unknown) or (flow.begin - end).days <= RENEWAL_WITHIN_DAYS


def _latest_begin(flow: MoneyFlow) -> dt.date:
    if not isinstance(flow.begin, Unknown):
        return flow.begin
    return dt.date.max if isinstance(flow.end, Unknown) else flow.end


def _lasts(flow: MoneyFlow) -> bool:
    """Whether a flow certainly is money that is certain and recurs."""
    certain = flow.certainty is Certainty.CERTAIN and flow.one_off is False
    return certain and is_money(flow)


def _may_last(flow: MoneyFlow) -> bool:
    return may_be_money(flow) and may_be_certain(flow) and flow.one_off is not True


def _term(flow: MoneyFlow) -> Amount:
    if isinstance(flow.begin, Unknown) or isinstance(flow.end, Unknown):
        return UNKNOWN
    return Decimal(terms.term_in_months(flow.begin, flow.end))


def _months_left(case: Case, end: dt.date | Unknown) -> Amount:
    if isinstance(end, Unknown):
        return UNKNOWN
    return Decimal(terms.term_in_months(case.reference_date, end))


def _left_without_core(case: Case) -> Amount:
    """Nothing is certain when there is money and none of it is core funding."""
    return Decimal(0) if any(is_money(flow) for flow in case.flows or ()) else UNKNOWN


def _months_after_election(case: Case, end: dt.date | Unknown) -> Amount:
    if isinstance(end, Unknown):
        return UNKNOWN
    return Decimal(terms.whole_months(terms.nearest_election(end, case.council_election), end))


def _known_dates(dates: Iterable[dt.date | Unknown]) -> list[dt.date]:
    return sorted({date for date in dates if not isinstance(date, Unknown)})


def _described(flow: MoneyFlow) -> str:
    kind = "geldstroom" if isinstance(flow.kind, Unknown) else flow.kind.value.replace("_", " ")
    dates = _known_dates((flow.begin, flow.end))
    return f"{kind} van {date_text(dates[0])} tot en met {date_text(dates[-1])}"
