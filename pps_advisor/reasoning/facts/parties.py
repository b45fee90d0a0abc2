"""Facts about the parties: how many, of which kinds, and the roles of the municipality."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pps_advisor.model.case.case import (
    Case,
    FlowKind,
    MoneyFlow,
    Motive,
    Party,
    PartyKind,
    Position,
    Role,
)
from pps_advisor.model.frozen import frozen
from pps_advisor.model.values import Unknown
from pps_advisor.reasoning.facts.derived import Derived, Given

_ROLE_BY_FLOW = {
    FlowKind.SUBSIDY: Role.FINANCIER,
    FlowKind.FUND: Role.FINANCIER,
    FlowKind.CONTRACT: Role.COMMISSIONER,
}
GAP = 2
"""Points between own view and others' view from which a position is seen differently."""

_NO_ROLES = "de rollen van de gemeente zijn niet volledig ingevuld"


def number_of_parties(given: Given) -> Derived:
    """How many parties the case describes."""
    parties = given.case.parties
    if parties is None:
        return Derived(origin="de partijen zijn niet ingevuld")
    names = ", ".join(party.name or party.id for party in parties)
    return Derived(Decimal(len(parties)), f"geteld: {names or 'geen'}", ("partijen",))


def kinds_of_parties(given: Given) -> Derived:
    """The kinds of parties, each once."""
    parties = given.case.parties
    if parties is None:
        return Derived(origin="de partijen zijn niet ingevuld")
    known = {party.kind for party in parties if isinstance(party.kind, PartyKind)}
    some_unknown = any(isinstance(party.kind, Unknown) for party in parties)
    if some_unknown and len(known) < len(PartyKind):
        return Derived(origin="niet van elke partij is de soort ingevuld")
    words = tuple(sorted(kind.value for kind in known))
    return Derived(words, "de soort van elke partij", ("partijen",))


def municipality_takes_part(given: Given) -> Derived:
    """Whether one of the parties is a municipality."""
    parties = given.case.parties or ()
    municipal = [party for party in parties if party.kind is PartyKind.MUNICIPALITY]
    if municipal:
        return Derived("ja", "de soort van de partijen", (f"partijen.{municipal[0].id}",))
    if not parties or any(isinstance(party.kind, Unknown) for party in parties):
        return Derived(origin="niet van elke partij is de soort ingevuld")
    return Derived("nee", "geen van de partijen is een gemeente", ("partijen",))


def motive_unspoken(given: Given) -> Derived:
    """Whether a party has not told why it takes part (dankerlui2025 4.2.4, 5.1.2)."""
    parties = given.case.parties or ()
    silent = [party for party in parties if Motive.UNSPOKEN in (party.motives or ())]
    if silent:
        names = ", ".join(party.name or party.id for party in silent)
        inputs = tuple(f"partijen.{party.id}.motieven" for party in silent)
        return Derived("ja", f"niet uitgesproken door {names}", inputs)
    if not parties or any(party.motives is None for party in parties):
        return Derived(origin="niet van elke partij zijn de motieven ingevuld")
    return Derived("nee", "elke partij heeft haar motieven uitgesproken", ("partijen",))


def position_seen_differently(given: Given) -> Derived:
    """Whether others place a party two or more points from where it places itself.

    Source: the position matrix of dankerlui2025 2.4.1 (figuur 2) and 2.5.
    """
    parties = given.case.parties or ()
    gaps = {party.id: list(_gaps(party)) for party in parties}
    apart = [party for party in parties if any(gap >= GAP for gap in gaps[party.id] if gap)]
    if apart:
        names = ", ".join(party.name or party.id for party in apart)
        inputs = tuple(f"partijen.{party.id}.positie" for party in apart)
        return Derived("ja", f"anderen plaatsen {names} ergens anders", inputs)
    if not parties or any(gap is None for found in gaps.values() for gap in found):
        return Derived(origin="niet van elke partij is de positie bekend, eigen en volgens anderen")
    return Derived(
        "nee", "de eigen positie en die volgens anderen liggen dicht bijeen", ("partijen",)
    )


def _gaps(party: Party) -> Iterator[Decimal | None]:
    """The distance between own view and others' view on each axis; None where not known."""
    own, others = party.position or Position(), party.position_by_others or Position()
    for mine, theirs in (
        (own.entrepreneurship, others.entrepreneurship),
        (own.value, others.value),
    ):
        if isinstance(mine, Decimal) and isinstance(theirs, Decimal):
            yield abs(mine - theirs)
        else:
            yield None


def roles_of_municipality(given: Given) -> Derived:
    """The roles of the municipality: as filled in, with those that its money shows."""
    roles = _municipal_roles(given.case)
    if municipality_takes_part(given).value != "ja" or roles.sure != roles.possible:
        return Derived(origin=_NO_ROLES)
    words = tuple(sorted(role.value for role in roles.sure))
    return Derived(words, "de rollen en geldstromen van de gemeente", roles.inputs)


def double_role(given: Given) -> Derived:
    """Commissioner or financier, and partner (warrink2021 1.3, 5.2.3).

    Where no municipality takes part, none has a double role.
    """
    if municipality_takes_part(given).value == "nee":
        return Derived("nee", "geen van de partijen is een gemeente", ("partijen",))
    roles = _municipal_roles(given.case)
    if not given.case.parties or _is_double(roles.sure) is not _is_double(roles.possible):
        return Derived(origin=_NO_ROLES)
    words = ", ".join(sorted(role.value for role in roles.sure))
    value = "ja" if _is_double(roles.sure) else "nee"
    return Derived(value, f"de gemeente is {words or 'zonder rol'}", roles.inputs)


def _is_double(roles: frozenset[Role]) -> bool:
    return Role.PARTNER in roles and bool(roles & {Role.COMMISSIONER, Role.FINANCIER})


@frozen
class _Roles:
    """The roles that the municipality has for certain, and all that it may have."""

    sure: frozenset[Role]
    possible: frozenset[Role]
    inputs: tuple[str, ...]


def _municipal_roles(case: Case) -> _Roles:
    """What is known of the roles of the municipalities, and of the parties that may be one."""
    parties = case.parties or ()
    municipal = [party for party in parties if party.kind is PartyKind.MUNICIPALITY]
    maybe = [party for party in parties if isinstance(party.kind, Unknown)]
    paying = list(_flows_of(case, municipal))
    sure = {role for party in municipal for role in party.roles or ()}
    sure |= {_ROLE_BY_FLOW[flow.kind] for flow in paying if flow.kind in _ROLE_BY_FLOW}
    inputs = [f"partijen.{party.id}.rollen" for party in [*municipal, *maybe]]
    inputs += [flow.key for flow in paying if flow.kind in _ROLE_BY_FLOW]
    possible = sure | _possible_roles([*municipal, *maybe], [*paying, *_flows_of(case, maybe)])
    return _Roles(frozenset(sure), frozenset(possible), tuple(inputs))


def _possible_roles(parties: Iterable[Party], flows: Iterable[MoneyFlow]) -> set[Role]:
    roles: set[Role] = set()
    for party in parties:
        roles.update(Role if party.roles is None else party.roles)
    for flow in flows:
        if isinstance(flow.kind, Unknown):
            roles.update(_ROLE_BY_FLOW.values())
        elif flow.kind in _ROLE_BY_FLOW:
            roles.add(_ROLE_BY_FLOW[flow.kind])
    return roles


def _flows_of(case: Case, givers: Iterable[Party]) -> Iterator[MoneyFlow]:
    names = {party.id for party in givers}
    return (flow for flow in case.flows or () if flow.giver in names)
