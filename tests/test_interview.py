"""The interview: the same advice as a case made by hand, in fewer questions."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from player import Player

from pps_advisor.api import assess, load_case
from pps_advisor.cli import main
from pps_advisor.model.assessment import Assessment
from pps_advisor.model.case import Answer, Case
from pps_advisor.model.catalogue import Catalogue
from pps_advisor.model.frozen import evolve
from pps_advisor.reasoning.next_question import is_known, next_questions, standing_of

SOURCES = [
    "amsterdam-fieldlab",
    "den-haag-instapeconomie",
    "mids-sociale-en-reguliere-ondernemingen",
    "rotterdam-betekeniseconomie",
    "zwolle-sociale-basis",
]


def essence(assessment: Assessment) -> object:
    """What an assessment says, apart from the names of parties and the words of explanations."""
    return (
        [(theme.id, theme.judgement, theme.answered) for theme in assessment.themes],
        [(one.rule.id, one.status, one.severity, one.severity_max) for one in assessment.findings],
        [(one.recommendation.id, one.priority, one.priority_max) for one in assessment.advice],
        [one.recommendation.id for one in assessment.rejected],
        [(one.question, one.influence) for one in assessment.open_questions],
    )


Play = Callable[[Player, Path], int]


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Play:
    """Let a player answer the interview about a file, in this process; returns the exit code."""

    def run(player: Player, file: Path) -> int:
        monkeypatch.setattr(builtins, "input", lambda prompt: player.reply(capsys.readouterr().out))
        with pytest.raises(SystemExit) as stopped:
            main(["interview", str(file)])
        return int(stopped.value.code or 0)

    return run


@pytest.mark.parametrize("name", SOURCES)
def test_from_nothing_it_gives_the_same_assessment_as_the_case_made_by_hand(
    name: str, play: Play, tmp_path: Path, core: Catalogue
) -> None:
    """With the facts of a source case typed in, themes, findings and advice are the same."""
    case = load_case(ROOT / "cases" / f"{name}.yaml", core)
    player = Player(case, core)
    file = tmp_path / "nieuw.yaml"

    assert play(player, file) == 0

    made = evolve(load_case(file, core), reference_date=case.reference_date)
    by_hand = assess(case, core, "plain", draws=0)
    assert essence(by_hand) == essence(assess(made, core, "plain", draws=0))
    asked = [question for question in core.questions if not question.derived]
    assert len(player.asked) < len(asked)
