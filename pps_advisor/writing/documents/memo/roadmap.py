"""The roadmap: what can be done when, as a picture and a table."""

from __future__ import annotations

from collections.abc import Iterator

from pps_advisor.formats.document import Block, Picture, Section
from pps_advisor.model.outcome.assessment import Timing
from pps_advisor.writing.documents.blocks import para, table
from pps_advisor.writing.documents.memo.material import Material
from pps_advisor.writing.documents.memo.parts import Part, part
from pps_advisor.writing.pictures.roadmap import Lane, Stop, roadmap_svg, roadmap_text
from pps_advisor.writing.views.outline import AdviceView
from pps_advisor.writing.words.words import joined, upper_first

TIMES = {
    Timing.NOW: ("Nu", "binnen weken te regelen"),
    Timing.THIS_YEAR: ("Dit jaar", "binnen maanden te regelen"),
    Timing.YEARS: ("Meerjarig", "een jaar of langer"),
}


def roadmap_part(material: Material) -> Section:
    """The recommendations that are worked out, with what should come before them, in time."""
    return part(Part.ROADMAP, "Routekaart", _blocks(material))


def on_the_road(material: Material) -> tuple[AdviceView, ...]:
    """The recommendations that are worked out and what should come before them."""
    by_id = {view.id: view for view in material.advice}
    found: dict[str, None] = {}
    waiting = [view.id for view in material.worked_out]
    while waiting:
        name = waiting.pop(0)
        if name in by_id and name not in found:
            found[name] = None
            waiting += material.first(by_id[name])
    return tuple(sorted((by_id[name] for name in found), key=lambda v: material.number[v.id]))


def roadmap_table(material: Material) -> tuple[Block, ...]:
    """The roadmap as a table, in the order of time."""
    return table(
        "Routekaart",
        ("Wanneer", "Nr.", "Aanbeveling", "Trekker", "Eerst"),
        _rows(material),
        (0.14, 0.07, 0.34, 0.33, 0.12),
    )


def _blocks(material: Material) -> Iterator[Block]:
    views = on_the_road(material)
    if not views:
        yield para("Zonder aanbevelingen die vaststaan, is er nog niets te plannen.")
        return
    lanes = _lanes(material, views)
    yield para(
        "De routekaart zegt wanneer iets te regelen is en wat daarvoor al moet staan. Zij loopt "
        "dus niet gelijk op met de volgorde van de aanbevelingen."
    )
    yield Picture(
        roadmap_svg(lanes), f"Routekaart. {roadmap_text(lanes)}", "Routekaart van de aanbevelingen"
    )
    yield from roadmap_table(material)


def _lanes(material: Material, views: tuple[AdviceView, ...]) -> tuple[Lane, ...]:
    return tuple(
        Lane(
            title,
            subtitle,
            tuple(_stop(material, v) for v in views if material.advice_of(v).timing is timing),
        )
        for timing, (title, subtitle) in TIMES.items()
    )


def _stop(material: Material, view: AdviceView) -> Stop:
    return Stop(material.number[view.id], upper_first(view.short), before(material, view))


def before(material: Material, view: AdviceView) -> tuple[int, ...]:
    """The numbers of what should come before a recommendation."""
    return tuple(
        sorted(material.number[name] for name in material.first(view) if name in material.number)
    )


def _rows(material: Material) -> Iterator[tuple[str, ...]]:
    views = on_the_road(material)
    for timing, (title, _) in TIMES.items():
        for view in views:
            advice = material.advice_of(view)
            if advice.timing is not timing:
                continue
            after = joined([str(number) for number in before(material, view)])
            number = str(material.number[view.id])
            lead = upper_first(advice.recommendation.lead)
            yield title, number, upper_first(view.short), lead, after or "–"
