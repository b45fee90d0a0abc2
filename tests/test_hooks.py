"""The hooks: documented, called with what they promise, and never silently broken."""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from conftest import GOOD_CASE, ROOT, Run
from plugin_factory import HEAD, make_case, make_package, make_plugin, register

from pps_advisor.api import rulebook
from pps_advisor.errors import InvalidInput
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.reading.case.reader import load_case
from pps_advisor.reading.catalogue.rulebook import Rulebook
from pps_advisor.reading.plugins import installed as plugins
from pps_advisor.reading.plugins.installed import Installed, hookspecs
from pps_advisor.reading.plugins.package import HOOKS, Package
from pps_advisor.reasoning.assessment.assess import assess
from pps_advisor.reasoning.facts import local_facts
from pps_advisor.reasoning.facts.derive import DERIVATIONS

PAGE = ROOT / "docs" / "hooks.md"
EXAMPLE = ROOT / "docs" / "voorbeelden" / "pps-advisor-voorbeeld"
CODE = EXAMPLE / "pps_advisor_voorbeeld" / "__init__.py"
OWN_CASE = EXAMPLE / "pps_advisor_voorbeeld" / "casussen" / "zonder-bewoners.yaml"


def pieces() -> dict[str, str]:
    """The code of the example by hook: what stands under a line ``# [hook]``."""
    code = CODE.read_text(encoding="utf-8")
    return {m[1]: m[2].strip() for m in re.finditer(r"# \[(\w+)\]\n(.*?)(?=\n# \[|\Z)", code, re.S)}


def docstring_parts(hook: str) -> dict[str, str]:
    """The first line of a docstring under "", and each ``Name: text`` under its name."""
    first, _, rest = (inspect.getdoc(getattr(hookspecs, hook)) or "").partition("\n\n")
    parts = re.split(r"^(\w+): ", rest, flags=re.M)[1:]
    named = dict(zip(parts[::2], (" ".join(text.split()) for text in parts[1::2]), strict=True))
    return {"": " ".join(first.split()), **named}


def described(hook: str) -> str:
    """The part of the page about one hook."""
    parts = docstring_parts(hook)
    lines = [f"- **{name}:** {text}" for name, text in parts.items() if name]
    text = "\n".join([parts[""], "", *lines]).replace("``", "`")
    return f"## {hook}\n\n```python\n{pieces()[hook]}\n```\n\n{text}\n"


def page() -> str:
    """docs/hooks.md: its own introduction, then every hook."""
    introduction = PAGE.read_text(encoding="utf-8").partition("\n## " + HOOKS[0])[0]
    return "\n".join([introduction.rstrip("\n") + "\n", *map(described, HOOKS)])


def test_the_page_has_every_hook_as_it_is() -> None:
    """docs/hooks.md is what the hooks and the example say; `make pages` writes it."""
    assert page() == PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("hook", HOOKS)
def test_every_docstring_has_one_shape(hook: str) -> None:
    """What it is, what, each argument, what is returned, and when it stops."""
    arguments = list(inspect.signature(getattr(hookspecs, hook)).parameters)
    assert ["", "What", *arguments, "Returns", "Stops"] == list(docstring_parts(hook))


def test_only_the_example_is_a_hook_of_the_page() -> None:
    """The example has a piece for each hook, and no other."""
    assert sorted(HOOKS) == sorted(pieces())


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> Iterator[Installed]:
    """The example package, loaded."""
    monkeypatch.syspath_prepend(str(EXAMPLE))
    import pps_advisor_voorbeeld  # type: ignore[import-not-found]

    yield Installed([Package("voorbeeld", "pps-advisor-voorbeeld", "1.0", pps_advisor_voorbeeld)])
    del sys.modules["pps_advisor_voorbeeld"]


def book_of(installed: Installed) -> Rulebook:
    return Rulebook(DERIVATIONS.keys(), installed=installed)


def catalogue_for(installed: Installed, municipality: str | None) -> Catalogue:
    return book_of(installed).catalogue(municipality)


