"""The plugins in plugins/: each changes the advice for its own municipality where local policy
says so, and nowhere else.

`LOCAL` says what comes out on the case of the core. Whatever else differs from the core must be
a text in local words, a finding of a local rule, or what the ranking makes of those.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest
from test_citations import READERS, citations, missing_citations, missing_in_case

import pps_advisor
from pps_advisor.model.case.case import Answer
from pps_advisor.model.case.expectation import ExpectationKind
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge import condition
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.plugin import AdaptationKind
from pps_advisor.model.knowledge.renaming import Renamer
from pps_advisor.model.knowledge.rule import Rule, Status
from pps_advisor.model.knowledge.source import EvidenceKind
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.reading.case.expectation import read_expectations
from pps_advisor.reading.case.reader import read_case_tree
from pps_advisor.reasoning.rule_tools.plugin_tests import check

ROOT = Path(__file__).resolve().parents[1]
PLUGINS = ROOT / "plugins"
Json = dict[str, Any]


@attrs.frozen
class Local:
    """A plugin: its folder, its source, and what it adds to the advice for a case of the core.

    `findings` and `advice` are definite. `supported` are core recommendations that a local rule
    also gives; `reworded` are rules and recommendations of the core whose text differs. A plugin
    that `has_code` takes part as an installed package, the others as a folder.
    """

    folder: Path
    municipality: str
    case: str
    own_case: str
    source: str
    findings: frozenset[str]
    advice: frozenset[str]
    supported: frozenset[str]
    reworded: frozenset[str]
    has_code: bool = False


LOCAL = {
    "den-haag": Local(
        folder=PLUGINS / "pps-advisor-den-haag",
        municipality="Den Haag",
        case="den-haag-instapeconomie",
        own_case="instapeconomie-langs-de-leidraad",
        source="dankerlui2025",
        findings=frozenset(
            {
                "den-haag.leidraad-ligt-stil",
                "den-haag.leidraad-taken",
                "den-haag.leidraad-besluiten",
                "den-haag.leidraad-gelijkwaardig",
                "den-haag.leidraad-doel",
            }
        ),
        advice=frozenset({"den-haag-leidraad-toepassen"}),
        supported=frozenset({"communicatiestructuur", "samenwerkingsovereenkomst"}),
        reworded=frozenset({"governance.leidraad-niet-toegepast", "stuurgroep"}),
    ),
    "rotterdam": Local(
        folder=PLUGINS / "pps-advisor-rotterdam",
        municipality="Rotterdam",
        case="rotterdam-betekeniseconomie",
        own_case="werk-en-schulden",
        source="betekeniseconomie2022",
        findings=frozenset({"rotterdam.fonds-in-de-stad", "rotterdam.werkgevers-vragen-hulp"}),
        advice=frozenset({"rotterdam-resultatenfonds", "rotterdam-werkgeversloket"}),
        supported=frozenset({"pps-coordinator"}),
        reworded=frozenset({"resultaatfinanciering", "toegang-kapitaal"}),
    ),
    "zwolle": Local(
        folder=PLUGINS / "pps-advisor-zwolle",
        municipality="Zwolle",
        case="zwolle-sociale-basis",
        own_case="gesprekstafels-sociale-basis",
        source="warrink2021",
        findings=frozenset(
            {
                "zwolle.afspraken-op-drie-plekken",
                "zwolle.advies-zonder-vervolg",
                "zwolle.hoe-tegen-de-agenda",
            }
        ),
        advice=frozenset({"zwolle-een-lijn", "zwolle-advies-terug"}),
        supported=frozenset({"politieke-borging", "sturen-op-wat"}),
        reworded=frozenset(
            {
                "startcondities.geen-gedeelde-definitie",
                "terugkoppeling",
                "politieke-borging",
                "meerjarenfonds",
                "boundary-spanner",
                "wijknetwerken",
            }
        ),
    ),
    "amsterdam": Local(
        folder=PLUGINS / "pps-advisor-amsterdam" / "pps_advisor_amsterdam",
        municipality="Amsterdam",
        case="amsterdam-fieldlab",
        own_case="fieldlab-wijkinitiatieven",
        source="fieldlab2020",
        findings=frozenset({"amsterdam.stadsdeel-kan-steunen", "amsterdam.uitkering-en-wijk"}),
        advice=frozenset({"amsterdam-stadsdeel-steunt"}),
        supported=frozenset({"boundary-spanner", "deelname-vergoeden"}),
        reworded=frozenset({"boundary-spanner", "wijknetwerken"}),
        has_code=True,
    ),
}

# What the ranking makes of more findings, and what lists them.
RANKED = {"rang", "gelijk", "top5"}
LISTED = {"bevindingen", "hoofd", "steun", "mogelijk", "prioriteit_tot"}
COUNTED = {"knelpunten", "mogelijke_knelpunten", "sterktes"}

each_plugin = pytest.mark.parametrize("name", LOCAL)


@contextmanager
def at_hand(names: tuple[str, ...]) -> Iterator[list[Path]]:
    """The folders of plugins without code; those with code are on the path, as if installed."""
    with tempfile.TemporaryDirectory() as site, pytest.MonkeyPatch.context() as patch:
        for name in names:
            if LOCAL[name].has_code:
                root = LOCAL[name].folder.parent
                _describe_package(root, Path(site))
                patch.syspath_prepend(str(root))
        patch.syspath_prepend(site)
        yield [LOCAL[name].folder for name in names if not LOCAL[name].has_code]


def _describe_package(root: Path, site: Path) -> None:
    """What pip writes down about a package, from its pyproject.toml."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name, version = project["name"], project["version"]
    folder = site / f"{name.replace('-', '_')}-{version}.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    points = project["entry-points"]["pps_advisor"]
    lines = ["[pps_advisor]", *(f"{point} = {module}" for point, module in points.items())]
    (folder / "entry_points.txt").write_text("\n".join(lines))


