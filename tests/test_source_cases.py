"""The five source cases: what a study itself recommends must follow from the facts it describes.

`SOURCE_ADVISES` says what each study recommends for its own case, `FALLS_SHORT` what of that
does not come out and why, `ARGUED` what it argues for elsewhere in its text. The tables in
docs/broncasussen.md are made of these and of the assessments: run this file to write them anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import attrs
import pytest
from test_citations import CASES, places_of, split_places

import pps_advisor
from pps_advisor.model.case.case import Answer
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.rule import RuleKind, Severity, Status
from pps_advisor.model.outcome.assessment import Advice, Assessment, Judgement
from pps_advisor.reasoning.influence.possible_answers import comparisons_of, possible_answers

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "broncasussen.md"
BEGIN, END = "<!-- begin: gemaakt door tests/test_source_cases.py -->", "<!-- einde -->"

FIRST = 12
SUPPORTED = 2 / 3


@attrs.frozen
class Expected:
    """What a study recommends for its own case.

    `main` are its main recommendations, of which `at_least` must be in the first `within`;
    all of `main` and `appear` must be given on a definite finding.
    """

    main: tuple[str, ...] = ()
    at_least: int = 0
    within: int = FIRST
    appear: tuple[str, ...] = ()


SOURCE_ADVISES = {
    "den-haag-instapeconomie": Expected(
        main=(
            "stuurgroep",
            "pps-coordinator",
            "gedeeld-doel",
            "communicatiestructuur",
            "impactmeting",
            "meerjarenfonds",
            "vereenvoudig-subsidie",
            "politieke-borging",
            "reflectiebijeenkomsten",
        ),
        at_least=7,
        appear=("belangengesprek", "hybride-financiering"),
    ),
    "rotterdam-betekeniseconomie": Expected(
        main=(
            "gelijkwaardig-partnerschap",
            "ruimte-en-vertrouwen",
            "lerend-experiment",
            "resultaatfinanciering",
            "doelgroep-bereiken",
        ),
        at_least=4,
        within=15,
        appear=("toegang-kapitaal", "meerjarenfonds", "lange-lijn"),
    ),
    "zwolle-sociale-basis": Expected(
        main=(
            "gezamenlijke-definitie",
            "doel-transparant",
            "terugkoppeling",
            "mandaat-en-inbedding",
            "rolscheiding",
        ),
        at_least=5,
        appear=(
            "procesinrichting",
            "sturen-op-wat",
            "gelijke-informatie",
            "gedeelde-waarden",
            "kleinere-groepen",
            "deelnemersselectie",
        ),
    ),
    "mids-sociale-en-reguliere-ondernemingen": Expected(
        appear=(
            "samenwerkingsovereenkomst",
            "meervoudige-waarde",
            "ecosysteem-verbreden",
            "lerend-experiment",
        ),
    ),
    "amsterdam-fieldlab": Expected(
        main=(
            "gedeeld-doel",
            "basisvoorwaarden",
            "doelgroep-betrekken",
            "boundary-spanner",
            "doelen-van-partners",
            "wijknetwerken",
        ),
        at_least=5,
        within=15,
        appear=(
            "vernieuwende-financiering",
            "deelname-vergoeden",
            "reflectiebijeenkomsten",
            "deelnemersselectie",
        ),
    ),
}

# What a study recommends but does not come out: a main recommendation that is not among the first
# `within`, or another that rests on no definite finding. Adding to this table says that the facts
# of the source do not carry it; a recommendation that does come out must be taken off.
FALLS_SHORT = {
    "den-haag-instapeconomie": {
        "gedeeld-doel": (
            "Wordt gegeven, maar staat lager. De partijen spreken al van een gedeeld doel (4.2.1), "
            "dus is het antwoord 'deels'. Dat geeft één bevinding van ernst midden, en meer "
            "redenen beschrijft de bron niet."
        ),
    },
    "rotterdam-betekeniseconomie": {
        "lerend-experiment": (
            "De bron raadt het aan, maar beschrijft niet of ervaringen nu worden gedeeld, of er "
            "ruimte is om te experimenteren en of op iets bestaands wordt gebouwd. Die antwoorden "
            "zijn onbekend, dus blijft het advies 'mogelijk'."
        ),
    },
    "zwolle-sociale-basis": {},
    "mids-sociale-en-reguliere-ondernemingen": {
        "lerend-experiment": (
            "De deelnemers deelden hun kennis al volop (Verbreding van de samenwerking). Leren is "
            "hier iets wat goed gaat, en geen kans die nog openligt."
        ),
    },
    "amsterdam-fieldlab": {
        "deelnemersselectie": (
            "Dat de keuze van deelnemers zorgvuldig moet, is een les achteraf (Eindconclusie). Hoe "
            "de keuze in het fieldlab ging, staat er niet, dus blijft het advies 'mogelijk'."
        ),
    },
}

# What a study argues for in its text besides its own list of recommendations, with the place.
ARGUED = {
    "den-haag-instapeconomie": {
        "mandaat-en-inbedding": (
            "4.2.3, 5.1.1",
            "meer kennis tussen de afdelingen zou meer opleveren; de manier van besluiten moet "
            "beter",
        ),
        "sturen-op-wat": (
            "4.2.2, 4.3.1",
            "partijen vullen hun werkwijze zelf in, de uitkomst telt; de gemeente niet te dominant",
        ),
    },
    "rotterdam-betekeniseconomie": {
        "doelgroep-betrekken": (
            "deelvraag 2, deelvraag 6",
            "perspectief van de doelgroep meenemen; eindgebruikers en tussenschakels bij het "
            "actieonderzoek betrekken",
        ),
        "pps-coordinator": (
            "deelvraag 7",
            "een aanspreekpunt bij de gemeente met een goed werkend loket",
        ),
        "basisvoorwaarden": (
            "deelvraag 2, deelvraag 8c",
            "goed toegankelijke hulp; een sociaal veilige cultuur met duidelijke regels",
        ),
        "gedeeld-doel": ("5", "ieder vanuit de eigen rol, maar met een gezamenlijke missie"),
        "vertrouwen-opbouwen": (
            "6, deelvraag 7",
            "inzetten op geloofwaardigheid en wederkerigheid; duurzame relaties aangaan",
        ),
    },
    "zwolle-sociale-basis": {
        "vertrouwen-opbouwen": (
            "5.3.1.2, 6.3",
            "vertrouwen maakt dat deelnemers vrijuit spreken en is nodig voor de samenwerking",
        ),
        "communicatiestructuur": (
            "5.3.4, 6.3",
            "open en eerlijke communicatie, de gemeente voorop; anders groeit het wantrouwen",
        ),
        "gedeeld-doel": (
            "6.2, 7.3",
            "overeenstemming over het doel, en samen bepalen wat er de komende jaren gebeurt",
        ),
        "pps-coordinator": (
            "5.1.2, 5.4.1",
            "deelnemers willen één persoon die coördineert en terugkoppelt, zoals het vaste "
            "aanspreekpunt van vroeger",
        ),
    },
    "mids-sociale-en-reguliere-ondernemingen": {
        "gedeeld-doel": (
            "Verbreding van de samenwerking",
            "elkaars ambities kennen en gemeenschappelijke doelen formuleren",
        ),
        "doorstroom-regelen": (
            "Verdieping van de samenwerking",
            "in de keten samenwerken aan doorstroom en verdere ontwikkeling",
        ),
    },
    "amsterdam-fieldlab": {
        "vertrouwen-opbouwen": (
            "Neem de doelstellingen van spelers, Eindconclusie",
            "vanuit vertrouwen verder werken aan netwerken; elkaar nog beter leren kennen",
        ),
        "gezamenlijke-definitie": (
            "Reflecteer regelmatig, Eindconclusie",
            "samen onderzoeken wat ondernemend participeren voor ieder betekent",
        ),
        "doelgroep-bereiken": (
            "De fieldlabtour, Zorg voor veiligheid",
            "beginnen bij de persoon; dichtbij, met een intake en steun op maat",
        ),
        "communicatiestructuur": (
            "Neem de doelstellingen van spelers, Faciliteer als gemeente sterke wijknetwerken",
            "een wederzijds open houding; veel aandacht voor wederzijdse verwachtingen",
        ),
    },
}


@cache
def assessment(name: str) -> Assessment:
    catalogue = pps_advisor.load_catalogue()
    case = pps_advisor.load_case(ROOT / "cases" / f"{name}.yaml", catalogue)
    return pps_advisor.assess(case, catalogue, "plain", draws=0)


@cache
def definite(name: str) -> tuple[str, ...]:
    """The recommendations that rest on a definite finding, in ranked order."""
    return tuple(
        a.recommendation.id for a in assessment(name).advice if a.status is Status.DEFINITE
    )


def main_in_time(name: str) -> list[str]:
    """The main recommendations of the source that are among the first `within`."""
    expected = SOURCE_ADVISES[name]
    return [one for one in definite(name)[: expected.within] if one in expected.main]


def short_of(name: str) -> set[str]:
    """What the source recommends for its own case that does not come out as it should."""
    expected = SOURCE_ADVISES[name]
    late = set(expected.main) - set(main_in_time(name))
    return late | set(expected.appear) - set(definite(name))


def first_ones(name: str) -> list[Advice]:
    """The first twelve on a definite finding; fewer where there are not so many."""
    return [a for a in assessment(name).advice if a.status is Status.DEFINITE][:FIRST]


def recommended(name: str) -> list[str]:
    """Those of the first twelve that the source itself recommends."""
    own = {*SOURCE_ADVISES[name].main, *SOURCE_ADVISES[name].appear}
    return [a.recommendation.id for a in first_ones(name) if a.recommendation.id in own]


def supported(name: str) -> list[str]:
    """Those of the first twelve that the source recommends or argues for."""
    known = {*recommended(name), *ARGUED[name]}
    return [a.recommendation.id for a in first_ones(name) if a.recommendation.id in known]


# The five cases


@pytest.mark.parametrize("name", SOURCE_ADVISES)
def test_main_recommendations_come_first(name: str) -> None:
    """Enough of a study's main recommendations are among the first for its own case."""
    expected = SOURCE_ADVISES[name]
    found = main_in_time(name)
    print(
        f"\n{name}: {len(found)} of {len(expected.main)} main in the first {expected.within} "
        f"(at least {expected.at_least}); of the first {len(first_ones(name))} the source "
        f"supports {len(supported(name))}, and itself recommends {len(recommended(name))}"
    )

    assert len(found) >= expected.at_least, sorted(set(expected.main) - set(found))


