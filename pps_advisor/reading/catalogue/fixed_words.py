"""Words that a plugin cannot rename, because they are those of pps-advisor itself.

They stand in headings, in the sentences about derived facts, in the guide for a meeting, and in
case files. Renamed in the rules alone, a document would have two names for one thing.
"""

from __future__ import annotations

from pps_advisor.model.case.case import FlowKind, Motive, PartyKind, Role

FIXED_WORDS = frozenset(
    (
        "aanbeveling advies afspraak agenda antwoord beoordeling bevinding bijdrage bijeenkomst "
        "bron casus deelnemer fase feit geldgever geldstroom gemeente gesprek kans knelpunt "
        "looptijd motief organisatie partij peildatum plug-in positie prioriteit raadsverkiezing "
        "regel regelset rol samenwerking thema verkiezing vraag weging"
    ).split()
) | {
    member.value.replace("_", " ")
    for kind in (FlowKind, Motive, PartyKind, Role)
    for member in kind
}