@cache
def assessed(case: str, *names: str) -> Assessment:
    """The assessment of a core case with some of the plugins."""
    path = ROOT / "cases" / f"{case}.yaml"
    with at_hand(names) as folders:
        return pps_advisor.assess(*pps_advisor.open_case(path, plugins=folders))


def as_json(case: str, *names: str) -> Json:
    found: Json = json.loads(pps_advisor.write_json(assessed(case, *names)))
    return found


@cache
def catalogue(name: str = "") -> Catalogue:
    """The catalogue that holds in the municipality of a plugin; that of the core without one."""
    with at_hand((name,) if name else ()) as folders:
        return pps_advisor.load_catalogue(
            plugins=folders,
            municipality=LOCAL[name].municipality if name else None,
            with_examples=True,
        )


def local_rules(name: str) -> list[Rule]:
    return [rule for rule in catalogue(name).rules if rule.ruleset == name]


def by(key: str, things: list[Json]) -> dict[str, Json]:
    return {thing[key]: thing for thing in things}


def in_local_words(value: Any, renamer: Renamer) -> Any:
    """What the core writes, in the words of the municipality."""
    if isinstance(value, str):
        return renamer.text(value)
    if isinstance(value, list):
        return [in_local_words(item, renamer) for item in value]
    if isinstance(value, dict):
        return {key: in_local_words(item, renamer) for key, item in value.items()}
    return value


def core_in_local_words(name: str, part: str) -> list[Json]:
    renamer = Renamer(catalogue(name).terms)
    found: list[Json] = in_local_words(as_json(LOCAL[name].case)[part], renamer)
    return found


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> set[str]:
    assert one.keys() == other.keys()
    return {key for key in one if one[key] != other[key]}


# In its own municipality


