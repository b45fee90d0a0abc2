"""What an adviser chooses for a memo."""

from __future__ import annotations

import datetime as dt
from difflib import get_close_matches

from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.formats.document import Section
from pps_advisor.model.case.decision import Decisions
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.rule import Status
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.writing.documents.memo.parts import Kind

TOP = {Kind.POLICY: 5, Kind.COLLEGE: 5, Kind.COUNCIL: 5, Kind.ANNEX: 0}
"""How many recommendations are worked out, for each kind of memo."""


@frozen
class MemoChoice:
    """What goes into a memo.

    `top` is how many recommendations are worked out (None: what fits the kind). `only` and
    `without` are ids of recommendations. `date` stands on the memo (None: that of the case), and
    `author` in its properties. `extra` are sections of the municipality's own, of plugins.
    """

    kind: Kind = Kind.POLICY
    top: int | None = None
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    decisions: Decisions | None = None
    date: dt.date | None = None
    author: str = ""
    extra: tuple[Section, ...] = ()

    @property
    def at_most(self) -> int:
        """How many recommendations are worked out; each that was asked for by name."""
        usual = TOP[self.kind]
        asked = max(usual, len(self.only)) if usual else 0
        return asked if self.top is None else self.top


def check_choice(choice: MemoChoice, assessment: Assessment) -> None:
    """Check that the recommendations chosen are given in this case.

    Raises InvalidInput with a Problem for each that is not.
    """
    problems = [
        *(_problem("--only", name, assessment, must_be_given=True) for name in choice.only),
        *(_problem("--without", name, assessment, must_be_given=False) for name in choice.without),
    ]
    found = [problem for problem in problems if problem is not None]
    if found:
        raise InvalidInput(found)


def _problem(option: str, name: str, assessment: Assessment, must_be_given: bool) -> Problem | None:
    catalogue = assessment.catalogue
    if name not in catalogue.recommendation:
        hint = _hint(name, catalogue)
        sentence = f"Er is geen aanbeveling met id '{name}'."
        return Problem(SourceLocation(option), "onbekende-aanbeveling", sentence, hint)
    given = {one.recommendation.id for one in assessment.advice if one.status is Status.DEFINITE}
    if not must_be_given or name in given:
        return None
    sentence = f"De aanbeveling '{name}' volgt niet vast uit deze casus."
    hint = f"'pps-advisor explain CASUS {name}' laat zien waarom."
    return Problem(SourceLocation(option), "niet-geadviseerd", sentence, hint)


def _hint(name: str, catalogue: Catalogue) -> str:
    if name in catalogue.ruleset:
        return f"Dat is een regelset; gebruik --without-ruleset {name}."
    near = get_close_matches(name, catalogue.recommendation, 1)
    return f"Bedoelt u '{near[0]}'?" if near else "Zie de ids in het advies."
