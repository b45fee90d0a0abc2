"""Loading plugins of fifty rules each, beside the core

Bound: linear, so the time per plugin stays the same. "kept" is the second time, when the compiled
catalogue of before is used.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import once, seconds
from pps_advisor import load_catalogue
from pps_advisor.reading.catalogue.rulebook import Rulebook
from pps_advisor.reasoning.facts.derive import DERIVATIONS

NUMBERS = (0, 10, 20, 30, 40, 50)
RULES = 50
HEAD = """\
formaat: pps-advisor/plugin@1
id: proef-{id}
titel: Proef {id}
gemeente: Zwolle
versie: "1.0"
contact: niemand
past_bij: ">=0"
"""
RULESET = "id: proef-{id}\ntitel: Proef\nversie: '1'\nauteur: niemand\n"
QUESTION = """\
- id: proef-{id}.vraag_{n}
  thema: governance
  vraag: Is dit vraag {n}?
  kort: vraag {n}
  type: jnd
"""
RULE = """\
- id: proef-{id}.regel-{n}
  titel: Regel {n}
  thema: governance
  als: {{alle: [proef-{id}.vraag_{n}: [nee, deels]]}}
  ernst: {{nee: hoog, deels: midden}}
  bevinding: Bevinding {n}.
  adviseert: {{hoofd: [stuurgroep]}}
  bronnen: [{{bron: dankerlui2025, plaats: "5.2.1", aard: afgeleid}}]
"""


def measure() -> Iterator[str]:
    """The time to load the core with more and more plugins, and what each plugin adds."""
    with tempfile.TemporaryDirectory() as place:
        folders = [_plugin(Path(place, str(id)), id) for id in range(max(NUMBERS))]
        yield f"{'plugins':>7} {'rules':>6} {'read ms':>8} {'per plugin':>10} {'kept ms':>8}"
        core = 0.0
        for number in NUMBERS:
            book = Rulebook(DERIVATIONS.keys(), plugins=folders[:number])
            anew = seconds(lambda b=book: b.catalogue("Zwolle", with_examples=True), 3)
            core = core or anew
            each = f"{(anew - core) / number * 1000:>10.1f}" if number else " " * 10
            chosen = folders[:number]
            load_catalogue(plugins=chosen, municipality="Zwolle")
            kept = once(lambda c=chosen: load_catalogue(plugins=c, municipality="Zwolle"))
            rules = len(book.catalogue("Zwolle").rules)
            yield f"{number:>7} {rules:>6} {anew * 1000:>8.0f} {each} {kept * 1000:>8.0f}"


def _plugin(folder: Path, id: int) -> Path:
    rules = folder / "regelsets" / "proef"
    rules.mkdir(parents=True)
    (folder / "plugin.yaml").write_text(HEAD.format(id=id), encoding="utf-8")
    (rules / "regelset.yaml").write_text(RULESET.format(id=id), encoding="utf-8")
    for name, text in (("vragen", QUESTION), ("regels", RULE)):
        parts = "".join(text.format(id=id, n=n) for n in range(RULES))
        (rules / f"{name}.yaml").write_text(parts, encoding="utf-8")
    return folder
