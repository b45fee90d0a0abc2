"""Plugins without code: what they add and adapt, for whom, and what they cannot do."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run
from plugin_factory import HEAD, QUESTION, RULE, RULESET, make_case, make_plugin

from pps_advisor import load_case, load_catalogue, open_case
from pps_advisor.cli.shared.choice import Choice
from pps_advisor.errors import InvalidInput
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import Operator
from pps_advisor.model.knowledge.condition import tests_of as all_tests_of
from pps_advisor.model.knowledge.rule import Severity, Status
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.reading.plugins.municipality import holds_for
from pps_advisor.reasoning.assessment.assess import assess
from pps_advisor.writing.documents.assessment.html import write_html
from pps_advisor.writing.documents.assessment.markdown import write_markdown
from pps_advisor.writing.documents.assessment.text import write_text
from pps_advisor.writing.exchange.json_ import write_json

PARAMETER = """\
parameters:
  - id: minimale_looptijd_jaren
    waarde: {value}
    reden: Zo staat het in ons beleid.
    bron: {{bron: dankerlui2025, plaats: "5.2.3"}}
"""
CHANGE = """\
aanpassingen:
  - regel: {rule}
    {what}
    reden: Dat past hier beter.
    eigenaar: afdeling Wijken
    tot: {until}
"""
OFF = CHANGE.format(rule="governance.geen-stuurgroep", what="uit: ja", until="2026-12-31")
TERM = """\
termen:
  - {van: stuurgroep, naar: regiegroep, meervoud: regiegroepen, reden: Zo heet het hier.}
