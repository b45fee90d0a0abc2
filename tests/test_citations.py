"""Citations: every place that the rules and the cases name can be found in the source itself.

The texts of the sources are not part of this repository. Where they are absent, what needs
them is skipped; the checker itself is proven on small texts that are always here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

import pps_advisor
from pps_advisor.model.case.case import Case
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.source import Citation, EvidenceKind
from pps_advisor.model.values import UNKNOWN

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT.parent / "shared" / "sources"
CASES = {
    "den-haag-instapeconomie": "dankerlui2025",
    "rotterdam-betekeniseconomie": "betekeniseconomie2022",
    "zwolle-sociale-basis": "warrink2021",
    "mids-sociale-en-reguliere-ondernemingen": "mids2023",
    "amsterdam-fieldlab": "fieldlab2020",
}

# Reading a source


def plain(text: str) -> str:
    """A text without case, markup, quotes and line breaks."""
    return " ".join(re.sub(r"[*_#‘’'\"“”]", " ", text).casefold().split())


def paragraphs(text: str) -> Iterator[list[str]]:
    """The lines of each paragraph; a line that begins with a space begins a page."""
    found: list[str] = []
    for line in [*text.splitlines(), ""]:
        if (not line.strip() or line.startswith(" ")) and found:
            yield found
            found = []
        if line.strip():
            found.append(line.strip())


class Places:
    """The places that a source has; `place in places` says whether it has this one."""

    def __init__(self, exact: set[str], headings: set[str]) -> None:
        self.exact = exact
        self.headings = headings

    def __contains__(self, place: str) -> bool:
        """A place is a number or name as it stands, or (two words or more) how a heading begins."""
        wanted = plain(place)
        if wanted in self.exact | self.headings:
            return True
        long_enough = wanted.count(" ") > 0
        return long_enough and any(
            re.match(rf"{re.escape(wanted)}\b", heading) for heading in self.headings
        )


def numbered(text: str) -> Places:
    """Sections with a number of two parts or more, and appendices; not the table of contents."""
    lines = [plain(line) for line in text.splitlines() if not re.search(r"\t\s*\d+$", line)]
    sections = re.compile(r"(\d+(?:\.\d+)+)\.? \S|((?:bijlage|appendix) [a-z0-9])\b")
    found = (sections.match(line) for line in lines)
    return Places({match[1] or match[2] for match in found if match}, set())


def with_questions(text: str) -> Places:
    """Numbered chapters, the summary, appendices by letter, and questions with their parts.

    A chapter or summary begins a page, which the text shows by a space. The heading of question
    5 is 'Resultaat deelvraag 5', its part b the item that begins with 'b.' below it.
    """
    exact = {
        match[1].casefold() for match in re.finditer(r"(?m)^ (\d|Samenvatting)(?:\. |$)", text)
    }
    appendices = text.partition("\n Bijlagen\n")[2]
    for match in re.finditer(r"(?m)^([A-Z])\. [A-Z][a-z]+(?: [a-z]+)*$", appendices):
        exact.add(f"bijlage {match[1].casefold()}")
    parts = re.split(r"(?m)^Resultaat deelvraag (\d|I):", text)
    for number, body in zip(parts[1::2], parts[2::2], strict=True):
        name = f"deelvraag {number.replace('I', '1')}"
        exact.add(name)
        exact |= {f"{name}{item.casefold()}" for item in re.findall(r"(?m)^ ?([a-cA-C])\. ", body)}
    return Places(exact, set())


def with_marks(text: str) -> Places:
    """Headings in Markdown: a line that begins with # or stands whole in bold italics."""
    marked = re.findall(r"(?m)^(?:#+ .+|\*{3}.+\*{3})$", text)
    return Places(set(), {plain(line) for line in marked})


def without_marks(text: str) -> Places:
    """Headings without any mark: one or two short lines by themselves that are no sentence."""
    found = set()
    for lines in paragraphs(text):
        short = len(lines) <= 2 and max(map(len, lines)) <= 60
        if short and re.match(r"[A-Z]", lines[0]) and not re.search(r"[.,:;?!|”]$", lines[-1]):
            found.add(plain(" ".join(lines)))
    return Places(set(), found)


READERS: Mapping[str, Callable[[str], Places]] = {
    "dankerlui2025": numbered,
    "warrink2021": numbered,
    "betekeniseconomie2022": with_questions,
    "fieldlab2020": with_marks,
    "mids2023": without_marks,
}


@cache
def places_of(source: str) -> Places:
    """The places of a source; skips the test when its text is not here."""
    path = SOURCES / f"{source}.txt"
    if not path.exists():
        pytest.skip(f"the text of {source} is not part of this repository")
    return READERS[source](path.read_text(encoding="utf-8"))


# What is cited


