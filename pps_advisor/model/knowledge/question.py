"""Questions: what may be asked about a collaboration, and what an answer means."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from pps_advisor.errors import SourceLocation
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.condition import Test
from pps_advisor.model.knowledge.source import Citation
from pps_advisor.model.values import with_unit


class AnswerType(Enum):
    """The type of an answer, by the word used in rule files."""

    THREE_WAY = "jnd"
    YES_NO = "janee"
    LIKERT = "likert"
    CHOICE = "keuze"
    NUMBER = "getal"
    DATE = "datum"
    WORDS = "verzameling"


class PerParty(Enum):
    """Which parties are asked a question that is answered per party."""

    ALL = "alle"
    PARTNERS = "partners"


@frozen
class Option:
    """A possible answer; `off_scale` options take no part in a median."""

    id: str
    label: str
    off_scale: bool = False


@frozen
class Question:
    """A question of the catalogue, or (`derived`) the name and type of a derived fact.

    `options` stand in the order of the scale. `favourable` are tests on the answer, joined
    with AND; `only_if` are tests that say when the question matters. `implied_by` names a
    derived fact that makes asking superfluous. `unit_below_zero` is the unit of a number below
    zero, which is then written without its sign.
    """

    id: str
    theme: str
    text: str
    short: str
    type: AnswerType
    options: tuple[Option, ...] = ()
    favourable: tuple[Test, ...] = ()
    respondents: tuple[str, ...] = ()
    per_party: PerParty | None = None
    period: str = ""
    anchors: tuple[tuple[str, str], ...] = ()
    explanation: str = ""
    unit: str = ""
    unit_below_zero: str = ""
    derived: bool = False
    to_complete: str = ""
    only_if: tuple[Test, ...] = ()
    implied_by: str | None = None
    citations: tuple[Citation, ...] = ()
    ruleset: str = ""
    location: SourceLocation | None = None

    @property
    def option_ids(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options)

    def number_text(self, number: Decimal) -> str:
        """A number with its unit: ``1 maand``, ``3 maanden ervoor``."""
        if number < 0 and self.unit_below_zero:
            return with_unit(-number, self.unit_below_zero)
        return with_unit(number, self.unit)

    def label(self, option: str) -> str:
        """The words for an option; the option itself when it has none."""
        return next((o.label for o in self.options if o.id == option), option)