"""
CORE_WEIGHTS = (ROOT / "rules" / "weging.yaml").read_text(encoding="utf-8")
WEIGHTS = f"toelichting: Zo wil de raad het.\n{CORE_WEIGHTS}"
OTHER_WEIGHTS = WEIGHTS.replace("hoog: {gewicht: 0.60", "hoog: {gewicht: 0.58")


def change(what: str, rule: str = "governance.geen-stuurgroep", until: str = "2026-12-31") -> str:
    return CHANGE.format(rule=rule, what=what, until=until)


def assessed(case: Path, *folders: Path, **options: Any) -> Assessment:
    return assess(*open_case(case, plugins=folders, **options), "plain", draws=0)


def problems_of(*folders: Path, municipality: str | None = "Zwolle") -> list[str]:
    """What is wrong with plugins, one line for each."""
    with pytest.raises(InvalidInput) as caught:
        load_catalogue(plugins=folders, municipality=municipality)
    return list(map(str, caught.value.problems))


def of_plugin(tmp_path: Path, head: str = "", **options: Any) -> Catalogue:
    folder = make_plugin(tmp_path / "zwolle", head, **options)
    return load_catalogue(plugins=[folder], municipality="Zwolle")


# --- Adding -------------------------------------------------------------------------------------


def test_a_plugin_adds_to_the_core(tmp_path: Path, core: Catalogue) -> None:
    """Its question, rule and recommendation come beside those of the core, which stay the same."""
    catalogue = of_plugin(tmp_path)

    assert {"zwolle.geen-tafel"} == {*catalogue.rule} - {*core.rule}
    assert {"zwolle.tafel"} == {*catalogue.question} - {*core.question}
    assert {"zwolle-tafel"} == {*catalogue.recommendation} - {*core.recommendation}
    assert core.rules == tuple(catalogue.rule[rule.id] for rule in core.rules)
    assert core.weights == catalogue.weights


def test_its_rule_fires_and_says_whose_it_is(tmp_path: Path) -> None:
    """A finding and an advice of a plugin name the plugin and its version, in every output."""
    folder = make_plugin(tmp_path / "zwolle")
    assessment = assessed(make_case(tmp_path / "casus.yaml"), folder)

    for text in (write_text(assessment), write_markdown(assessment), write_html(assessment)):
        assert "ernst hoog, plug-in zwolle 1.0" in text.replace("**", "")
        assert "Lokale aanpassingen".casefold() in text.casefold()
    (plugin,) = json.loads(write_json(assessment))["verantwoording"]["plugins"]
    assert tuple(plugin[key] for key in ("id", "versie", "regels")) == (
        "zwolle",
        "1.0",
        ["zwolle.geen-tafel"],
    )


def test_a_local_question_does_not_count_for_what_is_known(tmp_path: Path) -> None:
    """A theme is judged on the questions of the core, a severe local problem counts."""
    case = make_case(tmp_path / "casus.yaml")
    alone = {one.id: one for one in assessed(case, local=False).themes}["governance"]
    local = assessed(case, make_plugin(tmp_path / "zwolle"))
    with_it = {one.id: one for one in local.themes}["governance"]

    assert (alone.answered, alone.asked) == (with_it.answered, with_it.asked)
    assert alone.problems + 1 == with_it.problems


# --- For whom -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "name", "holds"),
    [
        ("Zwolle", "Zwolle", True),
        ("Zwolle", "gemeente zwolle", True),
        ("Zwolle", "Zwollerkerspel", False),
        ("Den Haag", "'s-Gravenhage", True),
        ("'s-Hertogenbosch", "Den Bosch", True),
        ("Súdwest-Fryslân", "Sudwest Fryslan", True),
        ("Bergen (NH.)", "Bergen (L.)", False),
    ],
)
def test_the_municipality_of_the_case_decides(wanted: str, name: str, holds: bool) -> None:
    """A name is the same in other capitals, with or without accents, and by its official form."""
    assert holds is holds_for([wanted], name)


def test_a_plugin_of_another_municipality_takes_no_part(tmp_path: Path, core: Catalogue) -> None:
    """The case is assessed with the core alone, and the reader is told that a plugin was named."""
    folder = make_plugin(tmp_path / "zwolle")
    case, catalogue = open_case(
        make_case(tmp_path / "casus.yaml", "", municipality="Utrecht"), plugins=[folder]
    )

    assert core.fingerprint == catalogue.fingerprint
    assert (catalogue.plugins,) == ((),)
    said = [remark.sentence for remark in assess(case, catalogue, "plain", draws=0).remarks]
    assert (
        "De plug-in zwolle 1.0 geldt voor Zwolle en doet bij deze casus van Utrecht niet mee."
        in said
    )


def test_a_plugin_can_be_for_several_or_for_all(tmp_path: Path) -> None:
    """A list of municipalities, or the word alle."""
    two = make_plugin(tmp_path / "twee", id="twee", municipality="[Zwolle, Utrecht]")
    everyone = make_plugin(tmp_path / "alle", id="iedereen", municipality="alle")

    def taking_part(municipality: str) -> list[str]:
        catalogue = load_catalogue(plugins=[two, everyone], municipality=municipality)
        return [plugin.id for plugin in catalogue.plugins]

    assert taking_part("Utrecht") == ["iedereen", "twee"]
    assert taking_part("Almelo") == ["iedereen"]


def test_answers_for_a_plugin_are_left_out_without_plugins(tmp_path: Path) -> None:
    """A case with local answers can be assessed by the core alone; a slip stays a mistake."""
    case = make_case(tmp_path / "casus.yaml")
    said = [remark.sentence for remark in assessed(case, local=False).remarks]
    assert any("De antwoorden bij 'zwolle' tellen niet mee" in sentence for sentence in said)

    slip = make_case(tmp_path / "slip.yaml", "governanse: {stuurgroep: nee}")
    with pytest.raises(InvalidInput, match="Er is geen thema 'governanse'"):
        open_case(slip, local=False)


# --- Filling in ---------------------------------------------------------------------------------


def test_a_parameter_is_filled_in_with_its_reason_and_source(
    tmp_path: Path, core: Catalogue
) -> None:
    """Rules test the local value, which is listed with what it was, why, and by whom."""
    catalogue = of_plugin(tmp_path, PARAMETER.format(value=4))
    (one,) = catalogue.adaptations

    assert (one.before, one.after, one.reason) == (
        "5 jaar",
        "4 jaar",
        "Zo staat het in ons beleid.",
    )
    assert (one.plugin, one.version, one.owner) == ("zwolle", "1.0", "afdeling Beleid")
    tests = [
        test
        for rule in catalogue.rules
        for test in all_tests_of(rule.condition)
        if test.parameter == "minimale_looptijd_jaren"
    ]
    assert tests
    assert all(test.operands == (4,) for test in tests)
    assert {rule.id for rule in catalogue.rules if rule.altered} == {
        rule.id
        for rule in core.rules
        if any(test.parameter == "minimale_looptijd_jaren" for test in all_tests_of(rule.condition))
    }


def test_a_municipality_sets_the_largest_group(tmp_path: Path, core: Catalogue) -> None:
    """With eight parties the core lets the group be; a limit of six advises smaller ones."""
    fill = PARAMETER.format(value=6).replace("minimale_looptijd_jaren", "grootste_groep")
    catalogue = of_plugin(tmp_path, fill)
    case = load_case(ROOT / "cases" / "den-haag-instapeconomie.yaml", catalogue)

    def found(catalogue: Catalogue) -> set[str]:
        return {one.rule.id for one in assess(case, catalogue, "plain", draws=0).findings}

    rule = "proces.meer-partijen-dan-een-groep"
    assert len(case.parties or ()) == 8
    assert rule in found(catalogue)
    assert rule not in found(core)


# --- Adapting -----------------------------------------------------------------------------------


def test_a_rule_that_is_off_stays_visible(tmp_path: Path) -> None:
    """Nothing rests on it, and every output says what it would have found, by whom and why."""
    case = make_case(tmp_path / "casus.yaml", "")
    assessment = assessed(case, make_plugin(tmp_path / "zwolle", OFF))

    assert "governance.geen-stuurgroep" not in [one.rule.id for one in assessment.findings]
    (finding,) = assessment.set_aside
    assert (finding.rule.id, finding.status) == ("governance.geen-stuurgroep", Status.DEFINITE)
    for text in (write_text(assessment, 100), write_markdown(assessment), write_html(assessment)):
        for words in ("Regel uitgezet", "Dat past hier beter.", "afdeling Wijken", "zwolle 1.0"):
            assert words in text
        assert "Zonder deze aanpassing was dit een bevinding (vast, ernst hoog)" in " ".join(
            text.split()
        )
    (entry,) = json.loads(write_json(assessment))["aanpassingen"]
    assert (entry["soort"], entry["afgeweken_van"]["status"]) == ("regel uitgezet", "vast")


def test_what_builds_on_a_rule_that_is_off_cannot_come_out(tmp_path: Path, core: Catalogue) -> None:
    """Rules that rest on its finding alone go too, and are named; others lose that way only."""
    off = "dubbelrol.dubbele-rol"
    catalogue = of_plugin(tmp_path, change("uit: ja", rule=off))
    (one,) = catalogue.adaptations
    left = [
        rule.id
        for rule in catalogue.rules
        for test in all_tests_of(rule.condition)
        if test.operator is Operator.FOUND and test.subject == off
    ]

    assert left == []
    assert one.also
    assert {*core.rule} - {*catalogue.rule} - {off} == {*one.also}


def test_severity_text_and_advice_are_adapted(tmp_path: Path) -> None:
    """One adaptation can change several things, each of which is listed."""
    what = "ernst: laag\n    extra_tekst: Kijk ook naar de wijk.\n"
    what += "    extra_advies: {steun: [zwolle-tafel]}"
    case = make_case(tmp_path / "casus.yaml", "")
    assessment = assessed(case, make_plugin(tmp_path / "zwolle", change(what)))
    (finding,) = [one for one in assessment.findings if one.rule.id == "governance.geen-stuurgroep"]

    assert finding.severity == Severity.LOW
    assert finding.text.endswith("Kijk ook naar de wijk.")
    (advice,) = [one for one in assessment.advice if one.recommendation.id == "zwolle-tafel"]
    assert advice.support == ("governance.geen-stuurgroep",)
    kinds = [one.kind.value for one in assessment.catalogue.adaptations]
    assert kinds == ["andere ernst", "extra tekst", "extra advies"]
    assert "ernst laag, lokaal aangepast" in write_text(assessment, 100)


@pytest.mark.parametrize(("date", "applied"), [("2026-12-31", True), ("2027-01-01", False)])
def test_an_adaptation_ends(tmp_path: Path, date: str, applied: bool) -> None:
    """It holds up to and including its last day; after that it is listed and warned about."""
    folder = make_plugin(tmp_path / "zwolle", OFF)
    assessment = assessed(make_case(tmp_path / "casus.yaml", "", date=date), folder)
    found = {one.rule.id for one in assessment.findings}
    (one,) = assessment.catalogue.adaptations

    assert applied is one.applied
    assert applied is ("governance.geen-stuurgroep" not in found)
    warned = [remark for remark in assessment.remarks if "is niet toegepast" in remark.sentence]
    assert applied is (warned == [])
    assert ("Niet toegepast" in write_text(assessment)) is not applied


def test_weights_are_set_with_their_reason(tmp_path: Path) -> None:
    """The weights of a plugin come in the place of those of the core, and are listed."""
    head = "weging: {bestand: gewichten.yaml, reden: De raad weegt anders.}\n"
    catalogue = of_plugin(tmp_path, head, files={"gewichten.yaml": OTHER_WEIGHTS})
    (one,) = catalogue.adaptations

    assert catalogue.weights.severity["hoog"].value == 0.58
    assert (one.before, one.after, one.reason) == ("hoog 0,6", "hoog 0,58", "De raad weegt anders.")


def test_a_renamed_word_is_new_in_every_output(tmp_path: Path, run: Run) -> None:
    """Only ids, reasons in the municipality's own words, and the renaming itself keep the old."""
    fill = PARAMETER.format(value=2).replace("minimale_looptijd_jaren", "stuurgroep_vanaf_partijen")
    head = fill + change("ernst: laag\n    extra_tekst: Een lichte stuurgroep mag.") + TERM
    folder = make_plugin(tmp_path / "zwolle", head)
    case = make_case(tmp_path / "casus.yaml", "")
    assessment = assessed(case, folder)
    written = [
        *(write(assessment) for write in (write_text, write_markdown, write_html)),
        *(
            run(*words, "--plugin", folder).stdout
            for words in (
                ("guide", case, "--kind", "stuurgroep"),
                ("explain", case, "governance.geen-stuurgroep"),
                ("questions", case),
                ("rules", "show", "governance.geen-stuurgroep"),
                ("plugins", "show", "zwolle"),
                ("memo", case),
            )
        ),
    ]
    told = re.compile(
        r"woord vervangen: stuurgroep|CASUS stuurgroep|van\s+stuurgroep\s+naar", re.IGNORECASE
    )
    for text in written:
        left = re.findall(r"(?<![\w.\-\[(`>])stuurgroep(?:en)?(?![\w-])", told.sub("", text), re.I)
        assert "regiegroep" in text.casefold()
        assert left == []


