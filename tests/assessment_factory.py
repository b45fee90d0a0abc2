"""Assessments built by hand, full of text that a careless writer would eat or obey."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from factories import THEME, found, holds, make_catalogue, make_question, make_rule

from pps_advisor.errors import SourceLocation
from pps_advisor.model.case.case import Case
from pps_advisor.model.case.fact import Fact
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import Operator, Test
from pps_advisor.model.knowledge.question import AnswerType, PerParty
from pps_advisor.model.knowledge.recommendation import (
    Alternative,
    Effort,
    LeadTime,
    LegalCaution,
    Recommendation,
    Step,
)
from pps_advisor.model.knowledge.rule import Rule, RuleKind, Severity, Status
from pps_advisor.model.knowledge.source import Citation, EvidenceKind, Source
from pps_advisor.model.outcome.assessment import (
    Advice,
    Assessment,
    Finding,
    Judgement,
    OpenQuestion,
    Provenance,
    Reason,
    Rejected,
    Remark,
    ThemeJudgement,
    Timing,
)
from pps_advisor.model.values import UNKNOWN, Truth

PIECES = (
    '<b>&amp;"',
    "[lid",
    "2]",
    "\N{CLINKING BEER MUGS}",
    "\N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED}",
    "|",
    "pipe",
    "`code`",
    "{{",
    "7*7",
    "}}",
    "$x_1$",
    "*ster*",
    "'; --",
    "<script>alert(1)</script>",
)
NASTY = "\n".join(PIECES)
"""Text of a user in which nothing may be eaten or obeyed; it has line ends too."""

ON_ONE_LINE = " ".join(PIECES)


def nasty(words: str) -> str:
    """Words of a user, with all that is nasty behind it."""
    return f"{words} {NASTY}"


def make_sources() -> tuple[Source, ...]:
    """A thesis, an article of more people, one by an organisation, and one never used."""
    return (
        Source("scriptie", ("D.W.E. Dankerlui",), nasty("Scriptie"), "Dankerlui (2025)", 2025,
               "masterscriptie", "Universiteit Leiden", date="2025-07-11"),
        Source("artikel", ("A. de Zeeuw", "C. Ansell"), "Samen. Of niet?", "De Zeeuw (2020)", 2020,
               "artikel", "Uitgever", "Blad 3(1), 1-9"),
        Source("handboek", ("Common Eye",), "Leren", "Common Eye", None, "boek", "Common Eye"),
        Source("ongebruikt", ("X. Niemand",), "Ongelezen", "Niemand (1999)", 1999),
    )  # fmt: skip


def make_recommendation(id: str, **changes: Any) -> Recommendation:
    """A recommendation with something in every field."""
    values: dict[str, Any] = {
        "id": id,
        "title": nasty(f"Doe {id}"),
        "short": id,
        "why": nasty("Dat helpt."),
        "steps": (Step(nasty("Begin.")), Step("Ga door.", own=True)),
        "lead": "de wethouder",
        "effort": Effort.MIDDLE,
        "lead_time": LeadTime.MONTHS,
        "indicator": "Het staat er.",
        "instrument": "Een besluit.",
        "pitfalls": (nasty("Te veel willen."),),
        "cautions": (
            LegalCaution("Kijk in de wet", dt.date(2026, 11, 20), lawyer=True),
            LegalCaution("Kijk ook hier.", dt.date(2026, 11, 20)),
        ),
        "citations": (Citation("artikel", "5.2", EvidenceKind.ADVICE),),
        "scales": ("stad",),
        "phases": ("orientatie",),
    }
    return Recommendation(**{**values, **changes})


def make_rules() -> tuple[Rule, ...]:
    """A problem, one that may be, one that rests on another, a chance and a strength."""
    by_source = Citation("scriptie", "5.2.1", EvidenceKind.ADVICE)
    again = Citation("scriptie", "4.2", EvidenceKind.RESPONDENT)
    few = Test("proef.aantal", Operator.LESS_THAN, (Decimal(5),), "grens")
    return (
        make_rule("proef.vast", title=nasty("Vast"), main=("stuurgroep",),
                  citations=(by_source, again)),
        make_rule("proef.keten", found("proef.vast"), support=("stuurgroep", "fonds")),
        make_rule("proef.misschien", few, main=("fonds", "coach")),
        make_rule("proef.kans", kind=RuleKind.OPPORTUNITY, title=nasty("Kans")),
        make_rule("proef.sterk", kind=RuleKind.STRENGTH, title=nasty("Sterk")),
        make_rule("ander.thema", title="Uit een plug-in", theme="ander"),
    )  # fmt: skip


def make_full_catalogue(**changes: Any) -> Catalogue:
    """The catalogue of the assessment below."""
    first = Alternative("coach", "een coach ook helpt.", (Citation("handboek", "3",
                        EvidenceKind.LITERATURE),))  # fmt: skip
    values: dict[str, Any] = {
        "questions": (
            make_question("proef.a", short=nasty("alles goed")),
            make_question("proef.aantal", type=AnswerType.NUMBER, options=(), unit="maanden"),
            make_question("proef.stelling", type=AnswerType.LIKERT, options=(),
                          per_party=PerParty.ALL),
        ),
        "recommendations": (
            make_recommendation("stuurgroep", alternatives=(first,)),
            make_recommendation("fonds", title_when_arranged="Verbeter het fonds"),
            make_recommendation("coach"),
            make_recommendation("weg"),
        ),
        "sources": make_sources(),
    }  # fmt: skip
    return make_catalogue(make_rules(), **{**values, **changes})


def make_facts() -> tuple[Fact, ...]:
    """A given fact with an explanation, an unknown one, and one that was derived."""
    return (
        Fact("proef.a", "ja", explanation=nasty("Zo is het."), source="scriptie 4.1, 4.2"),
        Fact("proef.aantal", UNKNOWN, origin="er is niets ingevuld"),
        Fact("proef.stelling", Decimal("3.5"), origin="het midden", inputs=("antwoorden.x",)),
    )


def make_findings(catalogue: Catalogue) -> tuple[Finding, ...]:
    """One finding of each rule."""
    yes, few, _ = make_facts()
    certain = (Reason(holds("proef.a"), Truth.TRUE, yes),)
    number = Reason(catalogue.rule["proef.misschien"].condition, Truth.UNKNOWN, few)  # type: ignore[arg-type]
    reasons = {
        "proef.keten": (Reason(found("proef.vast"), Truth.TRUE),),
        "proef.misschien": (number, *certain),
    }
    return tuple(
        Finding(
            rule,
            Status.POSSIBLE if rule.id == "proef.misschien" else Status.DEFINITE,
            Severity.MIDDLE,
            Severity.HIGH if rule.id == "proef.misschien" else Severity.MIDDLE,
            nasty(f"Tekst van {rule.id}."),
            reasons.get(rule.id, certain),
        )
        for rule in catalogue.rules
    )


def make_advice(catalogue: Catalogue) -> tuple[Advice, ...]:
    """A definite advice, one that is arranged already, and one that only may be needed."""
    known = catalogue.recommendation
    return (
        Advice(1, known["stuurgroep"], 62.4, 80.0, ("proef.vast",), ("proef.keten",), (),
               top_share=0.9999, start_small=nasty("Klein."), timing=Timing.NOW,
               provided_that="er al een groep is"),
        Advice(2, known["fonds"], 35.0, 35.0, (), ("proef.keten",), ("proef.misschien",),
               tied=True, top_share=0.5, arranged=True, after=("stuurgroep",),
               timing=Timing.THIS_YEAR),
        Advice(3, known["coach"], 0.0, 60.0, (), (), ("proef.misschien",), top_share=0.0),
    )  # fmt: skip


def make_case(**changes: Any) -> Case:
    """A made-up case whose every text is nasty."""
    values: dict[str, Any] = {
        "id": "proefcasus",
        "title": nasty("Samen in de wijk"),
        "municipality": nasty("Proefstad"),
        "reference_date": dt.date(2025, 7, 11),
        "source": "scriptie",
        "explanation": nasty("Een proef."),
        "fictional": True,
    }
    return Case(**{**values, **changes})


def make_assessment(**changes: Any) -> Assessment:
    """An assessment with something in every part."""
    catalogue = changes.pop("catalogue", None) or make_full_catalogue()
    values: dict[str, Any] = {
        "case": make_case(),
        "themes": (
            ThemeJudgement(THEME, nasty("Proef"), Judgement.PROBLEM, 1, 3, 2, 1, 1),
            ThemeJudgement("leeg", "Leeg thema", Judgement.TOO_LITTLE_KNOWN, 0, 4, 0, 0, 0),
        ),
        "findings": make_findings(catalogue),
        "advice": make_advice(catalogue),
        "rejected": (
            Rejected(catalogue.recommendation["weg"], "het hier niet past", ("proef.vast",)),
        ),
        "open_questions": (
            OpenQuestion("proef.aantal", nasty("Hoeveel maanden?"), "maanden", 3.25,
                         "'fonds' komt op plaats 1", "4 maanden"),
            OpenQuestion("proef.stelling", "Het gaat goed.", "goed", 1.0, "", "1"),
        ),
        "facts": make_facts(),
        "catalogue": catalogue,
        "provenance": Provenance("0.1.0", "plain", "a" * 64, "b" * 64, 6, 6,
                                 (("proef", "1.0"),), (), 1000, 7),
        "remarks": (Remark(nasty("Let op."), SourceLocation("map/casus.yaml", 3, 1)),),
    }  # fmt: skip
    return Assessment(**{**values, **changes})
