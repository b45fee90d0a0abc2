"""The door for YAML: places that can be trusted, and files that are not let in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, GOOD_CASE, ROOT
from ruamel.yaml import YAML

from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.reading.yaml import door as yaml_door
from pps_advisor.reading.yaml.door import parse_yaml, read_text, read_yaml
from pps_advisor.reading.yaml.node import ListNode, MapNode, Node, ScalarNode, scalars_of

FILES = sorted([*(ROOT / "cases").glob("*.yaml"), *(ROOT / "rules").rglob("*.yaml"), GOOD_CASE])
WRONG_CASES = sorted((DATA / "casussen").glob("*.yaml"))

ODD_SHAPES = """\
# commentaar
enkel: 'één ''twee'''
dubbel: "tab\\tregel\\nslot"  # na de waarde
gevouwen: >
  eerste regel
  tweede regel

  derde
blok: |-
  a
    b

lijst: [a, 'b', {c: "d", e: f}, [g]]
é😀: waarde met é en 😀  # staart
plat: over
  twee regels
"quoted sleutel": x
leeg:
leeg_in_accolades: {a: , b: c}
leeg_met_commentaar:  # niets
- weg
"""


def shape_of(node: Node) -> Any:
    """All that a tree says: kinds, texts and places."""
    place = (node.line, node.column, node.begin, node.end)
    if isinstance(node, ScalarNode):
        return node.text, node.plain, place
    if isinstance(node, ListNode):
        return [shape_of(item) for item in node.items], place[:3]
    assert isinstance(node, MapNode)
    return [(shape_of(key), shape_of(value)) for key, value in node.items.values()], place[:3]


def pure_events(text: str) -> Iterator[Any]:
    """The events of the parser in Python, which runs where libyaml is not installed."""
    return YAML(typ="safe", pure=True).parse(text)  # type: ignore[no-any-return]


def problems_of(text: str) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInput) as caught:
        parse_yaml(text, "bestand")
    return caught.value.problems


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_offsets_slice_the_text_of_every_value(path: Path) -> None:
    """What stands between begin and end is the value, so that a change can be spliced in."""
    check_offsets(read_text(path, path.name, 10_000_000))


def test_offsets_slice_odd_shapes() -> None:
    """Quotes, blocks, accents and values over two lines keep their places too."""
    check_offsets(ODD_SHAPES.replace("- weg\n", ""))


def check_offsets(text: str) -> None:
    lines = text.splitlines()
    for scalar in scalars_of(parse_yaml(text, "bestand")):
        part = text[scalar.begin : scalar.end]
        if not part:
            assert scalar.text == ""
            continue
        alone = parse_yaml(part, "bestand")
        assert isinstance(alone, ScalarNode)
        assert scalar.text.rstrip("\n") == alone.text.rstrip("\n")
        assert lines[scalar.line][scalar.column :].startswith(part.splitlines()[0])
        assert not scalar.plain or "\n" in part or scalar.text == part


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_both_parsers_give_the_same_tree(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without libyaml the same files give the same values at the same places."""
    text = read_text(path, path.name, 10_000_000)
    fast = shape_of(parse_yaml(text, "bestand"))
    monkeypatch.setattr(yaml_door, "_events", pure_events)

    assert fast == shape_of(parse_yaml(text, "bestand"))


def test_both_parsers_agree_on_odd_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a value is absent the parsers disagree about its place; the door does not."""
    text = ODD_SHAPES.replace("- weg\n", "")
    fast = shape_of(parse_yaml(text, "bestand"))
    monkeypatch.setattr(yaml_door, "_events", pure_events)

    assert fast == shape_of(parse_yaml(text, "bestand"))


@pytest.mark.parametrize("path", WRONG_CASES, ids=lambda path: path.stem)
def test_both_parsers_refuse_the_same_files(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has no libyaml gets a refusal for the same reason, in the same line."""
    text = read_text(path, path.name, 10_000_000)
    fast = refusal_of(text)
    monkeypatch.setattr(yaml_door, "_events", pure_events)

    assert fast == refusal_of(text)


def refusal_of(text: str) -> list[tuple[int, str]]:
    try:
        parse_yaml(text, "bestand")
    except InvalidInput as error:
        return [(problem.location.line, problem.code) for problem in error.problems]
    return []