# --- The project file ---------------------------------------------------------------------------


def project(folder: Path, text: str) -> Path:
    path = folder / "pps-advisor.yaml"
    path.write_text(f"formaat: pps-advisor/project@1\n{text}", encoding="utf-8")
    return path


def test_a_project_file_is_found_above_the_case(tmp_path: Path) -> None:
    """Its plugins take part, as seen from the file itself; what it leaves out is listed."""
    make_plugin(tmp_path / "zwolle")
    (tmp_path / "casussen" / "diep").mkdir(parents=True)
    case = make_case(tmp_path / "casussen" / "diep" / "casus.yaml")
    project(
        tmp_path,
        "plugins: [zwolle]\nzonder: [{regelset: politiek, reden: Nog niet aan de orde.}]\n",
    )
    assessment = assessed(case)

    assert assessment.provenance.plugins == ("zwolle 1.0",)
    assert "politiek" not in {rule.theme for rule in assessment.catalogue.rules}
    (one,) = assessment.catalogue.adaptations
    assert (one.kind.value, one.plugin) == ("regelset weggelaten", "pps-advisor.yaml")
    assert "Nog niet aan de orde." in write_text(assessment)


def test_the_nearest_project_file_counts(tmp_path: Path) -> None:
    """One in the folder of the case goes before one above it."""
    make_plugin(tmp_path / "zwolle")
    project(tmp_path, "plugins: [zwolle]\n")
    (tmp_path / "los").mkdir()
    project(tmp_path / "los", "toelichting: Zonder plug-ins.\n")
    case = make_case(tmp_path / "los" / "casus.yaml", "")

    assert assessed(case).provenance.plugins == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plugin: [zwolle]\n", "kent de sleutel 'plugin' niet. Bedoelt u 'plugins'?"),
        ("plugins: [nergens]\n", "Deze map met regels bestaat niet."),
        ("zonder: [politek]\n", "Er is geen regelset 'politek'. Bedoelt u 'politiek'?"),
        ("weging: nergens.yaml\n", "Dit bestand bestaat niet."),
    ],
)
def test_a_wrong_project_file_is_said(tmp_path: Path, text: str, words: str) -> None:
    """A mistake in the project file is a Problem with its place."""
    project(tmp_path, text)
    with pytest.raises(InvalidInput) as caught:
        open_case(make_case(tmp_path / "casus.yaml", ""))
    assert words in str(caught.value)


