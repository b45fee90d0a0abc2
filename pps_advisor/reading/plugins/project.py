"""``pps-advisor.yaml``: what holds for the cases in a folder and below."""

from __future__ import annotations

from pathlib import Path

import attrs

from pps_advisor.reading.forms.fields import Fields
from pps_advisor.reading.yaml.door import parse_yaml, read_text
from pps_advisor.reading.yaml.node import MapNode, Node, ScalarNode
from pps_advisor.reading.yaml.problems import Problems, shown

PROJECT_FORMAT = "pps-advisor/project@1"


@attrs.frozen
class LeftOut:
    """A ruleset that is left out for every case of a project, and why."""

    ruleset: str
    reason: str
    node: Node


@attrs.frozen
class Project:
    """A project file: its plugins, weights, excluded rulesets and memo template.

    Paths are as seen from the current folder; in the file they are written from its own.
    """

    path: Path
    plugins: tuple[Path, ...] = ()
    weights: Path | None = None
    weights_reason: str = ""
    left_out: tuple[LeftOut, ...] = ()
    memo_template: Path | None = None
    content: str = ""


def read_project(path: Path) -> Project:
    """Read a project file; raises InvalidInput with every Problem in it."""
    problems = Problems()
    text = read_text(path, str(path))
    project = _Reader(path, problems).read(parse_yaml(text, str(path)))
    problems.raise_any()
    return attrs.evolve(project, content=text)


class _Reader:
    def __init__(self, path: Path, problems: Problems) -> None:
        self.path = path
        self.problems = problems

    def read(self, root: Node) -> Project:
        fields = Fields(root, self.problems, "Het projectbestand")
        self._check_format(fields)
        template = fields.text("memo_sjabloon")
        weights, reason = self._weights(fields)
        project = Project(
            path=self.path,
            plugins=tuple(map(self._seen_from_here, fields.texts("plugins"))),
            weights=self._seen_from_here(weights) if weights else None,
            weights_reason=reason,
            left_out=fields.each("zonder", self._left_out),
            memo_template=self._seen_from_here(template) if template else None,
        )
        fields.text("toelichting")
        fields.finish()
        return project

    def _check_format(self, fields: Fields) -> None:
        node = fields.take("formaat", required=True)
        found = node.text.strip() if isinstance(node, ScalarNode) else ""
        if node is not None and found != PROJECT_FORMAT:
            self.problems.add(
                node,
                "formaat",
                f"Dit is geen projectbestand dat deze versie kent ({shown(found)}).",
                f"De eerste regel hoort te zijn: 'formaat: {PROJECT_FORMAT}'.",
            )
            self.problems.raise_any()

    def _seen_from_here(self, text: str) -> Path:
        return self.path.parent / text

    def _weights(self, fields: Fields) -> tuple[str, str]:
        node = fields.take("weging")
        if not isinstance(node, MapNode):
            return ("" if node is None else fields.text_of(node, "weging")), ""
        inner = Fields(node, self.problems, "De weging")
        found = inner.text("bestand", required=True), inner.text("reden", required=True)
        inner.finish()
        return found

    def _left_out(self, node: Node) -> LeftOut | None:
        fields = Fields(MapNode(node.file), self.problems, "")
        if isinstance(node, ScalarNode):
            name = fields.text_of(node, "zonder")
            return LeftOut(name, "", node) if name else None
        fields = Fields(node, self.problems, "Een weggelaten regelset")
        found = LeftOut(
            fields.text("regelset", required=True), fields.text("reden", required=True), node
        )
        fields.finish()
        return found if found.ruleset else None
