"""Weights of the ranking that come in the place of those of the core."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import attrs

from pps_advisor.errors import SourceLocation
from pps_advisor.model.knowledge.catalogue import Weights
from pps_advisor.model.knowledge.plugin import Adaptation, AdaptationKind
from pps_advisor.model.values import number_text
from pps_advisor.reading.yaml.problems import Problems


@attrs.frozen
class LocalWeights:
    """Weights that come in the place of those of the core, with whose they are and why."""

    weights: Weights
    owner: str
    version: str
    reason: str
    place: SourceLocation


def choose_weights(
    core: Weights | None, found: Sequence[LocalWeights], problems: Problems
) -> tuple[Weights | None, list[Adaptation]]:
    """The weights that hold here: those of the core, or the one set that comes in their place."""
    if not found:
        return core, []
    chosen = found[0]
    for other in found[1:]:
        if other.weights != chosen.weights:
            problems.add(
                other.place,
                "botsing",
                "De weging wordt twee keer verschillend gezet.",
                f"De andere staat in {chosen.place.file}; houd er één over.",
            )
    for one in found:
        if not one.reason:
            problems.add(
                one.place,
                "ontbreekt",
                "Bij deze weging staat geen reden.",
                "Schrijf in het bestand met de weging bij 'toelichting' waarom zij anders is.",
            )
    before, after = _differences(core, chosen.weights)
    return chosen.weights, [
        Adaptation(
            AdaptationKind.WEIGHTS,
            "weging",
            "de gewichten van de rangschikking",
            chosen.owner,
            chosen.version,
            chosen.reason,
            before=before,
            after=after,
            useless=core == chosen.weights,
            location=chosen.place,
        )
    ]


def _differences(core: Weights | None, local: Weights) -> tuple[str, str]:
    old = dict(_weights_by_name(core)) if core else {}
    changed = [(name, value) for name, value in _weights_by_name(local) if old.get(name) != value]
    before = ", ".join(f"{name} {_short(old[name])}" for name, _ in changed if name in old)
    return before, ", ".join(f"{name} {_short(value)}" for name, value in changed)


def _weights_by_name(weights: Weights) -> Iterator[tuple[str, float]]:
    for table in (weights.severity, weights.role, weights.evidence):
        yield from ((name, weight.value) for name, weight in table.items())
    yield "kans", weights.opportunity.value
    yield "tweede bron", weights.second_source.value


def _short(value: float) -> str:
    return number_text(Decimal(str(value)))