def citations(catalogue: Catalogue) -> Iterator[tuple[str, Citation]]:
    """Every citation of the catalogue, with the id of what cites it."""
    for things in (
        catalogue.rules,
        catalogue.questions,
        catalogue.recommendations,
        catalogue.parameters,
    ):
        for thing in things:
            yield from ((thing.id, citation) for citation in thing.citations)
    conversation = catalogue.conversation
    if conversation is not None:
        for part in (*conversation.blocks, *conversation.phases):
            for prompt in part.prompts:
                yield from ((f"gesprek, {part.id}", citation) for citation in prompt.citations)
        for care in conversation.cares:
            yield from ((f"zorg, {care.questions[0]}", citation) for citation in care.citations)
    for recommendation in catalogue.recommendations:
        for other in recommendation.alternatives:
            name = f"{recommendation.id}, alternatief {other.recommendation}"
            yield from ((name, citation) for citation in other.citations)


def missing_citations(cited: Iterator[tuple[str, Citation]], source: str) -> list[str]:
    """The citations of a source that name a place that it does not have."""
    places = places_of(source)
    return [
        f"{name}: {source} '{one.place}'"
        for name, one in cited
        if one.source == source and one.place not in places
    ]


def split_places(text: str, places: Places) -> Iterator[str]:
    """The places in 'place, place'; a heading with a comma in it is one place."""
    pieces = text.split(", ")
    while pieces:
        lengths = range(len(pieces), 0, -1)
        length = next((n for n in lengths if ", ".join(pieces[:n]) in places), 1)
        yield ", ".join(pieces[:length])
        pieces = pieces[length:]


def missing_in_case(case: Case, source: str) -> list[str]:
    """What the `bron` of parts of a case names that the source does not have."""
    places = places_of(source)
    parts: list[tuple[str, str]] = [(answer.question, answer.source) for answer in case.answers]
    parts += [(party.id, party.source) for party in case.parties or ()]
    parts += [(flow.key or flow.giver, flow.source) for flow in case.flows or ()]
    found = []
    for name, text in parts:
        cited, _, named = text.partition(" ")
        if text and (cited != source or not named):
            found.append(f"{case.id}, {name}: '{text}' is not '{source} place, place'")
        elif text:
            absent = [one for one in split_places(named, places) if one not in places]
            found += [f"{case.id}, {name}: {source} '{one}'" for one in absent]
    return found


# The checker can fail

NUMBERED = """
1.1 Aanleiding.....\t4
3.3 Alleen in de inhoudsopgave\t9
Bijlage B: Weg\t10

1.1 AANLEIDING
In 2.7 staat het anders.
2.1.1 **Definitie** en doel
BIJLAGE A: OPZET
"""
QUESTIONS = """ Samenvatting

1. Punt van een lijst
 1. Aanleiding
2 Voetnoot
 Bijlagen

A. Begrippenkader

Resultaat deelvraag I: Wat is het?

Resultaat deelvraag 5: Hoe gaat het?

a. Nu
 C. Later?

Resultaat deelvraag 6: Hoe moet het?

b. Niet bij vijf
"""
MARKED = """
### **Zorg voor rust, ruimte en tijd**
Zorg voor geld is een zin.

***Geef een rol aan 'verbinders'***

**“Een citaat als dit.”**
"""
UNMARKED = """ Doel van
het werk

De deelnemers werkten samen aan een opgave die niemand alleen kon oplossen,
en dat ging goed.

Middelen

Zo ging dat.
"""


