"""docs/lokale-regels.md, followed word for word from an empty folder."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from conftest import ROOT, Run

GUIDE = ROOT / "docs" / "lokale-regels.md"
EXAMPLE = ROOT / "docs" / "voorbeelden" / "voorbeeldstad"
STEP = re.compile(r"(?:`([\w./-]+\.yaml)`:\n\n)?```(sh|text|yaml)\n(.*?)```\n", re.S)
INCLUDE = re.compile(r"(`([\w./-]+\.yaml)`:\n\n```yaml\n).*?(```\n)", re.S)


def lesson() -> str:
    """The part of the guide that a reader follows step by step."""
    return GUIDE.read_text(encoding="utf-8").partition("\n# Naslag\n")[0]


def included(text: str) -> str:
    """The text with each file as it stands in the tree."""
    return INCLUDE.sub(
        lambda found: f"{found[1]}{(EXAMPLE / found[2]).read_text(encoding='utf-8')}{found[3]}",
        text,
    )


def test_the_files_in_the_guide_are_those_of_the_example() -> None:
    """No file is retyped: `make pages` puts them in."""
    assert included(lesson()) == lesson()


def test_following_the_guide_ends_with_a_tested_local_rule(tmp_path: Path, run: Run) -> None:
    """Every command works, shows what the guide says, and leaves the example of the tree."""
    here, shown, commands = tmp_path, "", 0
    for path, kind, body in STEP.findall(lesson()):
        if kind == "yaml":
            assert path
            assert (here / path).is_file(), f"'plugins new' makes no {path}"
            (here / path).write_text(body, encoding="utf-8")
        elif kind == "text":
            assert body in shown
        for line in body.splitlines() if kind == "sh" else ():
            program, *arguments = shlex.split(line)
            if program == "cd":
                here = here / arguments[0]
                continue
            result = run(*arguments, cwd=here)
            assert (result.returncode, program) == (0, "pps-advisor"), result.stderr
            shown, commands = result.stdout, commands + 1

    assert commands >= 4
    made = {p.relative_to(here): p.read_bytes() for p in here.rglob("*") if p.is_file()}
    kept = {p.relative_to(EXAMPLE): p.read_bytes() for p in EXAMPLE.rglob("*") if p.is_file()}
    assert kept == made


if __name__ == "__main__":
    whole = GUIDE.read_text(encoding="utf-8")
    first, mark, rest = whole.partition("\n# Naslag\n")
    GUIDE.write_text(included(first) + mark + rest, encoding="utf-8")
