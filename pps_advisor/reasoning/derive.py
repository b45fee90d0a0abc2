"""Derived facts: what follows from the parties, the money flows and the dates of a case.

Every function returns the value with the sentence that says what it was derived from. Partial
data give UNKNOWN, unless every way to complete them gives the same value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import attrs

from pps_advisor.model.case import Case, Certainty, FlowKind, MoneyFlow, Party, PartyKind, Role
from pps_advisor.model.catalogue import Catalogue
from pps_advisor.model.fact import Fact, Facts
from pps_advisor.model.values import UNKNOWN, Unknown, Value, date_text, number_text
from pps_advisor.reasoning import perspectives, terms

MOSTLY = Decimal(50)
_STATED_TERM_YEARS = {
    "per_jaar": Decimal(1),
    "twee_jaar": Decimal(2),
    "drie_tot_vier_jaar": Decimal(3),
    "vijf_jaar_of_langer": Decimal(5),
}


@attrs.frozen
class Derived:
    """A derived value, the Dutch words for what it rests on, and the keys of those."""

    value: Value = UNKNOWN
    origin: str = ""
    inputs: tuple[str, ...] = ()


@attrs.frozen
class Given:
    """What a derivation may look at: the case and the values of its answers."""

    case: Case
    answers: Mapping[str, Value]


Derivation = Callable[[Given], Derived]
DERIVATIONS: dict[str, Derivation] = {}
USES: dict[str, tuple[str, ...]] = {}


def derivation(name: str, *uses: str) -> Callable[[Derivation], Derivation]:
    """Register the function that computes a fact; `uses` are the answers it looks at."""

    def register(function: Derivation) -> Derivation:
        DERIVATIONS[name] = function
        USES[name] = uses
        return function

    return register


def facts_of(case: Case, catalogue: Catalogue) -> Facts:
    """All facts of a case: its answers, what the parties differ in, and the derived facts."""
    facts: dict[str, Fact] = {}
    for answer in case.answers:
        for fact in perspectives.party_facts(case, catalogue.question[answer.question], answer):
            facts[fact.question] = fact
    given = Given(case, {name: fact.value for name, fact in facts.items()})
    for name, derive in DERIVATIONS.items():
        if name in catalogue.question:
            derived = derive(given)
            facts[name] = Fact(
                name, derived.value, derived.origin, derived.inputs, location=case.location
            )
    return Facts(facts)


def changes_with(case: Case, values: Mapping[str, Value], question: str, value: Value):  # type: ignore[no-untyped-def]
    """The values that differ when one open question is answered with `value`."""
    changed = {question: value, f"{question}.minst_gunstig": value}
    given = Given(case, {**values, question: value})
    for name, uses in USES.items():
        if question in uses:
            changed[name] = DERIVATIONS[name](given).value
    return changed


@cache
def code_of_derivations() -> str:
    """The source of the derivations, which is part of what the advice rests on."""
    modules = (Path(__file__), Path(terms.__file__), Path(perspectives.__file__))
    return "".join(path.read_text(encoding="utf-8") for path in modules)


@derivation("partijen.aantal")
def number_of_parties(given: Given) -> Derived:
    parties = given.case.parties
    if parties is None:
        return Derived(origin="de partijen zijn niet ingevuld")
    names = ", ".join(party.name or party.id for party in parties)
    return Derived(Decimal(len(parties)), f"geteld: {names}", ("partijen",))


@derivation("partijen.soorten")
def kinds_of_parties(given: Given) -> Derived:
    kinds = [party.kind for party in given.case.parties or ()]
    known = [kind for kind in kinds if not isinstance(kind, Unknown)]
    if not kinds or len(known) < len(kinds):
        return Derived(origin="niet van elke partij is de soort ingevuld")
    words = tuple(sorted({kind.value for kind in known}))
    return Derived(words, "de soort van elke partij", ("partijen",))


@derivation("gemeente.rollen")
def roles_of_municipality(given: Given) -> Derived:
    roles, inputs = _municipal_roles(given.case)
    if roles is None:
        return Derived(origin="de rollen van de gemeente zijn niet ingevuld")
    words = tuple(sorted(role.value for role in roles))
    return Derived(words, "de rollen en geldstromen van de gemeente", inputs)


@derivation("gemeente.dubbelrol")
def double_role(given: Given) -> Derived:
    """Commissioner or financier, and partner (warrink2021 1.3, 5.2.3)."""
    roles, inputs = _municipal_roles(given.case)
    if roles is None:
        return Derived(origin="de rollen van de gemeente zijn niet ingevuld")
    double = Role.PARTNER in roles and bool(roles & {Role.COMMISSIONER, Role.FINANCIER})
    words = ", ".join(sorted(role.value for role in roles))
    return Derived("ja" if double else "nee", f"de gemeente is {words or 'zonder rol'}", inputs)


def _municipal_roles(case: Case) -> tuple[set[Role] | None, tuple[str, ...]]:
    """Roles as filled in, with those that the money shows; None when not filled in."""
    municipal = _municipalities(case)
    if not municipal or any(party.roles is None for party in municipal):
        return None, ()
    roles = {role for party in municipal for role in party.roles or ()}
    inputs = [f"partijen.{party.id}.rollen" for party in municipal]
    names = {party.id for party in municipal}
    for flow in case.flows or ():
        if flow.giver in names and flow.kind in (
            FlowKind.SUBSIDY,
            FlowKind.CONTRACT,
            FlowKind.FUND,
        ):
            roles.add(Role.COMMISSIONER if flow.kind is FlowKind.CONTRACT else Role.FINANCIER)
            inputs.append(flow.key)
    return roles, tuple(inputs)


def _municipalities(case: Case) -> list[Party]:
    return [party for party in case.parties or () if party.kind is PartyKind.MUNICIPALITY]


@derivation("financiering.zekere_looptijd_jaren", "financiering.toegekende_looptijd")
def granted_term(given: Given) -> Derived:
    """Years for which the core funding was granted: begin to end of the largest flow."""
    months = _agreed(
        (_term(flow) for flow in core_flows(given.case)), core_flows(given.case)
    )
    if isinstance(months, Decimal):
        flow = core_flows(given.case)[0]
        origin = f"{_described(flow)}: {number_text(months)} maanden"
        return Derived(round(months / 12, 2), origin, (flow.key,))
    stated = given.answers.get("financiering.toegekende_looptijd", UNKNOWN)
    if isinstance(stated, str):
        origin = f"het antwoord '{stated.replace('_', ' ')}' op de vraag naar de looptijd"
        return Derived(_STATED_TERM_YEARS[stated], origin, ("financiering.toegekende_looptijd",))
    return Derived(origin="begin of einde van de belangrijkste geldstroom is niet bekend")


def stated_term(answer: str) -> Decimal:
    """Years that go with an answer on the granted term; the least that the answer can mean."""
    return _STATED_TERM_YEARS[answer]


def same_class(years: Value, stated: Decimal) -> bool:
    """Whether a term in years could have been stated that way."""
    if not isinstance(years, Decimal):
        return True
    return max((t for t in _STATED_TERM_YEARS.values() if t <= years), default=Decimal(1)) == stated


@derivation("financiering.resterende_zekerheid")
def certain_months_left(given: Given) -> Derived:
    """Whole months from the reference date to the end of the core funding, renewals included."""
    case = given.case
    if case.flows is None:
        return Derived(origin="de geldstromen zijn niet ingevuld")
    candidates = core_flows(case)
    if not candidates:
        if case.flows and all(_certainly_over(flow, case.reference_date) for flow in case.flows):
            origin = "geen enkele geldstroom loopt na de peildatum zeker door"
            return Derived(Decimal(0), origin, ("geldstromen",))
        return Derived(origin="er is geen zekere, terugkerende geldstroom ingevuld")
    ends = [end_of_money(case, flow) for flow in candidates]
    months = _agreed((_months_left(case, end) for end in ends), candidates)
    if not isinstance(months, Decimal):
        return Derived(origin="het einde van de belangrijkste geldstroom is niet bekend")
    origin = f"van de peildatum tot en met {date_text(ends[0])}"  # type: ignore[arg-type]
    return Derived(months, origin, ("peildatum", f"{candidates[0].key}.einde"))


@derivation("financiering.een_bron")
def share_of_one_public_source(given: Given) -> Derived:
    """Percentage of the running funding that the largest public giver pays."""
    case = given.case
    flows = [flow for flow in case.flows or () if _is_money(flow) and not _over(flow, case)]
    if not flows or not all(_runs_certainly(flow, case) for flow in flows):
        return Derived(origin="niet van elke geldstroom is bekend of hij zeker is en loopt")
    givers = {flow.giver for flow in flows}
    public = {p.id for p in case.parties or () if isinstance(p.kind, PartyKind) and p.kind.public}
    inputs = tuple(flow.key for flow in flows)
    if not givers & public:
        return Derived(Decimal(0), "geen van de geldgevers is een overheid", inputs)
    if len(givers) == 1:
        return Derived(Decimal(100), "er is maar één geldgever", inputs)
    amounts = {giver: _sum(f.amount for f in flows if f.giver == giver) for giver in givers}
    total = _sum(amounts.values())
    if isinstance(total, Unknown) or not total:
        return Derived(origin="niet van elke geldstroom is het bedrag bekend")
    largest = max(amounts[giver] for giver in givers & public)  # type: ignore[type-var]
    share = round(100 * largest / total, 1)  # type: ignore[operator]
    return Derived(share, "de bedragen per jaar van de lopende geldstromen", inputs)


@derivation("financiering.eenmalig_percentage")
def one_off_share(given: Given) -> Derived:
    """Percentage of the private contributions that is one-off."""
    private = {
        p.id for p in given.case.parties or () if isinstance(p.kind, PartyKind) and not p.kind.public
    }
    flows = [flow for flow in given.case.flows or () if flow.giver in private]
    if not flows or any(isinstance(flow.one_off, Unknown) for flow in flows):
        return Derived(origin="er zijn geen private bijdragen met 'eenmalig' ingevuld")
    inputs = tuple(flow.key for flow in flows)
    one_off = [flow for flow in flows if flow.one_off]
    if len(one_off) in (0, len(flows)):
        share = Decimal(100) if one_off else Decimal(0)
        return Derived(share, "alle private bijdragen zijn van dezelfde soort", inputs)
    total = _sum(flow.amount for flow in flows)
    part = _sum(flow.amount for flow in one_off)
    if isinstance(total, Unknown) or isinstance(part, Unknown) or not total:
        return Derived(origin="niet van elke private bijdrage is het bedrag bekend")
    return Derived(round(100 * part / total, 1), "de bedragen van de private bijdragen", inputs)


@derivation("financiering.vooral_eenmalig", "financiering.eenmalig_aandeel")
def mostly_one_off(given: Given) -> Derived:
    share = one_off_share(given)
    if isinstance(share.value, Decimal):
        return Derived("ja" if share.value > MOSTLY else "nee", share.origin, share.inputs)
    stated = given.answers.get("financiering.eenmalig_aandeel", UNKNOWN)
    if isinstance(stated, str):
        origin = f"het antwoord '{stated}' op de vraag of private bijdragen vooral eenmalig zijn"
        return Derived(
            "ja" if stated == "ja" else "nee", origin, ("financiering.eenmalig_aandeel",)
        )
    return Derived(origin=share.origin)


@derivation("politiek.maanden_tot_verkiezing")
def months_to_election(given: Given) -> Derived:
    case = given.case
    election = terms.next_election(case.reference_date, case.council_election)
    months = Decimal(terms.whole_months(case.reference_date, election))
    return Derived(months, f"raadsverkiezing op {date_text(election)}", ("peildatum",))


@derivation("politiek.einde_geld_na_verkiezing")
def end_of_money_after_election(given: Given) -> Derived:
    """Whole months from the nearest election to the end of the certain money."""
    case = given.case
    candidates = core_flows(case)
    ends = [end_of_money(case, flow) for flow in candidates]
    months = _agreed((_months_after_election(case, end) for end in ends), candidates)
    if not isinstance(months, Decimal):
        return Derived(origin="het einde van de belangrijkste geldstroom is niet bekend")
    end = ends[0]
    assert isinstance(end, dt.date)
    election = terms.nearest_election(end, case.council_election)
    origin = f"het geld eindigt op {date_text(end)}, de verkiezing is op {date_text(election)}"
    return Derived(months, origin, (f"{candidates[0].key}.einde",))


def core_flows(case: Case) -> list[MoneyFlow]:
    """The flows that may be the core funding: certain, recurring, not ended, the largest.

    More than one comes back when amounts are unknown or equal; a caller then only knows what
    holds for each of them.
    """
    candidates = [flow for flow in case.flows or () if _may_be_core(flow, case)]
    known = [f.amount for f in candidates if isinstance(f.amount, Decimal) and _is_sure(f)]
    largest = max(known, default=Decimal(0))
    return [f for f in candidates if isinstance(f.amount, Unknown) or f.amount >= largest]


def end_of_money(case: Case, flow: MoneyFlow) -> dt.date | Unknown:
    """The end of a flow, or of the certain flow between the same parties that follows on it."""
    end = flow.end
    if isinstance(end, Unknown) or not _is_sure(flow):
        return UNKNOWN
    for other in sorted(case.flows or (), key=lambda f: str(f.begin)):
        follows = (other.giver, other.receiver) == (flow.giver, flow.receiver)
        if not follows or not _is_sure(other) or not _is_money(other):
            continue
        if isinstance(other.begin, Unknown) or isinstance(other.end, Unknown):
            continue
        if other.begin <= end + dt.timedelta(days=31) and other.end > end:
            end = other.end
    return end


def _may_be_core(flow: MoneyFlow, case: Case) -> bool:
    recurring_and_certain = flow.one_off is not True and flow.certainty in (
        Certainty.CERTAIN,
        UNKNOWN,
    )
    return _is_money(flow) and recurring_and_certain and not _over(flow, case)


def _is_sure(flow: MoneyFlow) -> bool:
    return flow.certainty is Certainty.CERTAIN and flow.one_off is False


def _is_money(flow: MoneyFlow) -> bool:
    return flow.kind not in (FlowKind.IN_KIND, FlowKind.SOCIAL_RETURN)


def _over(flow: MoneyFlow, case: Case) -> bool:
    return not isinstance(flow.end, Unknown) and flow.end < case.reference_date


def _runs_certainly(flow: MoneyFlow, case: Case) -> bool:
    begun = not isinstance(flow.begin, Unknown) and flow.begin <= case.reference_date
    return begun and not isinstance(flow.end, Unknown) and flow.certainty is Certainty.CERTAIN


def _certainly_over(flow: MoneyFlow, date: dt.date) -> bool:
    ended = not isinstance(flow.end, Unknown) and flow.end < date
    not_certain = flow.certainty in (Certainty.CONDITIONAL, Certainty.REQUESTED)
    return ended or not_certain or flow.one_off is True


def _term(flow: MoneyFlow) -> Decimal | Unknown:
    if isinstance(flow.begin, Unknown) or isinstance(flow.end, Unknown) or not _is_sure(flow):
        return UNKNOWN
    return Decimal(terms.term_in_months(flow.begin, flow.end))


def _months_left(case: Case, end: dt.date | Unknown) -> Decimal | Unknown:
    if isinstance(end, Unknown):
        return UNKNOWN
    return Decimal(terms.term_in_months(case.reference_date, end))


def _months_after_election(case: Case, end: dt.date | Unknown) -> Decimal | Unknown:
    if isinstance(end, Unknown):
        return UNKNOWN
    return Decimal(terms.whole_months(terms.nearest_election(end, case.council_election), end))


def _agreed(values: Iterable[Decimal | Unknown], flows: list[MoneyFlow]) -> Decimal | Unknown:
    """The value on which all agree; UNKNOWN when they differ or there are none."""
    found = set(values)
    return found.pop() if len(found) == 1 and flows else UNKNOWN


def _sum(amounts: Iterable[Decimal | Unknown]) -> Decimal | Unknown:
    total = Decimal(0)
    for amount in amounts:
        if isinstance(amount, Unknown):
            return UNKNOWN
        total += amount
    return total


def _described(flow: MoneyFlow) -> str:
    kind = "geldstroom" if isinstance(flow.kind, Unknown) else flow.kind.value.replace("_", " ")
    assert not isinstance(flow.begin, Unknown) and not isinstance(flow.end, Unknown)
    return f"{kind} van {date_text(flow.begin)} tot en met {date_text(flow.end)}"
