"""The tools of a rule author (`pps-advisor rules`), the core rules, and the pages about them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import Run
from test_citations import places_of, split_places

import pps_advisor
from pps_advisor.cli.main import cli
from pps_advisor.errors import InvalidInput
from pps_advisor.model.knowledge import condition
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import Operator
from pps_advisor.model.knowledge.rule import Status
from pps_advisor.reasoning.rule_tools.lint import CHECKS
from pps_advisor.writing.documents.rule_page import write_rule_page

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def rules(*arguments: str | Path) -> Result:
    """Run `pps-advisor rules` in this process; what a user would see, and the code."""
    return CliRunner().invoke(cli, ["rules", *map(str, arguments)])


def problems(result: Result) -> list[str]:
    """The sentences about what is wrong with the command."""
    assert isinstance(result.exception, InvalidInput), result.exception
    return [str(problem) for problem in result.exception.problems]


@cache
def core() -> Catalogue:
    """The core rules with their worked examples."""
    return pps_advisor.load_catalogue(with_examples=True)


# A small ruleset in which nothing is wrong, and the mistakes that can be planted in it

FILES = {
    "regelset.yaml": """
id: proef
titel: Proefregels
versie: 1.0.0
auteur: een regelschrijver
toelichting: Een kleine regelset om fouten in te zetten.
""",
    "vragen.yaml": """
- id: proef.spel
  vraag: Is er een spelregel?
  kort: spelregel
  type: jnd
  gunstig: [ja]
- id: proef.steun
  vraag: Er is steun.
  kort: steun
  type: likert
  gunstig: {minstens: 4}
""",
    "regels.yaml": """
- id: proef.geen-spel
  titel: Er is geen spelregel
  als:
    alle:
      - proef.spel: [nee, deels]
  ernst: {nee: hoog, deels: midden}
  bevinding: Er zijn geen spelregels.
  adviseert: {hoofd: [proef-spelen]}
  bronnen: [{bron: dankerlui2025, plaats: "5.2.1", aard: aanbeveling}]
  voorbeelden:
    - {naam: geen, feiten: {proef.spel: nee}, verwacht: vast, ernst: hoog}
    - {naam: wel, feiten: {proef.spel: ja}, verwacht: niet}
    - {naam: niet bekend, feiten: {}, verwacht: mogelijk}
- id: proef.weinig-steun
  titel: Er is weinig steun
  als:
    een_van:
      - proef.steun: {hoogstens: 2.5}
  ernst: midden
  bevinding: Er is weinig steun.
  adviseert: {hoofd: [proef-spelen]}
  bronnen: [{bron: dankerlui2025, plaats: "5.2.1", aard: bevinding}]
  voorbeelden:
    - {naam: weinig, feiten: {proef.steun: 2}, verwacht: vast}
    - {naam: veel, feiten: {proef.steun: 4}, verwacht: niet}
    - {naam: niets gezegd, feiten: {}, verwacht: mogelijk}
""",
    "aanbevelingen.yaml": """
- id: proef-spelen
  titel: Maak spelregels
  kort: spelregels
  waarom: Dan weet ieder waar hij aan toe is.
  stappen: [Nodig ieder uit., Schrijf ze op.]
  trekker: de gemeente
  inspanning: laag
  termijn: weken
  indicator: De spelregels staan op papier.
  instrument: een convenant
  valkuilen: [Te veel regels.]
  bronnen: [{bron: dankerlui2025, plaats: "5.2.1", aard: aanbeveling}]
""",
}

TWICE = """
- id: proef.nog-eens
  titel: Er is weinig steun, anders gezegd
  als: {alle: [{proef.steun: {hoogstens: 2.5}}]}
  ernst: midden
  bevinding: Er is weinig steun.
  adviseert: {hoofd: [proef-spelen]}
  bronnen: [{bron: dankerlui2025, plaats: "5.2.1", aard: bevinding}]
  voorbeelden:
    - {naam: weinig, feiten: {proef.steun: 2}, verwacht: vast}
    - {naam: veel, feiten: {proef.steun: 4}, verwacht: niet}
    - {naam: niets gezegd, feiten: {}, verwacht: mogelijk}
"""
UNUSED = """
- id: proef.kleur
  vraag: Is er een kleur?
  kort: kleur
  type: jnd
  gunstig: [ja]
"""
UNREACHABLE = FILES["aanbevelingen.yaml"].replace("proef-spelen", "proef-niemand")
ALWAYS = """een_van:
      - alle:
          - proef.steun: {hoogstens: 2.5}
          - een_van: [{proef.spel: nee}, {proef.spel: [deels, ja]}]
