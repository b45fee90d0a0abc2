"""The tests of a plugin, for `plugins check` and for pytest: its rules, examples and cases."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pps_advisor.errors import InvalidInput, Problem
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.rule_reports import ExampleResult
from pps_advisor.reading.case.expectation import read_expectations
from pps_advisor.reading.case.reader import case_of, place_and_date, read_case_tree
from pps_advisor.reading.catalogue.rulebook import Rulebook
from pps_advisor.reading.plugins.folder import case_files
from pps_advisor.reading.plugins.installed import load_installed
from pps_advisor.reading.plugins.installed_scan import may_have_plugins
from pps_advisor.reading.plugins.reader import PluginHead
from pps_advisor.reasoning.assessment.assess import assess
from pps_advisor.reasoning.facts.derive import DERIVATIONS
from pps_advisor.reasoning.rule_tools.expectations import unmet
from pps_advisor.reasoning.rule_tools.plugin_check import own_examples, remarks_on


@frozen
class Checked:
    """What was found in a plugin, and how many examples and cases were looked at.

    `instead_of` is where another copy of it is installed, if any.
    """

    name: str
    examples: int
    cases: int
    problems: tuple[Problem, ...]
    instead_of: Path | None = None


class PluginTests:
    """The tests of one plugin, with the core alone and no other plugin.

    Where a copy of it is installed, the rules are those of the folder; code comes from the copy.
    Raises InvalidInput when the plugin cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        installed = load_installed() if may_have_plugins() else None
        named = Rulebook(
            DERIVATIONS.keys(), plugins=(folder,), installed=installed, named_first=True
        )
        self.head: PluginHead = next(head for head in named.heads if head.chosen)
        self.book = named.only(self.head.plugin.id)
        self.core = named.only()

    def remarks(self, today: dt.date) -> tuple[Problem, ...]:
        """What is allowed but cannot be meant, and adaptations that ended or do nothing."""
        return remarks_on(
            self.core.catalogue(with_examples=True),
            self.book.catalogue(date=today, with_examples=True),
        )

    def examples(self) -> list[ExampleResult]:
        """The worked examples of the plugin's rules, run."""
        return own_examples(self.book.catalogue(with_examples=True))

    def cases(self) -> list[Path]:
        """The plugin's own cases."""
        return case_files(self.head)

    def case_problems(self, path: Path) -> tuple[Problem, ...]:
        """What is wrong with a case, or with the advice that it gets."""
        try:
            tree = read_case_tree(path)
            catalogue = self.book.catalogue(*place_and_date(tree))
            expected = read_expectations(tree, catalogue)
            assessment = assess(
                case_of(tree, catalogue), catalogue, "plain", draws=0, with_open_questions=False
            )
        except InvalidInput as error:
            return error.problems
        return unmet(assessment, expected)


def check(folder: Path, today: dt.date) -> Checked:
    """Run every test of a plugin."""
    tests = PluginTests(folder)
    examples, cases = tests.examples(), tests.cases()
    found = [*tests.remarks(today), *filter(None, map(example_problem, examples))]
    for path in cases:
        found += tests.case_problems(path)
    head = tests.head
    return Checked(
        head.plugin.name, len(examples), len(cases), tuple(sorted(found)), head.instead_of
    )


def example_problem(result: ExampleResult) -> Problem | None:
    """What is wrong with an example; None when it passed."""
    if result.passed or result.example.location is None:
        return None
    sentence = f"Het voorbeeld '{result.example.name}' van '{result.rule.id}': {result.failure}."
    hint = "Wijzig de regel of het voorbeeld."
    return Problem(result.example.location, "voorbeeld", sentence, hint)
