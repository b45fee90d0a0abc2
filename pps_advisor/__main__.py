"""`python -m pps_advisor` is `pps-advisor`."""

from __future__ import annotations

from pps_advisor.cli import run

run()
