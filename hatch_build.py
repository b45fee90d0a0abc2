"""Build hook: compile the core rules into the wheel, so that no user waits for YAML."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRules(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the compiled catalogue of the core to a wheel; an editable install has none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, self.root)
        from pps_advisor.reading.catalogue_store import write_compiled_core
        from pps_advisor.reasoning.derive import DERIVATIONS

        folder = Path(tempfile.mkdtemp(prefix="pps-advisor-build-"))
        compiled = write_compiled_core(folder, DERIVATIONS.keys())
        build_data["force_include"][str(compiled)] = f"pps_advisor/data/compiled/{compiled.name}"
