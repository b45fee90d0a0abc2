"""What all parts of a ruleset have in common: an id, a theme, sources, and names of others."""

from __future__ import annotations

import re

from pps_advisor.model.knowledge.source import Citation, EvidenceKind
from pps_advisor.reading.forms.fields import Fields
from pps_advisor.reading.rules.condition import Names
from pps_advisor.reading.yaml.node import MapNode, Node, ScalarNode
from pps_advisor.reading.yaml.problems import nearest, shown

QUESTION_ID = re.compile(r"[a-z0-9_-]+\.[a-z0-9_]+")
RULE_ID = re.compile(r"[a-z0-9_-]+\.[a-z0-9_-]+")
PLAIN_ID = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)?")


def citations(fields: Fields, names: Names) -> tuple[Citation, ...]:
    """The list under ``bronnen``."""

    def read(node: Node) -> Citation | None:
        one = Fields(node, fields.problems, "Een bron")
        source = one.take("bron", required=True)
        citation = Citation(
            ""
            if source is None
            else one.one_of(
                source,
                "bron",
                names.sources,
                "onbekende-bron",
                "De bron {} staat niet in bronnen.yaml.",
            ),
            one.text("plaats", required=True),
            one.word("aard", EvidenceKind, EvidenceKind.OWN, required=True),
        )
        one.finish()
        return citation

    return fields.each("bronnen", read)


def some_of(fields: Fields, name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """A list of words from a fixed few."""
    return tuple(
        fields.one_of(node, name, known, "verkeerde-waarde", f"{{}} kan niet bij '{name}'.")
        for node in fields.list(name)
    )


def theme_of(fields: Fields, names: Names, default: str) -> str:
    """The theme under ``thema``, which is that of a ruleset."""
    node = fields.take("thema")
    if node is not None:
        sentence = "Er is geen regelset (thema) met id {}."
        return fields.one_of(node, "thema", names.themes, "onbekend-thema", sentence)
    if default and default not in names.themes:
        fields.problems.add(
            fields.take("id") or fields.node,
            "onbekend-thema",
            f"Er is geen regelset (thema) met id {shown(default)}.",
            f"{nearest(default, names.themes)} Of noem het thema bij 'thema'.".strip(),
        )
    return default


def id_of(fields: Fields, form: re.Pattern[str], example: str) -> str:
    """The id of a part, in small letters and in the form of the example."""
    text = fields.text("id", required=True)
    if text and not form.fullmatch(text):
        fields.problems.add(
            fields.take("id") or fields.node,
            "verkeerde-waarde",
            f"{shown(text)} kan niet als id.",
            f"Gebruik kleine letters, cijfers, - en _, in de vorm '{example}'.",
        )
        return ""
    return text


def has_id(node: Node, form: re.Pattern[str]) -> bool:
    """Whether a part has an id that others can refer to."""
    found = node.get("id") if isinstance(node, MapNode) else None
    return isinstance(found, ScalarNode) and bool(form.fullmatch(found.text.strip()))


def references(fields: Fields, name: str, names: Names) -> tuple[str, ...]:
    """A list of ids of recommendations that exist."""
    return tuple(reference(fields, node, name, names) for node in fields.list(name))


def reference(fields: Fields, node: Node, name: str, names: Names) -> str:
    """The id of a recommendation that exists."""
    sentence = "Er is geen aanbeveling met id {}."
    known = names.recommendations
    return fields.one_of(node, name, known, "onbekende-aanbeveling", sentence)
