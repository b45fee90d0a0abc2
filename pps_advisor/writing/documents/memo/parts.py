"""The kinds of memo and their parts, with the tag by which a part is found in a document."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from pps_advisor.formats.document import Block, Heading, Section


class Kind(Enum):
    """Kinds of memo (`--kind`)."""

    POLICY = "beleidsnotitie"
    COLLEGE = "collegeadvies"
    COUNCIL = "raadsinformatiebrief"
    ANNEX = "bijlage"


class Part(Enum):
    """A part of a memo, by its tag; `words` says what stands in it."""

    words: str

    def __new__(cls, tag: str, words: str) -> Part:
        part = object.__new__(cls)
        part._value_ = tag
        part.words = words
        return part

    SUMMARY = "samenvatting", "de kern op een halve bladzijde"
    OCCASION = "aanleiding", "waarover het gaat, wie meedoet en hoe het advies is gemaakt"
    THEMES = "themas", "het oordeel per thema, in woorden en als figuur"
    FINDINGS = "bevindingen", "wat goed gaat, wat knelt en wat mogelijk is"
    ADVICE = "aanbevelingen", "de aanbevelingen, met de tabel van de overige"
    UNCERTAIN = "onzekerheid", "wat nog niet bekend is en wat het advies kan veranderen"
    ROADMAP = "routekaart", "wat wanneer kan, met een figuur en een tabel"
    DECISIONS = "besluiten", "wat er met elke aanbeveling is besloten"
    SOURCES = "bronnen", "de bronnen"
    ACCOUNT = "verantwoording", "waarmee het advies is gemaakt, en wat het wel en niet is"
    PROPOSAL = "voorstel", "collegeadvies: wat er voorligt"
    EFFECT = "beoogd-effect", "collegeadvies: wat er beter wordt en waaraan u dat merkt"
    ARGUMENTS = "argumenten", "collegeadvies: de argumenten, genummerd bij het voorstel"
    OBJECTIONS = "kanttekeningen", "collegeadvies: risico's, juridische punten en twijfel"
    MONEY = "financien", "collegeadvies: de geldstromen en wat over kosten bekend is"
    COMMUNICATION = "communicatie", "collegeadvies: wie het moet weten"
    NEXT = "vervolg", "collegeadvies: de stappen na het besluit"
    FACTS = "feiten", "bijlage: de feiten onder het advies"
    QUESTIONS = "vragen", "bijlage: de open vragen"


def advice_tag(recommendation: str) -> str:
    """The tag of one recommendation, by its id."""
    return f"aanbeveling:{recommendation}"


ADVICE_WORDS = "één aanbeveling, bijvoorbeeld aanbeveling:stuurgroep"


def part(part: Part, title: str, blocks: Iterable[Block], level: int = 1) -> Section:
    """A part of the memo with its heading."""
    return Section(part.value, (Heading(level, title), *blocks))