@pytest.mark.parametrize("name", SOURCE_ADVISES)
def test_what_falls_short_is_known(name: str) -> None:
    """All that a study recommends comes out, but for what is listed with its reason."""
    assert short_of(name) == set(FALLS_SHORT[name])


@pytest.mark.parametrize("name", SOURCE_ADVISES)
def test_main_recommendations_appear(name: str) -> None:
    """No main recommendation of a study is missing, but where its facts do not carry it."""
    missing = set(SOURCE_ADVISES[name].main) - set(definite(name))

    assert missing <= set(FALLS_SHORT[name])


@pytest.mark.parametrize("name", SOURCE_ADVISES)
def test_the_source_supports_what_comes_first(name: str) -> None:
    """At least two thirds of the first twelve is recommended or argued for by the study."""
    share = len(supported(name)) / len(first_ones(name))

    ids = {a.recommendation.id for a in first_ones(name)}
    assert share >= SUPPORTED, sorted(ids - set(supported(name)))


def test_argued_is_not_what_is_recommended() -> None:
    """What counts as argued for is a real recommendation, and not one of the study's own list."""
    catalogue = pps_advisor.load_catalogue()
    for name, argued in ARGUED.items():
        expected = SOURCE_ADVISES[name]
        own = {*expected.main, *expected.appear}
        assert own | set(argued) <= set(catalogue.recommendation)
        assert not own & set(argued)


