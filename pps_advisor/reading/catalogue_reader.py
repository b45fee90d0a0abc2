"""Folders of rulesets in, one cross-checked Catalogue out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

import attrs

from pps_advisor.errors import InvalidInput, SourceLocation
from pps_advisor.model.catalogue import Catalogue, Parameter, Ruleset, Weight, Weights
from pps_advisor.model.condition import Operator, tests_of
from pps_advisor.model.frozen import evolve
from pps_advisor.model.question import AnswerType, Question
from pps_advisor.model.recommendation import Recommendation
from pps_advisor.model.rule import Rule
from pps_advisor.model.source import EvidenceKind, Source
from pps_advisor.model.values import Unknown
from pps_advisor.reading.catalogue_checks import check_catalogue
from pps_advisor.reading.condition_reader import ConditionReader, Vocabulary
from pps_advisor.reading.fields import Fields, Problems, nearest
from pps_advisor.reading.knowledge_reader import (
    QuestionReader,
    RecommendationReader,
    RuleReader,
    read_parameter,
)
from pps_advisor.reading.node import ListNode, MapNode, Node, ScalarNode
from pps_advisor.reading.rule_files import RULESET_FILE, RuleFile
from pps_advisor.reading.yaml_door import read_yaml

T = TypeVar("T")

MAX_RULE_FILE_BYTES = 4_000_000
MAX_RULES_PER_FILE = 5_000


@attrs.define
class _Parts:
    """The trees of everything found, before anything refers to anything."""

    rulesets: list[Ruleset] = attrs.field(factory=list)
    questions: list[tuple[str, Node]] = attrs.field(factory=list)
    parameters: list[tuple[str, Node]] = attrs.field(factory=list)
    rules: list[tuple[str, Node]] = attrs.field(factory=list)
    recommendations: list[tuple[str, Node]] = attrs.field(factory=list)
    sources: list[Source] = attrs.field(factory=list)
    renamed: dict[str, str] = attrs.field(factory=dict)
    order: dict[str, int] = attrs.field(factory=dict)
    weights: Weights | None = None


def read_catalogue(
    files: Iterable[RuleFile],
    derivations: Collection[str],
    without: Sequence[str] = (),
) -> Catalogue:
    """Read, merge and check rulesets.

    `derivations` are the derived facts that can be computed. The rules of a ruleset in
    `without` are left out, with those that build on their findings; its questions and
    recommendations stay. Raises InvalidInput with every Problem found.
    """
    problems = Problems()
    parts = _Parts()
    roots = _read_trees(files, problems)
    for file, root in roots:
        _sort_out(file, root, parts, problems)
    problems.raise_any()
    catalogue = _merge(parts, problems, {file.name: root for file, root in roots})
    check_catalogue(catalogue, derivations, problems)
    problems.raise_any()
    return _leave_out(catalogue, without)


def _read_trees(files: Iterable[RuleFile], problems: Problems) -> list[tuple[RuleFile, Node]]:
    trees = []
    for file in files:
        try:
            trees.append((file, read_yaml(file.path, file.name, MAX_RULE_FILE_BYTES)))
        except InvalidInput as error:
            problems.found += error.problems
    return trees


def _sort_out(file: RuleFile, root: Node, parts: _Parts, problems: Problems) -> None:
    folder, _, name = file.name.rpartition("/")
    ruleset = folder.rpartition("/")[2]
    if name == RULESET_FILE:
        parts.rulesets.append(_ruleset(root, ruleset, file.core, parts, problems))
    elif name == "bronnen.yaml":
        parts.sources += _sources(root, problems)
    elif name == "weging.yaml":
        parts.weights = _weights(root, problems)
    else:
        target = {
            "vragen.yaml": parts.questions,
            "parameters.yaml": parts.parameters,
            "regels.yaml": parts.rules,
            "aanbevelingen.yaml": parts.recommendations,
        }[name]
        target += [(ruleset, node) for node in _list_of(root, name, problems)]


def _list_of(root: Node, name: str, problems: Problems) -> list[Node]:
    if not isinstance(root, ListNode):
        problems.add(root, "verkeerde-vorm", f"{name} moet een lijst zijn.", "Begin met '- id:'.")
        return []
    if len(root.items) > MAX_RULES_PER_FILE:
        problems.add(
            root,
            "te-veel",
            f"Dit bestand heeft {len(root.items)} onderdelen; hoogstens {MAX_RULES_PER_FILE} mag.",
            "Verdeel ze over meer regelsets.",
        )
        return []
    return root.items


def _ruleset(
    root: Node, folder: str, core: bool, parts: _Parts, problems: Problems
) -> Ruleset:
    fields = Fields(root, problems, "De regelset")
    ruleset = Ruleset(
        id=fields.text("id", required=True),
        title=fields.text("titel", required=True),
        version=fields.text("versie", required=True),
        author=fields.text("auteur", required=True),
        explanation=fields.text("toelichting"),
        core=core,
        location=root.location,
    )
    order = fields.number("volgorde")
    parts.order[ruleset.id] = 999 if isinstance(order, Unknown) else int(order)
    renamed = fields.take("vervangen")
    if isinstance(renamed, MapNode):
        for key, (_, node) in renamed.items.items():
            parts.renamed[key] = node.text if isinstance(node, ScalarNode) else ""
    fields.finish()
    if ruleset.id and ruleset.id != folder and core:
        problems.add(root, "verkeerde-waarde", f"De map '{folder}' heeft regelset-id '{ruleset.id}'.")
    return ruleset


def _sources(root: Node, problems: Problems) -> list[Source]:
    fields = Fields(root, problems, "De lijst van bronnen")
    return [_source(key, node, problems) for key, (_, node) in fields.items.items()]


def _source(source_id: str, node: Node, problems: Problems) -> Source:
    fields = Fields(node, problems, "Een bron")
    year = fields.text("jaar")
    source = Source(
        id=source_id,
        authors=fields.texts("auteurs", required=True),
        title=fields.text("titel", required=True),
        short=fields.text("kort", required=True),
        year=int(year) if year.isdigit() else None,
        kind=fields.text("soort"),
        publisher=fields.text("uitgever"),
        published_in=fields.text("vindplaats"),
        date=fields.text("datum"),
    )
    fields.finish()
    return source


def _weights(root: Node, problems: Problems) -> Weights:
    fields = Fields(root, problems, "De weging")

    def table(name: str, keys: Sequence[str]) -> dict[str, Weight]:
        node = fields.take(name, required=True)
        inner = Fields(node or MapNode(root.file), problems, f"'{name}'")
        found = {key: _weight(inner, key, problems) for key in keys}
        inner.finish()
        return found

    weights = Weights(
        severity=table("ernst", ("laag", "midden", "hoog")),
        role=table("rol", ("hoofd", "steun")),
        evidence=table("bewijs", [kind.value for kind in EvidenceKind]),
        opportunity=_weight(fields, "kans", problems),
        second_source=_weight(fields, "tweede_bron", problems),
    )
    fields.take("toelichting")
    fields.finish()
    _check_weight_order(weights, root, problems)
    return weights


def _weight(fields: Fields, name: str, problems: Problems) -> Weight:
    node = fields.take(name, required=True)
    if node is None:
        return Weight(0, 0, 0)
    inner = Fields(node, problems, f"Het gewicht '{name}'")
    value, low, high = (inner.number(key) for key in ("gewicht", "van", "tot"))
    inner.finish()
    try:
        weight = Weight(float(str(value)), float(str(low)), float(str(high)))
    except ValueError:
        problems.add(node, "gewicht", f"Het gewicht '{name}' heeft 'gewicht', 'van' en 'tot' nodig.")
        return Weight(0, 0, 0)
    if not 0 <= weight.low <= weight.value <= weight.high <= 1:
        problems.add(
            node, "gewicht", f"Bij '{name}' moet gelden: 0 <= van <= gewicht <= tot <= 1."
        )
    return weight


def _check_weight_order(weights: Weights, root: Node, problems: Problems) -> None:
    """The ranges must not overlap, so that each draw keeps laag below midden below hoog."""
    scale = [weights.severity[word] for word in ("laag", "midden", "hoog")]
    role = [weights.role[word] for word in ("steun", "hoofd")]
    for weaker, stronger in [*zip(scale, scale[1:], strict=False), (role[0], role[1])]:
        if weaker.high > stronger.low:
            problems.add(
                root,
                "gewicht",
                "De bereiken van de gewichten overlappen, zodat de volgorde kan omkeren.",
                "Laat 'tot' van het lichtere gewicht niet boven 'van' van het zwaardere komen.",
            )


def _merge(parts: _Parts, problems: Problems, roots: dict[str, Node]) -> Catalogue:
    parts.rulesets.sort(key=lambda r: (parts.order[r.id], r.id))
    _check_unique(parts.rulesets, "regelset", problems)
    rank = {ruleset.id: place for place, ruleset in enumerate(parts.rulesets)}
    for group in (parts.questions, parts.parameters, parts.rules, parts.recommendations):
        group.sort(key=lambda part: rank.get(part[0], len(rank)))
    parameters = [read_parameter(node, where, problems) for where, node in parts.parameters]
    vocabulary, questions = _vocabulary(parts, _present(parameters), problems)
    conditions = ConditionReader(vocabulary, problems)
    questions = _complete(parts, questions, conditions, problems)
    rules = [RuleReader(where, conditions, problems).read(node) for where, node in parts.rules]
    recommendations = [
        RecommendationReader(where, conditions, problems).read(node)
        for where, node in parts.recommendations
    ]
    for things, word in (
        (questions, "vraag"),
        (rules, "regel"),
        (recommendations, "aanbeveling"),
        (parameters, "parameter"),
    ):
        _check_unique(_present(things), word, problems)  # type: ignore[type-var]
    if parts.weights is None:
        place = SourceLocation("weging.yaml")
        problems.add(place, "ontbreekt", "Er is geen weging.yaml met gewichten gevonden.")
    return Catalogue(
        rulesets=tuple(parts.rulesets),
        questions=tuple(questions),
        rules=_present(rules),
        recommendations=_present(recommendations),
        parameters=_present(parameters),
        sources=tuple(sorted(parts.sources, key=lambda source: source.id)),
        weights=parts.weights or Weights({}, {}, {}, Weight(0, 0, 0), Weight(0, 0, 0)),
        renamed=tuple(sorted(parts.renamed.items())),
    )


def _vocabulary(
    parts: _Parts, parameters: tuple[Parameter, ...], problems: Problems
) -> tuple[Vocabulary, list[Question]]:
    questions: list[Question] = []
    for where, node in parts.questions:
        question = QuestionReader(where, problems).read(node)
        if question:
            questions += [question, *party_questions(question)]
    rule_ids = frozenset(
        node.items["id"][1].text.strip()  # type: ignore[attr-defined]
        for _, node in parts.rules
        if isinstance(node, MapNode) and isinstance(node.get("id"), ScalarNode)
    )
    vocabulary = Vocabulary(
        {question.id: question for question in questions},
        {parameter.id: parameter for parameter in parameters},
        rule_ids,
        parts.renamed,
    )
    return vocabulary, questions


def party_questions(question: Question) -> list[Question]:
    """The facts that come with a question that is answered per party."""
    if question.per_party is None:
        return []
    worst = evolve(
        question,
        id=f"{question.id}.minst_gunstig",
        text=f"{question.text} (het minst gunstige antwoord van een partij)",
        short=f"{question.short}, minst gunstig",
        per_party=None,
        derived=True,
        to_complete=f"Beantwoord '{question.id}' per partij.",
    )
    if question.type is not AnswerType.LIKERT:
        return [worst]
    gap = evolve(
        worst,
        id=f"{question.id}.verschil",
        text=f"{question.text} (gemeente min de mediaan van de andere partijen)",
        short=f"{question.short}, verschil",
        type=AnswerType.NUMBER,
        unit="punten",
    )
    return [worst, gap]


def _complete(
    parts: _Parts, questions: list[Question], conditions: ConditionReader, problems: Problems
) -> list[Question]:
    """Add the tests of the questions, now that every question can be referred to."""
    nodes = {question.id: question for question in questions}
    for where, node in parts.questions:
        name = Fields(node, Problems(), "").text("id")
        if name in nodes:
            done = QuestionReader(where, problems).complete(nodes[name], node, conditions)
            for one in [done, *party_questions(done)]:
                tests = done.favourable if not one.id.endswith(".verschil") else ()
                tests = tuple(evolve(test, subject=one.id) for test in tests)
                nodes[one.id] = evolve(one, favourable=tests)
    return [nodes[question.id] for question in questions]


def _present(things: Iterable[T | None]) -> tuple[T, ...]:
    return tuple(thing for thing in things if thing is not None)


def _check_unique(
    things: Iterable[Question | Rule | Recommendation | Parameter | Ruleset],
    word: str,
    problems: Problems,
) -> None:
    seen: dict[str, SourceLocation | None] = {}
    for thing in things:
        if thing.id in seen and thing.id.count(".") < 2:  # facts per party follow their question
            problems.add(
                thing.location or SourceLocation(""),
                "dubbele-id",
                f"De {word} '{thing.id}' bestaat al.",
                f"De eerste staat in {seen[thing.id]}; geef deze een andere id.",
            )
        seen.setdefault(thing.id, thing.location)


def _leave_out(catalogue: Catalogue, without: Sequence[str]) -> Catalogue:
    """Leave out the rules of rulesets, and the rules that build on them."""
    if not without:
        return catalogue
    problems = Problems()
    for name in without:
        if name not in catalogue.ruleset:
            problems.add(
                SourceLocation("--without"),
                "onbekende-regelset",
                f"Er is geen regelset '{name}'.",
                nearest(name, catalogue.ruleset),
            )
    problems.raise_any()
    gone = {rule.id for rule in catalogue.rules if rule.ruleset in without}
    grew = True
    while grew:
        more = {
            rule.id
            for rule in catalogue.rules
            for test in tests_of(rule.condition)
            if test.operator is Operator.FOUND and test.subject in gone
        }
        grew = not more <= gone
        gone |= more
    return evolve(
        catalogue, rules=tuple(rule for rule in catalogue.rules if rule.id not in gone)
    )
