"""What one more answer did to the advice, in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.reasoning.influence.influence import TOP
from pps_advisor.reasoning.ranking.prepared import prepare
from pps_advisor.reasoning.ranking.standing import Standing
from pps_advisor.reasoning.ranking.themes import judgement_of


def effect_of(before: Standing, after: Standing, catalogue: Catalogue) -> list[str]:
    """What changed, the weightiest first: the first five advices, judgements of themes, else
    priorities or nothing. Each is a clause without capital and full stop."""
    changes = [*_places(before, after), *_judgements(before, after, catalogue)]
    if changes:
        return changes
    moved = sum(a != b for a, b in zip(before.priorities, after.priorities, strict=True))
    if not moved:
        return ["het advies blijft gelijk"]
    many = "1 advies" if moved == 1 else f"{moved} adviezen"
    return [f"de eerste vijf blijven gelijk; de prioriteit van {many} verandert"]


def _places(before: Standing, after: Standing) -> Iterator[str]:
    """Who came into the first five, who rose in them and who left them."""
    old, new = before.first(TOP), after.first(TOP)
    yield from (f"{_name(after, p)} komt op plaats {new.index(p) + 1}" for p in new if p not in old)
    yield from (f"{_name(after, p)} valt uit de eerste vijf" for p in old if p not in new)
    stayed_old, stayed_new = _only(old, new), _only(new, old)
    for rank, place in enumerate(stayed_new):
        if stayed_old.index(place) > rank:
            was, now = old.index(place) + 1, new.index(place) + 1
            yield f"{_name(after, place)} gaat van plaats {was} naar {now}"


def _only(order: Sequence[int], others: Sequence[int]) -> list[int]:
    return [place for place in order if place in others]


def _judgements(before: Standing, after: Standing, catalogue: Catalogue) -> Iterator[str]:
    for plan in prepare(catalogue).plans:
        old, new = judgement_of(plan, before), judgement_of(plan, after)
        if old is not new:
            yield f"{plan.title.lower()}: van {old.value} naar {new.value}"


def _name(standing: Standing, place: int) -> str:
    return f"'{standing.scorer.recommendations[place].short}'"