@pytest.mark.parametrize("name", ARGUED)
def test_places_of_what_is_argued_exist(name: str) -> None:
    """Each place where a study is said to argue for something is a place in that study."""
    places = places_of(CASES[name])
    cited = [one for text, _ in ARGUED[name].values() for one in split_places(text, places)]

    assert cited
    assert [one for one in cited if one not in places] == []


def test_no_recommendation_is_first_everywhere() -> None:
    """The advice follows the case: nothing is in the first three of all five."""
    common = set.intersection(*(set(definite(name)[:3]) for name in SOURCE_ADVISES))

    assert common == set()


def test_the_largely_healthy_case_has_no_severe_problem() -> None:
    """In the case of enterprises that work together well, no problem is of severity hoog."""
    severe = [
        f.rule.id
        for f in assessment("mids-sociale-en-reguliere-ondernemingen").findings
        if f.status is Status.DEFINITE and f.severity_max is Severity.HIGH
    ]
    assert severe == []


def test_topics_of_the_canvas_are_opportunities() -> None:
    """What the study on enterprises recommends for later phases is an opportunity, no repair."""
    name = "mids-sociale-en-reguliere-ondernemingen"
    kinds = {f.rule.id: f.rule.kind for f in assessment(name).findings}
    wanted = {*SOURCE_ADVISES[name].appear} - set(FALLS_SHORT[name])

    given = {a.recommendation.id: a for a in first_ones(name)}
    assert wanted <= set(given)
    for one in wanted:
        carried = {kinds[rule] for rule in given[one].main + given[one].support}
        assert carried == {RuleKind.OPPORTUNITY}, one


