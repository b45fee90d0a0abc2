"""``plugin.yaml``: who a plugin is for, and what it fills in, adapts and renames."""

from __future__ import annotations

import datetime as dt
import re
from enum import Enum
from pathlib import Path

import attrs

from pps_advisor.errors import SourceLocation
from pps_advisor.model.knowledge.plugin import Plugin, Term
from pps_advisor.model.knowledge.rule import SEVERITIES, Severity
from pps_advisor.model.knowledge.source import EvidenceKind
from pps_advisor.model.values import Unknown
from pps_advisor.reading.forms.fields import Fields
from pps_advisor.reading.plugins.municipality import ALL
from pps_advisor.reading.yaml.node import ListNode, MapNode, Node, ScalarNode
from pps_advisor.reading.yaml.problems import Problems, shown

MAX_LOCAL_CHANGES = 1000
PLUGIN_FORMAT = "pps-advisor/plugin@1"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WORD = re.compile(r"[^\W\d_](?:[\w'’ -]*\w)?")


class _Article(Enum):
    COMMON = "de"
    NEUTER = "het"


@attrs.frozen
class Fill:
    """A value for an open parameter, with the place in a source that it rests on."""

    parameter: str
    value: Node
    unit: str
    reason: str
    source: str
    place: str
    kind: EvidenceKind
    node: Node
    source_node: Node


@attrs.frozen
class Change:
    """What a plugin wants otherwise about one rule of the core."""

    rule: str
    off: bool
    severity: Severity | None
    extra_text: str
    extra_main: tuple[ScalarNode, ...]
    extra_support: tuple[ScalarNode, ...]
    reason: str
    owner: str
    until: dt.date
    node: Node


@attrs.frozen
class Renaming:
    """A word that goes by another name, and why."""

    term: Term
    reason: str
    node: Node


@attrs.frozen
class PluginHead:
    """Everything in ``plugin.yaml``, before anything is looked up in the core.

    `package` is the installed package that carries the plugin, if any; `chosen` says that
    somebody named the folder, and `instead_of` where the installed copy lies that it stands in
    for.
    """

    plugin: Plugin
    folder: Path
    name: str
    fills: tuple[Fill, ...] = ()
    changes: tuple[Change, ...] = ()
    renamings: tuple[Renaming, ...] = ()
    weights: str = ""
    weights_reason: str = ""
    weights_node: Node | None = None
    rulesets: tuple[str, ...] = ()
    content: str = ""
    package: str = ""
    chosen: bool = True
    instead_of: Path | None = None

    @property
    def place(self) -> SourceLocation:
        """Where the plugin is described."""
        return self.plugin.location or SourceLocation(self.name)