def test_plugin_folders_bring_in_rules(example: Installed) -> None:
    """The folder that the hook gives takes part for its municipality, and for no other."""
    assert "voorbeeld.geen-bewoners" in catalogue_for(example, "Voorbeeldstad").rule
    assert "voorbeeld.geen-bewoners" not in catalogue_for(example, "Zwolle").rule


def test_parameters_are_filled_in(example: Installed) -> None:
    """What the hook gives comes in the place of the value of the core, with its reason."""
    core = catalogue_for(example, "Zwolle").parameter["reflecties_per_jaar"]
    catalogue = catalogue_for(example, "Voorbeeldstad")

    assert (core.value, catalogue.parameter["reflecties_per_jaar"].value) == (4, 2)
    assert "Voorbeeldstad komt elk half jaar bijeen." in [o.reason for o in catalogue.adaptations]


def test_derived_facts_are_computed_and_tested(example: Installed) -> None:
    """A rule fires on a fact that Python computed, and the fact says what it rests on."""
    catalogue = catalogue_for(example, "Voorbeeldstad")
    assessment = assess(load_case(OWN_CASE, catalogue), catalogue, "plain", draws=0)
    facts = {fact.question: fact for fact in assessment.facts}

    assert "voorbeeld.geen-bewoners" in [finding.rule.id for finding in assessment.findings]
    assert facts["voorbeeld.aandeel_bewoners"].origin == "0 van 2 partijen"


def test_memo_sections_get_the_assessment(example: Installed) -> None:
    """The hook sees the assessment; for a case of another municipality it is not called."""
    catalogue = catalogue_for(example, "Voorbeeldstad")
    (section,) = example.memo_sections(assess(load_case(OWN_CASE, catalogue), catalogue, "plain"))
    assert "volgt: Bewoners zijn geen partij." in str(section)

    other = catalogue_for(example, "Zwolle")
    assert example.memo_sections(assess(load_case(OWN_CASE, other), other, "plain")) == []


def test_memo_templates_are_found_by_name(example: Installed) -> None:
    """The hook gives a file for each name."""
    assert list(example.memo_templates()) == ["voorbeeldstad"]
    assert example.memo_templates()["voorbeeldstad"].is_file()


def test_output_formats_write_the_assessment(example: Installed) -> None:
    """The hook gives a form with a name and an extension, which gets the assessment."""
    catalogue = catalogue_for(example, "Voorbeeldstad")
    (form,) = example.output_formats({".html": "html"})
    written = form.write(assess(load_case(OWN_CASE, catalogue), catalogue, "plain"))

    assert (form.name, form.extension) == ("titels", ".csv")
    assert "rang;aanbeveling\n1;" in str(written)


