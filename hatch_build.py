"""Build hook: compile the core rules into the wheel, so that no user waits for YAML."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRules(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the compiled catalogue of the core to a wheel; an editable install has none."""

    _folder: TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, self.root)
        from pps_advisor.reading.catalogue.store import write_compiled_core
        from pps_advisor.reasoning.facts.derive import DERIVATIONS

        self._folder = TemporaryDirectory(prefix="pps-advisor-build-")
        compiled = write_compiled_core(Path(self._folder.name), DERIVATIONS.keys())
        build_data["force_include"][str(compiled)] = f"pps_advisor/data/compiled/{compiled.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if self._folder is not None:
            self._folder.cleanup()
