"""The difference between two assessments: what came, went, rose and fell, and nothing else."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any

import pytest
from conftest import ROOT, Run
from factories import holds, make_catalogue, make_rule
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import make_case, make_recommendation, random_tree

from pps_advisor.api import assess, case_from_tree, load_case
from pps_advisor.formats.plain import markdown
from pps_advisor.model.case.case import Case, FlowKind, MoneyFlow, Party, PartyKind
from pps_advisor.model.case.change import Change
from pps_advisor.model.case.decision import Decision, Decisions, Verdict
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.recommendation import LeadTime
from pps_advisor.model.knowledge.rule import Severity, SeverityCase
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.model.outcome.difference import Movement, Turn, Visibility
from pps_advisor.model.values import UNKNOWN
from pps_advisor.reasoning.change.changes import with_changes
from pps_advisor.reasoning.change.decision_effects import effects
from pps_advisor.reasoning.change.difference import difference
from pps_advisor.reasoning.change.what_if import what_if
from pps_advisor.writing.documents.difference.compare import compare_document

CASES = sorted(path.stem for path in (ROOT / "cases").glob("*.yaml"))


def assessed(case: Case, catalogue: Catalogue) -> Assessment:
    return assess(case, catalogue, "plain", draws=0, with_open_questions=False)


@pytest.fixture(scope="module")
def den_haag(core: Catalogue) -> Case:
    return load_case(ROOT / "cases" / "den-haag-instapeconomie.yaml", core)


@pytest.mark.parametrize("name", CASES)
def test_a_case_does_not_differ_from_itself(core: Catalogue, name: str) -> None:
    """Comparing a case with itself is empty in every part."""
    case = load_case(ROOT / "cases" / f"{name}.yaml", core)
    found = difference(assessed(case, core), assessed(case, core))

    assert found.empty
    assert (found.basis, found.order) == ((), ())


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_one_answer_changes_itself_and_its_consequences(
    core: Catalogue, rng: random.Random
) -> None:
    """With one answer changed there is that answer, and only what truly differs beside it."""
    case = case_from_tree(random_tree(core, rng), core)
    question = rng.choice([q for q in core.questions if not q.derived and q.options])
    found = what_if(case, core, [Change(question.id, rng.choice(question.option_ids))])

    assert [one.question.id for one in found.answers] in ([], [question.id])
    assert (found.parties, found.flows) == ((), ())
    old, new = found.old, found.new
    assert {one.rule.id for one in found.findings} == _other(_findings(old), _findings(new))
    priorities = [
        {a.recommendation.id: (a.priority, a.priority_max) for a in x.advice} for x in (old, new)
    ]
    moved = {a.recommendation.id for a in found.advice if a.movement is not Movement.OTHER}
    assert moved == _other(*priorities)
    assert {(one.old or one.new).id for one in found.themes} == _other(  # type: ignore[union-attr]
        {t.id: t for t in old.themes}, {t.id: t for t in new.themes}
    )


def _findings(assessment: Assessment) -> dict[str, Any]:
    return {f.rule.id: (f.status, f.severity, f.severity_max) for f in assessment.findings}


def _other(old: dict[str, Any], new: dict[str, Any]) -> set[str]:
    return {name for name in {**old, **new} if old.get(name) != new.get(name)}


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_other_way_round_says_the_opposite(core: Catalogue, rng: random.Random) -> None:
    """What came from old to new went from new to old, and what rose fell."""
    old, new = (assessed(case_from_tree(random_tree(core, rng), core), core) for _ in range(2))
    opposite = {
        Movement.CAME: Movement.WENT,
        Movement.WENT: Movement.CAME,
        Movement.ROSE: Movement.FELL,
        Movement.FELL: Movement.ROSE,
        Movement.OTHER: Movement.OTHER,
    }
    there, back = difference(old, new), difference(new, old)

    for forth, again in ((there.findings, back.findings), (there.advice, back.advice)):
        moved = {_name(one): one.movement for one in forth}  # type: ignore[attr-defined]
        assert moved == {_name(one): opposite[one.movement] for one in again}  # type: ignore[attr-defined]


def _name(change: Any) -> str:
    return str(change.rule.id if hasattr(change, "rule") else change.recommendation.id)


def graded() -> Catalogue:
    """One rule whose severity follows the answer, with one recommendation."""
    severities = (
        SeverityCase((holds("proef.a", "nee"),), Severity.HIGH),
        SeverityCase((holds("proef.a", "deels"),), Severity.LOW),
    )
    rule = make_rule(
        "proef.r", holds("proef.a", "nee", "deels"), severities=severities, main=("doe-dit",)
    )
    advice = make_recommendation("doe-dit", lead_time=LeadTime.MONTHS)
    return make_catalogue([rule], recommendations=(advice,))


@pytest.mark.parametrize(
    ("old", "new", "movement"),
    [
        ("nee", "deels", Movement.FELL),
        ("deels", "nee", Movement.ROSE),
        ("nee", "ja", Movement.WENT),
        ("ja", "nee", Movement.CAME),
        ("nee", UNKNOWN, Movement.FELL),
        (UNKNOWN, "deels", Movement.ROSE),
    ],
)
def test_findings_and_advice_move_with_the_answer(old: Any, new: Any, movement: Movement) -> None:
    """Certain outweighs possible, and severe outweighs light."""
    catalogue = graded()
    found = what_if(make_case({"proef.a": old}), catalogue, [Change("proef.a", new)])

    assert [one.movement for one in found.findings] == [movement]
    assert [one.movement for one in found.advice] == [movement]


def test_a_theme_turns_better_or_worse_but_unknown_is_neither() -> None:
    """From knelpunt to goed is better; to too little known is just something else."""
    catalogue = graded()

    def turn(old: Any, new: Any) -> Turn:
        return (
            what_if(make_case({"proef.a": old}), catalogue, [Change("proef.a", new)]).themes[0].turn
        )

    assert turn("nee", "ja") is Turn.BETTER
    assert turn("ja", "nee") is Turn.WORSE
    assert turn("nee", UNKNOWN) is Turn.OTHER


def test_parties_and_money_that_differ_are_shown(core: Catalogue, den_haag: Case) -> None:
    """A party that left, one that joined and money that goes on longer are all said."""
    parties = (*(den_haag.parties or ())[1:], Party("nieuw", "Nieuw", PartyKind.COMPANY))
    flow = (den_haag.flows or ())[0]
    longer = evolve(flow, end=dt.date(2030, 12, 31))
    other = evolve(den_haag, parties=parties, flows=(longer, *(den_haag.flows or ())[1:]))

    found = difference(assessed(den_haag, core), assessed(other, core))

    assert [(one.old is None, one.new is None) for one in found.parties] == [
        (True, False),
        (False, True),
    ]
    assert [one.movement for one in found.flows] == [Movement.WENT, Movement.CAME]
    assert found.flows[1].flow.end == dt.date(2030, 12, 31)


def test_where_a_flow_stands_in_the_file_is_no_difference(core: Catalogue) -> None:
    """The same money flows in another order, with other remarks, are the same."""
    flows = (
        MoneyFlow("a", "b", FlowKind.GIFT, key="geldstromen[1]"),
        MoneyFlow("b", "a", FlowKind.SUBSIDY, key="geldstromen[2]"),
    )
    one = make_case(flows=flows)
    other = make_case(flows=tuple(evolve(f, key="x", explanation="anders") for f in flows[::-1]))

    assert difference(assessed(one, core), assessed(other, core)).flows == ()


def test_other_rules_are_said(core: Catalogue, den_haag: Case) -> None:
    """Two assessments with different rules say so, and which ruleset differs."""
    rulesets = tuple(one for one in core.rulesets if one.id != "dubbelrol")
    without = evolve(core, rulesets=rulesets, fingerprint="anders")

    found = difference(assessed(den_haag, core), assessed(den_haag, without))

    assert "met verschillende regels" in found.basis[0]
    assert found.basis[1] == "De regelset 'dubbelrol' telt alleen in de oude beoordeling mee."


def test_two_cases_and_a_wrong_order_are_said(core: Catalogue, den_haag: Case) -> None:
    """Two cases are no change in time, and the later date first is probably a slip."""
    later = evolve(den_haag, reference_date=dt.date(2026, 7, 11))
    kaal = load_case(ROOT / "cases" / "kaal.yaml", core)

    assert (
        "latere peildatum" in difference(assessed(later, core), assessed(den_haag, core)).order[0]
    )
    assert (
        "twee verschillende casussen"
        in difference(assessed(den_haag, core), assessed(kaal, core)).order[0]
    )


# Decisions


@pytest.mark.parametrize(
    ("old", "new", "decided", "visibility"),
    [
        ("nee", "ja", dt.date(2025, 7, 11), Visibility.VISIBLE),
        ("nee", "deels", dt.date(2025, 7, 11), Visibility.VISIBLE),
        ("nee", "nee", dt.date(2026, 1, 1), Visibility.NOT_YET),
        ("nee", "nee", dt.date(2025, 7, 1), Visibility.NOT),
        ("nee", "nee", None, Visibility.NOT),
        ("deels", "nee", dt.date(2025, 7, 1), Visibility.NOT),
        ("nee", UNKNOWN, dt.date(2025, 7, 11), Visibility.CANNOT_TELL),
        ("ja", "ja", dt.date(2025, 7, 11), Visibility.CANNOT_TELL),
    ],
)
def test_an_adopted_recommendation_shows_or_not(
    old: Any, new: Any, decided: dt.date | None, visibility: Visibility
) -> None:
    """It shows when what carried it is gone or milder; before its lead time it is too early."""
    catalogue = graded()
    before = assessed(make_case({"proef.a": old}), catalogue)
    later = make_case({"proef.a": new}, reference_date=dt.date(2026, 7, 11))
    decisions = Decisions("proef", (Decision("doe-dit", Verdict.ADOPTED, date=decided),))

    (effect,) = effects(difference(before, assessed(later, catalogue)), decisions)

    assert effect.visibility is visibility


def test_only_what_was_adopted_is_looked_for() -> None:
    """A recommendation that was rejected or is still open has no effect to look for."""
    catalogue = graded()
    before = assessed(make_case({"proef.a": "nee"}), catalogue)
    verdicts = (Verdict.REJECTED, Verdict.OPEN)
    decisions = Decisions("proef", tuple(Decision("doe-dit", one, reason="x") for one in verdicts))

    assert effects(difference(before, before), decisions) == ()


# As commands

OLD = ROOT / "cases" / "den-haag-instapeconomie.yaml"


@pytest.fixture
def later(tmp_path: Any) -> Any:
    """Den Haag a year on, with one answer better."""
    text = OLD.read_text(encoding="utf-8").replace("peildatum: 2025-07-11", "peildatum: 2026-07-11")
    begin = text.index("    besluitvorming_helder:")
    path = tmp_path / "later.yaml"
    path.write_text(
        text[:begin] + text[begin:].replace("antwoord: nee", "antwoord: ja", 1), encoding="utf-8"
    )
    return path


DECISIONS = """formaat: pps-advisor/besluiten@1
casus: den-haag-instapeconomie
besluiten:
  - {aanbeveling: stuurgroep, besluit: overgenomen, eigenaar: wethouder, datum: 2025-10-01}
