"""The questions that matter most for the advice on average; written by `make pages`.

weightiest.py says how they are measured, over the cases that ship.
"""

from __future__ import annotations

SHORT = (
    "startcondities.motief_uitgesproken",
    "governance.besluitvorming_helder",
    "proces.verwachtingen_besproken",
    "governance.interne_inbedding",
    "doelgroep.duidelijkheid",
    "doelgroep.veiligheid",
    "doelgroep.vertrouwen_deelnemers",
    "relaties.vertrouwen",
    "doelgroep.toegankelijkheid",
    "relaties.open_communicatie",
    "governance.rollen_vastgelegd",
    "financiering.toegekende_looptijd",
    "relaties.respect",
    "middelen.impact_gemeten",
    "startcondities.uitkomsten_vooraf",
)
