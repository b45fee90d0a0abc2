"""What holds for every case and every catalogue: both engines, any order of keys, the same text."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from strategies import (
    make_case,
    random_catalogue,
    random_tree,
    random_values,
    with_keys_shuffled,
)

import pps_advisor
from pps_advisor.model.case.case import Case
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.reading.yaml.door import read_yaml
from pps_advisor.reasoning.assessment.assess import assess
from pps_advisor.reasoning.inference.engines import durable_installed

DEN_HAAG = Path(__file__).parents[1] / "cases" / "den-haag-instapeconomie.yaml"
CASES = 500
CATALOGUES = 500

needs_durable = pytest.mark.skipif(not durable_installed(), reason="durable-rules is not installed")


@cache
def real() -> Catalogue:
    return pps_advisor.load_catalogue()


def text(case: Case, catalogue: Catalogue, engine: str, *, whole: bool = False) -> str:
    """The assessment as JSON, with the name of the engine taken out.

    Robustness and influence come after the engine; they are left out unless `whole`.
    """
    draws = 1000 if whole else 0
    assessment = assess(case, catalogue, engine, draws=draws, with_open_questions=whole)
    written = pps_advisor.write_json(assessment)
    named = f'"motor": "{engine}"'
    assert written.count(named) == 1
    return written.replace(named, '"motor": "-"')


def trees(seed: int, count: int) -> Iterator[tuple[dict[str, Any], random.Random]]:
    for number in range(count):
        rng = random.Random(seed * 100_000 + number)
        yield random_tree(real(), rng), rng


def assert_equal(one: str, other: str, what: str) -> None:
    """Compare without pytest's difference of two long texts, which takes minutes."""
    if one != other:
        lines = zip(one.splitlines(), other.splitlines(), strict=False)
        pytest.fail(f"{what}: {next(pair for pair in lines if pair[0] != pair[1])}")


@needs_durable
def test_engines_agree_on_den_haag() -> None:
    """Both engines give byte-identical JSON of the whole assessment, but for `motor`."""
    case = pps_advisor.load_case(DEN_HAAG, real())
    plain, durable = (text(case, real(), engine, whole=True) for engine in ("plain", "durable"))
    assert_equal(plain, durable, "den-haag")


@needs_durable
@pytest.mark.parametrize("part", range(5))
def test_engines_agree_on_generated_cases(part: int) -> None:
    """On generated cases, the keys in another order for the other engine, the JSON is the same."""
    for number, (tree, rng) in enumerate(trees(part, CASES // 5)):
        whole = number % 20 == 0
        plain, durable = (
            text(pps_advisor.case_from_tree(each, real()), real(), engine, whole=whole)
            for each, engine in ((tree, "plain"), (with_keys_shuffled(tree, rng), "durable"))
        )
        assert_equal(plain, durable, f"part {part}, case {number}")


@needs_durable
@pytest.mark.parametrize("part", range(5))
def test_engines_agree_on_generated_catalogues(part: int) -> None:
    """On generated catalogues, with chains and every kind of rule, the JSON is the same."""
    for number in range(CATALOGUES // 5):
        rng = random.Random(part * 1_000 + number)
        catalogue = random_catalogue(rng)
        case = make_case(random_values(catalogue, rng))
        plain, durable = (text(case, catalogue, engine) for engine in ("plain", "durable"))
        assert_equal(plain, durable, f"part {part}, catalogue {number}")


def test_the_order_of_keys_does_not_matter_on_generated_cases() -> None:
    """Whatever the order of the keys in a case, its JSON and its hash are the same."""
    for number, (tree, rng) in enumerate(trees(9, 150)):
        whole = number % 15 == 0
        one, other = (
            text(pps_advisor.case_from_tree(each, real()), real(), "plain", whole=whole)
            for each in (tree, with_keys_shuffled(tree, rng))
        )
        assert_equal(one, other, f"case {number}")


def test_the_order_of_keys_does_not_matter_in_a_file(tmp_path: Path) -> None:
    """Den Haag with its keys in another order, written as another file, gives the same bytes."""
    rng = random.Random(1)
    expected = text(pps_advisor.load_case(DEN_HAAG, real()), real(), "plain", whole=True)
    for number in range(3):
        path = tmp_path / f"{number}.yaml"
        path.write_text(as_yaml(with_keys_shuffled(tree_of(DEN_HAAG), rng)), encoding="utf-8")
        shuffled = pps_advisor.load_case(path, real())
        assert_equal(expected, text(shuffled, real(), "plain", whole=True), path.name)


def tree_of(path: Path) -> Any:
    """A YAML file as plain mappings, lists and texts, read by our own door."""

    def plain(node: Any) -> Any:
        if hasattr(node, "text"):
            return node.text
        if isinstance(node.items, Mapping):
            return {name: plain(value) for name, (_, value) in node.items.items()}
        return [plain(item) for item in node.items]

    return plain(read_yaml(path))


def as_yaml(tree: Any) -> str:
    """JSON is YAML: every text quoted, every mapping in the order given."""
    return json.dumps(tree, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("whole", [False, True])
def test_an_assessment_is_the_same_again(whole: bool) -> None:
    """Nothing depends on the clock, the run or what was assessed before."""
    case = pps_advisor.load_case(DEN_HAAG, real())
    first = text(case, real(), "plain", whole=whole)
    for tree, _ in trees(11, 5):
        text(pps_advisor.case_from_tree(tree, real()), real(), "plain", whole=True)
    assert_equal(first, text(case, real(), "plain", whole=whole), "again")


def test_a_freshly_loaded_catalogue_gives_the_same_text() -> None:
    """The catalogue read anew from its files gives what the kept one gives."""
    case = pps_advisor.load_case(DEN_HAAG, real())
    anew = pps_advisor.load_catalogue(with_examples=True)
    assert_equal(text(case, real(), "plain"), text(case, anew, "plain"), "read anew")


def test_a_question_left_out_equals_unknown() -> None:
    """Writing `onbekend` changes nothing in findings, advice and judgements."""
    for tree, _ in trees(13, 30):
        explicit = json.loads(json.dumps(tree))
        for question in real().questions:
            if not question.derived:
                theme, _, name = question.id.partition(".")
                answers = explicit.setdefault("antwoorden", {}).setdefault(theme, {})
                answers.setdefault(name, "onbekend")
        one, other = (
            assess(pps_advisor.case_from_tree(each, real()), real(), "plain", draws=0)
            for each in (tree, explicit)
        )
        assert conclusions(one) == conclusions(other)


def conclusions(assessment: Assessment) -> Any:
    """What is concluded, apart from the facts that are listed as unknown."""
    return (
        assessment.themes,
        [(one.rule.id, one.status, one.severity) for one in assessment.findings],
        [(one.recommendation.id, one.priority, one.priority_max) for one in assessment.advice],
        assessment.open_questions,
    )