@each_plugin
def test_local_findings_are_what_local_policy_says(name: str) -> None:
    """On the case of the core exactly the stated local findings are definite."""
    local = LOCAL[name]
    with_plugin = by("regel", as_json(local.case, name)["bevindingen"])
    added = with_plugin.keys() - by("regel", as_json(local.case)["bevindingen"]).keys()

    assert added <= {rule.id for rule in local_rules(name)}
    assert local.findings == {one for one in added if with_plugin[one]["status"] == "vast"}


@each_plugin
def test_findings_of_the_core_stay(name: str) -> None:
    """Each finding of the core is there as it was, in local words, with the text that was added."""
    local = LOCAL[name]
    extra = {
        one.subject: one.after
        for one in catalogue(name).adaptations
        if one.kind is AdaptationKind.TEXT
    }
    with_plugin = by("regel", as_json(local.case, name)["bevindingen"])
    for expected in core_in_local_words(name, "bevindingen"):
        added = extra.get(expected["regel"])
        expected["tekst"] += f" {added}" if added else ""
        assert expected == with_plugin[expected["regel"]]


@each_plugin
def test_local_advice_is_what_local_policy_says(name: str) -> None:
    """Exactly the stated local recommendations come with it, each on a definite finding."""
    local = LOCAL[name]
    with_plugin = by("id", as_json(local.case, name)["aanbevelingen"])
    added = with_plugin.keys() - by("id", as_json(local.case)["aanbevelingen"]).keys()

    assert local.advice == added
    assert all(with_plugin[one]["prioriteit"] > 0 for one in added)


@each_plugin
def test_advice_of_the_core_keeps_its_priority_and_its_text(name: str) -> None:
    """Advice of the core keeps its priority and its place among the rest of the core."""
    local = LOCAL[name]
    with_plugin = by("id", as_json(local.case, name)["aanbevelingen"])
    core = core_in_local_words(name, "aanbevelingen")

    assert [one["id"] for one in core] == [one for one in with_plugin if one not in local.advice]
    for one in core:
        changed = differences(one, with_plugin[one["id"]]) - RANKED
        if one["id"] in local.supported:
            assert changed
            assert changed <= LISTED
            assert with_plugin[one["id"]]["prioriteit_tot"] >= one["prioriteit_tot"]
        else:
            assert changed == set()


@each_plugin
def test_a_local_rule_adds_its_findings_to_what_it_advises(name: str) -> None:
    """Where a list of reasons differs from that of the core, local rules were added to it."""
    local = LOCAL[name]
    with_plugin = by("id", as_json(local.case, name)["aanbevelingen"])
    own = {rule.id for rule in local_rules(name)}
    for one in core_in_local_words(name, "aanbevelingen"):
        before, after = one["bevindingen"], with_plugin[one["id"]]["bevindingen"]
        assert before == [rule for rule in after if rule not in own]


@each_plugin
def test_only_what_has_a_local_name_is_reworded(name: str) -> None:
    """Texts differ from those of the core where a word or rule was adapted, and there only."""
    local = LOCAL[name]
    reworded = set()
    for part, key in (("bevindingen", "regel"), ("aanbevelingen", "id")):
        with_plugin = by(key, as_json(local.case, name)[part])
        for one in as_json(local.case)[part]:
            if differences(one, with_plugin[one[key]]) - RANKED - LISTED:
                reworded.add(one[key])

    assert local.reworded == reworded


@each_plugin
def test_judgements_stay(name: str) -> None:
    """Themes are judged on core questions; only the local findings are counted in."""
    local = LOCAL[name]
    with_plugin = as_json(local.case, name)
    core = {one["id"]: one for one in as_json(local.case)["themas"]}
    added = [
        one["thema"] for one in with_plugin["bevindingen"] if one["regel"].startswith(f"{name}.")
    ]
    for theme in with_plugin["themas"]:
        before = core[theme["id"]]
        more = sum(theme[key] - before[key] for key in COUNTED)
        assert differences(before, theme) <= COUNTED
        assert more <= added.count(theme["id"])


