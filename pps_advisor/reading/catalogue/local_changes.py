"""The rules of the core that plugins adapt: off, another severity, extra text or advice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import AllOf, AnyOf, Condition, Operator, Test, tests_of
from pps_advisor.model.knowledge.plugin import Adaptation, AdaptationKind, Plugin
from pps_advisor.model.knowledge.rule import Rule, SeverityCase
from pps_advisor.reading.catalogue.local import Local
from pps_advisor.reading.plugins.reader import Change
from pps_advisor.reading.yaml.node import ScalarNode
from pps_advisor.reading.yaml.problems import Problems, nearest, shown


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
    where = " Alle regels van de kern staan in de map rules; 'pps-advisor rules list' toont ze."
    where = f" De regels van {theme} staan in {place.file}." if place else where
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