# --- Clashes ------------------------------------------------------------------------------------


def two(tmp_path: Path, first: str, second: str, **options: Any) -> tuple[Path, Path]:
    """Two plugins for one municipality."""
    return (
        make_plugin(tmp_path / "een", first, id="een", **options),
        make_plugin(tmp_path / "twee", second, id="twee", **options),
    )


CLASHES = {
    "a parameter": (PARAMETER.format(value=3), PARAMETER.format(value=4)),
    "a rule": (OFF, change("ernst: laag")),
    "a severity": (change("ernst: midden"), change("ernst: laag")),
    "a word": (TERM, TERM.replace("regiegroep,", "kerngroep,")),
    "a plural": (TERM, TERM.replace("regiegroepen", "regieteams")),
    "an article": (TERM, TERM.replace("naar:", "lidwoord: het, naar:")),
    "a compound": (
        TERM.replace("reden", "samenstellingen: {stuurgroeplid: lid}, reden"),
        "termen: [{van: stuurgroeplid, naar: regielid, reden: Zo heet het hier.}]\n",
    ),
}


@pytest.mark.parametrize("what", CLASHES)
def test_a_clash_names_both_files(tmp_path: Path, what: str) -> None:
    """Two plugins that decide one thing differently are refused, with the place of each."""
    (problem,) = problems_of(*two(tmp_path, *CLASHES[what]))

    assert ": botsing: " in problem
    assert "twee/plugin.yaml:" in problem
    assert "een/plugin.yaml:" in problem


def test_the_same_value_twice_is_no_clash(tmp_path: Path) -> None:
    """Two plugins may agree."""
    folders = two(tmp_path, PARAMETER.format(value=4), PARAMETER.format(value="4,0"))
    catalogue = load_catalogue(plugins=folders, municipality="Zwolle")
    assert catalogue.parameter["minimale_looptijd_jaren"].value == 4


def test_clashing_weights_name_both_files(tmp_path: Path) -> None:
    """Two plugins with other weights are refused."""
    first, second = two(tmp_path, "weging: w.yaml\n", "weging: w.yaml\n")
    (first / "w.yaml").write_text(OTHER_WEIGHTS, encoding="utf-8")
    (second / "w.yaml").write_text(WEIGHTS, encoding="utf-8")
    (problem,) = problems_of(first, second)
    assert "twee/w.yaml" in problem
    assert "een/w.yaml" in problem


def test_the_same_id_names_both_files(tmp_path: Path) -> None:
    """A plugin cannot take the place of another."""
    first = make_plugin(tmp_path / "een")
    second = make_plugin(tmp_path / "twee")
    (problem,) = problems_of(first, second)
    assert "Er is al een plug-in met id 'zwolle'. De eerste staat in" in problem
    assert f"{first}/plugin.yaml" in problem


# --- What a plugin cannot do --------------------------------------------------------------------