@pytest.mark.parametrize(
    ("reader", "text", "there", "absent"),
    [
        (numbered, NUMBERED, ["1.1", "2.1.1", "Bijlage A"], ["2.1", "2.7", "3.3", "Bijlage B"]),
        (
            with_questions,
            QUESTIONS,
            ["samenvatting", "1", "Bijlage A", "deelvraag 1", "deelvraag 5a", "deelvraag 5c"],
            ["2", "Bijlage C", "deelvraag 5b", "deelvraag 7", "deelvraag 1a"],
        ),
        (
            with_marks,
            MARKED,
            ["Zorg voor rust", "zorg voor rust, ruimte en tijd", "Geef een rol aan verbinders"],
            ["Zorg voor geld", "Zorg", "Zorg voor ru", "ruimte en tijd", "Een citaat als dit"],
        ),
        (
            without_marks,
            UNMARKED,
            ["Doel van het werk", "Doel van", "Middelen"],
            ["Middel", "het werk", "De deelnemers", "Zo ging dat", "en dat ging goed"],
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_wrong_place_is_found(
    reader: Callable[[str], Places], text: str, there: list[str], absent: list[str]
) -> None:
    """The checker tells places that a text has from numbers, words and items that are none."""
    places = reader(text)

    assert [place for place in there if place not in places] == []
    assert [place for place in absent if place in places] == []


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("dankerlui2025", ["5.2.4", "4.5", "2", "Appendix 3"]),
        ("warrink2021", ["5.3.5", "7.4", "5.2.5", "Bijlage E"]),
        (
            "betekeniseconomie2022",
            ["7", "deelvraag 9", "deelvraag 5d", "deelvraag 4a", "Bijlage E"],
        ),
        ("fieldlab2020", ["Zorg voor geld", "Wijknetwerken", "Een drietal bevindingen"]),
        ("mids2023", ["Samenwerking", "Verdiepen van de samenwerking", "Meer dan de helft"]),
    ],
)
def test_a_wrong_place_in_a_real_source_is_found(source: str, wrong: list[str]) -> None:
    """Places that a source nearly has, and words from its running text, do not pass."""
    assert [place for place in wrong if place in places_of(source)] == []


def test_a_wrong_citation_is_reported(core: Catalogue) -> None:
    """A citation with a wrong place comes out with the id of the rule that has it."""
    rule = next(r for r in core.rules if any(c.source == "dankerlui2025" for c in r.citations))
    wrong = Citation("dankerlui2025", "5.2.9", rule.citations[0].kind)

    found = missing_citations(iter([(rule.id, wrong)]), "dankerlui2025")
    assert found == [f"{rule.id}: dankerlui2025 '5.2.9'"]


def test_a_wrong_place_in_a_case_is_reported(core: Catalogue) -> None:
    """A wrong place, a wrong source and a source without place come out with the answer's id."""
    case = pps_advisor.load_case(ROOT / "cases" / "den-haag-instapeconomie.yaml", core)
    texts = ["dankerlui2025 4.2.1, 4.2.9", "warrink2021 5.1", "dankerlui2025"]
    answers = [evolve(a, source=t) for a, t in zip(case.answers, texts, strict=False)]

    names = [answer.question for answer in answers]
    assert missing_in_case(evolve(case, answers=tuple(answers)), "dankerlui2025") == [
        f"{case.id}, {names[0]}: dankerlui2025 '4.2.9'",
        f"{case.id}, {names[1]}: 'warrink2021 5.1' is not 'dankerlui2025 place, place'",
        f"{case.id}, {names[2]}: 'dankerlui2025' is not 'dankerlui2025 place, place'",
    ]


def test_a_heading_with_a_comma_is_one_place() -> None:
    """A list of places is cut at commas, but not within a heading."""
    places = with_marks(MARKED)

    text = "Zorg voor rust, ruimte en tijd, Geef een rol, Zorg voor geld"
    assert list(split_places(text, places)) == [
        "Zorg voor rust, ruimte en tijd",
        "Geef een rol",
        "Zorg voor geld",
    ]


# The catalogue and the cases


@pytest.mark.parametrize("source", READERS)
def test_every_cited_place_exists(core: Catalogue, source: str) -> None:
    """Rules, questions, recommendations, parameters and alternatives cite places that exist."""
    assert source in {citation.source for _, citation in citations(core)}
    assert missing_citations(citations(core), source) == []


# Where a study speaks for itself and says what should be done. The lessons of fieldlab2020 have
# the advice as their heading; mids2023 advises further steps.
ADVISES = {
    "dankerlui2025": {"5.2.1", "5.2.2", "5.2.3"},
    "betekeniseconomie2022": {"Samenvatting", "5", "6"},
    "warrink2021": {"7.3"},
    "mids2023": {"Verbreding van de samenwerking", "Conclusies"},
}


def test_advice_of_a_source_is_cited_where_it_advises(core: Catalogue) -> None:
    """A citation of kind `aanbeveling`, the strongest, names a place where the study advises."""
    wrong = [
        f"{name}: {one.source} '{one.place}'"
        for name, one in citations(core)
        if one.kind is EvidenceKind.ADVICE and one.place not in ADVISES.get(one.source, {one.place})
    ]
    assert wrong == []


def test_every_cited_source_is_known(core: Catalogue) -> None:
    """Each citation names a source of the bibliography, and a place in it."""
    wrong = [
        f"{name}: {one.source} '{one.place}'"
        for name, one in citations(core)
        if one.source not in core.source or not one.place.strip()
    ]
    assert wrong == []


@pytest.mark.parametrize("name", CASES)
def test_every_place_in_a_case_exists(core: Catalogue, name: str) -> None:
    """Parties, money flows and answers of a case cite its own source, at places that exist."""
    case = pps_advisor.load_case(ROOT / "cases" / f"{name}.yaml", core)

    assert case.source == CASES[name]
    assert missing_in_case(case, CASES[name]) == []


@pytest.mark.parametrize("name", CASES)
def test_every_known_answer_rests_on_a_place(core: Catalogue, name: str) -> None:
    """Each answer that is not unknown says why it was given, and where the source says so."""
    case = pps_advisor.load_case(ROOT / "cases" / f"{name}.yaml", core)
    known = [a for a in case.answers if a.per_party or a.value is not UNKNOWN]

    assert known
    assert [a.question for a in known if not (a.explanation and a.source)] == []
