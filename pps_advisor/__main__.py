"""The program: `python -m pps_advisor` is `pps-advisor`."""

from __future__ import annotations

import gc

gc.disable()  # one short run: collecting, also while importing, costs a twentieth for nothing

from pps_advisor.cli import run  # noqa: E402

if __name__ == "__main__":
    run()
