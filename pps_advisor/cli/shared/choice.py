"""Which rules take part, as chosen on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pps_advisor.reading.plugins.installed_scan import may_have_plugins
from pps_advisor.reading.plugins.project_file import find_project

if TYPE_CHECKING:
    from pps_advisor.formats.document import Section
    from pps_advisor.model.case.case import Case
    from pps_advisor.model.knowledge.catalogue import Catalogue
    from pps_advisor.model.outcome.assessment import Assessment
    from pps_advisor.reading.catalogue.rulebook import Rulebook
    from pps_advisor.reading.plugins.installed import Installed


class Choice(NamedTuple):
    """Which rules take part, as chosen on the command line."""

    rules: tuple[Path, ...] = ()
    without: tuple[str, ...] = ()
    plugins: tuple[Path, ...] = ()
    local: bool = True

    def catalogue(self, with_examples: bool = False, municipality: str | None = None) -> Catalogue:
        """The catalogue of this choice, without a case.

        Without a municipality every plugin that was chosen takes part. Raises InvalidInput with
        every Problem found.
        """
        return self.rulebook().catalogue(municipality, with_examples=with_examples)

    def rulebook(self) -> Rulebook:
        """All rules that may take part, as seen from the current folder. Raises InvalidInput."""
        from pps_advisor.api import rulebook

        project = find_project(Path.cwd()) if self.local else None
        return rulebook(self.rules, self.without, self.plugins, project, installed=self.local)

    def memo_template(self, case: Path, name: Path | None = None) -> Path | None:
        """The template with a name: of a plugin, or else a file; without a name the project's.

        Raises InvalidInput.
        """
        if name is not None:
            packages = self._packages()
            return packages.memo_templates().get(str(name), name) if packages else name
        found = find_project(case) if self.local else None
        if found is None:
            return None
        from pps_advisor.reading.plugins.project import read_project

        return read_project(found).memo_template

    def memo_sections(self, assessment: Assessment) -> tuple[Section, ...]:
        """The sections that plugins add to a memo. Raises InvalidInput."""
        packages = self._packages()
        return tuple(packages.memo_sections(assessment)) if packages else ()

    def _packages(self) -> Installed | None:
        """The installed packages with plugins, where they take part and there are any."""
        if not self.local or not may_have_plugins():
            return None
        from pps_advisor.reading.plugins.installed import load_installed

        return load_installed()

    def case(self, path: Path) -> tuple[Case, Catalogue]:
        """A case with the catalogue that holds for it. Raises InvalidInput."""
        from pps_advisor.api import open_case

        return open_case(path, self.rules, self.without, plugins=self.plugins, local=self.local)
