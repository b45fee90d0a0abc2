"""A catalogue made ready for use, once for all the cases that it is used on."""

from __future__ import annotations

from functools import lru_cache

from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.reasoning.inference.program import compile_program
from pps_advisor.reasoning.ranking.scoring import Scorer, make_scorer
from pps_advisor.reasoning.ranking.themes import ThemePlan, plan_themes


@frozen
class Prepared:
    """The scorer of a catalogue (with its Program) and the themes that can be judged."""

    scorer: Scorer
    plans: tuple[ThemePlan, ...]


class Same:
    """A catalogue compared by identity: comparing its contents would cost more than it saves."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.catalogue is self.catalogue


def prepare(catalogue: Catalogue) -> Prepared:
    """Compile a catalogue; the last few are kept."""
    return _prepared(Same(catalogue))


@lru_cache(maxsize=8)
def _prepared(same: Same) -> Prepared:
    scorer = make_scorer(compile_program(same.catalogue))
    return Prepared(scorer, plan_themes(scorer.program))