"""

# By code: the file, what is replaced ("" adds to the end) by what, and words of the remark.
MISTAKES = {
    "nooit": (
        "regels.yaml",
        "      - proef.spel: [nee, deels]\n",
        "      - proef.spel: [nee, deels]\n      - proef.spel: ja\n",
        "'proef.geen-spel' kan nooit uitkomen",
    ),
    "dubbel": (
        "regels.yaml",
        "",
        TWICE,
        "'proef.weinig-steun' en 'proef.nog-eens' komen altijd",
    ),
    "ongebruikt": (
        "vragen.yaml",
        "",
        UNUSED,
        "Geen enkele regel gebruikt de vraag 'proef.kleur'",
    ),
    "onbereikbaar": (
        "aanbevelingen.yaml",
        "",
        UNREACHABLE,
        "Geen enkele regel adviseert 'proef-niemand'",
    ),
    "voorbeelden": (
        "regels.yaml",
        "    - {naam: niet bekend, feiten: {}, verwacht: mogelijk}\n",
        "",
        "'proef.geen-spel' ontbreekt een voorbeeld: mogelijk",
    ),
    "bron": (
        "regels.yaml",
        '  bronnen: [{bron: dankerlui2025, plaats: "5.2.1", aard: aanbeveling}]\n',
        "",
        "Bij 'proef.geen-spel' ontbreekt een bron",
    ),
    "ernst": (
        "regels.yaml",
        "nee: hoog, deels: midden",
        "nee: hoog",
        "'proef.geen-spel' noemt geen ernst bij proef.spel: deels",
    ),
    "altijd": (
        "regels.yaml",
        "een_van:\n      - proef.steun: {hoogstens: 2.5}\n",
        ALWAYS,
        "'proef.weinig-steun' noemt bij 'een_van' elk antwoord op 'proef.spel'",
    ),
    "werkwoord": (
        "aanbevelingen.yaml",
        "Maak spelregels",
        "Het maken van spelregels",
        "'Het maken van spelregels' bij 'proef-spelen' begint niet met wat er moet gebeuren",
    ),
}


@pytest.fixture
def ruleset(tmp_path: Path) -> Callable[..., Path]:
    """Write the small ruleset to a folder; in one file `old` becomes `new`, or `new` is added."""

    def write(file: str = "", old: str = "", new: str = "") -> Path:
        folder = tmp_path / "proef"
        folder.mkdir(exist_ok=True)
        for name, text in FILES.items():
            if name == file:
                assert old in text
                text = text.replace(old, new, 1) if old else text + new
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write


# rules check


def test_a_good_ruleset_passes(ruleset: Callable[..., Path]) -> None:
    """With nothing planted there is no remark, the examples pass, and the code is 0."""
    checked, tested = rules("check", "--rules", ruleset()), rules("test", "--rules", ruleset())

    assert (checked.exit_code, tested.exit_code) == (0, 0), checked.output + tested.output
    assert "0 opmerkingen" in checked.output
    assert "0 mislukt" in tested.output


@pytest.mark.parametrize("code", MISTAKES)
def test_check_finds_a_planted_mistake(ruleset: Callable[..., Path], code: str) -> None:
    """Each kind of mistake gives one remark with its place, code and words, and code 1."""
    file, old, new, words = MISTAKES[code]
    folder = ruleset(file, old, new)

    result = rules("check", "--rules", folder)
    *remarks, closing = result.output.splitlines()
    assert result.exit_code == 1
    assert len(remarks) == 1, remarks
    assert re.match(rf"{re.escape(str(folder / file))}:\d+:\d+: {code}: ", remarks[0])
    assert words in remarks[0]
    assert closing.endswith("1 opmerking.")


CHAIN = """
- id: proef.keten
  titel: Er is geen spelregel en toch wel
  als: {alle: [{bevinding: proef.geen-spel}, {proef.spel: ja}]}
  ernst: midden
  bevinding: Dit kan niet.
  adviseert: {hoofd: [proef-spelen]}
  bronnen: [{bron: dankerlui2025, plaats: "5.2.1", aard: bevinding}]
  voorbeelden:
    - {naam: los, feiten: {proef.spel: ja}, bevindingen: {proef.geen-spel: vast}, verwacht: vast}
    - {naam: wel, feiten: {proef.spel: nee}, verwacht: niet}
    - {naam: niet bekend, feiten: {}, bevindingen: {proef.geen-spel: vast}, verwacht: mogelijk}
"""
REWORDED = TWICE.replace("{hoogstens: 2.5}", "{hoogstens: 2.5, minder_dan: 4}")
DEAD = """      - een_van:
          - proef.spel: nee
          - proef.spel: ja