@each_plugin
def test_open_questions_change_where_local_rules_look(name: str) -> None:
    """A question weighs more, or comes into the list, because a local rule looks at it."""
    local = LOCAL[name]
    before = by("vraag", as_json(local.case)["openstaande_vragen"])
    after = by("vraag", as_json(local.case, name)["openstaande_vragen"])
    looked_at = {
        test.subject for rule in local_rules(name) for test in condition.tests_of(rule.condition)
    }
    looked_at = {subject.removesuffix(".minst_gunstig") for subject in looked_at}

    assert {one for one in after if after[one] != before.get(one)} <= looked_at


@each_plugin
def test_everything_else_is_byte_for_byte_that_of_the_core(name: str) -> None:
    """Case, parties, facts and remarks are those of the core."""
    local = LOCAL[name]
    with_plugin, core = as_json(local.case, name), as_json(local.case)

    with_plugin["feiten"] = [
        one for one in with_plugin["feiten"] if not one["feit"].startswith(f"{name}.")
    ]
    parts = {"themas", "bevindingen", "aanbevelingen", "openstaande_vragen"}
    assert differences(core, with_plugin) - parts == {"aanpassingen", "verantwoording"}
    assert differences(core["verantwoording"], with_plugin["verantwoording"]) == {
        "catalogus",
        "plugins",
        "regels_geladen",
        "regels_beoordeeld",
        "regelsets",
    }


@each_plugin
def test_what_is_adapted_is_listed_with_plugin_and_reason(name: str) -> None:
    """Whoever reads the assessment sees which plugin took part and what it changed, and why."""
    listed = as_json(LOCAL[name].case, name)
    plugins = listed["verantwoording"]["plugins"]

    assert [(name, "1.0.0")] == [(one["id"], one["versie"]) for one in plugins]
    assert len(catalogue(name).adaptations) == len(listed["aanpassingen"])
    for one in listed["aanpassingen"]:
        assert (name, "1.0.0") == (one["plugin"], one["versie"])
        assert one["reden"]


@each_plugin
def test_in_no_case_another_advice_of_the_core_can_change(name: str) -> None:
    """What local rules advise, and the kinds of adaptation, bound what can differ in any case."""
    core = set(catalogue().recommendation)
    advised = {one for rule in local_rules(name) for one in (*rule.main, *rule.support)}

    assert LOCAL[name].supported == advised & core
    assert {one.kind for one in catalogue(name).adaptations} <= {
        AdaptationKind.TERM,
        AdaptationKind.TEXT,
    }


@each_plugin
def test_both_engines_agree(name: str) -> None:
    """Local rules, also those that chain and those on derived facts, fire alike in both engines."""
    pytest.importorskip("durable")
    found = assessed(LOCAL[name].case, name)
    plain, durable = (
        json.loads(pps_advisor.write_json(pps_advisor.assess(found.case, found.catalogue, engine)))
        for engine in ("plain", "durable")
    )

    assert differences(plain, durable) == {"verantwoording"}
    assert differences(plain["verantwoording"], durable["verantwoording"]) == {"motor"}


# Elsewhere


@pytest.mark.parametrize("case", [local.case for local in LOCAL.values()])
@each_plugin
def test_elsewhere_a_plugin_changes_nothing(name: str, case: str) -> None:
    """Elsewhere an installed plugin is silent; one that was named is remarked upon, no more."""
    if case == LOCAL[name].case:
        return
    with_plugin, core = as_json(case, name), as_json(case)
    if LOCAL[name].has_code:
        assert with_plugin == core
        return
    assert differences(core, with_plugin) == {"opmerkingen"}
    (remark,) = set(with_plugin["opmerkingen"]) - set(core["opmerkingen"])
    assert f"{name} 1.0.0" in remark


@each_plugin
def test_together_only_that_of_the_municipality_takes_part(name: str) -> None:
    """With all plugins at hand a case gets what its own municipality's plugin alone gives."""
    case = LOCAL[name].case
    together, alone = as_json(case, *LOCAL), as_json(case, name)

    assert differences(alone, together) == {"opmerkingen"}


