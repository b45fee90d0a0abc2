"""The decisions file: made for a case, filled in by people, read with every mistake at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from conftest import ROOT, Run

from pps_advisor.api import assess, load_case
from pps_advisor.errors import InvalidInput
from pps_advisor.model.case.decision import Decision, Verdict
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.rule import Status
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.reading.case.decisions import load_decisions
from pps_advisor.writing.exchange.decisions import write_decisions

DEN_HAAG = ROOT / "cases" / "den-haag-instapeconomie.yaml"
HEAD = "formaat: pps-advisor/besluiten@1\ncasus: den-haag-instapeconomie\n"

# What stands under `besluiten` :: place :: code :: words of the message
TABLE = """
- {aanbeveling: stuurgroup, besluit: overgenomen}           :: 4:17 :: onbekende-aanbeveling :: Bedoelt u 'stuurgroep'?
- {aanbeveling: stuurgroep, besluit: overgenome}            :: 4:38 :: verkeerde-waarde :: Bedoelt u 'overgenomen'?
- {aanbeveling: stuurgroep, besluit: afgewezen}             :: 4:3  :: ontbreekt :: hoort een reden
- {aanbeveling: stuurgroep, besluit: aangepast, reden: }    :: 4:55 :: ontbreekt :: hoort een reden
- {aanbeveling: stuurgroep, besluit: nog_open, datum: 2026-02-30} :: 4:55 :: onmogelijke-datum :: bestaat niet
- {aanbeveling: stuurgroep, besluit: nog_open, eignaar: Jan} :: 4:48 :: onbekende-sleutel :: Bedoelt u 'eigenaar'?
- {aanbeveling: stuurgroep}                                  :: 4:3  :: ontbreekt :: ontbreekt 'besluit'
- {besluit: overgenomen}                                     :: 4:3  :: ontbreekt :: ontbreekt 'aanbeveling'
- stuurgroep                                                 :: 4:3  :: verkeerde-vorm :: sleutels met waarden
"""  # noqa: E501
ROWS = [[part.strip() for part in line.split(" :: ")] for line in TABLE.strip().splitlines()]


@pytest.fixture(scope="module")
def den_haag(core: Catalogue) -> Assessment:
    return assess(load_case(DEN_HAAG, core), core, "plain")


def read(path: Path, text: str, core: Catalogue, case: str | None = None):  # type: ignore[no-untyped-def]
    path.write_text(text, encoding="utf-8")
    return load_decisions(path, core, case)


def problems(path: Path, text: str, core: Catalogue, case: str | None = None) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        read(path, text, core, case)
    return [str(problem).removeprefix(f"{path}:") for problem in caught.value.problems]


def test_a_new_file_can_be_read_as_it_is(
    den_haag: Assessment, core: Catalogue, tmp_path: Path
) -> None:
    """Every certain recommendation stands in a new file, in order of priority and still open."""
    decisions = read(tmp_path / "b.yaml", write_decisions(den_haag), core, den_haag.case.id)

    advised = [a.recommendation.id for a in den_haag.advice if a.status is Status.DEFINITE]
    assert advised == [one.recommendation for one in decisions.decisions]
    assert {Verdict.OPEN} == {one.verdict for one in decisions.decisions}


def test_a_filled_in_file_gives_decisions(core: Catalogue, tmp_path: Path) -> None:
    """Owner, date and reason come through as they were typed."""
    text = HEAD + (
        "besluiten:\n"
        "  - {aanbeveling: stuurgroep, besluit: overgenomen, eigenaar: Wethouder Jansen,"
        " datum: 2026-02-03}\n"
        "  - {aanbeveling: meerjarenfonds, besluit: afgewezen, reden: Er is geen dekking.}\n"
    )

    decisions = read(tmp_path / "b.yaml", text, core)

    expected = Decision(
        "stuurgroep", Verdict.ADOPTED, "Wethouder Jansen", dt.date(2026, 2, 3),
        location=decisions.decisions[0].location,
    )  # fmt: skip
    assert expected == decisions.of("stuurgroep")
    rejected = decisions.of("meerjarenfonds")
    assert rejected is not None
    assert (rejected.verdict, rejected.reason) == (Verdict.REJECTED, "Er is geen dekking.")
    assert decisions.of("win-win") is None


@pytest.mark.parametrize(("line", "place", "code", "words"), ROWS)
def test_a_mistake_is_named(
    line: str, place: str, code: str, words: str, core: Catalogue, tmp_path: Path
) -> None:
    """A mistake gives its place, its code and a hint, and only that."""
    (problem,) = problems(tmp_path / "b.yaml", f"{HEAD}besluiten:\n{line}\n", core)

    assert problem.startswith(f"{place}: {code}: ")
    assert words in problem


def test_all_mistakes_are_told_at_once(core: Catalogue, tmp_path: Path) -> None:
    """Two decisions on one thing, an unknown thing and another case: three problems."""
    text = (
        f"{HEAD}besluiten:\n"
        "  - {aanbeveling: stuurgroep, besluit: nog_open}\n"
        "  - {aanbeveling: stuurgroep, besluit: overgenomen}\n"
        "  - {aanbeveling: xyz, besluit: nog_open}\n"
    )

    found = problems(tmp_path / "b.yaml", text, core, "zwolle-sociale-basis")

    assert [": ".join(one.split(": ")[:2]) for one in found] == [
        "2:8: andere-casus",
        "5:19: dubbele-id",
        "6:19: onbekende-aanbeveling",
    ]


def test_another_file_is_refused_at_once(core: Catalogue, tmp_path: Path) -> None:
    """A case is no decisions file: one problem, not one for each of its keys."""
    text = DEN_HAAG.read_text(encoding="utf-8")

    (problem,) = problems(tmp_path / "b.yaml", text, core)

    assert "Dit is geen besluitenbestand" in problem
    assert "pps-advisor decisions new" in problem


def test_a_file_with_decisions_is_never_replaced_unasked(run: Run, tmp_path: Path) -> None:
    """`decisions new` over an existing file would wipe out what somebody typed."""
    made = run("decisions", "new", DEN_HAAG, "-o", "b.yaml")
    before = (tmp_path / "b.yaml").read_bytes()

    again = run("decisions", "new", DEN_HAAG, "-o", "b.yaml")

    assert (made.returncode, again.returncode) == (0, 2)
    assert "bestaat-al" in again.stderr
    assert before == (tmp_path / "b.yaml").read_bytes()


def test_new_recommendations_are_added_behind(run: Run, tmp_path: Path) -> None:
    """What people typed stays to the letter; what is missing comes behind it, still open."""
    typed = HEAD + (
        "besluiten:  # na het college van 3 februari\n"
        "- aanbeveling: stuurgroep\n"
        "  besluit: overgenomen # unaniem\n"
    )
    (tmp_path / "b.yaml").write_text(typed, encoding="utf-8")

    added = run("decisions", "add", DEN_HAAG, "b.yaml")
    longer = (tmp_path / "b.yaml").read_text(encoding="utf-8")
    again = run("decisions", "add", DEN_HAAG, "b.yaml")

    assert (added.returncode, again.returncode) == (0, 0)
    assert longer.startswith(typed)
    assert "\n- aanbeveling: meerjarenfonds\n  besluit: nog_open\n" in longer
    assert "26 aanbevelingen toegevoegd" in added.stderr
    assert "staat er al in" in again.stderr
    assert longer == (tmp_path / "b.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "rest",
    [
        "besluiten: [{aanbeveling: stuurgroep, besluit: nog_open}]\n",
        "besluiten: []\n",
    ],
)
def test_nothing_is_added_where_it_does_not_fit(rest: str, run: Run, tmp_path: Path) -> None:
    """A list on one line has no end to add to: a sentence, and the file as it was."""
    (tmp_path / "b.yaml").write_text(HEAD + rest, encoding="utf-8")

    added = run("decisions", "add", DEN_HAAG, "b.yaml")

    assert added.returncode == 2
    assert "Achter deze besluiten kan niets worden toegevoegd" in added.stderr
    assert (tmp_path / "b.yaml").read_text(encoding="utf-8") == HEAD + rest
