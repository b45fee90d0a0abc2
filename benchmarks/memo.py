"""A memo in each form, whole process

Bounds: Word at most 1,000 ms, PDF at most 1,500 ms.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import ratio
from benchmarks.whole_process import CASE, run

BOUNDS = {".docx": 1000, ".pdf": 1500}


def measure() -> Iterator[str]:
    """The time to make a memo of each kind of file, and its ratio to `assess`."""
    program = str(Path(sys.executable).with_name("pps-advisor"))
    assess = run([program, "assess", CASE])
    yield f"{'memo':<24} {'ms':>7} {'bound':>6} {'assess':>7} {'ratio':>6}"
    with tempfile.TemporaryDirectory() as folder:
        for extension in (".docx", ".pdf", ".odt", ".html", ".md"):
            path = str(Path(folder, f"memo{extension}"))
            write = run([program, "memo", CASE, "-o", path])
            try:
                own, other, times = ratio(write, assess, runs=7)
            except subprocess.CalledProcessError:
                yield f"{extension:<24} cannot be made here (pip install 'pps-advisor[memo]')"
                continue
            figures = f"{own * 1000:>7.0f} {BOUNDS.get(extension, ''):>6} {other * 1000:>7.0f}"
            yield f"{extension:<24} {figures} {times:>6.1f}"
