"""The words of each kind of memo, kept as golden files so that a change of words is seen.

When the text was meant to change, read the difference and write the files anew: run this file.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import pps_advisor
from pps_advisor.formats.plain import markdown
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.writing.documents.memo.build import build_memo
from pps_advisor.writing.documents.memo.choice import MemoChoice
from pps_advisor.writing.documents.memo.parts import Kind

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "data" / "gouden"
CASES = ("den-haag-instapeconomie", "zwolle-sociale-basis")
_MARKS = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{12})\b")
_VERSION = f"pps-advisor {re.escape(pps_advisor.__version__)}"


@cache
def assessment(name: str) -> Assessment:
    catalogue = pps_advisor.load_catalogue()
    case = pps_advisor.load_case(ROOT / "cases" / f"{name}.yaml", catalogue)
    return pps_advisor.assess(case, catalogue, "plain")


def words(name: str, kind: Kind) -> str:
    """A memo as Markdown, without what changes with every version and every rule."""
    text = markdown.write(build_memo(assessment(name), MemoChoice(kind)))
    return re.sub(_VERSION, "pps-advisor (versie)", _MARKS.sub("(kenmerk)", text))


def path_of(name: str, kind: Kind) -> Path:
    return GOLDEN / f"{name}-{kind.value}.md"


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
@pytest.mark.parametrize("name", CASES)
def test_the_words_are_those_of_the_golden_file(name: str, kind: Kind) -> None:
    """A memo says what somebody has read and found good."""
    golden = path_of(name, kind).read_text(encoding="utf-8")

    assert golden == words(name, kind), (
        "read it, then run: .venv/bin/python tests/test_memo_text.py"
    )


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for case_name in CASES:
        for each in Kind:
            path_of(case_name, each).write_text(words(case_name, each), encoding="utf-8")