"""


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("", CHAIN, "nooit"),
        ("", REWORDED, "dubbel"),
        (
            "      - proef.spel: [nee, deels]\n",
            f"      - proef.spel: [nee, deels]\n{DEAD}",
            "dode-tak",
        ),
    ],
)
def test_check_looks_through_chains_and_wordings(
    ruleset: Callable[..., Path], old: str, new: str, code: str
) -> None:
    """What cannot be is found by its meaning, also by way of a finding or in other words."""
    result = rules("check", "--rules", ruleset("regels.yaml", old, new))
    (remark, _) = result.output.splitlines()
    assert f": {code}: " in remark


def test_every_check_has_a_planted_mistake() -> None:
    """No check goes untested: there are as many kinds of planted mistakes as checks."""
    assert len(MISTAKES) == len(CHECKS)


def test_the_core_has_no_remarks() -> None:
    """The rules that ship with the package pass the check that others must pass."""
    result = rules("check")

    assert result.exit_code == 0, result.output
    assert f"{len(core().rules)} regels" in result.output


# rules test


def test_a_failing_example_is_shown(ruleset: Callable[..., Path]) -> None:
    """An example that comes out otherwise is named with its place and both outcomes; code 1."""
    folder = ruleset(
        "regels.yaml", "{proef.spel: ja}, verwacht: niet", "{proef.spel: ja}, verwacht: vast"
    )

    result = rules("test", "--rules", folder)
    assert result.exit_code == 1
    assert "MISLUKT  proef.geen-spel :: wel" in result.output
    assert "verwacht vast, maar de uitkomst is niet" in result.output
    assert re.search(r"regels\.yaml:\d+:\d+", result.output)
    assert result.output.endswith(" geslaagd, 1 mislukt\n")


def test_a_wrong_severity_is_shown(ruleset: Callable[..., Path]) -> None:
    """An example that fires with another severity than it states fails as well."""
    result = rules(
        "test", "--rules", ruleset("regels.yaml", "vast, ernst: hoog", "vast, ernst: laag")
    )

    assert result.exit_code == 1
    assert "verwacht ernst laag, maar die is hoog" in result.output


def test_every_example_of_the_core_passes() -> None:
    """All worked examples run and pass; with -v each is named."""
    result = rules("test", "-v")
    count = sum(len(rule.examples) for rule in core().rules)

    assert result.exit_code == 0, result.output[-2000:]
    assert result.output.endswith(f"{count} geslaagd, 0 mislukt\n")
    assert len(re.findall("(?m)^geslaagd ", result.output)) == count
    assert "geslaagd governance.geen-stuurgroep :: " in result.output


# rules list and show


def listed(*arguments: str | Path) -> list[str]:
    """The ids that `rules list` shows."""
    result = rules("list", *arguments)
    assert result.exit_code == 0, result.output
    *lines, closing = result.output.splitlines()
    assert closing == f"{len(lines)} regels."
    return [line.split()[0] for line in lines]


def test_list_shows_every_rule() -> None:
    """Without a choice all rules stand in the list, each with its kind and title."""
    assert listed() == [rule.id for rule in core().rules]
    rule = core().rules[0]
    assert rule.title in rules("list").output
    assert rule.kind.value in rules("list").output


def test_list_by_theme_source_and_recommendation() -> None:
    """A theme, a source and a recommendation each narrow the list, and together too."""
    everything = core().rules
    sources = {rule.id: {c.source for c in rule.citations} for rule in everything}
    advised = [r.id for r in everything if "stuurgroep" in r.main + r.support]

    assert listed("--theme", "proces") == [r.id for r in everything if r.theme == "proces"]
    assert listed("--source", "mids2023") == [
        r.id for r in everything if "mids2023" in sources[r.id]
    ]
    assert listed("--recommendation", "stuurgroep") == advised
    both = listed("--theme", "governance", "--recommendation", "stuurgroep")
    assert both == [rule for rule in advised if core().rule[rule].theme == "governance"]
    assert both


def test_list_with_own_rules_and_without_some(ruleset: Callable[..., Path]) -> None:
    """`--rules` adds rules, `--without` leaves out those of a ruleset."""
    assert listed("--rules", ruleset(), "--theme", "proef") == [
        "proef.geen-spel",
        "proef.weinig-steun",
    ]
    assert not [rule for rule in listed("--without", "proces") if rule.startswith("proces.")]


@pytest.mark.parametrize(
    ("arguments", "code", "hint"),
    [
        (["list", "--theme", "governence"], "onbekende-thema", "governance"),
        (["list", "--source", "dankerlui2024"], "onbekende-bron", "dankerlui2025"),
        (["list", "--recommendation", "stuurgroop"], "onbekende-aanbeveling", "stuurgroep"),
        (["show", "governance.geen-stuurgrop"], "onbekende-regel", "governance.geen-stuurgroep"),
    ],
)
def test_a_wrong_name_gets_a_hint(arguments: list[str], code: str, hint: str) -> None:
    """A name that does not exist gives a sentence with the nearest name that does."""
    (sentence,) = problems(rules(*arguments))

    assert f": {code}: Er is geen " in sentence
    assert f"'{hint}'" in sentence


def test_show_is_the_page_of_a_rule() -> None:
    """`rules show` prints the same page as the writer makes, examples and all."""
    result = rules("show", "governance.geen-stuurgroep")

    assert result.exit_code == 0
    assert result.output == write_rule_page(core().rule["governance.geen-stuurgroep"], core())
    assert "## Voorbeelden" in result.output


def test_the_page_of_every_rule_is_complete() -> None:
    """Each page names what the rule tests, what it leads to, its sources and its examples."""
    for rule in core().rules:
        page = write_rule_page(rule, core())
        tested = [test.subject for test in condition.tests_of(rule.condition)]
        advised = [f"(`{name}`, " for name in rule.main + rule.support]
        shown = [f"`{subject}`" for subject in tested] + advised
        shown += [rule.title, rule.text] + [c.place for c in rule.citations]
        shown += [core().source[c.source].short for c in rule.citations]
        shown += [example.name.replace("|", "\\|") for example in rule.examples]
        assert [words for words in shown if words not in page] == [], rule.id


# rules coverage


def test_coverage_of_the_core() -> None:
    """Every rule stands in the table, and each has an example that makes it fire."""
    result = rules("coverage")
    rows = {line.split()[0]: line.split() for line in result.output.splitlines() if line}

    assert result.exit_code == 0
    assert [rule.id for rule in core().rules if rules_row(rows, rule.id)[-1] != "ja"] == []


def rules_row(rows: dict[str, list[str]], rule: str) -> list[str]:
    """The row of a rule; empty when there is none."""
    return rows.get(rule, [""])


def test_coverage_counts_cases_and_finds_unused_branches(ruleset: Callable[..., Path]) -> None:
    """A branch that no case and no example reaches is shown with what it tests."""
    folder = ruleset(
        "regels.yaml",
        "      - proef.steun: {hoogstens: 2.5}\n",
        "      - proef.steun: {hoogstens: 2.5}\n      - proef.spel: ja\n",
    )

    result = rules("coverage", ROOT / "cases" / "kaal.yaml", "--rules", folder)
    rows = {line.split()[0]: line.split() for line in result.output.splitlines() if line}
    assert result.exit_code == 0, result.output
    assert rows["proef.geen-spel"] == ["proef.geen-spel", "0", "1", "ja"]
    assert "- proef.weinig-steun: 1 tak" in result.output
    assert "proef.spel" in result.output.partition("- proef.weinig-steun: 1 tak")[2]


# rules pages, and docs/regels


def test_pages_in_docs_are_current(tmp_path: Path) -> None:
    """docs/regels holds exactly the pages that the rules of today give."""
    result = rules("pages", tmp_path / "regels")

    assert result.exit_code == 0
    made = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "regels").iterdir()}
    kept = {path.name: path.read_text(encoding="utf-8") for path in (DOCS / "regels").iterdir()}
    stale = sorted(name for name in {*made, *kept} if made.get(name) != kept.get(name))
    assert stale == [], "run: pps-advisor rules pages docs/regels"
    assert set(made) == {f"{rule.theme}.md" for rule in core().rules}


def test_links_within_a_page_of_rules_arrive() -> None:
    """Each rule in the list at the top of a page is linked to its own heading."""
    for path in (DOCS / "regels").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        headings = {
            line.lstrip("# ").lower().replace(".", "")
            for line in text.splitlines()
            if line.startswith("## ")
        }
        links = re.findall(r"\]\(#([^)]*)\)", text)
        assert links
        assert set(links) <= headings, path.name


# The program as a whole


def test_exit_codes_of_the_program(run: Run, ruleset: Callable[..., Path]) -> None:
    """As a process: 0 when all is well, 1 when a check or example fails, 2 for a wrong name."""
    assert run("rules", "check").returncode == 0
    assert run("rules", "check", "--rules", ruleset("vragen.yaml", "", UNUSED)).returncode == 1
    wrong = run("rules", "show", "governance.geen-stuurgrop")

    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "Er is geen regel 'governance.geen-stuurgrop'" in wrong.stderr
    assert "Traceback" not in wrong.stderr


# The core rules


def test_the_core_is_as_large_as_promised() -> None:
    """At least a hundred rules and ninety questions that are asked."""
    asked = [question for question in core().questions if not question.derived]

    assert len(core().rules) >= 100
    assert len(asked) >= 90


def test_every_rule_has_three_examples() -> None:
    """Each rule shows when it fires, when it does not and when it may."""
    wanted = {Status.DEFINITE, Status.POSSIBLE, None}
    lacking = [rule.id for rule in core().rules if wanted - {one.expected for one in rule.examples}]
    assert lacking == []


def test_every_recommendation_is_reachable() -> None:
    """Each recommendation is asked for by a rule of which an example fires."""
    reached = {
        name
        for rule in core().rules
        if any(one.expected is Status.DEFINITE for one in rule.examples)
        for name in rule.main + rule.support
    }
    assert set(core().recommendation) - reached == set()


def test_every_finding_that_is_tested_is_of_a_rule() -> None:
    """A test on a finding names a rule that stands in the catalogue."""
    for rule in core().rules:
        tests = condition.tests_of(rule.condition)
        named = {test.subject for test in tests if test.operator is Operator.FOUND}
        assert named <= set(core().rule), rule.id


# docs/systemen.md and docs/README.md

SYSTEMS = 14
FACTORS = 17


def systems() -> dict[str, str]:
    """The sections of docs/systemen.md by title."""
    text = (DOCS / "systemen.md").read_text(encoding="utf-8")
    parts = re.split(r"(?m)^## (.+)$", text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def names_in(text: str) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`\n]+)`", text)


def exists(name: str) -> bool:
    """Whether a name is a rule, question, recommendation, or a file of this repository."""
    ids = {*core().rule, *core().question, *core().recommendation, *core().parameter}
    words = {
        "niet_uitgesproken",
        "vragen.yaml",
        "--format json",
    }  # of case files, folders, commands
    return name in ids or name in words or ("/" in name and (ROOT / name).exists())


def commands() -> Iterator[str]:
    for text in systems().values():
        yield from (name for name in names_in(text) if name.startswith("pps-advisor "))


def test_every_system_of_the_sources_is_described() -> None:
    """Each system has its source, where it lives, and a command that shows it."""
    assert len(systems()) == SYSTEMS
    for title, text in systems().items():
        assert "\nBron: " in text, title
        assert "- Zien: `pps-advisor " in text, title
    factors = systems()["Zeventien factoren in vijf soorten"]
    assert len(re.findall(r"(?m)^\| (?:start|omgeving|relatie|proces|eind) \|", factors)) == FACTORS


@pytest.mark.parametrize("title", systems())
def test_what_a_system_names_exists(title: str) -> None:
    """Every rule, question, recommendation and file that the page names can be found."""
    names = [name for name in names_in(systems()[title]) if not name.startswith("pps-advisor ")]

    assert names or title == "Drie schalen"
    assert [name for name in names if not exists(name)] == []
    assert not exists("governance.bestaat-niet")


@pytest.mark.parametrize("title", systems())
def test_places_of_a_system_exist(title: str) -> None:
    """The places in the sources that describe a system are there."""
    (cited,) = re.findall(r"(?m)^Bron: (.+)\.$", systems()[title])
    for part in cited.split("; "):
        source, _, places = part.partition(" ")
        absent = [p for p in split_places(places, places_of(source)) if p not in places_of(source)]
        assert absent == [], source


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_the_commands_on_the_page_work(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command that the page tells a reader to type runs and shows something."""
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(cli, shlex.split(command)[1:])

    assert result.exit_code == 0, result.output
    assert result.output.strip()


def test_the_index_of_the_docs_is_complete() -> None:
    """docs/README.md fits on a screen, links every page there is, and no page that is not."""
    text = (DOCS / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(([^)#]+)\)", text))
    pages = [*DOCS.glob("*.md"), *DOCS.glob("*.json"), *DOCS.glob("regels/*.md")]
    files = [path for path in pages if path.name != "README.md"]

    names = {path.relative_to(DOCS).as_posix() for path in files}
    pages = {name for name in names if not name.startswith("voorbeelden/")}
    assert pages == linked - {"regels/", "voorbeelden/"}
    assert len(text.splitlines()) <= 40


def test_links_in_the_docs_arrive() -> None:
    """Every link to a file in this folder's pages leads to a file."""
    for path in DOCS.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        targets = re.findall(r"\]\(([^)#:]+)\)", text)
        missing = [name for name in targets if not (path.parent / name).exists()]
        assert missing == [], path.name
