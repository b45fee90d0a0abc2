"""Words that a plugin cannot rename, because they are those of pps-advisor itself.

They stand in headings, in the sentences about derived facts, and in case files. Renamed in the
rules alone, a document would have two names for one thing.
"""

from __future__ import annotations

from pps_advisor.model.case import FlowKind, Motive, PartyKind, Role

FIXED_WORDS = frozenset(
    (
        "aanbeveling advies antwoord beoordeling bevinding bijdrage bron casus feit geldgever "
        "geldstroom gemeente kans knelpunt looptijd motief partij peildatum plug-in positie "
        "prioriteit raadsverkiezing regel regelset rol samenwerking thema verkiezing vraag weging"
    ).split()
) | {
    member.value.replace("_", " ")
    for kind in (FlowKind, Motive, PartyKind, Role)
    for member in kind
}