MISTAKES: Mapping[str, tuple[str, Mapping[str, str], list[str]]] = {
    "another format": ("", {"plugin.yaml": "formaat: pps-advisor/plugin@9\n"}, ["plugin@9"]),
    "no format": ("", {"plugin.yaml": "id: zwolle\n"}, ["ontbreekt 'formaat'"]),
    "a misspelt key": ("aanpasingen: []\n", {}, ["'aanpasingen'", "aanpassingen"]),
    "a wrong version": (
        "",
        {"plugin.yaml": (ROOT / "tests/plugin_factory.py").name},
        ["verkeerde-vorm"],
    ),
    "an adaptation without reason": (
        OFF.replace("    reden: Dat past hier beter.\n", ""),
        {},
        ["ontbreekt 'reden'"],
    ),
    "an adaptation without end": (
        OFF.replace("    tot: 2026-12-31\n", ""),
        {},
        ["ontbreekt 'tot'"],
    ),
    "an adaptation that never ends": (
        OFF.replace("2026-12-31", "onbekend"),
        {},
        ["heeft een einddatum nodig"],
    ),
    "an adaptation without owner": (
        OFF.replace("    eigenaar: afdeling Wijken\n", ""),
        {},
        ["ontbreekt 'eigenaar'"],
    ),
    "an adaptation that does nothing": (
        change("uit: nee"),
        {},
        ["verandert niets", "extra_advies"],
    ),
    "a value below nought": (
        PARAMETER.format(value=-4),
        {},
        ["'minimale_looptijd_jaren' kan niet kleiner zijn dan 0", "staat 5 jaar"],
    ),
    "off and adapted": (change("uit: ja\n    ernst: laag"), {}, ["kan niet ook nog"]),
    "a rule that is not there": (
        change("uit: ja", rule="governance.geen-stuurgroepje"),
        {},
        ["Bedoelt u 'governance.geen-stuurgroep'?", "governance/regels.yaml"],
    ),
    "a rule of no theme": (
        change("uit: ja", rule="bestuur.geen-stuurgroep"),
        {},
        ["Er is geen regel 'bestuur.geen-stuurgroep'", "in de map rules"],
    ),
    "a rule of its own": (
        change("uit: ja", rule="zwolle.geen-tafel"),
        {},
        ["van deze plug-in zelf"],
    ),
    "an advice that is not there": (
        change("extra_advies: {hoofd: [stuurgroepje]}"),
        {},
        ["Er is geen aanbeveling met id 'stuurgroepje'"],
    ),
    "a parameter that is not there": (
        PARAMETER.format(value=3).replace("looptijd_jaren", "looptijd"),
        {},
        ["Er is geen parameter 'minimale_looptijd'", "minimale_looptijd_jaren"],
    ),
    "a parameter without source": (
        PARAMETER.format(value=3).replace("dankerlui2025", "nergens"),
        {},
        ["De bron 'nergens' staat niet in bronnen.yaml"],
    ),
    "a parameter in words": (PARAMETER.format(value="drie"), {}, ["hoort een getal, geen 'drie'"]),
    "a parameter in another unit": (
        PARAMETER.format(value="48\n    eenheid: maanden"),
        {},
        ["is in jaar, niet in maanden", "5 jaar"],
    ),
    "a word without its plural": (TERM.replace("meervoud: regiegroepen, ", ""), {}, ["reflecties"]),
    "a word of the tool": (
        "termen: [{van: partij, naar: partner, meervoud: partners, reden: x}]\n",
        {},
        ["kan niet worden vervangen"],
    ),
    "a word of the guide for a meeting": (
        "termen: [{van: bijeenkomst, naar: sessie, meervoud: sessies, reden: x}]\n",
        {},
        ["'bijeenkomst' kan niet worden vervangen"],
    ),
    "rules of another": (
        "",
        {
            "regelsets/zwolle/regels.yaml": RULE.format(id="zwolle").replace(
                "zwolle.geen", "gov.geen"
            )
        },
        ["De regel 'gov.geen-tafel' begint niet met de id van de plug-in"],
    ),
    "a rule of the core once more": (
        "",
        {
            "regelsets/zwolle/regels.yaml": RULE.format(id="zwolle").replace(
                "zwolle.geen-tafel", "governance.geen-stuurgroep"
            )
        },
        ["De regel 'governance.geen-stuurgroep' bestaat al", "rules/governance/regels.yaml"],
    ),
    "a question of the core once more": (
        "",
        {
            "regelsets/zwolle/vragen.yaml": QUESTION.format(id="zwolle")
            + QUESTION.format(id="zwolle").replace("zwolle.tafel", "governance.stuurgroep")
        },
        ["De vraag 'governance.stuurgroep' bestaat al"],
    ),
    "a core parameter once more": (
        "",
        {
            "regelsets/zwolle/parameters.yaml": (
                "- {id: minimale_looptijd_jaren, titel: x, waarde: 1}\n"
            )
        },
        ["De parameter 'minimale_looptijd_jaren' bestaat al"],
    ),
    "a ruleset of the core once more": (
        "",
        {"regelsets/zwolle/regelset.yaml": RULESET.format(id="governance")},
        ["De regelset 'governance' bestaat al"],
    ),
    "the name of a part of the core": (
        "",
        {
            "plugin.yaml": HEAD.format(id="governance", gemeente="Zwolle"),
            "regelsets/zwolle/regelset.yaml": RULESET.format(id="governance-lokaal"),
        },
        ["'governance' kan niet als id van een plug-in"],
    ),
    "old names of the core": (
        "",
        {
            "regelsets/zwolle/regelset.yaml": RULESET.format(id="zwolle")
            + "vervangen: {governance.oud: zwolle.tafel}\n"
        },
        ["'governance.oud', en dat is geen naam van deze plug-in"],
    ),
    "weights among the rules": (
        "",
        {"regelsets/weging.yaml": OTHER_WEIGHTS},
        ["niet bij de regels"],
    ),
    "weights without reason": (
        "weging: w.yaml\n",
        {"w.yaml": CORE_WEIGHTS},
        ["geen reden"],
    ),
    "weights that are not there": ("weging: w.yaml\n", {}, ["'w.yaml' met de weging bestaat niet"]),
    "weights elsewhere": ("weging: ../w.yaml\n", {}, ["buiten de map van de plug-in"]),
    "weights by an absolute path": ("weging: /etc/passwd\n", {}, ["buiten de map van de plug-in"]),
    "rules elsewhere": ("regelsets: [../elders]\n", {}, ["buiten de map van de plug-in"]),
    "rules in the wrong place": ("", {"regels.yaml": ""}, ["Zet het in een map onder regelsets"]),
    "a ruleset in the wrong place": (
        "",
        {"extra/regelset.yaml": RULESET.format(id="zwolle-extra")},
        ["De regelset in deze map wordt niet gelezen"],
    ),
    "code in YAML": (
        "toelichting: !!python/object/apply:os.system ['touch gehackt']\n",
        {},
        ["tag"],
    ),
    "another version": (
        "",
        {
            "plugin.yaml": "formaat: pps-advisor/plugin@1\nid: zwolle\ntitel: x\ngemeente: Zwolle\n"
            'versie: "1"\ncontact: Jan\npast_bij: ">=9"\n'
        },
        ["past bij pps-advisor >=9, en dit is", "Vraag Jan", "--no-plugins"],
    ),
    "a version in words": (
        "",
        {
            "plugin.yaml": "formaat: pps-advisor/plugin@1\nid: zwolle\ntitel: x\ngemeente: Zwolle\n"
            'versie: "1"\ncontact: Jan\npast_bij: de nieuwste\n'
        },
        ["geen bereik van versies"],
    ),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_refused_with_its_place(tmp_path: Path, what: str) -> None:
    """What is wrong in a plugin is said in Dutch, with the file, and nothing is loaded."""
    head, files, words = MISTAKES[what]
    if what == "a word without its plural":
        files = {
            "regelsets/zwolle/regels.yaml": RULE.format(id="zwolle").replace(
                "bevinding: Er is geen tafel", "bevinding: Andere stuurgroepen wel"
            )
        }
        words = ["'stuurgroepen', en daarvoor is geen nieuw woord"]
    folder = make_plugin(tmp_path / "zwolle", head, files=files)
    said = "\n".join(problems_of(folder))

    assert str(tmp_path) in said
    for word in words:
        assert word in said
    assert not (tmp_path / "gehackt").exists()


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    """Who writes a plugin sees everything that is wrong in its description together."""
    head = OFF.replace("    reden: Dat past hier beter.\n", "") + "onzin: 1\nweging: []\n"
    assert len(problems_of(make_plugin(tmp_path / "zwolle", head))) >= 3


LINKED = ["plugin.yaml", "regelsets/zwolle/regels.yaml", "regelsets/zwolle", "regelsets"]


@pytest.mark.skipif(os.name != "posix", reason="links need no rights here")
@pytest.mark.parametrize("name", LINKED)
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, name: str) -> None:
    """A plugin reads no file outside its folder, whatever a link in it points to."""
    folder = make_plugin(tmp_path / "zwolle")
    elsewhere = tmp_path / "elders"
    shutil.move(folder / name, elsewhere)
    (folder / name).symlink_to(elsewhere)

    assert any("buiten de map van de plug-in" in problem for problem in problems_of(folder))


