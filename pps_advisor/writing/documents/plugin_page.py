"""The plugins in a list, and the page of one: what it adds and what it adapts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pps_advisor.formats.plain.layout import wrap
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.catalogue import Catalogue, Parameter
from pps_advisor.model.knowledge.plugin import Adaptation, Plugin
from pps_advisor.model.values import date_text
from pps_advisor.writing.views.adaptations import additions_text, change_text
from pps_advisor.writing.words.words import count, joined, value_text

CORE = "kern"
"""The word by which the core is asked for where a plugin is named."""


@frozen
class PluginReport:
    """A plugin with where it comes from, and the core with only this plugin.

    `applies` says whether it takes part in the municipality asked about; None when none was.
    """

    plugin: Plugin
    origin: str
    catalogue: Catalogue
    applies: bool | None = None


def write_list(reports: Iterable[PluginReport], municipality: str | None, width: int = 80) -> str:
    """The plugins that can take part, one paragraph for each."""
    lines: list[str] = []
    for report in reports:
        lines += [*([""] if lines else []), *_entry(report, municipality, width)]
    if not lines:
        lines = wrap(
            "Er zijn geen plug-ins. Noem er een met --plugin MAP, of maak er een met "
            "'pps-advisor plugins new MAP --municipality NAAM'.",
            width,
        )
    return "\n".join(lines) + "\n"


def _entry(report: PluginReport, municipality: str | None, width: int) -> Iterator[str]:
    plugin = report.plugin
    yield from wrap(f"{plugin.name}: {plugin.title}", width)
    rows = [
        ("Komt van", report.origin),
        ("Geldt voor", joined(plugin.municipalities) or "alle gemeenten"),
        ("Voegt toe", additions_text(plugin.id, report.catalogue)),
        ("Past aan", _adapted(report.catalogue.adaptations)),
    ]
    if report.applies is not None:
        rows.append((f"Doet mee voor {municipality}", "ja" if report.applies else "nee"))
    for label, text in rows:
        yield from wrap(f"{label}: {text}", width, "  ", "    ")


def _adapted(adaptations: Iterable[Adaptation]) -> str:
    counts: dict[str, int] = {}
    for one in adaptations:
        counts[one.kind.value] = counts.get(one.kind.value, 0) + 1
    return joined([f"{number} keer {words}" for words, number in counts.items()]) or "niets"


def write_page(report: PluginReport, width: int = 80) -> str:
    """Everything about one plugin."""
    plugin, catalogue = report.plugin, report.catalogue
    lines = list(_entry(report, None, width))
    for label, text in (("Contact", plugin.contact), ("Past bij pps-advisor", plugin.fits)):
        lines += wrap(f"{label}: {text}", width, "  ", "    ")
    if plugin.explanation:
        lines += ["", *wrap(plugin.explanation, width)]
    rulesets = {one.id for one in catalogue.rulesets if one.plugin == plugin.id}
    asked = [one for one in catalogue.questions if one.id.count(".") == 1]
    parts = (
        ("Vragen", [(q.id, q.text, q.ruleset) for q in asked if not q.derived]),
        ("Afgeleide feiten", [(q.id, q.text, q.ruleset) for q in asked if q.derived]),
        ("Regels", [(r.id, r.title, r.ruleset) for r in catalogue.rules]),
        ("Aanbevelingen", [(r.id, r.title, r.ruleset) for r in catalogue.recommendations]),
    )
    for title, things in parts:
        own = [f"{text} [{name}]" for name, text, ruleset in things if ruleset in rulesets]
        lines += _part(title, own, width)
    lines += _part("Aanpassingen", [_adaptation(one) for one in catalogue.adaptations], width)
    return "\n".join(lines) + "\n"


def _part(title: str, items: list[str], width: int) -> list[str]:
    if not items:
        return []
    return ["", f"{title}:", *(line for item in items for line in wrap(item, width, "- "))]


def _adaptation(one: Adaptation) -> str:
    change = f" ({change_text(one)})" if change_text(one) else ""
    until = f" Geldt tot en met {date_text(one.until)}." if one.until else ""
    ended = " Deze datum is voorbij." if not one.applied else ""
    return f"{one.kind.value}: {one.title}{change}. Reden: {one.reason}{until}{ended}"


def write_core(catalogue: Catalogue, width: int = 80) -> str:
    """What a plugin can fill in: the parameters that the core declares open."""
    numbers = (
        count(len(catalogue.rules), "regel", "regels"),
        count(len(catalogue.recommendations), "aanbeveling", "aanbevelingen"),
    )
    opening = f"De kern heeft {joined(numbers)}. Een gemeente kan deze parameters invullen:"
    lines = wrap(opening, width)
    for parameter in catalogue.parameters:
        if parameter.open:
            lines += ["", *wrap(f"{parameter.id}: {_value(parameter)}", width)]
            lines += wrap(parameter.title, width, "  ")
    return "\n".join(lines) + "\n"


def _value(parameter: Parameter) -> str:
    return f"{value_text(parameter.value, None)} {parameter.unit}".strip()
