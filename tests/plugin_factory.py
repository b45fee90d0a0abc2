"""Plugins for tests: a folder with a plugin, and a package as if it were installed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

HEAD = """\
formaat: pps-advisor/plugin@1
id: {id}
titel: Lokale regels
gemeente: {gemeente}
versie: "1.0"
contact: afdeling Beleid
past_bij: ">=0.1,<1"
"""
RULESET = 'id: {id}\ntitel: Lokaal\nversie: "1.0"\nauteur: gemeente\n'
QUESTION = """\
- id: {id}.tafel
  thema: governance
  vraag: Is er een tafel?
  kort: tafel
  type: jnd
  gunstig: [ja]
"""
RULE = """\
- id: {id}.geen-tafel
  titel: Er is geen tafel
  thema: governance
  als: {{alle: [{id}.tafel: nee]}}
  ernst: hoog
  bevinding: Er is geen tafel.
  adviseert: {{hoofd: [{id}-tafel]}}
  bronnen: [{{bron: dankerlui2025, plaats: "5.2.1", aard: afgeleid}}]
  voorbeelden:
    - {{naam: zonder, feiten: {{{id}.tafel: nee}}, verwacht: vast}}
    - {{naam: met, feiten: {{{id}.tafel: ja}}, verwacht: niet}}
    - {{naam: onbekend, feiten: {{}}, verwacht: mogelijk}}
"""
ADVICE = """\
- id: {id}-tafel
  titel: Richt een tafel in
  kort: tafel
  waarom: Aan een tafel praat het makkelijker.
  stappen: [Zet er een tafel neer.]
  trekker: gemeente
  inspanning: laag
  termijn: weken
  indicator: Er staat een tafel.
  instrument: Geen.
  valkuilen: [De tafel wiebelt.]
  bronnen: [{{bron: dankerlui2025, plaats: "5.2.1", aard: afgeleid}}]
"""
CASE = """\
formaat: pps-advisor/casus@1
id: proef
titel: Een proef
gemeente: {gemeente}
peildatum: {date}
partijen:
  - {{id: gemeente, soort: gemeente}}
  - {{id: een, soort: bedrijf}}
  - {{id: twee, soort: bedrijf}}
antwoorden:
  governance: {{stuurgroep: nee}}
  {answers}
"""


def make_plugin(
    folder: Path,
    head: str = "",
    *,
    id: str = "zwolle",
    municipality: str = "Zwolle",
    files: Mapping[str, str] | None = None,
    rules: bool = True,
) -> Path:
    """Write a plugin; `head` is added to ``plugin.yaml``, `files` add to or replace its files."""
    written = {"plugin.yaml": HEAD.format(id=id, gemeente=municipality) + head}
    if rules:
        parts = {"regelset": RULESET, "vragen": QUESTION, "regels": RULE, "aanbevelingen": ADVICE}
        written |= {
            f"regelsets/{id}/{name}.yaml": text.format(id=id) for name, text in parts.items()
        }
    for name, text in {**written, **(files or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def make_case(
    path: Path,
    answers: str = "zwolle: {tafel: nee}",
    *,
    municipality: str = "Zwolle",
    date: str = "2026-03-01",
    more: str = "",
) -> Path:
    """Write a case with three parties and no steering group."""
    text = CASE.format(gemeente=municipality, date=date, answers=answers) + more
    path.write_text(text, encoding="utf-8")
    return path


def make_package(
    site: Path, code: str, *, id: str = "zwolle", module: str = "", dist: str = ""
) -> Path:
    """Write a package with its metadata, so that it is installed for who has `site` on the path."""
    module, dist = module or f"pps_advisor_{id}", dist or f"pps-advisor-{id}"
    package = site / module
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text(code, encoding="utf-8")
    register(site, id, module, dist)
    return package


def register(site: Path, id: str, module: str, dist: str) -> None:
    """Write the metadata of an installed package."""
    info = site / f"{dist.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    metadata = f"Metadata-Version: 2.1\nName: {dist}\nVersion: 1.0\n"
    (info / "METADATA").write_text(metadata, encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[pps_advisor]\n{id} = {module}\n", encoding="utf-8")