@pytest.mark.skipif(os.name != "posix", reason="links need no rights here")
@pytest.mark.parametrize("name", ["regelsets/zwolle/regels.yaml", "regelsets/zwolle"])
@pytest.mark.parametrize("target", ["weg", "zichzelf"])
def test_a_link_that_leads_nowhere_is_no_absent_file(
    tmp_path: Path, name: str, target: str
) -> None:
    """Rules behind a broken link, or one that goes round, are not silently left out."""
    folder = make_plugin(tmp_path / "zwolle", TERM)
    shutil.move(folder / name, tmp_path / "elders")
    path = folder / name
    path.symlink_to(path.name if target == "zichzelf" else "weg")

    assert any("leidt nergens heen" in problem for problem in problems_of(folder))


@pytest.mark.parametrize("place", ["regelsets/meer/diep", "regelsets/zwolle/diep"])
def test_a_ruleset_too_deep_is_not_left_out_silently(tmp_path: Path, place: str) -> None:
    """Rulesets stand right below the folder; one deeper down is pointed out."""
    more = {f"{place}/regelset.yaml": RULESET.format(id="zwolle-diep")}
    (problem,) = problems_of(make_plugin(tmp_path / "zwolle", files=more))
    assert f"{place}: onbekend-bestand" in problem


def test_a_case_beside_the_plugin_is_told_where_to_go(tmp_path: Path) -> None:
    """A case or another file beside ``plugin.yaml`` is not taken for a misspelt file with rules."""
    folder = make_plugin(tmp_path / "zwolle", files={"mijn-casus.yaml": "id: mijn-casus\n"})
    (problem,) = problems_of(folder)
    assert "Is het een casus, zet het dan in casussen; anders in een andere map." in problem


@pytest.mark.skipif(os.name != "posix", reason="links need no rights here")
def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    """A plugin can stand behind a link; links within it are fine too."""
    folder = make_plugin(tmp_path / "zwolle")
    (folder / "regelsets" / "zwolle" / "regels.yaml").rename(folder / "regels.txt")
    (folder / "regelsets" / "zwolle" / "regels.yaml").symlink_to(folder / "regels.txt")
    (tmp_path / "link").symlink_to(folder)
    catalogue = load_catalogue(plugins=[tmp_path / "link", folder], municipality="Zwolle")
    assert "zwolle.geen-tafel" in catalogue.rule


@pytest.mark.parametrize("name", [".", "regelsets", "regelsets/zwolle", "casussen"])
def test_a_folder_that_cannot_be_read_is_no_empty_one(
    tmp_path: Path, name: str, run: Run, powerless: str
) -> None:
    """Without permission nothing is left out silently, and nothing crashes."""
    folder = make_plugin(tmp_path / "zwolle", TERM)
    (folder / "casussen").mkdir()
    make_case(folder / "casussen" / "een.yaml")
    (folder / name).chmod(0)
    done = run("plugins", "check", folder, before=powerless)
    (folder / name).chmod(0o700)

    assert done.returncode == 2
    assert "kan niet worden gelezen: u hebt hier geen rechten voor" in done.stderr


def test_a_case_by_another_ending_is_not_left_out_silently(tmp_path: Path, run: Run) -> None:
    """A case that nobody would run is pointed out."""
    folder = make_plugin(tmp_path / "zwolle", files={"casussen/een.yml": ""})
    done = run("plugins", "check", folder)
    assert (done.returncode, "Noem het bestand een.yaml." in done.stderr) == (2, True)