def test_commands_are_given_by_name(example: Installed) -> None:
    """The hook gives commands that stand beside those of the core."""
    assert list(example.commands(["assess"], lambda one: True)) == ["groet"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder that stands on the path of the program."""
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


def run_with(run: Run, site: Path, *arguments: object) -> Any:
    return run(*arguments, env={"PYTHONPATH": f"{ROOT}:{site}"})  # type: ignore[arg-type]


def test_the_installed_example_runs_as_a_whole(run: Run, site: Path) -> None:
    """Installed, it adds a command, a form to `assess`, a part and a template to `memo`; its own
    tests pass."""
    (site / "pps_advisor_voorbeeld").symlink_to(EXAMPLE / "pps_advisor_voorbeeld")
    register(site, "voorbeeld", "pps_advisor_voorbeeld", "pps-advisor-voorbeeld")

    assert "groet  Groet de gemeente." in run_with(run, site, "--help").stdout
    assert run_with(run, site, "groet").stdout == "Dag Voorbeeldstad.\n"
    written = run_with(run, site, "assess", OWN_CASE, "-o", "uit.csv")
    assert (written.returncode, written.stderr.splitlines()[-1]) == (0, "Geschreven: uit.csv")
    shown = run_with(run, site, "assess", OWN_CASE, "--format", "titels")
    assert shown.stdout.startswith("rang;aanbeveling\n")
    memo = run_with(run, site, "memo", OWN_CASE)
    assert "Uit het beleid van Voorbeeldstad volgt" in memo.stdout
    styled = run_with(run, site, "memo", OWN_CASE, "--template", "voorbeeldstad", "-o", "nota.docx")
    assert (styled.returncode, styled.stderr.splitlines()[-1]) == (0, "Geschreven: nota.docx")
    checked = run_with(run, site, "plugins", "check", EXAMPLE)
    assert (checked.returncode, checked.stderr) == (0, "")
    alone = run_with(run, site, "assess", OWN_CASE, "--no-plugins")
    assert "Plug-ins: geen" in alone.stdout


START = "from pps_advisor.plugin import *\n"
BROKEN = [
    ("import niet_bestaand\n", "plugin-kapot", ["'zwolle'", "ModuleNotFoundError"]),
    ("raise RuntimeError('kapot')\n", "plugin-kapot", ["RuntimeError: kapot", "--no-plugins"]),
    ("import sys\nsys.exit(3)\n", "plugin-kapot", ["SystemExit", "--no-plugins"]),
    ("", "leeg", ["geen plugin.yaml en geen hooks"]),
    (
        "@hookimpl\ndef plugin_folder():\n    return []\n",
        "hook",
        ["'plugin_folder', en die bestaat niet", "plugin_folders"],
    ),
    (
        "@hookimpl\ndef parameters(gemeente):\n    return []\n",
        "hook",
        ["andere argumenten (gemeente)", "def parameters(municipality)"],
    ),
    (
        "def plugin_folders():\n    return []\n@hookimpl\ndef commands():\n    return []\n",
        "hook",
        ["'plugin_folders'", "@hookimpl"],
    ),
    (
        "@hookimpl(wrapper=True)\ndef plugin_folders():\n    return (yield)\n",
        "hook",
        ["andere plug-ins", "wrapper"],
    ),
    (
        "@hookimpl\ndef plugin_folders():\n    raise ValueError('stuk')\n",
        "hook",
        ["hook 'plugin_folders'", "ValueError: stuk", "pps-advisor-zwolle"],
    ),
    (
        "@hookimpl\ndef plugin_folders():\n    yield 3\n",
        "hook",
        ["int in plaats van een pad"],
    ),
    (
        "@hookimpl\ndef plugin_folders():\n    return ['/nergens/te/vinden']\n",
        "map-ontbreekt",
        ["bestaat niet"],
    ),
    (
        "@hookimpl\ndef parameters():\n"
        "    return [FilledParameter('reflecties_per_jaar', 2, 'r', 'b', 'p')]\n",
        "hook",
        ["zonder plugin.yaml", "plugin_folders"],
    ),
    ("class Stop(BaseException): pass\nraise Stop('weg')\n", "plugin-kapot", ["Stop: weg"]),
    (
        "class Stop(BaseException): pass\n"
        "@hookimpl\ndef plugin_folders():\n    raise Stop('weg')\n",
        "hook",
        ["hook 'plugin_folders'", "Stop: weg"],
    ),
    (
        "@hookimpl\ndef plugin_folders():\n    return plugin_folders()\n",
        "hook",
        ["RecursionError"],
    ),
    (
        "@hookimpl\ndef plugin_folders():\n    yield '/nergens'\n    raise ValueError('later')\n",
        "hook",
        ["ValueError: later"],
    ),
    ("@hookimpl\ndef plugin_folders():\n    pass\n", "hook", ["minstens één pad"]),
    ("@hookimpl\ndef plugin_folders():\n    return 'map'\n", "hook", ["minstens één pad"]),
    (
        "@hookimpl\nclass parameters:\n    pass\n@hookimpl\ndef commands():\n    return []\n",
        "hook",
        ["'parameters'", "is geen functie"],
    ),
]


@pytest.mark.parametrize(("code", "kind", "words"), BROKEN)
def test_a_broken_package_stops_everything(
    run: Run, site: Path, code: str, kind: str, words: list[str]
) -> None:
    """What is wrong is said with the plugin, the hook and the remedy; nothing is assessed."""
    make_package(site, START + code)
    result = run_with(run, site, "assess", GOOD_CASE, "--engine", "plain")

    assert (result.returncode, result.stdout) == (2, "")
    assert f": {kind}: " in result.stderr
    for word in ["zwolle" if kind != "map-ontbreekt" else "nergens", *words]:
        assert word in result.stderr
    assert "Traceback" not in result.stderr


def test_what_a_plugin_prints_is_no_part_of_a_document(run: Run, site: Path) -> None:
    """What code of a plugin prints goes where messages go, so that the document stays whole."""
    fact = (
        "def compute(given):\n    print('feit')\n    return Derived(origin='x')\n"
        "@hookimpl\ndef derived_facts():\n    print('hook')\n"
        "    return {'zwolle.feit': DerivedFact(compute)}\n"
    )
    package = make_package(site, f"{START}print('laden')\n{fact}")
    make_plugin(package, files=WITH_FACT)
    case = make_case(site / "casus.yaml", "")
    result = run_with(run, site, "assess", case, "--engine", "plain", "--format", "json")

    assert json.loads(result.stdout)["verantwoording"]["plugins"]
    assert {"laden", "hook", "feit"} <= {*result.stderr.splitlines()}


def test_without_plugins_a_broken_package_does_no_harm(run: Run, site: Path) -> None:
    """`--no-plugins` runs the core, whatever is installed; the help says what is wrong."""
    make_package(site, "raise RuntimeError('kapot')\n")
    case = ROOT / "cases" / "kaal.yaml"
    alone = run_with(run, site, "assess", case, "--no-plugins", "--engine", "plain")
    helped = run_with(run, site, "--help")

    assert (0, run("assess", case, "--engine", "plain").stdout) == (alone.returncode, alone.stdout)
    assert (helped.returncode, "RuntimeError" in helped.stdout) == (0, True)


def module_of(code: str) -> ModuleType:
    module = ModuleType("proef")
    exec(compile(START + code, "proef", "exec"), module.__dict__)
    return module


def installed_from(code: str, folder: Path | None = None, id: str = "zwolle") -> Installed:
    """A package whose module is this code, carrying `folder`."""
    module = module_of(code)
    if folder is not None:
        module.__dict__["FOLDER"] = folder
        carried = "@hookimpl\ndef plugin_folders():\n    return [FOLDER]\n"
        exec(compile(carried, "proef", "exec"), module.__dict__)
    return Installed([Package(id, f"pps-advisor-{id}", "1.0", module)])


def problem_of(call: Callable[[], object]) -> str:
    with pytest.raises(InvalidInput) as caught:
        call()
    return "\n".join(map(str, caught.value.problems))


WRONG_ANSWERS = [
    ("memo_sections", "memo_sections(assessment)", "[3]", "int in plaats van een Section"),
    (
        "memo_sections",
        "memo_sections(assessment)",
        "[Section('vreemd', ())]",
        "begint niet met de id",
    ),
    (
        "memo_sections",
        "memo_sections(assessment)",
        "[Section('zwolle-a', ()), Section('zwolle-a', ())]",
        "al van een andere sectie",
    ),
    ("memo_templates", "memo_templates()", "{'x': 3}", "int in plaats van een pad"),
    ("memo_templates", "memo_templates()", "{'x': '/nergens'}", "bestaat niet"),
    ("output_formats", "output_formats()", "['csv']", "str in plaats van een OutputFormat"),
    (
        "output_formats",
        "output_formats()",
        "[OutputFormat('html', '.x', str)]",
        "'html', en dat is al van pps-advisor zelf",
    ),
    (
        "output_formats",
        "output_formats()",
        "[OutputFormat('a', '.a', str), OutputFormat('b', '.a', str)]",
        "'.a', en dat is al van de plug-in 'zwolle'",
    ),
    ("commands", "commands()", "['groet']", "str in plaats van een opdracht van click"),
    ("commands", "commands()", "[Named('assess')]", "'assess', en dat is al van pps-advisor zelf"),
    ("derived_facts", "derived_facts()", "{'zwolle.x': 3}", "int in plaats van een DerivedFact"),
    (
        "derived_facts",
        "derived_facts()",
        "{'governance.x': DerivedFact(str)}",
        "begint niet met de id",
    ),
    ("parameters", "parameters()", "[3]", "int in plaats van een FilledParameter"),
]


@pytest.mark.parametrize(("hook", "signature", "answer", "words"), WRONG_ANSWERS)
def test_a_wrong_answer_is_refused(
    hook: str, signature: str, answer: str, words: str, core: Catalogue
) -> None:
    """What a hook gives is checked before it is used."""
    code = "class Named:\n    def __init__(self, name): self.name = name\n"
    code += f"@hookimpl\ndef {signature}:\n    return {answer}\n"
    installed = installed_from(code)
    case = load_case(ROOT / "cases" / "kaal.yaml", core)
    calls: dict[str, Callable[[], object]] = {
        "memo_sections": lambda: installed.memo_sections(assess(case, core, "plain", draws=0)),
        "memo_templates": installed.memo_templates,
        "output_formats": lambda: installed.output_formats({".html": "html"}),
        "commands": lambda: installed.commands(["assess"], lambda one: not isinstance(one, str)),
        "derived_facts": installed.facts,
        "parameters": lambda: installed.filled_parameters(None),
    }
    said = problem_of(calls[hook])

    assert words in said
    assert "zwolle" in said


DERIVED = """\
- id: zwolle.feit
  thema: governance
  vraag: Hoeveel?
  kort: feit
  type: getal
  eenheid: stuks
  afgeleid: ja
"""
WITH_FACT = {
    "regelsets/zwolle/vragen.yaml": DERIVED,
    "regelsets/zwolle/regels.yaml": (
        "- id: zwolle.veel\n  titel: Er is veel\n  thema: governance\n"
        "  als: {alle: [zwolle.feit: {minstens: 3}]}\n  ernst: hoog\n  bevinding: Veel.\n"
        "  adviseert: {hoofd: [zwolle-tafel]}\n"
    ),
}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("raise KeyError('weg')", "KeyError"),
        ("raise GeneratorExit", "GeneratorExit"),
        ("return 3", "int in plaats van een Derived"),
        ("return Derived('veel')", "'veel', en dat past niet bij het type getal"),
        ("return Derived(Decimal('NaN'))", "past niet bij het type getal"),
    ],
)
def test_a_computation_that_goes_wrong_is_named(tmp_path: Path, body: str, words: str) -> None:
    """A derived fact that raises, or gives another type, stops the assessment with its name."""
    folder = make_plugin(tmp_path / "zwolle", files=WITH_FACT)
    code = f"from decimal import Decimal\ndef compute(given):\n    {body}\n"
    code += "@hookimpl\ndef derived_facts():\n    return {'zwolle.feit': DerivedFact(compute)}\n"
    catalogue = catalogue_for(installed_from(code, folder), "Zwolle")
    case = load_case(make_case(tmp_path / "casus.yaml", ""), catalogue)
    said = problem_of(lambda: assess(case, catalogue, "plain", draws=0))

    assert "plug-in zwolle" in said
    assert "'zwolle.feit' (hook 'derived_facts')" in said
    assert words in said


def test_a_derived_fact_follows_the_answers_that_it_uses(tmp_path: Path) -> None:
    """When an open question is tried, the facts that look at it are computed anew."""
    folder = make_plugin(tmp_path / "zwolle", files=WITH_FACT)
    code = (
        "from decimal import Decimal\n"
        "def compute(given):\n"
        "    answer = given.answers.get('governance.stuurgroep')\n"
        "    return Derived(Decimal(3) if answer == 'ja' else Decimal(0), 'een proef')\n"
        "@hookimpl\ndef derived_facts():\n"
        "    return {'zwolle.feit': DerivedFact(compute, ('governance.stuurgroep',))}\n"
    )
    catalogue = catalogue_for(installed_from(code, folder), "Zwolle")
    case = load_case(make_case(tmp_path / "casus.yaml", ""), catalogue)
    values = local_facts.facts_of(case, catalogue).values()
    changed = local_facts.changes_with(case, values, "governance.stuurgroep", "ja", catalogue)

    assert (values["zwolle.feit"], changed["zwolle.feit"]) == (0, 3)
    assert local_facts.uses_of(catalogue)["zwolle.feit"] == ("governance.stuurgroep",)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            "dict.fromkeys(('zwolle.feit', 'zwolle.anders'), DerivedFact(str))",
            "'zwolle.anders', maar die vraag is er niet",
        ),
        ("{'zwolle.feit': DerivedFact(str, ('a.b',))}", "noemt bij 'uses' 'a.b'"),
        ("{}", "Voor het afgeleide feit 'zwolle.feit' bestaat geen berekening"),
    ],
)
def test_facts_and_questions_belong_together(tmp_path: Path, answer: str, words: str) -> None:
    """A fact that no question declares is refused, and so is a question without its fact."""
    folder = make_plugin(tmp_path / "zwolle", files=WITH_FACT)
    code = f"@hookimpl\ndef derived_facts():\n    return {answer}\n"
    assert words in problem_of(lambda: catalogue_for(installed_from(code, folder), "Zwolle"))


def test_a_package_carries_only_its_own_plugin(tmp_path: Path) -> None:
    """The id of the plugin is the name under which the package is installed."""
    folder = make_plugin(tmp_path / "zwolle")
    said = problem_of(lambda: book_of(installed_from("", folder, id="utrecht")))
    assert "De plug-in heet 'zwolle', maar het pakket pps-advisor-utrecht noemt hem" in said


def test_one_name_is_installed_once() -> None:
    """Two packages under one name are a clash that names both."""
    first, second = (
        Package("zwolle", dist, "1.0", module_of("@hookimpl\ndef commands():\n    return []\n"))
        for dist in ("een", "twee")
    )
    assert "door een en door twee" in problem_of(lambda: Installed([first, second]))


def test_the_same_folder_named_and_installed_counts_once(tmp_path: Path) -> None:
    """Who works on an installed plugin can also name its folder."""
    folder = make_plugin(tmp_path / "zwolle")
    book = Rulebook(DERIVATIONS.keys(), plugins=[folder], installed=installed_from("", folder))

    assert [(head.plugin.id, head.package, head.chosen) for head in book.heads] == [
        ("zwolle", "zwolle", True)
    ]


def test_the_code_of_a_fact_counts_and_its_comments_do_not(run: Run, site: Path) -> None:
    """The fingerprint changes with the code behind a derived fact, also in another module."""
    package = make_package(
        site,
        START + "from .rekenen import compute\nHERE = __path__[0]\n"
        "@hookimpl\ndef plugin_folders():\n    return [HERE]\n"
        "@hookimpl\ndef derived_facts():\n    return {'zwolle.feit': DerivedFact(compute)}\n",
    )
    make_plugin(package, files=WITH_FACT)
    case = make_case(site / "casus.yaml", "")

    def fingerprint(code: str) -> str:
        (package / "rekenen.py").write_text(START + code, encoding="utf-8")
        result = run_with(run, site, "assess", case, "--engine", "plain", "--format", "json")
        return re.search(r'"catalogus": "(\w+)"', result.stdout)[1]  # type: ignore[index]

    code = "def compute(given):\n    return Derived(3, 'x')\n"
    first = fingerprint(code)
    assert first == fingerprint(f"# een opmerking\n\n{code}")
    assert first != fingerprint(code.replace("3", "4"))


def test_no_plugin_is_no_import(core: Catalogue) -> None:
    """Without plugins neither pluggy nor the metadata of packages is imported."""
    import subprocess

    code = (
        "import sys; from pps_advisor import load_catalogue; load_catalogue(); "
        "names = 'pluggy packaging importlib.metadata pps_advisor.reading.plugins.reader'; "
        "print([name for name in names.split() if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
    )
    assert done.stdout == "[]\n"


def test_a_manager_belongs_to_one_call() -> None:
    """There is no manager of plugins that fills itself at import."""
    assert not [one for one in vars(plugins).values() if isinstance(one, Installed)]
    assert rulebook(installed=False).heads == ()
    assert HEAD


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")


def test_a_form_that_writes_nothing_is_refused(core: Catalogue) -> None:
    """A writer that forgets to return what it wrote is told so."""
    code = (
        "@hookimpl\ndef output_formats():\n    return [OutputFormat('a', '.a', lambda _: None)]\n"
    )
    (form,) = installed_from(code).output_formats({})
    case = load_case(ROOT / "cases" / "kaal.yaml", core)
    said = problem_of(lambda: form.write(assess(case, core, "plain", draws=0)))
    assert "NoneType in plaats van een tekst of bytes" in said
