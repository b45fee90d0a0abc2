"""The fifteen questions of `new --short`: measured over the cases that ship."""

from __future__ import annotations

from conftest import ROOT

from pps_advisor.api import load_case, load_catalogue
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.reasoning.influence.short_list import SHORT
from pps_advisor.reasoning.influence.weightiest import weightiest

COUNT = 15
PLACE = ROOT / "pps_advisor" / "reasoning" / "influence" / "short_list.py"


def measured(catalogue: Catalogue) -> tuple[str, ...]:
    paths = sorted((ROOT / "cases").glob("*.yaml"))
    return weightiest([load_case(path, catalogue) for path in paths], catalogue, COUNT)


def written(questions: tuple[str, ...]) -> str:
    """The module with the list, as `make pages` writes it."""
    lines = "".join(f'    "{question}",\n' for question in questions)
    return (
        '"""The questions that matter most for the advice on average; written by `make pages`.\n\n'
        "weightiest.py says how they are measured, over the cases that ship.\n"
        '"""\n\nfrom __future__ import annotations\n\n'
        f"SHORT = (\n{lines})\n"
    )


def test_the_list_is_what_the_cases_that_ship_give(core: Catalogue) -> None:
    """When rules or cases change the list changes with them: run `make pages`."""
    assert measured(core) == SHORT
    assert written(SHORT) == PLACE.read_text(encoding="utf-8")


if __name__ == "__main__":
    PLACE.write_text(written(measured(load_catalogue())), encoding="utf-8")