def test_too_many_rules_are_refused(tmp_path: Path) -> None:
    """Ten thousand rules are refused with the limit, in one file and spread over rulesets."""
    rule = "- {{id: zwolle.r{}, titel: x}}\n"
    one = make_plugin(
        tmp_path / "een",
        files={"regelsets/zwolle/regels.yaml": "".join(map(rule.format, range(10_000)))},
    )
    assert any("10000 onderdelen; hoogstens 5000" in problem for problem in problems_of(one))

    files = {}
    for part in range(4):
        name = f"regelsets/zwolle-{part}"
        files[f"{name}/regelset.yaml"] = RULESET.format(id=f"zwolle-{part}")
        numbers = range(part * 2_500, (part + 1) * 2_500)
        files[f"{name}/regels.yaml"] = "".join(map(rule.format, numbers))
    spread = make_plugin(tmp_path / "veel", files=files)
    assert any("hoogstens 5000 mag" in problem for problem in problems_of(spread))


@pytest.mark.parametrize(
    ("key", "one"),
    [
        ("termen", "{van: stuurgroep, naar: tafel, reden: x}"),
        ("aanpassingen", "{regel: a.b, uit: ja, reden: x, eigenaar: y, tot: 2030-01-01}"),
        ("parameters", "{id: a, waarde: 1, reden: x, bron: {bron: dankerlui2025, plaats: x}}"),
    ],
)
def test_too_many_changes_are_refused(tmp_path: Path, key: str, one: str) -> None:
    """Thousands of words, adaptations or values are refused with the limit, before any work."""
    folder = make_plugin(tmp_path / "zwolle", f"{key}:\n" + f"  - {one}\n" * 5_000)
    (problem,) = problems_of(folder)
    assert f"Bij '{key}' staan 5000 onderdelen; hoogstens 1000 mag." in problem


def test_a_deeply_nested_condition_is_refused(tmp_path: Path) -> None:
    """A condition of a thousand levels is refused with the limit, not by a crash."""
    deep = "{alle: [" * 1000 + "{zwolle.tafel: nee}" + "]}" * 1000
    rule = RULE.format(id="zwolle").replace("{alle: [zwolle.tafel: nee]}", deep)
    folder = make_plugin(tmp_path / "zwolle", files={"regelsets/zwolle/regels.yaml": rule})
    assert any("regels.yaml" in problem and "diep" in problem for problem in problems_of(folder))


def test_an_empty_plugin_is_refused(tmp_path: Path) -> None:
    """A plugin that adds and adapts nothing would pass for one that works."""
    (problem,) = problems_of(make_plugin(tmp_path / "zwolle", rules=False))
    assert "voegt niets toe en past niets aan" in problem


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda f: f.mkdir(), "In deze map staat geen plugin.yaml"),
        (lambda f: f.write_text(""), "Dit is een bestand, geen map"),
        (lambda f: None, "Deze map met regels bestaat niet"),
        (lambda f: shutil.copytree(ROOT / "rules", f), "doen mee met '--rules"),
        (lambda f: make_plugin(f / "a" / "b"), "Bedoelt u"),
    ],
)
def test_a_folder_without_plugin_is_said(tmp_path: Path, make: Any, words: str) -> None:
    """What is not a plugin is refused, with what may have been meant."""
    folder = tmp_path / "zwolle"
    make(folder)
    assert words in "\n".join(problems_of(folder))


# --- The fingerprint ----------------------------------------------------------------------------

FULL = PARAMETER.format(value=4) + change("ernst: laag") + TERM
NO_DIFFERENCE: Mapping[str, tuple[str, str, str]] = {
    "a comment": ("plugin.yaml", "termen:", "# Zomaar.\ntermen:"),
    "the title": ("plugin.yaml", "titel: Lokale regels", "titel: Andere regels"),
    "the version": ("plugin.yaml", 'versie: "1.0"', 'versie: "1.1"'),
    "the contact": ("plugin.yaml", "afdeling Beleid", "Piet"),
    "a reason": ("plugin.yaml", "Dat past hier beter.", "Daarom."),
    "an owner": ("plugin.yaml", "afdeling Wijken", "Piet"),
    "a later end": ("plugin.yaml", "2026-12-31", "2028-12-31"),
    "the version of a ruleset": ("regelsets/zwolle/regelset.yaml", '"1.0"', '"2.0"'),
    "an example": ("regelsets/zwolle/regels.yaml", "naam: zonder", "naam: zonder tafel"),
    "the place that a value rests on": ("plugin.yaml", 'plaats: "5.2.3"', 'plaats: "4.3.2"'),
    "a word that no text has": (
        "plugin.yaml",
        "termen:",
        "termen:\n  - {van: kwartelei, naar: ei, reden: Zomaar.}",
    ),
}
A_DIFFERENCE: Mapping[str, tuple[str, str, str]] = {
    "a value": ("plugin.yaml", "waarde: 4", "waarde: 3"),
    "a severity": ("plugin.yaml", "ernst: laag", "ernst: midden"),
    "an end before the date": ("plugin.yaml", "2026-12-31", "2025-12-31"),
    "a word": ("plugin.yaml", "naar: regiegroep", "naar: kerngroep"),
    "a rule": ("regelsets/zwolle/regels.yaml", "ernst: hoog", "ernst: laag"),
    "a text": ("regelsets/zwolle/aanbevelingen.yaml", "wiebelt", "valt om"),
}


def fingerprint(tmp_path: Path, *folders: Path) -> str:
    case = make_case(tmp_path / "casus.yaml", "")
    return open_case(case, plugins=folders)[1].fingerprint


