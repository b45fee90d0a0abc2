"""A headless browser that looks a page over with axe-core, where both are installed."""

from __future__ import annotations

import html
import importlib.util
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN = """
axe.run(document, {runOnly: %s}).then(found => {
  const note = document.createElement("pre");
  note.id = "axe";
  note.textContent = JSON.stringify({
    passes: found.passes.length,
    violations: found.violations.map(v => v.id + ": " + v.nodes.map(n => n.html).join(" | ")),
  });
  document.body.appendChild(note);
});
"""
_NOTE = re.compile(r'<pre id="axe">(.*?)</pre>', re.DOTALL)


def axe_findings(page: str, folder: Path) -> list[str]:
    """What axe-core has against a page; skips the test when it cannot be run here."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("chromium is not installed")
    spec = importlib.util.find_spec("axe_playwright_python")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("axe-core is not installed (requirements-axe.txt)")
    axe = Path(spec.submodule_search_locations[0], "axe.min.js").read_text(encoding="utf-8")
    script = f"<script>{axe}</script><script>{_RUN % json.dumps(_RULES)}</script></body>"
    without_policy = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    path = folder / "page.html"
    path.write_text(without_policy.replace("</body>", script), encoding="utf-8")
    found = json.loads(html.unescape(_NOTE.findall(_dump(chromium, path, folder))[0]))
    assert found["passes"] > 20
    violations: list[str] = found["violations"]
    return violations


def _dump(chromium: str, path: Path, folder: Path) -> str:
    """The page after its scripts have run."""
    command = [
        *(chromium, "--headless", "--disable-gpu", "--no-first-run", "--dump-dom"),
        *(f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=30000"),
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
        path.as_uri(),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=True)
    return done.stdout
