"""Renaming a word in Dutch text: number, capitals, article, adjectives, compounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pps_advisor.model.knowledge.plugin import Term
from pps_advisor.model.knowledge.renaming import Renamer

TEAM = Term(
    "stuurgroep",
    "regieteam",
    "het",
    (("stuurgroepen", "regieteams"),),
    (("stuurgroepvergadering", "regieteamvergadering"),),
)
GROUP = Term("stuurgroep", "regiegroep")
BOARD = Term("overleg", "tafel", "de")

CASES = [
    (GROUP, "De stuurgroep besluit.", "De regiegroep besluit."),
    (GROUP, "STUURGROEP en Stuurgroep", "REGIEGROEP en Regiegroep"),
    (GROUP, "een stuurgroepvergadering", "een stuurgroepvergadering"),
    (GROUP, "de kern-stuurgroep en stuurgroep-plus", "de kern-stuurgroep en stuurgroep-plus"),
    (GROUP, "zie governance.stuurgroep.", "zie governance.stuurgroep."),
    (GROUP, "stuurgroep, stuurgroep/stuurgroep (stuurgroep)",
     "regiegroep, regiegroep/regiegroep (regiegroep)"),
    (TEAM, "De stuurgroep besluit.", "Het regieteam besluit."),
    (TEAM, "Stuurgroepen besluiten.", "Regieteams besluiten."),
    (TEAM, "De stuurgroepen besluiten.", "De regieteams besluiten."),
    (TEAM, "de stuurgroepvergadering", "de regieteamvergadering"),
    (TEAM, "een gezamenlijke stuurgroep die besluit", "een gezamenlijk regieteam dat besluit"),
    (TEAM, "de gezamenlijke stuurgroep, die besluit", "het gezamenlijke regieteam, dat besluit"),
    (TEAM, "Een volwaardige, gezamenlijke stuurgroep", "Een volwaardig, gezamenlijk regieteam"),
    (TEAM, "hun vaste stuurgroep", "hun vaste regieteam"),
    (TEAM, "onze vaste stuurgroep", "ons vaste regieteam"),
    (TEAM, "elke kleine stuurgroep", "elk klein regieteam"),
    (TEAM, "Deze stuurgroep en dezelfde stuurgroep", "Dit regieteam en hetzelfde regieteam"),
    (TEAM, "zonder formele stuurgroep", "zonder formeel regieteam"),
    (TEAM, "een grote, actuele stuurgroep", "een groot, actueel regieteam"),
    (TEAM, "geen losse stuurgroep", "geen los regieteam"),
    (TEAM, "een actieve stuurgroep", "een actief regieteam"),
    (TEAM, "een sociale stuurgroep", "een sociaal regieteam"),
    (TEAM, "een breed samengestelde stuurgroep", "een breed samengesteld regieteam"),
    (TEAM, "een dubbele stuurgroep", "een dubbel regieteam"),
    (TEAM, "de leden van een stuurgroep die besluit", "de leden van een regieteam dat besluit"),
    (TEAM, "{governance.stuurgroep} in de stuurgroep", "{governance.stuurgroep} in het regieteam"),
    (BOARD, "het vaste overleg dat volgt", "de vaste tafel die volgt"),
    (BOARD, "dit overleg en elk overleg", "deze tafel en elke tafel"),
]  # fmt: skip


@pytest.mark.parametrize(("term", "old", "new"), CASES)
def test_a_word_is_renamed_as_one_would_write_it(term: Term, old: str, new: str) -> None:
    """The words around the new noun agree with it; longer words and names stay."""
    assert new == Renamer([term]).text(old)


def test_words_are_renamed_all_at_once() -> None:
    """What came in by one renaming is not renamed again by another."""
    swap = Renamer([Term("raad", "college"), Term("college", "raad")])
    assert swap.text("het college en de raad") == "het raad en de college"


def test_the_longest_word_goes_first() -> None:
    """A name of several words is renamed as a whole."""
    both = Renamer([Term("nota", "brief"), Term("nota van de raad", "raadsbrief")])
    assert both.text("een nota van de raad en een nota") == "een raadsbrief en een brief"


@given(st.text(max_size=80))
def test_other_text_stays_as_it_is(text: str) -> None:
    """Whatever stands in a text, without the word nothing changes; with it nothing fails."""
    renamer = Renamer([TEAM])
    if "stuurgroep" not in text.casefold():
        assert text == renamer.text(text)
    assert "regieteam" in renamer.text(f"{text} stuurgroep")
