"""What a money flow is, as far as it is described: is it money, is it certain, is it over?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from pps_advisor.model.case.case import Certainty, FlowKind, MoneyFlow
from pps_advisor.model.values import UNKNOWN, Unknown
from pps_advisor.reasoning.facts.derived import Amount

NO_MONEY = (FlowKind.IN_KIND, FlowKind.SOCIAL_RETURN)


def is_money(flow: MoneyFlow) -> bool:
    """Whether a flow certainly is money, and not something worth money."""
    return may_be_money(flow) and not isinstance(flow.kind, Unknown)


def may_be_money(flow: MoneyFlow) -> bool:
    """Whether a flow is money or of an unknown kind."""
    return flow.kind not in NO_MONEY


def may_be_certain(flow: MoneyFlow) -> bool:
    """Whether nothing says that a flow is conditional or only requested."""
    return flow.certainty in (Certainty.CERTAIN, UNKNOWN)


def is_over(flow: MoneyFlow, date: dt.date) -> bool:
    """Whether a flow certainly ended before a date."""
    return not isinstance(flow.end, Unknown) and flow.end < date


def to_begin(flow: MoneyFlow, date: dt.date) -> bool:
    """Whether a flow certainly begins after a date."""
    return not isinstance(flow.begin, Unknown) and flow.begin > date


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts; UNKNOWN when one of them is."""
    found = Decimal(0)
    for amount in amounts:
        if isinstance(amount, Unknown):
            return UNKNOWN
        found += amount
    return found