def test_without_plugins_the_output_is_that_of_the_core(core: Catalogue) -> None:
    """The folder plugins/ lies beside the core without any effect on it."""
    for local in LOCAL.values():
        path = ROOT / "cases" / f"{local.case}.yaml"
        case, found = pps_advisor.open_case(path)
        alone = pps_advisor.write_json(pps_advisor.assess(case, found))

        assert core.fingerprint == found.fingerprint
        assert (
            pps_advisor.write_json(pps_advisor.assess(pps_advisor.load_case(path, core), core))
            == alone
        )


# What each plugin consists of


@each_plugin
def test_its_own_tests_pass(name: str) -> None:
    """What `plugins check` and pytest run for a municipality: checks, examples and its own case."""
    with at_hand((name,)):
        checked = check(LOCAL[name].folder, dt.date(2026, 11, 25))

    assert [str(one) for one in checked.problems] == []
    examples = sum(len(rule.examples) for rule in local_rules(name))
    assert (checked.examples, checked.cases) == (examples, 1)


@each_plugin
def test_its_own_case_expects_something_of_every_rule(name: str) -> None:
    """The case of a plugin states for each of its rules whether it comes out."""
    tree = read_case_tree(LOCAL[name].folder / "casussen" / f"{LOCAL[name].own_case}.yaml")
    expected = read_expectations(tree, catalogue(name))
    findings = {one.subject for one in expected if one.kind is ExpectationKind.FINDING}
    ranked = {one.subject for one in expected if one.kind is not ExpectationKind.FINDING}

    assert {rule.id for rule in local_rules(name)} == findings
    assert LOCAL[name].advice <= ranked


@each_plugin
def test_every_rule_shows_when_it_fires_and_when_not(name: str) -> None:
    """Each rule has an example that is definite, one that is possible and one that is neither."""
    for rule in local_rules(name):
        assert {Status.DEFINITE, Status.POSSIBLE, None} == {
            example.expected for example in rule.examples
        }, rule.id


@each_plugin
def test_every_rule_question_and_recommendation_rests_on_its_source(name: str) -> None:
    """Each part names a place and the kind of evidence, in the one source of the plugin."""
    local, found = LOCAL[name], catalogue(name)
    parts = [
        one
        for one in (*found.rules, *found.questions, *found.recommendations)
        if one.ruleset == name
    ]

    assert parts
    for one in parts:
        assert one.citations, one.id
        assert {local.source} == {citation.source for citation in one.citations}, one.id
    assert [
        rule.id
        for rule in local_rules(name)
        if all(citation.kind is EvidenceKind.OWN for citation in rule.citations)
    ] == []


@each_plugin
def test_every_place_exists(name: str) -> None:
    """The places that a plugin and its own case name can be found in the source itself."""
    source = LOCAL[name].source
    assert source in READERS
    assert missing_citations(citations(catalogue(name)), source) == []
    path = LOCAL[name].folder / "casussen" / f"{LOCAL[name].own_case}.yaml"
    assert missing_in_case(pps_advisor.load_case(path, catalogue(name)), source) == []


@each_plugin
def test_local_rules_weigh_less_than_those_of_the_core(name: str) -> None:
    """A local rule is never of severity hoog: how bad a problem is, the core weighs."""
    for rule in local_rules(name):
        assert {case.severity.word for case in rule.severities} <= {"laag", "midden"}, rule.id


@each_plugin
def test_readme_names_every_rule_question_and_recommendation(name: str) -> None:
    """Whoever reads the README knows what the plugin adds."""
    folder = next(one for one in PLUGINS.glob(f"*{name}") if one.is_dir())
    text = (folder / "README.md").read_text(encoding="utf-8")
    found = catalogue(name)
    for one in (*found.rules, *found.questions, *found.recommendations):
        if one.ruleset == name and not one.id.endswith((".minst_gunstig", ".verschil")):
            assert f"`{one.id}`" in text, one.id
    counts = [
        sum(one.ruleset == name and not getattr(one, "derived", False) for one in kind)
        for kind in (found.questions, found.rules, found.recommendations)
    ]
    assert "| {} | {} | {} |".format(*counts) in overview_of(name)


