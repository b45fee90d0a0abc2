"""For pytest: run the tests of every ``plugin.yaml`` that is collected.

A municipality runs `pytest plugin.yaml` (or just `pytest`) in its own pipeline; every worked
example and every case with a block ``verwacht`` is a test.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pps_advisor.errors import Problem

PLUGIN_FILE = "plugin.yaml"
_FORMAT = b"pps-advisor/plugin@"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a plugin of pps-advisor; other files of that name are left alone."""
    if file_path.name != PLUGIN_FILE or _FORMAT not in file_path.read_bytes():
        return None
    return PluginCollector.from_parent(parent, path=file_path)


class PluginCollector(pytest.File):
    """The tests of one plugin."""

    def collect(self) -> Iterator[pytest.Item]:
        from pps_advisor.errors import InvalidInput
        from pps_advisor.reasoning.rule_tools.plugin_tests import PluginTests, example_problem

        try:
            tests = PluginTests(self.path.parent)
            examples, cases = tests.examples(), tests.cases()
        except InvalidInput as error:
            raise self.CollectError(str(error)) from None
        yield self._item("regels en aanpassingen", partial(tests.remarks, dt.date.today()))
        for result in examples:
            problem = example_problem(result)
            found = (problem,) if problem else ()
            yield self._item(f"{result.rule.id}: {result.example.name}", partial(tuple, found))
        for path in cases:
            yield self._item(f"casus {path.stem}", partial(tests.case_problems, path))

    def _item(self, name: str, run: Callable[[], tuple[Problem, ...]]) -> pytest.Item:
        return PluginItem.from_parent(self, name=name, run=run)


class PluginItem(pytest.Item):
    """One test of a plugin: it passes when nothing is found."""

    def __init__(self, *, run: Callable[[], tuple[Problem, ...]], **kwargs: object) -> None:
        super().__init__(**kwargs)  # type: ignore[arg-type]
        self.run = run

    def runtest(self) -> None:
        problems = self.run()
        if problems:
            raise PluginTestFailed("\n".join(map(str, problems)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str:  # type: ignore[override]
        if isinstance(excinfo.value, PluginTestFailed):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, None, str]:
        return self.path, None, self.name


class PluginTestFailed(Exception):
    """An example or a case of a plugin does not give what it should."""