def replaced(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("what", NO_DIFFERENCE)
def test_what_cannot_change_advice_leaves_the_fingerprint(tmp_path: Path, what: str) -> None:
    """Comments, titles, versions, reasons, owners and later ends make no difference."""
    folder = make_plugin(tmp_path / "zwolle", FULL)
    before = fingerprint(tmp_path, folder)
    replaced(folder, *NO_DIFFERENCE[what])
    assert before == fingerprint(tmp_path, folder)


@pytest.mark.parametrize("what", A_DIFFERENCE)
def test_what_can_change_advice_changes_the_fingerprint(tmp_path: Path, what: str) -> None:
    """Values, severities, words, rules and texts do."""
    folder = make_plugin(tmp_path / "zwolle", FULL)
    before = fingerprint(tmp_path, folder)
    replaced(folder, *A_DIFFERENCE[what])
    assert before != fingerprint(tmp_path, folder)


def test_place_and_order_leave_the_fingerprint(tmp_path: Path) -> None:
    """Where plugins stand, in which order they are found, and the order of rules do not matter."""
    first, second = two(tmp_path, PARAMETER.format(value=4), TERM)
    before = fingerprint(tmp_path, first, second)
    assert before == fingerprint(tmp_path, second, first)

    moved = tmp_path / "elders" / "diep" / "weg"
    shutil.copytree(first, moved)
    more = QUESTION.format(id="een").replace("een.tafel", "een.stoel")
    path = moved / "regelsets" / "een" / "vragen.yaml"
    assert before == fingerprint(tmp_path, moved, second)
    text = path.read_text(encoding="utf-8")
    path.write_text(text + more, encoding="utf-8")
    after = fingerprint(tmp_path, moved, second)
    path.write_text(more + text, encoding="utf-8")
    assert before != after == fingerprint(tmp_path, moved, second)


def test_a_source_that_nothing_cites_leaves_the_fingerprint(tmp_path: Path) -> None:
    """A publication counts from the moment that something rests on it."""
    folder = make_plugin(tmp_path / "zwolle")
    before = fingerprint(tmp_path, folder)
    source = "{auteurs: [X], titel: T, kort: X, jaar: 2020, soort: beleidsregel}"
    (folder / "regelsets" / "bronnen.yaml").write_text(f"beleid: {source}\n", encoding="utf-8")
    assert before == fingerprint(tmp_path, folder)
    replaced(folder, "regelsets/zwolle/regels.yaml", "bron: dankerlui2025", "bron: beleid")
    assert before != fingerprint(tmp_path, folder)


def test_another_municipality_has_another_fingerprint(tmp_path: Path, core: Catalogue) -> None:
    """The fingerprint is that of the rules that hold in the municipality of the case."""
    folder = make_plugin(tmp_path / "zwolle", FULL)
    elsewhere = load_catalogue(plugins=[folder], municipality="Utrecht")
    here = load_catalogue(plugins=[folder], municipality="Zwolle")
    assert core.fingerprint == elsewhere.fingerprint != here.fingerprint


def test_what_is_kept_equals_what_is_read(tmp_path: Path) -> None:
    """A catalogue with everything local in it comes back from the cache as it was."""
    head = FULL + "weging: w.yaml\n"
    folder = make_plugin(tmp_path / "zwolle", head, files={"w.yaml": OTHER_WEIGHTS})
    day = dt.date(2026, 3, 1)
    first = load_catalogue(plugins=[folder], municipality="Zwolle", reference_date=day)
    again = load_catalogue(plugins=[folder], municipality="Zwolle", reference_date=day)
    assert first == again
    assert first is not again


# --- The program --------------------------------------------------------------------------------


def test_the_program_takes_plugins_and_leaves_them(tmp_path: Path, run: Run) -> None:
    """`--plugin` brings one in, `--no-plugins` leaves all out, and both at once is a mistake."""
    folder = make_plugin(tmp_path / "zwolle")
    case = make_case(tmp_path / "casus.yaml", "")
    project(tmp_path, "plugins: [zwolle]\n")
    plain = ("assess", case, "--engine", "plain")

    assert "Plug-ins: zwolle 1.0" in run(*plain).stdout
    assert "Plug-ins: geen" in run(*plain, "--no-plugins").stdout
    both = run(*plain, "--plugin", folder, "--no-plugins")
    assert (both.returncode, "laat --plugin dan weg" in both.stderr) == (2, True)


@pytest.mark.parametrize("write", [write_text, write_json, write_markdown, write_html])
def test_a_plugin_for_another_changes_no_byte(tmp_path: Path, write: Any) -> None:
    """With a plugin of another municipality the output is that of the core, but for the remark."""
    folder = make_plugin(tmp_path / "elders", FULL, id="utrecht", municipality="Utrecht")
    case = ROOT / "cases" / "zwolle-sociale-basis.yaml"
    alone, local = assessed(case, local=False), assessed(case, folder)

    assert len(alone.remarks) + 1 == len(local.remarks)
    assert write(alone) == write(evolve(local, remarks=alone.remarks))


def test_a_slip_in_the_name_of_the_municipality_is_pointed_out(tmp_path: Path) -> None:
    """When local answers cannot be placed, the reader hears why the plugin takes no part."""
    folder = make_plugin(tmp_path / "zwolle")
    with pytest.raises(InvalidInput, match=r"De plug-in zwolle .* geldt voor Zwolle en doet bij"):
        open_case(make_case(tmp_path / "a.yaml", municipality="Zwole"), plugins=[folder])
    with pytest.raises(InvalidInput, match="Noem die dan met --plugin MAP"):
        open_case(make_case(tmp_path / "b.yaml"))


def test_the_memo_template_of_the_project_is_known(tmp_path: Path) -> None:
    """A command that makes a memo asks the choice for the template of the case's project."""
    project(tmp_path, "memo_sjabloon: huis/stijl.docx\n")
    case = make_case(tmp_path / "casus.yaml", "")

    assert Choice().memo_template(case) == tmp_path / "huis" / "stijl.docx"
    assert Choice(local=False).memo_template(case) is None