def overview_of(name: str) -> str:
    """The row of a plugin in plugins/README.md."""
    lines = (PLUGINS / "README.md").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(f"| [{name}]"))


def test_den_haag_does_not_make_policy_of_what_a_study_advises() -> None:
    """The five years are advice of the study: the plugin fills in no parameter."""
    assert {AdaptationKind.TERM} == {one.kind for one in catalogue("den-haag").adaptations}
    assert catalogue().parameters == catalogue("den-haag").parameters


def test_zwolle_is_made_of_text_alone() -> None:
    """Whoever can write rules can make such a plugin: there is no program in its folder."""
    files = [path for path in LOCAL["zwolle"].folder.rglob("*") if path.is_file()]

    assert {path.suffix for path in files} == {".yaml", ".md", ".toml"}


# What an answer to a local question changes


def answered(name: str, **answers: str) -> Json:
    """The assessment of the core case of a plugin, with answers to local questions."""
    found = assessed(LOCAL[name].case, name)
    more = tuple(Answer(f"{name}.{question}", value) for question, value in answers.items())
    case = evolve(found.case, answers=(*found.case.answers, *more))
    result: Json = json.loads(pps_advisor.write_json(pps_advisor.assess(case, found.catalogue)))
    return result


def test_den_haag_adds_an_element_of_the_guideline_that_is_not_kept() -> None:
    """What the core does not ask, the plugin does; the answer counts in the local advice."""
    before = by("id", as_json(LOCAL["den-haag"].case, "den-haag")["aanbevelingen"])
    found = answered("den-haag", overlegstructuur="nee", financiele_afspraken="nee")
    after = by("id", found["aanbevelingen"])

    raised = {one for one in after if after[one]["prioriteit"] > before[one]["prioriteit"]}
    assert {
        "den-haag-leidraad-toepassen",
        "communicatiestructuur",
        "samenwerkingsovereenkomst",
    } == raised


def test_rotterdam_advises_no_fund_for_debts_where_there_are_none() -> None:
    """The fund is about debts: the advice lapses, with that reason, where they play no part."""
    conditional = by("id", as_json(LOCAL["rotterdam"].case, "rotterdam")["aanbevelingen"])
    assert "schulden" in conditional["rotterdam-resultatenfonds"]["vervalt_als"]

    found = answered("rotterdam", schulden="nee")
    rejected = by("id", found["afgewezen"])

    assert "schulden" in rejected["rotterdam-resultatenfonds"]["omdat"]
    assert "rotterdam-resultatenfonds" not in by("id", found["aanbevelingen"])


def test_zwolle_advises_nothing_on_round_tables_where_there_are_none() -> None:
    """Not every collaboration in Zwolle meets at gesprekstafels."""
    found = answered("zwolle", gesprekstafels="nee")

    assert LOCAL["zwolle"].advice <= by("id", found["afgewezen"]).keys()
    assert set() == LOCAL["zwolle"].advice & by("id", found["aanbevelingen"]).keys()


@pytest.mark.parametrize(
    ("name", "answers", "strength"),
    [
        ("rotterdam", {"werkgeversloket": "ja"}, "rotterdam.loket-werkt"),
        (
            "zwolle",
            {"accounthouders_afgestemd": "ja", "wijkteams_aangesloten": "ja"},
            "zwolle.op-een-lijn",
        ),
    ],
)
def test_what_goes_well_locally_is_a_strength(
    name: str, answers: dict[str, str], strength: str
) -> None:
    """A local rule also says what is in order, and its advice then is to keep it so."""
    found = answered(name, **answers)
    (finding,) = (one for one in found["bevindingen"] if one["regel"] == strength)

    assert (finding["status"], finding["soort"]) == ("vast", "sterkte")