def test_what_a_study_praises_is_a_strength() -> None:
    """Resources that complement each other and value made together come out as strengths."""
    strengths = {
        f.rule.id
        for f in assessment("mids-sociale-en-reguliere-ondernemingen").findings
        if f.rule.kind is RuleKind.STRENGTH and f.status is Status.DEFINITE
    }
    assert {"middelen.aanvullende-middelen", "middelen.samen-meer-waarde"} <= strengths


def test_no_rule_names_a_case() -> None:
    """Rules hold for collaborations in general: none names a city or project of a source."""
    names = re.compile(
        r"den haag|haagse|instapeconomie|rotterdam|zwolle|amsterdam|staedion|rabobank", re.I
    )
    for path in (ROOT / "rules").glob("*/regels.yaml"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert not names.search(line), f"{path.parent.name}/{path.name}:{number}: {line}"


# The healthy case and the bare case


def test_a_healthy_case_stays_healthy() -> None:
    """Of a collaboration in good order the tool says so: strengths, and hardly any advice."""
    healthy = assessment("gezonde-samenwerking")
    problems = [f for f in healthy.findings if f.rule.kind is not RuleKind.STRENGTH]
    strengths = [f for f in healthy.findings if f.rule.kind is RuleKind.STRENGTH]

    assert [f.rule.id for f in problems if f.severity_max is Severity.HIGH] == []
    assert len([a for a in healthy.advice if a.priority > 40]) <= 3
    assert len([f for f in strengths if f.status is Status.DEFINITE]) >= 10
    assert Judgement.PROBLEM not in {theme.judgement for theme in healthy.themes}


def test_a_bare_case_says_that_little_is_known() -> None:
    """With five answers most themes are not judged, and hardly any priority is firm."""
    bare = assessment("kaal")
    unjudged = [t.id for t in bare.themes if t.judgement is Judgement.TOO_LITTLE_KNOWN]
    firm = [a.recommendation.id for a in bare.advice if a.priority == a.priority_max]

    assert len(unjudged) > len(bare.themes) / 2
    assert not {t.judgement for t in bare.themes} & {Judgement.GOOD, Judgement.ATTENTION}
    assert len(firm) < len(bare.advice) / 10
    assert all(a.priority <= a.priority_max for a in bare.advice)


def test_a_bare_case_asks_useful_questions_first() -> None:
    """The open questions stand by influence, and an answer to the first changes the first five."""
    bare = assessment("kaal")
    influences = [one.influence for one in bare.open_questions]

    assert len(influences) >= 5
    assert all(a >= b > 0 for a, b in pairwise(influences))
    question = bare.catalogue.question[bare.open_questions[0].question]
    before = definite("kaal")[:5]
    after = set()
    for answer in possible_answers(question, comparisons_of(bare.catalogue)):
        more = (*bare.case.answers, Answer(question.id, answer))
        found = pps_advisor.assess(
            evolve(bare.case, answers=more), bare.catalogue, "plain", draws=0
        )
        after.add(tuple(a.recommendation.id for a in found.advice if a.priority > 0)[:5])
    assert after - {before}


# The page in docs/


def table(head: str, rows: Iterator[str]) -> Iterator[str]:
    """A table in Markdown; `head` names its columns."""
    yield f"| {head} |"
    yield "|" + " --- |" * (head.count("|") + 1)
    yield from (f"| {row} |" for row in rows)
    yield ""


def tables() -> str:
    """The part of docs/broncasussen.md that follows from the assessments."""
    lines = [
        "",
        *table(
            "casus | hoofdaanbevelingen vooraan | gesteund door de bron | zelf aanbevolen",
            figures(),
        ),
        "## Wat tekortschiet",
        "",
        *table("casus | aanbeveling | waarom", shortcomings()),
    ]
    for name in SOURCE_ADVISES:
        lines += [f"## {assessment(name).case.title}", ""]
        lines += table("plaats | aanbeveling | prioriteit | steun in de bron", support(name))
    return "\n".join(lines)


def figures() -> Iterator[str]:
    for name, expected in SOURCE_ADVISES.items():
        main = "geen, volgens de bron loopt het grotendeels goed"
        if expected.main:
            main = (
                f"{len(main_in_time(name))} van de {len(expected.main)} bij de eerste "
                f"{expected.within} (nodig: {expected.at_least})"
            )
        share = f"{len(supported(name))} van de eerste {len(first_ones(name))}"
        own = len(recommended(name))
        yield f"[{name}](../cases/{name}.yaml) | {main} | {share} | waarvan {own}"


def shortcomings() -> Iterator[str]:
    for name, reasons in FALLS_SHORT.items():
        for one, reason in reasons.items():
            yield f"{name} | `{one}` | {reason}"


def support(name: str) -> Iterator[str]:
    expected = SOURCE_ADVISES[name]
    for advice in first_ones(name):
        one = advice.recommendation.id
        words = "niet geteld"
        if one in expected.main:
            words = "hoofdaanbeveling van de bron"
        elif one in expected.appear:
            words = "aanbevolen door de bron"
        elif one in ARGUED[name]:
            words = "bepleit in {}: {}".format(*ARGUED[name][one])
        priority = f"{advice.priority:.1f}".replace(".", ",")
        yield f"{advice.rank} | `{one}` | {priority} | {words}"


def page() -> str:
    """The page as it should be: its own words, with the tables as they are now."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    return f"{before}{BEGIN}\n{tables()}{END}{rest.partition(END)[2]}"


def test_the_page_is_current() -> None:
    """The figures in docs/broncasussen.md are those of today's rules and cases."""
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run: .venv/bin/python tests/test_source_cases.py"
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
