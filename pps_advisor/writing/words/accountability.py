"""Accountability: what a document was made with, and how it may be read."""

from __future__ import annotations

from pps_advisor.model.outcome.assessment import Provenance
from pps_advisor.writing.words.words import FORMAT, count, thousands

POSSIBLE_INTRO = "Mogelijk ook, als een ontbrekend antwoord dat laat zien:"
POSSIBLE_ADVICE_INTRO = (
    "Deze aanbevelingen gelden alleen als een ontbrekend antwoord laat zien dat zij nodig zijn."
)
READING_GUIDE = (
    "pps-advisor helpt bij een besluit, maar neemt het niet. Het past vaste regels toe op de "
    "antwoorden in de casus en laat bij elk advies zien waarop dat rust. Weeg zelf wat in uw "
    "gemeente past.",
    "Een bevinding is 'vast' als zij volgt uit gegeven antwoorden, en 'mogelijk' als dat nog "
    "afhangt van een antwoord dat ontbreekt. Een vraag zonder antwoord telt niet als goed en "
    "niet als slecht.",
    "De prioriteit loopt van 0 tot 100. Zij zegt hoeveel redenen er voor een aanbeveling "
    "zijn en hoe zwaar die wegen, niet hoeveel effect de aanbeveling heeft. Bij '62 (kan 80 "
    "worden)' is 62 zeker en wordt het hoogstens 80 als ook alle mogelijke bevindingen waar "
    "blijken.",
    "De gewichten achter de prioriteit zijn een keuze. Daarom is de rangorde ook berekend met "
    "veel andere gewichten, en is geteld hoe vaak een aanbeveling dan bij de eerste vijf hoort.",
    "Juridische punten zijn een signaal en geen juridisch advies. Kijk naar de datum van controle.",
)


def account(provenance: Provenance) -> tuple[tuple[str, str], ...]:
    """What the assessment was made with, so that it can be made again."""
    rulesets = ", ".join(f"{name} {version}" for name, version in provenance.rulesets)
    return (
        ("Gemaakt met", f"pps-advisor {provenance.version}, motor {provenance.engine}"),
        ("Vorm", FORMAT),
        ("Regels", rules_text(provenance)),
        ("Regelsets", rulesets or "geen"),
        ("Plug-ins", ", ".join(provenance.plugins) or "geen"),
        ("Wisselende gewichten", _draws(provenance)),
        ("Kenmerk van de regels", provenance.fingerprint),
        ("Kenmerk van de casus", provenance.case_hash),
    )


def rules_text(provenance: Provenance) -> str:
    """How many rules were loaded and evaluated."""
    loaded = count(provenance.rules_loaded, "regel", "regels")
    return f"{loaded} geladen, {thousands(provenance.rules_evaluated)} beoordeeld"


def _draws(provenance: Provenance) -> str:
    if not provenance.draws:
        return "niet berekend"
    drawn = count(provenance.draws, "trekking", "trekkingen")
    return f"{drawn}, beginwaarde {provenance.seed}"
