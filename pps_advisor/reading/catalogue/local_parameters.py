"""The parameters of the core that plugins fill in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Parameter
from pps_advisor.model.knowledge.plugin import Adaptation, AdaptationKind, Plugin
from pps_advisor.model.knowledge.source import Citation
from pps_advisor.model.values import Known, Unknown, date_text, number_text
from pps_advisor.reading.catalogue.local import Local
from pps_advisor.reading.forms.fields import Fields
from pps_advisor.reading.plugins.reader import Fill
from pps_advisor.reading.rules.condition import Names
from pps_advisor.reading.yaml.node import MapNode
from pps_advisor.reading.yaml.problems import Problems, nearest, shown


def fill_parameters(
    parameters: Iterable[Parameter], local: Local, names: Names, problems: Problems
) -> tuple[list[Parameter], list[Adaptation]]:
    """Fill in the parameters that the core declares open."""
    by_id = {parameter.id: parameter for parameter in parameters}
    first: dict[str, tuple[Fill, Known]] = {}
    done = []
    for head in local.heads:
        for fill in head.fills:
            parameter = by_id.get(fill.parameter)
            if parameter is None or not parameter.open:
                _report_not_open(fill, parameter, by_id, problems)
                continue
            value = _value(fill, parameter, problems)
            if isinstance(value, Unknown) or not _is_new(fill, value, first, problems):
                continue
            citation = _citation(fill, names, problems)
            by_id[fill.parameter] = evolve(
                parameter, value=value, explanation=fill.reason, citations=(citation,)
            )
            done.append(_filled(head.plugin, fill, parameter, value, citation))
    return list(by_id.values()), done


def _report_not_open(
    fill: Fill, parameter: Parameter | None, known: Mapping[str, Parameter], problems: Problems
) -> None:
    if parameter is None:
        problems.add(
            fill.node,
            "onbekende-parameter",
            f"Er is geen parameter {shown(fill.parameter)}.",
            nearest(fill.parameter, [one.id for one in known.values() if one.open]),
        )
        return
    problems.add(
        fill.node,
        "niet-open",
        f"De parameter {shown(fill.parameter)} is niet open voor gemeenten.",
        f"Hij staat vast in {parameter.location}.",
    )


def _value(fill: Fill, parameter: Parameter, problems: Problems) -> Known | Unknown:
    """The value in the type of the parameter, in the unit of the parameter."""
    fields = Fields(MapNode(fill.node.file), problems, "")
    if fill.unit and fill.unit != parameter.unit:
        problems.add(
            fill.node,
            "eenheid",
            f"De parameter {shown(parameter.id)} is in {parameter.unit or 'geen eenheid'}, "
            f"niet in {fill.unit}.",
            f"Reken de waarde om; in de kern staat {value_words(parameter)}.",
        )
    if isinstance(parameter.value, Decimal):
        value = fields.number_of(fill.value, "waarde")
        _check_sign(fill, value, parameter, problems)
        return value
    if isinstance(parameter.value, dt.date):
        return fields.date_of(fill.value, "waarde")
    return fields.text_of(fill.value, "waarde")


def _check_sign(
    fill: Fill, value: Decimal | Unknown, parameter: Parameter, problems: Problems
) -> None:
    """Where the core counts from nought up, less than nought is a slip of the hand."""
    assert isinstance(parameter.value, Decimal)
    if isinstance(value, Decimal) and value < 0 <= parameter.value:
        problems.add(
            fill.value,
            "verkeerde-waarde",
            f"De parameter {shown(parameter.id)} kan niet kleiner zijn dan 0.",
            f"In de kern staat {value_words(parameter)}.",
        )


def _is_new(
    fill: Fill, value: Known, first: dict[str, tuple[Fill, Known]], problems: Problems
) -> bool:
    """Whether nobody filled in this parameter before; otherwise the values must be equal."""
    if fill.parameter not in first:
        first[fill.parameter] = fill, value
        return True
    other, other_value = first[fill.parameter]
    if value != other_value:
        problems.add(
            fill.node,
            "botsing",
            f"De parameter {shown(fill.parameter)} wordt twee keer verschillend ingevuld.",
            f"De andere waarde staat in {other.node.location}; houd er één over.",
        )
    return False


def _citation(fill: Fill, names: Names, problems: Problems) -> Citation:
    if fill.source and fill.source not in names.sources:
        problems.add(
            fill.source_node,
            "onbekende-bron",
            f"De bron {shown(fill.source)} staat niet in bronnen.yaml.",
            nearest(fill.source, names.sources)
            or "Beschrijf haar in regelsets/bronnen.yaml van de plug-in.",
        )
    return Citation(fill.source, fill.place, fill.kind)


def _filled(
    plugin: Plugin, fill: Fill, parameter: Parameter, value: Known, citation: Citation
) -> Adaptation:
    return Adaptation(
        AdaptationKind.PARAMETER,
        parameter.id,
        parameter.title,
        plugin.id,
        plugin.version,
        fill.reason,
        owner=plugin.contact,
        before=value_words(parameter),
        after=value_words(evolve(parameter, value=value)),
        citations=(citation,),
        location=fill.node.location,
    )


def value_words(parameter: Parameter) -> str:
    """The value of a parameter with its unit."""
    value = parameter.value
    if isinstance(value, Decimal):
        return f"{number_text(value)} {parameter.unit}".strip()
    return date_text(value) if isinstance(value, dt.date) else str(value)
