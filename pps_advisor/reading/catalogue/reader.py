"""Folders of rulesets in, one cross-checked Catalogue out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

import attrs

from pps_advisor.errors import InvalidInput, SourceLocation
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue, Parameter, Ruleset, Weights
from pps_advisor.model.knowledge.plugin import Adaptation
from pps_advisor.model.knowledge.question import AnswerType, Question
from pps_advisor.model.knowledge.source import Source
from pps_advisor.reading.catalogue.checks import check_catalogue, check_renamed
from pps_advisor.reading.catalogue.leave_out import leave_out, list_left_out
from pps_advisor.reading.catalogue.local import NOTHING_LOCAL, Local
from pps_advisor.reading.catalogue.local_changes import adapt
from pps_advisor.reading.catalogue.local_parameters import fill_parameters
from pps_advisor.reading.catalogue.local_terms import rename
from pps_advisor.reading.catalogue.local_weights import LocalWeights, choose_weights
from pps_advisor.reading.catalogue.own_ids import check_own_ids, is_own
from pps_advisor.reading.plugins.project_file import PROJECT_FILE
from pps_advisor.reading.rules.condition import ConditionReader, Names, Vocabulary
from pps_advisor.reading.rules.conversation import read_conversation
from pps_advisor.reading.rules.files import MAX_RULE_FILE_BYTES, RULESET_FILE, RuleFile
from pps_advisor.reading.rules.knowledge import RecommendationReader, RuleReader
from pps_advisor.reading.rules.question import QuestionReader, read_parameter
from pps_advisor.reading.rules.references import PLAIN_ID, QUESTION_ID, RULE_ID, has_id
from pps_advisor.reading.rules.ruleset import (
    NO_WEIGHTS,
    RulesetReader,
    read_sources,
    read_weights,
)
from pps_advisor.reading.yaml.door import parse_yaml, read_text
from pps_advisor.reading.yaml.node import ListNode, MapNode, Node, ScalarNode
from pps_advisor.reading.yaml.problems import Problems, shown

T = TypeVar("T")

MAX_RULES_PER_FILE = 5_000
MAX_PLUGIN_PARTS = 5_000
"""The most questions, parameters, rules and recommendations that one plugin may have together."""


_FOLLOWS = {
    "vragen.yaml": "onbekende-vraag",
    "parameters.yaml": "onbekende-parameter",
    "regels.yaml": "onbekende-regel",
    "aanbevelingen.yaml": "onbekende-aanbeveling",
}
"""The problems that follow everywhere from a mistake in what a file defines."""


@attrs.define
class _Parts:
    """The trees of everything found, before anything refers to anything.

    The parts of a ruleset folder stand beside the id of their ruleset.
    """

    rulesets: list[Ruleset] = attrs.field(factory=list)
    questions: list[tuple[str, Node]] = attrs.field(factory=list)
    parameters: list[tuple[str, Node]] = attrs.field(factory=list)
    rules: list[tuple[str, Node]] = attrs.field(factory=list)
    recommendations: list[tuple[str, Node]] = attrs.field(factory=list)
    sources: list[tuple[Source, Node]] = attrs.field(factory=list)
    renamed: dict[str, ScalarNode] = attrs.field(factory=dict)
    order: dict[str, int] = attrs.field(factory=dict)
    weights: Weights | None = None
    local_weights: list[tuple[RuleFile, Weights, Node]] = attrs.field(factory=list)
    conversation: Node | None = None


class _Named(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def location(self) -> SourceLocation | None: ...


def read_catalogue(
    files: Iterable[RuleFile],
    derivations: Collection[str],
    without: Sequence[str] = (),
    local: Local = NOTHING_LOCAL,
) -> Catalogue:
    """Read, merge and check rulesets, and apply what plugins change about them.

    `derivations` are the derived facts that can be computed. The rules of a ruleset in
    `without` are left out, with those that build on their findings; its questions and
    recommendations stay. Raises InvalidInput with every Problem found.
    """
    problems = Problems()
    roots = _read_trees(files, problems)
    problems.raise_any()  # what refers to a file that cannot be read would be reported too
    catalogue = _merge(_sort_out(roots, problems), local, problems)
    check_catalogue(catalogue, derivations, problems)
    problems.raise_any()
    catalogue = list_left_out(leave_out(catalogue, without, local), local)
    if local.heads:
        check_own_ids(catalogue, local, problems)
        catalogue = rename(adapt(catalogue, local, problems), local, problems)
        problems.raise_any()
    return catalogue


def _read_trees(files: Iterable[RuleFile], problems: Problems) -> list[tuple[RuleFile, Node]]:
    trees = []
    for file in files:
        try:
            text = read_text(file.path, file.name, MAX_RULE_FILE_BYTES)
            parse = _parsed_once if file.core else parse_yaml
            trees.append((file, parse(text, file.name)))
        except InvalidInput as error:
            problems.found += error.problems
    return trees


@lru_cache(maxsize=64)
def _parsed_once(text: str, name: str) -> Node:
    """The tree of a file of the core, which is read again for each plugin that is looked at."""
    return parse_yaml(text, name)


def _sort_out(roots: Iterable[tuple[RuleFile, Node]], problems: Problems) -> _Parts:
    parts = _Parts()
    ruleset_of: dict[str, str] = {}
    for file, root in roots:
        folder, _, name = file.name.rpartition("/")
        if file.weights:
            parts.local_weights.append((file, read_weights(root, problems), root))
        elif name == RULESET_FILE:
            reader = RulesetReader(folder.rpartition("/")[2], file.core, problems)
            ruleset = evolve(reader.read(root), plugin=file.plugin)
            parts.rulesets.append(ruleset)
            parts.order[ruleset.id] = reader.order
            parts.renamed |= _own_names(reader.renamed, file.plugin, problems)
            ruleset_of[folder] = ruleset.id
        elif name == "bronnen.yaml":
            parts.sources += read_sources(root, problems)
        elif name == "weging.yaml":
            parts.weights = read_weights(root, problems)
        elif name == "gesprek.yaml":
            parts.conversation = root
        else:
            target = {
                "vragen.yaml": parts.questions,
                "parameters.yaml": parts.parameters,
                "regels.yaml": parts.rules,
                "aanbevelingen.yaml": parts.recommendations,
            }[name]
            target += [(ruleset_of[folder], node) for node in _list_of(root, name, problems)]
    return parts


def _own_names(
    renamed: dict[str, ScalarNode], plugin: str, problems: Problems
) -> dict[str, ScalarNode]:
    """The old names in ``vervangen``; a plugin speaks for its own names only."""
    for old, node in renamed.items():
        if plugin and not is_own(old, plugin):
            problems.add(
                node,
                "vreemde-id",
                f"'vervangen' noemt {shown(old)}, en dat is geen naam van deze plug-in.",
                f"Noem alleen ids die met '{plugin}' begonnen.",
            )
    return renamed


def _list_of(root: Node, name: str, problems: Problems) -> list[Node]:
    if not isinstance(root, ListNode):
        problems.add(
            root,
            "verkeerde-vorm",
            f"{name} moet een lijst zijn.",
            "Begin elk onderdeel met '- id: ...', zonder spaties ervoor.",
        )
        problems.muted.add(_FOLLOWS[name])
        return []
    if len(root.items) > MAX_RULES_PER_FILE:
        problems.add(
            root,
            "te-veel",
            f"Dit bestand heeft {len(root.items)} onderdelen; hoogstens {MAX_RULES_PER_FILE} mag.",
            "Verdeel ze over meer regelsets.",
        )
        problems.muted.add(_FOLLOWS[name])
        return []
    return root.items


def _merge(parts: _Parts, local: Local, problems: Problems) -> Catalogue:
    _check_size(parts, problems)
    parts.rulesets.sort(key=lambda r: (parts.order[r.id], r.id))
    rank = {ruleset.id: place for place, ruleset in enumerate(parts.rulesets)}
    for group in (parts.questions, parts.parameters, parts.rules, parts.recommendations):
        group.sort(key=lambda part: rank[part[0]])
    _mute_what_follows(parts, problems)
    names = _names(parts)
    vocabulary, questions, parameters, filled = _vocabulary(parts, names, local, problems)
    conditions = ConditionReader(vocabulary, problems)
    questions = _complete(parts, questions, conditions, problems)
    rules = [RuleReader(where, conditions, problems).read(node) for where, node in parts.rules]
    recommendations = [
        RecommendationReader(where, conditions, problems).read(node)
        for where, node in parts.recommendations
    ]
    _check_unique(parts.rulesets, "regelset", problems)
    _check_unique([q for q in questions if not is_party_fact(q)], "vraag", problems)
    _check_unique(_present(rules), "regel", problems)
    _check_unique(_present(recommendations), "aanbeveling", problems)
    check_renamed(parts.renamed, vocabulary, problems)
    if parts.weights is None:
        place = SourceLocation("weging.yaml")
        problems.add(place, "ontbreekt", "Er is geen weging.yaml met gewichten gevonden.")
    weights, weighed = choose_weights(parts.weights, _local_weights(parts, local), problems)
    conversation = None
    if parts.conversation is not None:
        conversation = read_conversation(parts.conversation, vocabulary.questions, names, problems)
    return Catalogue(
        rulesets=tuple(parts.rulesets),
        questions=tuple(questions),
        rules=_present(rules),
        recommendations=_present(recommendations),
        parameters=parameters,
        sources=_unique_sources(parts.sources, problems),
        weights=weights or NO_WEIGHTS,
        renamed=tuple(sorted((old, new.text.strip()) for old, new in parts.renamed.items())),
        plugins=tuple(head.plugin for head in local.heads),
        adaptations=(*weighed, *filled),
        conversation_of=lambda: conversation,
    )


def _check_size(parts: _Parts, problems: Problems) -> None:
    """Refuse a plugin with more than anyone can oversee, before any of it is worked out."""
    owner = {ruleset.id: ruleset for ruleset in parts.rulesets if ruleset.plugin}
    groups = (parts.questions, parts.parameters, parts.rules, parts.recommendations)
    found = Counter(owner[where].plugin for group in groups for where, _ in group if where in owner)
    for plugin, number in found.items():
        if number > MAX_PLUGIN_PARTS:
            place = next(one.location for one in owner.values() if one.plugin == plugin)
            problems.add(
                place or SourceLocation(plugin),
                "te-veel",
                f"De plug-in {shown(plugin)} heeft {number} vragen, regels, aanbevelingen en "
                f"parameters; hoogstens {MAX_PLUGIN_PARTS} mag.",
                "Verdeel haar over meer plug-ins.",
            )
    problems.raise_any()


def _local_weights(parts: _Parts, local: Local) -> list[LocalWeights]:
    """The weights that come in the place of those of the core, each with its owner and reason."""
    heads = {head.plugin.id: head for head in local.heads}
    found = []
    for file, weights, root in parts.local_weights:
        head = heads.get(file.plugin)
        stated = head.weights_reason if head else local.project and local.project.weights_reason
        why = root.get("toelichting") if isinstance(root, MapNode) else None
        written = " ".join(why.text.split()) if isinstance(why, ScalarNode) else ""
        owner, version = (head.plugin.id, head.plugin.version) if head else (PROJECT_FILE, "")
        found.append(LocalWeights(weights, owner, version, stated or written, root.location))
    return found


def _mute_what_follows(parts: _Parts, problems: Problems) -> None:
    """Where an id is wrong or absent, that is reported; not that others refer to it in vain."""
    for nodes, form, name in (
        (parts.questions, QUESTION_ID, "vragen.yaml"),
        (parts.parameters, PLAIN_ID, "parameters.yaml"),
        (parts.rules, RULE_ID, "regels.yaml"),
        (parts.recommendations, PLAIN_ID, "aanbevelingen.yaml"),
    ):
        if not all(has_id(node, form) for _, node in nodes):
            problems.muted.add(_FOLLOWS[name])


def _names(parts: _Parts) -> Names:
    return Names(
        rules=_ids(parts.rules),
        recommendations=_ids(parts.recommendations),
        sources=frozenset(source.id for source, _ in parts.sources),
        themes=frozenset(ruleset.id for ruleset in parts.rulesets),
    )


def _ids(nodes: Iterable[tuple[str, Node]]) -> frozenset[str]:
    found = [node.get("id") for _, node in nodes if isinstance(node, MapNode)]
    return frozenset(one.text.strip() for one in found if isinstance(one, ScalarNode))


def _vocabulary(
    parts: _Parts, names: Names, local: Local, problems: Problems
) -> tuple[Vocabulary, list[Question], tuple[Parameter, ...], list[Adaptation]]:
    """What conditions may speak of; what was read with a mistake in its type is `unsure`."""
    questions: list[Question] = []
    unsure: set[str] = set()
    seen: set[str] = set()
    for where, node in parts.questions:
        reader = QuestionReader(where, names, problems)
        question = reader.read(node)
        if question:
            found = [question, *party_questions(question)]
            questions += found
            unsure.update(one.id for one in found if not reader.sure or one.id in seen)
            seen.update(one.id for one in found)
    read = [read_parameter(node, where, names, problems) for where, node in parts.parameters]
    _check_unique(_present(read), "parameter", problems)
    parameters, filled = fill_parameters(_present(read), local, names, problems)
    present = {parameter.id: parameter for parameter in parameters}
    unsure.update(f"${name}" for name in _ids(parts.parameters) if name not in present)
    vocabulary = Vocabulary(
        {question.id: question for question in questions},
        present,
        names,
        {old: new.text.strip() for old, new in parts.renamed.items()},
        frozenset(unsure),
    )
    return vocabulary, questions, tuple(parameters), filled


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
        anchors=(),
        explanation="",
        citations=(),
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


def is_party_fact(question: Question) -> bool:
    """Whether this fact came with a question that is answered per party."""
    return question.derived and question.id.count(".") > 1


def _complete(
    parts: _Parts, questions: list[Question], conditions: ConditionReader, problems: Problems
) -> list[Question]:
    """Add the tests of the questions, now that every question can be referred to."""
    nodes = {question.id: question for question in questions}
    for where, node in parts.questions:
        id_node = node.get("id") if isinstance(node, MapNode) else None
        name = " ".join(id_node.text.split()) if isinstance(id_node, ScalarNode) else ""
        if name in nodes:
            reader = QuestionReader(where, conditions.vocabulary.names, problems)
            done = reader.complete(nodes[name], node, conditions)
            for one in [done, *party_questions(done)]:
                tests = done.favourable if not one.id.endswith(".verschil") else ()
                tests = tuple(evolve(test, subject=one.id) for test in tests)
                nodes[one.id] = evolve(one, favourable=tests)
    return [nodes[one.id] if one.location == nodes[one.id].location else one for one in questions]


def _present(things: Iterable[T | None]) -> tuple[T, ...]:
    return tuple(thing for thing in things if thing is not None)


def _check_unique(things: Iterable[_Named], word: str, problems: Problems) -> None:
    seen: dict[str, SourceLocation | None] = {}
    for thing in things:
        if thing.id in seen:
            problems.add(
                thing.location or SourceLocation("regels"),
                "dubbele-id",
                f"De {word} {shown(thing.id)} bestaat al.",
                f"De eerste staat in {seen[thing.id]}; geef deze een andere id.",
            )
        seen.setdefault(thing.id, thing.location)


def _unique_sources(found: Iterable[tuple[Source, Node]], problems: Problems) -> tuple[Source, ...]:
    """The sources by id; the same publication may stand in several files."""
    kept: dict[str, tuple[Source, Node]] = {}
    for source, place in found:
        first, first_place = kept.setdefault(source.id, (source, place))
        if source != first:
            problems.add(
                place,
                "dubbele-id",
                f"De bron {shown(source.id)} bestaat al, met andere gegevens.",
                f"De eerste staat in {first_place.location}; maak ze gelijk of kies een andere id.",
            )
    return tuple(kept[name][0] for name in sorted(kept))