class PluginReader:
    """Reads one ``plugin.yaml``; `name` is how the folder is called in messages."""

    def __init__(self, folder: Path, name: str, problems: Problems) -> None:
        self.folder = folder
        self.name = name
        self.problems = problems

    def read(self, root: Node) -> PluginHead:
        fields = Fields(root, self.problems, "De plug-in")
        self._check_format(fields)
        plugin = Plugin(
            id=self._id(fields),
            title=fields.text("titel", required=True),
            version=fields.text("versie", required=True),
            municipalities=self._municipalities(fields),
            contact=fields.text("contact", required=True),
            fits=fields.text("past_bij", required=True),
            explanation=fields.text("toelichting"),
            location=root.location,
        )
        weights, weights_reason = self._weights(fields)
        self._check_numbers(fields)
        head = PluginHead(
            plugin=plugin,
            folder=self.folder,
            name=self.name,
            fills=fields.each("parameters", self._fill),
            changes=fields.each("aanpassingen", self._change),
            renamings=fields.each("termen", self._renaming),
            weights=weights,
            weights_reason=weights_reason,
            weights_node=fields.take("weging"),
            rulesets=fields.texts("regelsets"),
        )
        fields.finish()
        return head

    def _check_numbers(self, fields: Fields) -> None:
        """Refuse more than anyone can oversee, before any of it is worked out."""
        for name in ("parameters", "aanpassingen", "termen"):
            node = fields.take(name)
            if isinstance(node, ListNode) and len(node.items) > MAX_LOCAL_CHANGES:
                self.problems.add(
                    node,
                    "te-veel",
                    f"Bij '{name}' staan {len(node.items)} onderdelen; hoogstens "
                    f"{MAX_LOCAL_CHANGES} mag.",
                    "Verdeel ze over meer plug-ins.",
                )
                self.problems.raise_any()

    def _check_format(self, fields: Fields) -> None:
        node = fields.take("formaat", required=True)
        found = node.text.strip() if isinstance(node, ScalarNode) else ""
        if node is not None and found != PLUGIN_FORMAT:
            self.problems.add(
                node,
                "formaat",
                f"Dit is geen plug-in die deze versie van pps-advisor kent ({shown(found)}).",
                f"De eerste regel hoort te zijn: 'formaat: {PLUGIN_FORMAT}'.",
            )
            self.problems.raise_any()

    def _id(self, fields: Fields) -> str:
        text = fields.text("id", required=True)
        if text and not _ID.fullmatch(text):
            self.problems.add(
                fields.take("id") or fields.node,
                "verkeerde-waarde",
                f"{shown(text)} kan niet als id van een plug-in.",
                "Gebruik kleine letters, cijfers en streepjes, bijvoorbeeld den-haag.",
            )
        return text

    def _municipalities(self, fields: Fields) -> tuple[str, ...]:
        names = fields.texts("gemeente", required=True)
        return () if any(name.casefold() == ALL for name in names) else names

    def _weights(self, fields: Fields) -> tuple[str, str]:
        node = fields.take("weging")
        if node is None:
            return "", ""
        if isinstance(node, MapNode):
            inner = Fields(node, self.problems, "De weging")
            found = inner.text("bestand", required=True), inner.text("reden", required=True)
            inner.finish()
            return found
        return fields.text_of(node, "weging"), ""

    def _fill(self, node: Node) -> Fill | None:
        fields = Fields(node, self.problems, "Een parameter")
        value = fields.take("waarde", required=True)
        source_node = fields.take("bron", required=True)
        parameter = fields.text("id", required=True)
        unit, reason = fields.text("eenheid"), fields.text("reden", required=True)
        fields.finish()
        if value is None or source_node is None:
            return None
        source = Fields(source_node, self.problems, "De bron")
        fill = Fill(
            parameter,
            value,
            unit,
            reason,
            source.text("bron", required=True),
            source.text("plaats", required=True),
            source.word("aard", EvidenceKind, EvidenceKind.OWN),
            node,
            source_node,
        )
        source.finish()
        return fill

    def _change(self, node: Node) -> Change | None:
        fields = Fields(node, self.problems, "Een aanpassing")
        until = fields.date("tot", required=True)
        main, support = self._extra_advice(fields)
        change = Change(
            rule=fields.text("regel", required=True),
            off=fields.yes("uit"),
            severity=fields.choice("ernst", SEVERITIES, None),
            extra_text=fields.text("extra_tekst"),
            extra_main=main,
            extra_support=support,
            reason=fields.text("reden", required=True),
            owner=fields.text("eigenaar", required=True),
            until=dt.date.max if isinstance(until, Unknown) else until,
            node=node,
        )
        fields.finish()
        self._check_change(change, fields, until)
        return change if change.rule else None

    def _check_change(self, change: Change, fields: Fields, until: dt.date | Unknown) -> None:
        more = change.severity or change.extra_text or change.extra_main or change.extra_support
        place = fields.take("tot")
        if isinstance(until, Unknown) and isinstance(place, ScalarNode) and not self.problems.found:
            self.problems.add(
                place,
                "verkeerde-waarde",
                "Een aanpassing heeft een einddatum nodig.",
                "Noem bij 'tot' de laatste dag waarop zij geldt, als jjjj-mm-dd.",
            )
        if not isinstance(fields.node, MapNode):
            return
        if change.off and more:
            self.problems.add(
                change.node,
                "verkeerde-vorm",
                "Een regel die uit staat, kan niet ook nog worden aangepast.",
                "Haal 'uit: ja' weg, of haal de rest weg.",
            )
        if not change.off and not more:
            self.problems.add(
                change.node,
                "ontbreekt",
                f"De aanpassing van {shown(change.rule)} verandert niets.",
                "Noem 'uit: ja', 'ernst', 'extra_tekst' of 'extra_advies'.",
            )

    def _extra_advice(
        self, fields: Fields
    ) -> tuple[tuple[ScalarNode, ...], tuple[ScalarNode, ...]]:
        node = fields.take("extra_advies")
        if node is None:
            return (), ()
        advice = Fields(node, self.problems, "'extra_advies'")
        found = [
            tuple(one for one in advice.list(role) if isinstance(one, ScalarNode))
            for role in ("hoofd", "steun")
        ]
        advice.finish()
        return found[0], found[1]

    def _renaming(self, node: Node) -> Renaming | None:
        fields = Fields(node, self.problems, "Een term")
        old, new = self._word(fields, "van"), self._word(fields, "naar")
        article = fields.word("lidwoord", _Article, None)
        plurals = self._pairs(fields, "meervoud", old)
        compounds = self._pairs(fields, "samenstellingen", old)
        reason = fields.text("reden", required=True)
        fields.finish()
        if not old or not new:
            return None
        return Renaming(
            Term(old, new, article.value if article else "", plurals, compounds), reason, node
        )

    def _word(self, fields: Fields, name: str) -> str:
        text = fields.text(name, required=True)
        if text and not _WORD.fullmatch(text):
            self.problems.add(
                fields.take(name) or fields.node,
                "verkeerde-waarde",
                f"{shown(text)} bij '{name}' is geen woord.",
                "Schrijf een zelfstandig naamwoord zonder lidwoord, in het enkelvoud.",
            )
            return ""
        return text

    def _pairs(self, fields: Fields, name: str, old: str) -> tuple[tuple[str, str], ...]:
        """The forms under ``meervoud`` or ``samenstellingen``: old and new form.

        One word for a plural is that of the new word; the old plural then follows from the
        usual endings.
        """
        node = fields.take(name)
        if node is None:
            return ()
        if isinstance(node, MapNode):
            inner = Fields(node, self.problems, f"'{name}'")
            return tuple((key, inner.text(key)) for key in inner.items)
        if isinstance(node, ListNode) or name != "meervoud":
            self.problems.add(
                node,
                "verkeerde-vorm",
                f"Bij '{name}' horen sleutels met waarden.",
                "Schrijf {oud woord: nieuw woord}.",
            )
            return ()
        plural = fields.text_of(node, name)
        return tuple((form, plural) for form in plurals_of(old)) if plural and old else ()


def plurals_of(word: str) -> tuple[str, ...]:
    """The forms that the plural of a Dutch noun usually has; most of them do not exist."""
    forms = [f"{word}en", f"{word}s", f"{word}'s", f"{word}n"]
    if word[-1] not in "aeiou":
        forms.append(f"{word}{word[-1]}en")
    if re.search(r"([aeou])\1[^aeiou]$", word):
        forms.append(f"{word[:-2]}{word[-1]}en")
        voiced = {"f": "v", "s": "z"}.get(word[-1])
        forms += [f"{word[:-2]}{voiced}en"] if voiced else []
    if word.endswith("heid"):
        forms.append(f"{word[:-3]}den")
    return tuple(forms)
