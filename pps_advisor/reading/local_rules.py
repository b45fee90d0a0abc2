"""What plugins and a project file change about the core: filled in, adapted and renamed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import attrs

from pps_advisor.errors import Problem, SourceLocation
from pps_advisor.model.catalogue import Catalogue, Parameter, Weights
from pps_advisor.model.condition import AllOf, AnyOf, Condition, Operator, Test, tests_of
from pps_advisor.model.frozen import evolve
from pps_advisor.model.plugin import Adaptation, AdaptationKind, Plugin, Term
from pps_advisor.model.rule import Rule, SeverityCase
from pps_advisor.model.source import Citation
from pps_advisor.model.values import Known, Unknown, date_text, number_text
from pps_advisor.reading.condition_reader import Names
from pps_advisor.reading.fields import Fields
from pps_advisor.reading.fixed_words import FIXED_WORDS
from pps_advisor.reading.local import Local
from pps_advisor.reading.node import MapNode, Node, ScalarNode
from pps_advisor.reading.plugin_reader import Change, Fill, Renaming, plurals_of
from pps_advisor.reading.problems import Problems, nearest, shown
from pps_advisor.reading.project_file import PROJECT_FILE
from pps_advisor.reading.text_fields import renamed, texts_of


@attrs.frozen
class LocalWeights:
    """Weights that come in the place of those of the core, with whose they are and why."""

    weights: Weights
    owner: str
    version: str
    reason: str
    place: SourceLocation


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
        return fields.number_of(fill.value, "waarde")
    if isinstance(parameter.value, dt.date):
        return fields.date_of(fill.value, "waarde")
    return fields.text_of(fill.value, "waarde")


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


def adapt(catalogue: Catalogue, local: Local, problems: Problems) -> Catalogue:
    """Apply the ``aanpassingen`` of the plugins that take part."""
    rules = dict(catalogue.rule)
    done: list[Adaptation] = []
    claimed: dict[str, tuple[Change, str]] = {}
    off: set[str] = set()
    for head in local.heads:
        for change in head.changes:
            rule = catalogue.rule.get(change.rule)
            if rule is None or _own(rule, head.plugin.id, catalogue):
                _report_rule(change, rule, catalogue, problems)
                continue
            _check_claims(change, claimed, problems)
            expired = local.expired(change)
            new, found = _changed(rules[rule.id], change, head.plugin, catalogue, problems)
            done += [evolve(one, applied=not expired) for one in found]
            if not expired:
                rules[rule.id] = new
                off |= {rule.id} if change.off else set()
    kept, lost = _without_found(_with_altered(rules.values(), catalogue), off)
    return evolve(
        catalogue,
        rules=tuple(kept),
        set_aside=tuple(rules[name] for name in sorted(off)),
        adaptations=(*catalogue.adaptations, *(_with_lost(one, lost) for one in done)),
    )


def _with_altered(rules: Iterable[Rule], catalogue: Catalogue) -> list[Rule]:
    """The rules, those of others that test a filled in parameter marked as altered."""
    adaptations = catalogue.adaptations
    filled = {one.subject for one in adaptations if one.kind is AdaptationKind.PARAMETER}
    return [
        evolve(rule, altered=True)
        if any(test.parameter in filled for test in tests_of(rule.condition))
        and not catalogue.ruleset[rule.ruleset].plugin
        else rule
        for rule in rules
    ]


def _own(rule: Rule, plugin: str, catalogue: Catalogue) -> bool:
    return catalogue.ruleset[rule.ruleset].plugin == plugin


def _report_rule(
    change: Change, rule: Rule | None, catalogue: Catalogue, problems: Problems
) -> None:
    if rule is not None:
        problems.add(
            change.node,
            "eigen-regel",
            f"De regel {shown(change.rule)} is van deze plug-in zelf.",
            f"Wijzig haar in {rule.location}.",
        )
        return
    theme = change.rule.partition(".")[0]
    place = next((one.location for one in catalogue.rules if one.theme == theme), None)
    where = f" De regels van {theme} staan in {place.file}." if place else ""
    problems.add(
        change.node,
        "onbekende-regel",
        f"Er is geen regel {shown(change.rule)} om aan te passen.",
        f"{nearest(change.rule, catalogue.rule)}{where}".strip(),
    )


def _check_claims(
    change: Change,
    claimed: dict[str, tuple[Change, str]],
    problems: Problems,
) -> None:
    """Two adaptations of one rule may add to it both, but not decide the same thing twice."""
    wish = "uit" if change.off else change.severity.word if change.severity else ""
    if not wish:
        return
    other, before = claimed.setdefault(change.rule, (change, wish))
    if other is not change:
        same = "nog een keer" if wish == before else "verschillend"
        problems.add(
            change.node,
            "botsing",
            f"De regel {shown(change.rule)} wordt {same} aangepast.",
            f"De andere aanpassing staat in {other.node.location}; houd er één over.",
        )


def _changed(
    rule: Rule, change: Change, plugin: Plugin, catalogue: Catalogue, problems: Problems
) -> tuple[Rule, list[Adaptation]]:
    """A rule with a change made to it, and what there is to say about that."""

    def adaptation(
        kind: AdaptationKind, before: str, after: str, useless: bool = False
    ) -> Adaptation:
        return Adaptation(
            kind,
            rule.id,
            rule.title,
            plugin.id,
            plugin.version,
            change.reason,
            owner=change.owner,
            until=change.until,
            before=before,
            after=after,
            useless=useless,
            location=change.node.location,
        )

    found = []
    if change.off:
        found.append(adaptation(AdaptationKind.OFF, "aan", "uit"))
    if change.severity:
        cases = (SeverityCase((), change.severity),)
        before = " of ".join(dict.fromkeys(case.severity.word for case in rule.severities))
        useless = rule.severities == cases
        found.append(adaptation(AdaptationKind.SEVERITY, before, change.severity.word, useless))
        rule = evolve(rule, severities=cases, altered=True)
    if change.extra_text:
        useless = change.extra_text in rule.text
        found.append(adaptation(AdaptationKind.TEXT, "", change.extra_text, useless))
        rule = rule if useless else evolve(rule, text=f"{rule.text} {change.extra_text}")
    if change.extra_main or change.extra_support:
        rule, given = _with_advice(rule, change, catalogue, problems)
        titles = "; ".join(catalogue.recommendation[name].title for name in given)
        found.append(adaptation(AdaptationKind.ADVICE, "", titles, not given))
    return rule, found


def _with_advice(
    rule: Rule, change: Change, catalogue: Catalogue, problems: Problems
) -> tuple[Rule, list[str]]:
    if not rule.kind.advises:
        problems.add(
            change.node,
            "verkeerde-vorm",
            f"De regel {shown(rule.id)} is van soort {rule.kind.value} en kan geen advies geven.",
            "Haal 'extra_advies' weg, of schrijf een eigen regel.",
        )
        return rule, []
    main = _new_names(change.extra_main, catalogue, problems)
    support = _new_names(change.extra_support, catalogue, problems)
    for name in {*main} & {*support}:
        problems.add(
            change.node,
            "verkeerde-waarde",
            f"De aanbeveling {shown(name)} staat bij 'hoofd' en bij 'steun'.",
            "Houd er één over.",
        )
    main = [name for name in main if name not in rule.main]
    support = [name for name in support if name not in rule.main + rule.support]
    new = evolve(
        rule,
        main=(*rule.main, *main),
        support=(*(name for name in rule.support if name not in main), *support),
    )
    return new, [*main, *support]


def _new_names(nodes: Sequence[ScalarNode], catalogue: Catalogue, problems: Problems) -> list[str]:
    names = []
    for node in nodes:
        name = node.text.strip()
        if name not in catalogue.recommendation:
            problems.add(
                node,
                "onbekende-aanbeveling",
                f"Er is geen aanbeveling met id {shown(name)}.",
                nearest(name, catalogue.recommendation),
            )
        elif name not in names:
            names.append(name)
    return names


def _without_found(rules: list[Rule], off: set[str]) -> tuple[list[Rule], dict[str, list[str]]]:
    """The rules without those that are off, and without what can only follow from them.

    Also gives, for each rule that is off, the rules that cannot come out any more.
    """
    gone = set(off)
    lost: dict[str, list[str]] = {name: [] for name in off}
    because = {name: {name} for name in off}
    grew = bool(off)
    while grew:
        grew = False
        for rule in rules:
            if rule.id in gone or without_findings(rule.condition, gone) is not None:
                continue
            grew = True
            gone.add(rule.id)
            because[rule.id] = {
                source for name in _found_in(rule.condition) & gone for source in because[name]
            }
            for source in because[rule.id] & off:
                lost[source].append(rule.id)
    kept = []
    for rule in rules:
        if rule.id not in gone:
            condition = without_findings(rule.condition, gone) if gone else rule.condition
            same = condition == rule.condition
            kept.append(rule if same else evolve(rule, condition=condition, altered=True))
    return kept, {name: sorted(rest) for name, rest in lost.items()}


def without_findings(condition: Condition, gone: set[str]) -> Condition | None:
    """A condition in which these findings are never there; None when it cannot hold any more."""
    if isinstance(condition, Test):
        lost = condition.operator is Operator.FOUND and condition.subject in gone
        return None if lost else condition
    parts = [without_findings(part, gone) for part in condition.parts]
    if isinstance(condition, AllOf):
        kept = tuple(part for part in parts if part is not None)
        return AllOf(kept) if len(kept) == len(parts) else None
    left = tuple(part for part in parts if part is not None)
    return AnyOf(left) if left else None


def _found_in(condition: Condition) -> set[str]:
    if isinstance(condition, Test):
        return {condition.subject} if condition.operator is Operator.FOUND else set()
    return {name for part in condition.parts for name in _found_in(part)}


def _with_lost(adaptation: Adaptation, lost: Mapping[str, list[str]]) -> Adaptation:
    if adaptation.kind is not AdaptationKind.OFF or not adaptation.applied:
        return adaptation
    return evolve(adaptation, also=tuple(lost.get(adaptation.subject, ())))


def rename(catalogue: Catalogue, local: Local, problems: Problems) -> Catalogue:
    """Rename words in all texts of the catalogue; ids stay as they are."""
    terms: list[Term] = []
    first: dict[str, tuple[str, Node]] = {}
    done: list[Adaptation] = []
    every_text = texts_of(catalogue) if any(head.renamings for head in local.heads) else ""
    for head in local.heads:
        for renaming in head.renamings:
            term = renaming.term
            new, other = first.setdefault(term.old.casefold(), (term.new, renaming.node))
            if other is not renaming.node and new != term.new:
                problems.add(
                    renaming.node,
                    "botsing",
                    f"Het woord {shown(term.old)} wordt twee keer verschillend vervangen.",
                    f"De andere vervanging staat in {other.location}; houd er één over.",
                )
            if term.old.casefold() in FIXED_WORDS:
                problems.add(
                    renaming.node,
                    "vast-woord",
                    f"Het woord {shown(term.old)} kan niet worden vervangen: pps-advisor gebruikt "
                    "het zelf in koppen, in uitleg en in casussen.",
                    "Vervang alleen woorden uit vragen, regels en aanbevelingen.",
                )
            if other is renaming.node:
                terms.append(term)
                _check_plural(renaming, every_text, problems)
            done.append(
                Adaptation(
                    AdaptationKind.TERM,
                    term.old,
                    term.old,
                    head.plugin.id,
                    head.plugin.version,
                    renaming.reason,
                    owner=head.plugin.contact,
                    before=term.old,
                    after=term.new,
                    useless=term.old.casefold() not in every_text,
                    location=renaming.node.location,
                )
            )
    if not terms:
        return catalogue
    new_texts = renamed(catalogue, tuple(terms))
    return evolve(new_texts, terms=tuple(terms), adaptations=(*catalogue.adaptations, *done))


def _check_plural(renaming: Renaming, every_text: str, problems: Problems) -> None:
    """A word of which only the singular is renamed leaves a text with two names for one thing."""
    term = renaming.term
    known = {old.casefold() for old, _ in (*term.plurals, *term.compounds)}
    for form in plurals_of(term.old.casefold()):
        if form not in known and re.search(rf"(?<![\w.-]){re.escape(form)}(?![\w-])", every_text):
            problems.add(
                renaming.node,
                "meervoud",
                f"In de teksten staat ook {shown(form)}, en daarvoor is geen nieuw woord genoemd.",
                f"Voeg toe: meervoud: {{{form}: ...}}, met het meervoud van {shown(term.new)}.",
            )


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


def left_out(catalogue: Catalogue, local: Local) -> Catalogue:
    """List the rulesets that a project file leaves out."""
    if local.project is None:
        return catalogue
    done = tuple(
        Adaptation(
            AdaptationKind.LEFT_OUT,
            one.ruleset,
            catalogue.ruleset[one.ruleset].title,
            PROJECT_FILE,
            "",
            one.reason,
            location=one.node.location,
        )
        for one in local.project.left_out
        if one.ruleset in catalogue.ruleset
    )
    return evolve(catalogue, adaptations=(*catalogue.adaptations, *done))


def check_own_ids(catalogue: Catalogue, local: Local, problems: Problems) -> None:
    """What a plugin adds carries its id in front, so that two plugins never mean the same."""
    plugin_of = {one.id: one.plugin for one in catalogue.rulesets if one.plugin}
    parts: list[tuple[str, str, str, SourceLocation | None]] = [
        ("regelset", one.id, one.plugin, one.location) for one in catalogue.rulesets if one.plugin
    ]
    for word, things in (
        ("vraag", [one for one in catalogue.questions if one.id.count(".") == 1]),
        ("regel", catalogue.rules),
        ("aanbeveling", catalogue.recommendations),
        ("parameter", catalogue.parameters),
    ):
        parts += [
            (word, one.id, plugin_of[one.ruleset], one.location)
            for one in things
            if one.ruleset in plugin_of
        ]
    for word, name, plugin, place in parts:
        rest = name.removeprefix(plugin)
        if rest == name or (rest and rest[0] not in ".-_"):
            example = f"{plugin}.naam" if word in ("vraag", "regel") else f"{plugin}-naam"
            problems.found.append(
                Problem(
                    place or SourceLocation(plugin),
                    "vreemde-id",
                    f"De {word} {shown(name)} begint niet met de id van de plug-in.",
                    f"Noem haar bijvoorbeeld '{example}'.",
                )
            )