@pytest.mark.parametrize(
    "text",
    [
        "a: {b: c",
        "a: [b, c",
        "a: 'b",
        'a: "b',
        "a: b: c",
        "a\nb: c",
        "a: b\n c: d",
        "a: %b",
        "a: *b c: d",
        "a: !<x",
        "a: |x\n  b",
        "a: [b}",
        "- a\nb: c",
        "a: ? b",
        'a: "\\q"',
        "%YAML x\n---\na: b",
        "%FOO\n---\na: b",
        "a: b\n---\nc: d",
        "a: b\n...\nc: d",
        "a: &b\n  - *b",
        "\ta: b",
        "a:\n\t- b",
        "a: [\n\tb: c: d\n]",
        "--- |\n a\n---\n b",
        "a: 'b'c",
        "? [a]\n: b",
        "{a: b}: c",
        "@a: b",
        "a: `b`",
        "}",
        "]",
        ":",
        "- -\n -",
        "a: >9999\n  b",
        "a: !!str\n!!str b: c",
    ],
)
@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "python"])
def test_no_message_is_the_parsers_own(
    text: str, pure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the parsers complain of in English is said in Dutch, with a place and a hint."""
    if pure:
        monkeypatch.setattr(yaml_door, "_events", pure_events)
    try:
        parse_yaml(text, "bestand")
    except InvalidInput as error:
        for problem in error.problems:
            assert 0 < problem.location.line <= len(text.splitlines()) + 1
            assert problem.hint
            assert not {"found", "expected", "while", "the", "not"} & set(str(problem).split())


def test_nothing_of_an_alias_bomb_is_expanded() -> None:
    """Anchors are refused where they stand, so that nine lines do not become a billion words."""
    lines = ["a: &a [x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")

    problems = problems_of("\n".join(lines))

    assert list(range(1, 10)) == [problem.location.line for problem in problems]
    assert {"anker"} == {problem.code for problem in problems}


def test_a_hundred_thousand_brackets_do_not_exhaust_the_stack() -> None:
    """Depth is refused while reading, before anything recurses."""
    (problem,) = problems_of("[" * 100_000)

    assert (problem.code, problem.location.line) == ("te-diep", 1)


def test_words_stay_words() -> None:
    """Nothing is read into a value before a question asks for a type."""
    root = parse_yaml("a: nee\nb: 1.10\nc: 2025-01-01\nd: null\ne: 0x10\nf: 12:30", "bestand")

    assert isinstance(root, MapNode)
    values = [value.text for _, value in root.items.values() if isinstance(value, ScalarNode)]
    assert values == ["nee", "1.10", "2025-01-01", "null", "0x10", "12:30"]


def refused(path: Path) -> Problem:
    with pytest.raises(InvalidInput) as caught:
        read_yaml(path, "casus.yaml")
    (problem,) = caught.value.problems
    return problem


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder in place of a file is called a folder."""
    problem = refused(tmp_path)

    assert SourceLocation("casus.yaml") == problem.location
    assert problem.code == "geen-bestand"
    assert "map" in problem.sentence


def test_a_missing_file_gets_the_nearest_name(tmp_path: Path) -> None:
    """A slip in the name of a file is answered with the file that is there."""
    (tmp_path / "den-haag.yaml").write_text("a: b")

    problem = refused(tmp_path / "den-hag.yml")

    assert problem.code == "bestand-ontbreekt"
    assert problem.hint.startswith("Bedoelt u ")
    assert "den-haag.yaml" in problem.hint


@pytest.mark.parametrize("name", ["nergens/casus.yaml", "bestand/casus.yaml"])
def test_a_missing_folder_is_told(name: str, tmp_path: Path) -> None:
    """When the folder is not there either, or is a file, that is what is said."""
    (tmp_path / "bestand").write_text("a: b")

    problem = refused(tmp_path / name)

    assert problem.code == "bestand-ontbreekt"
    assert "map" in problem.hint


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_an_impossible_name_is_told(name: str, tmp_path: Path) -> None:
    """A name that no system takes is a mistake like any other."""
    problem = refused(tmp_path / name)

    assert problem.code == "niet-leesbaar"
    assert str(problem).isprintable()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    """Nobody writes to the pipe, and still the answer comes at once."""
    os.mkfifo(tmp_path / "pijp")
    code = (
        "import sys; from pathlib import Path;"
        "from pps_advisor.errors import InvalidInput;"
        "from pps_advisor.reading.yaml.door import read_yaml\n"
        "try: read_yaml(Path(sys.argv[1]))\n"
        "except InvalidInput as error: print(error)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "pijp")]

    said = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=20, check=True
    ).stdout

    assert "geen gewoon bestand" in said


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="this system has no /dev/zero")
def test_a_device_is_refused_unread() -> None:
    """A device without an end is not read."""
    assert refused(Path("/dev/zero")).code == "geen-bestand"


def test_a_link_is_followed(tmp_path: Path) -> None:
    """A case may be kept elsewhere and linked; a link that goes round is told."""
    (tmp_path / "link.yaml").symlink_to(GOOD_CASE)
    (tmp_path / "kring.yaml").symlink_to(tmp_path / "kring.yaml")

    assert isinstance(read_yaml(tmp_path / "link.yaml"), MapNode)
    assert "in een kring" in refused(tmp_path / "kring.yaml").sentence