"""


def test_compare_says_what_a_decision_brought(run: Run, later: Any, tmp_path: Any) -> None:
    """In the text stand the finding that went, the advice that fell and the decision that shows."""
    decisions = tmp_path / "besluiten.yaml"
    decisions.write_text(DECISIONS, encoding="utf-8")

    done = run("compare", OLD, later, "--decision", decisions)

    assert done.returncode == 0, done.stderr
    text = " ".join(done.stdout.split())
    assert (
        "Afspraken over besluitvorming: was nee, is ja [governance.besluitvorming_helder]" in text
    )
    assert "Knelpunten die verdwijnen" in text
    assert "rollen en verantwoordelijkheden: deels zichtbaar" in text
    assert "Figuur" not in text


@pytest.mark.parametrize("ending", ["html", "md", "json", "txt"])
def test_compare_writes_every_form(run: Run, later: Any, tmp_path: Any, ending: str) -> None:
    """The form follows the name of the file; the same again is no overwriting."""
    path = tmp_path / f"verschil.{ending}"

    assert run("compare", OLD, later, "-o", path).returncode == 0
    first = path.read_bytes()
    assert run("compare", OLD, later, "-o", path).returncode == 0
    assert path.read_bytes() == first
    assert ("<svg" in first.decode()) == (ending == "html")
    assert run("compare", OLD, OLD, "-o", path).returncode == 2
    assert path.read_bytes() == first


def test_no_case_is_overwritten(run: Run, later: Any) -> None:
    """Neither the old nor the new case can be the output, also not with --overwrite."""
    before = later.read_bytes()

    done = run("compare", OLD, later, "--format", "json", "-o", later, "--overwrite")

    assert done.returncode == 2
    assert later.read_bytes() == before


def test_a_case_with_itself_is_said_to_be_equal(run: Run) -> None:
    """Nothing differs, and that is all that is said."""
    done = run("compare", OLD, OLD)

    assert "Er is geen verschil" in done.stdout
    assert len(done.stdout.splitlines()) < 8


def test_whatif_says_what_changes_and_what_a_goal_takes(run: Run) -> None:
    """One call can ask both; the case file stays as it is."""
    before = OLD.read_bytes()
    done = run(
        "whatif",
        OLD,
        "governance.besluitvorming_helder=ja",
        "--goal",
        "governance.geen-gelijke-stem",
    )

    assert done.returncode == 0, done.stderr
    assert "Stel dat" in done.stdout
    assert "Hiervoor moet één antwoord anders zijn." in done.stdout
    assert OLD.read_bytes() == before


def test_whatif_without_a_question_says_how_it_is_used(run: Run) -> None:
    """Only a case is not enough; nothing is assumed."""
    done = run("whatif", OLD)

    assert done.returncode == 2
    assert "VRAAG=ANTWOORD" in done.stderr


def test_whatif_that_changes_nothing_says_so(run: Run) -> None:
    """An answer that stands there already, and one that changes little, are told apart."""
    same = run("whatif", OLD, "governance.besluitvorming_helder=nee")
    idle = run("whatif", OLD, "middelen.partnerschap_natuurlijk=5")

    assert "Er verandert niets: deze antwoorden staan al zo in de casus." in same.stdout
    assert "Gevolg: er veranderen alleen kleine dingen." in idle.stdout


GOLDEN = ROOT / "tests" / "data" / "vergelijking"
LATER = {
    "den-haag-instapeconomie": [
        Change("governance.besluitvorming_helder", "ja"),
        Change("governance.gelijkwaardige_positie", Decimal(4), "rabobank"),
        Change("politiek.politiek_omstreden", UNKNOWN),
    ],
    "zwolle-sociale-basis": [
        Change("startcondities.probleemdefinitie_gedeeld", "ja"),
        Change("proces.terugkoppeling", "ja"),
        Change("dubbelrol.vrijuit_spreken", Decimal(1)),
    ],
}


def _documents(core: Catalogue) -> dict[str, str]:
    """Each case beside itself a year later, with some answers changed and some advice adopted."""
    found = {}
    for name, changes in LATER.items():
        case = load_case(ROOT / "cases" / f"{name}.yaml", core)
        date = case.reference_date.replace(year=case.reference_date.year + 1)
        old = assessed(case, core)
        new = assessed(evolve(with_changes(case, core, changes), reference_date=date), core)
        adopted = tuple(
            Decision(advice.recommendation.id, Verdict.ADOPTED, date=case.reference_date)
            for advice in old.advice[:4]
        )
        between = difference(old, new)
        document = compare_document(between, effects(between, Decisions(case.id, adopted)))
        found[f"{name}.md"] = markdown.write(document)
    return found


def test_the_texts_are_as_they_were_read(core: Catalogue) -> None:
    """The comparisons of two cases are those that somebody read and approved.

    After a wanted change: python tests/test_difference.py
    """
    for name, content in _documents(core).items():
        assert content == (GOLDEN / name).read_text(encoding="utf-8"), name


HEALTHY = ROOT / "cases" / "gezonde-samenwerking.yaml"


def test_answers_of_parties_are_named_shortly(run: Run) -> None:
    """A change of every party is said once; one of a single party names only that party."""
    all_of_them = run("whatif", HEALTHY, "middelen.partnerschap_natuurlijk=5").stdout
    one = run("whatif", HEALTHY, "relaties.respect@corporatie=1").stdout

    assert "is alle partijen 5" in " ".join(all_of_them.split())
    assert "Dit verandert niets aan de bevindingen" in all_of_them
    assert "is Wonen Voorbeeld 1 [relaties.respect]" in " ".join(one.split())


if __name__ == "__main__":
    from pps_advisor.api import load_catalogue

    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, content in _documents(load_catalogue()).items():
        (GOLDEN / name).write_text(content, encoding="utf-8")
