"""The memo: every kind, of every case that ships, says what the case carries and nothing else."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import attrs
import pytest
from assessment_factory import NASTY, make_assessment
from conftest import ROOT
from strategies import random_tree

from pps_advisor.api import assess, case_from_tree, load_case
from pps_advisor.errors import InvalidInput
from pps_advisor.formats.document import (
    Block,
    BulletList,
    Document,
    Heading,
    Paragraph,
    Picture,
    Section,
    Table,
    plain_text,
)
from pps_advisor.formats.plain import markdown, text
from pps_advisor.formats.web import html
from pps_advisor.model.case.decision import Decision, Decisions, Verdict
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.rule import Status
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.writing.documents.memo.build import build_memo, build_parts
from pps_advisor.writing.documents.memo.choice import MemoChoice, check_choice
from pps_advisor.writing.documents.memo.dutch import days
from pps_advisor.writing.documents.memo.parts import Kind, Part, advice_tag
from pps_advisor.writing.documents.memo.seen import told
from pps_advisor.writing.documents.memo.tags import TAGS, tags_text

CASES = sorted(path.stem for path in (ROOT / "cases").glob("*.yaml"))
BROKEN = re.compile(r"\.\.|  | [.,;:]|\(\)|:\.|\?\.|None|UNKNOWN|\{|\}")
MISCOUNTED = re.compile(r"\béén \w+en (zijn|staan|volgen)\b|(?<![\d,.])1 (?!van)\w+en\b")
LABELS = (
    "Wat we zien.",
    "Waarom dit ertoe doet.",
    "Wat we voorstellen.",
    "Wie en wanneer.",
    "Hoe we merken dat het werkt.",
    "Hoe zeker dit is.",
)
KINDS = [kind.value for kind in Kind]


@pytest.fixture(scope="module")
def assessments(core: Catalogue) -> dict[str, Assessment]:
    return {
        name: assess(load_case(ROOT / "cases" / f"{name}.yaml", core), core, "plain")
        for name in CASES
    }


@pytest.fixture(scope="module")
def den_haag(assessments: dict[str, Assessment]) -> Assessment:
    return assessments["den-haag-instapeconomie"]


def memo(assessment: Assessment, kind: str = "beleidsnotitie", **chosen: object) -> Document:
    return build_memo(assessment, MemoChoice(Kind(kind), **chosen))  # type: ignore[arg-type]


def flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Section):
            yield from flat(block.blocks)


def sections(document: Document) -> dict[str, Section]:
    found = [block for block in flat(document.blocks) if isinstance(block, Section)]
    return {section.tag: section for section in found}


def sentences(document: Document) -> Iterator[str]:
    """All running text: paragraphs, items and cells."""
    for block in flat(document.blocks):
        if isinstance(block, Paragraph):
            yield plain_text(block.text)
        elif isinstance(block, BulletList):
            yield from map(plain_text, block.items)
        elif isinstance(block, Table):
            yield from (plain_text(cell) for row in block.rows for cell in row)


def words_of(section: Section) -> str:
    return " ".join(sentences(Document("", "", dt.date.min, (section,))))


every_memo = pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for name in CASES for kind in KINDS]
)


def check_form(document: Document) -> None:
    """Tags are unique, headings have something under them, tables fit and pictures are told."""
    blocks = [block for block in flat(document.blocks) if not isinstance(block, Section)]
    tags = [block.tag for block in flat(document.blocks) if isinstance(block, Section)]

    assert len(tags) == len(set(tags))
    for block, following in pairwise([*blocks, None]):
        if isinstance(block, Heading):
            assert following is not None, block
            if isinstance(following, Heading):
                assert following.level == block.level + 1, block
        if isinstance(block, Table):
            assert {len(block.header)} == {len(block.widths), *map(len, block.rows)}
            assert sum(block.widths) == pytest.approx(1)
        if isinstance(block, Picture):
            assert len(block.alternative) > 40
            assert block.svg.startswith("<svg xmlns=")


def check_words(document: Document) -> None:
    """No sentence is empty, broken off, doubled in its stops or made for two numbers at once."""
    for sentence in sentences(document):
        assert sentence.strip() == sentence
        assert sentence
        assert not BROKEN.search(sentence), sentence
        assert not MISCOUNTED.search(sentence), sentence


@every_memo
def test_a_memo_is_well_formed(assessments: dict[str, Assessment], name: str, kind: str) -> None:
    """Its parts, headings, tables and pictures are whole, and its sentences are finished."""
    document = memo(assessments[name], kind)

    check_form(document)
    check_words(document)


def test_a_memo_of_any_case_is_well_formed(core: Catalogue) -> None:
    """Whatever is answered, in part or not at all, each kind of memo comes out whole."""
    for seed in range(12):
        rng = random.Random(seed)
        assessment = assess(case_from_tree(random_tree(core, rng), core), core, "plain")
        for kind in KINDS:
            document = memo(assessment, kind, top=rng.choice([None, 0, 1, 2, 40]))
            check_form(document)
            check_words(document)
        check_words(build_parts(assessment))


@every_memo
def test_no_ids_stand_in_running_text(
    assessments: dict[str, Assessment], name: str, kind: str
) -> None:
    """An alderman reads names and words, not the keys of a file; only the account has them."""
    assessment = assessments[name]
    catalogue = assessment.catalogue
    ids = {*catalogue.rule, *catalogue.question}
    ids |= {party.id for party in assessment.case.parties or () if "_" in party.id}
    account = words_of(sections(memo(assessment, kind))[Part.ACCOUNT.value])

    for sentence in sentences(memo(assessment, kind)):
        named = set(re.findall(r"[\w-]+\.[\w-]+(?:\.[\w-]+)?|\w+", sentence))
        assert not named & ids or sentence in account, sentence


@pytest.mark.parametrize("name", CASES)
def test_what_is_possible_is_not_told_as_found(
    assessments: dict[str, Assessment], name: str
) -> None:
    """A finding that hangs on a missing answer never stands among the findings."""
    assessment = assessments[name]
    findings = words_of(sections(memo(assessment))[Part.FINDINGS.value])
    definite = {f.rule.title for f in assessment.findings if f.status is Status.DEFINITE}

    for finding in assessment.findings:
        if finding.status is Status.POSSIBLE and finding.rule.title not in definite:
            assert f"{finding.rule.title}." not in findings


def test_each_recommendation_argues_from_the_case(den_haag: Assessment) -> None:
    """What we see, why, what, who, when, how we know, how sure: and in the words of this case."""
    section = sections(memo(den_haag))[advice_tag("stuurgroep")]
    told = words_of(section)

    for label in LABELS:
        assert label in told
    assert "wat onzekerheid gaf over ieders invloed" in told
    assert "(Dankerlui, 2025, 4.4, 5.1.1)." in told
    assert "‘gedeeld doel’ (aanbeveling 13)" in told


def test_what_the_case_tells_of_a_fact_stands_there_once(den_haag: Assessment) -> None:
    """A reader of the whole memo does not read the same explanation twice."""
    told = " ".join(sentences(memo(den_haag)))

    assert told.count("wat onzekerheid gaf over ieders invloed") == 1


def test_a_finding_argues_in_sentences(assessments: dict[str, Assessment]) -> None:
    """A case without explanations gets the text of each finding, once, and no name with a value."""
    told = " ".join(sentences(memo(assessments["kaal"])))

    assert (
        told.count("Partijen werken dan wel samen in de uitvoering, maar niet aan de richting.")
        == 1
    )
    assert "Gezamenlijke stuurgroep: nee" not in told


@pytest.mark.parametrize("name", CASES)
def test_findings_are_told_in_sentences(assessments: dict[str, Assessment], name: str) -> None:
    """No finding is argued with a label and a value, as a form would."""
    assessment = assessments[name]
    labels = {f"{one.short.casefold()}: " for one in assessment.catalogue.question.values()}
    told = words_of(sections(memo(assessment, top=99))[Part.ADVICE.value])
    told += words_of(sections(memo(assessment, "collegeadvies"))[Part.ARGUMENTS.value])

    assert not [label for label in labels if f". {label}" in told.casefold()]


@pytest.mark.parametrize(
    ("explanation", "expected"),
    [
        ("De band is goed.", "De band is goed."),
        ("F3 wantrouwt; dat lezen wij als 'oneens'. O1 niet.", "F3 wantrouwt. O1 niet."),
        ("Dat lezen wij als 'eens'; over mensen gaat het niet.", "Over mensen gaat het niet."),
        ("Tussen twee ligt iets vast; daarom niet 'nee'.", "Tussen twee ligt iets vast."),
        ("Wij lezen dit als het midden van de schaal.", ""),
        ("Die stukken lezen wij niet.", "Die stukken lezen wij niet."),
        ("Zij kent allen, daarom vragen wij haar", "Zij kent allen, daarom vragen wij haar."),
    ],
)
def test_how_an_answer_was_read_is_no_argument(explanation: str, expected: str) -> None:
    """What a case says of a fact is told; how its answer was taken from the source is not."""
    assert told(explanation) == expected


@pytest.mark.parametrize("name", CASES)
def test_arguments_hold_no_notes_of_who_read_the_source(
    assessments: dict[str, Assessment], name: str
) -> None:
    """Those stand in the annex only."""
    argued = words_of(sections(memo(assessments[name], top=99))[Part.ADVICE.value])

    assert "lezen wij" not in argued.casefold()
    assert "wij lezen" not in argued.casefold()


@pytest.mark.parametrize(("top", "begin"), [(1, "Met dit voorstel"), (2, "Met deze voorstellen")])
def test_the_effect_says_what_has_to_change(den_haag: Assessment, top: int, begin: str) -> None:
    """Before how it is measured, a proposal says what it should put right."""
    effect = words_of(sections(memo(den_haag, "collegeadvies", top=top))[Part.EFFECT.value])

    assert f"{begin} moet veranderen wat nu speelt: ‘Het is niet helder hoe besluiten" in effect
    assert effect.index("nu speelt") < effect.index("Zo is te merken of dat lukt:")


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ((dt.date(2026, 11, 25), dt.date(2026, 11, 20)), "20 en 25 november 2026"),
        ((dt.date(2026, 10, 1), dt.date(2026, 11, 1)), "1 oktober 2026 en 1 november 2026"),
        ((dt.date(2026, 11, 1),), "1 november 2026"),
    ],
)
def test_days_of_one_month_name_it_once(dates: tuple[dt.date, ...], expected: str) -> None:
    """As one says them."""
    assert days(dates) == expected


def test_both_sides_stand_in_the_memo(den_haag: Assessment) -> None:
    """Strengths come before problems, with what is uncertain after them."""
    tags = list(sections(memo(den_haag)))
    findings = words_of(sections(memo(den_haag))[Part.FINDINGS.value])

    assert tags.index("bevindingen") < tags.index("aanbevelingen") < tags.index("onzekerheid")
    assert findings.index("Partijen vullen elkaar aan.") < findings.index(
        "Spelregels zijn onderweg"
    )


@pytest.mark.parametrize(
    ("top", "worked_out", "intro"),
    [
        (0, 0, "volgen 27 aanbevelingen. Wat bovenaan"),
        (1, 1, "De eerste werken we hier uit;"),
        (3, 3, "De eerste drie werken we hier uit;"),
        (None, 5, "De eerste vijf werken we hier uit;"),
        (99, 27, "volgen 27 aanbevelingen. Wat bovenaan"),
    ],
)
def test_top_says_how_many_are_worked_out(
    den_haag: Assessment, top: int | None, worked_out: int, intro: str
) -> None:
    """The first so many have a section of their own, the others a row in the table."""
    found = sections(memo(den_haag, top=top))

    assert worked_out == sum(tag.startswith("aanbeveling:") for tag in found)
    assert intro in words_of(found["aanbevelingen"])


def test_whatever_is_asked_for_by_name_is_worked_out(den_haag: Assessment) -> None:
    """Who names seven recommendations wants to read about seven."""
    named = tuple(one.recommendation.id for one in den_haag.advice[:7])

    found = sections(memo(den_haag, only=named))

    assert sum(tag.startswith("aanbeveling:") for tag in found) == len(named)


def test_a_proposal_says_what_has_to_come_before_it(den_haag: Assessment) -> None:
    """What is in the roadmap but not in the proposal is explained."""
    told = words_of(sections(memo(den_haag, "collegeadvies"))[Part.NEXT.value])

    assert (
        "Gesprek over belangen (7), gedeeld doel (13) en helder doel van het overleg (21) liggen "
        "nu niet voor, maar gaan wel aan een voorstel vooraf." in told
    )


def test_few_recommendations_are_always_the_first_five(assessments: dict[str, Assessment]) -> None:
    """With five recommendations or fewer, nothing is said of their place among the first five."""
    found = sections(memo(assessments["kaal"]))

    assert "de eerste vijf" not in words_of(found[Part.ADVICE.value])
    assert "de eerste vijf" not in words_of(found[Part.UNCERTAIN.value])


def test_a_letter_to_the_council_names_questions_in_words(
    assessments: dict[str, Assessment],
) -> None:
    """The council reads what is not known, and not how a survey asks for it."""
    told = words_of(
        sections(memo(assessments["zwolle-sociale-basis"], "raadsinformatiebrief"))["onzekerheid"]
    )

    assert "Zijn partijen het eens met de stelling ‘Partijen nemen elkaar serieus’?" in told
    assert "Voor elke partij: heeft deze partij aan de andere partijen" in told
    assert "Stelling: " not in told


def test_only_and_without_choose_recommendations(den_haag: Assessment) -> None:
    """What is left out is not in the memo and is counted nowhere, but the account names it."""
    chosen = memo(den_haag, only=("stuurgroep", "pps-coordinator"))
    fewer = sections(memo(den_haag, without=("stuurgroep",)))

    assert {"aanbeveling:stuurgroep", "aanbeveling:pps-coordinator"} == {
        tag for tag in sections(chosen) if tag.startswith("aanbeveling:")
    }
    assert "In deze nota staan er twee." in words_of(sections(chosen)["aanbevelingen"])
    assert "aanbeveling:stuurgroep" not in fewer
    heading = fewer["aanbeveling:mandaat-en-inbedding"].blocks[0]
    assert isinstance(heading, Heading)
    assert heading.text.startswith("1. ")
    assert "dat hier niet in staat: stuurgroep." in words_of(fewer["verantwoording"])


def test_a_choice_that_cannot_be_is_refused(den_haag: Assessment) -> None:
    """Each wrong id is named with what was meant, or why it is not there."""
    choice = MemoChoice(only=("stuurgrop", "basisvoorwaarden"), without=("dubbelrol",))

    with pytest.raises(InvalidInput) as caught:
        check_choice(choice, den_haag)

    told = str(caught.value)
    assert "Bedoelt u 'stuurgroep'?" in told
    assert "'basisvoorwaarden' volgt niet vast uit deze casus" in told
    assert "gebruik --without-ruleset dubbelrol" in told


def test_decisions_stand_in_the_memo(den_haag: Assessment) -> None:
    """The summary counts them, the section says them, the table has what is recorded of each."""
    decisions = Decisions(
        den_haag.case.id,
        (
            Decision("stuurgroep", Verdict.ADOPTED, "Wethouder Jansen", dt.date(2026, 2, 3)),
            Decision("meerjarenfonds", Verdict.REJECTED, reason="er is geen dekking"),
            Decision("basisvoorwaarden", Verdict.ADAPTED, reason="Al in de opdracht."),
            Decision("pps-coordinator", Verdict.OPEN),
            Decision("impactmeting", Verdict.OPEN, reason="Wacht op de begroting."),
        ),
    )

    found = sections(memo(den_haag, decisions=decisions))

    assert (
        "Over drie aanbevelingen is besloten: één overgenomen, één aangepast overgenomen en één "
        "afgewezen." in words_of(found["samenvatting"])
    )
    told = words_of(found["aanbeveling:stuurgroep"])
    assert "Besluit: overgenomen op 3 februari 2026. Eigenaar: Wethouder Jansen." in told
    table = words_of(found["besluiten"])
    assert "Afgewezen – Er is geen dekking." in table
    assert "Staat niet bij de aanbevelingen van deze nota." in table
    assert "Nog open – Wacht op de begroting." in table
    assert "PPS-coördinator" not in table
    assert table.endswith("Over één andere aanbeveling is nog geen besluit vastgelegd.")


def test_decisions_that_are_all_alike_are_told_in_one_sentence(den_haag: Assessment) -> None:
    """One adopted recommendation is said as one would say it."""
    decisions = Decisions(den_haag.case.id, (Decision("stuurgroep", Verdict.ADOPTED),))

    told = words_of(sections(memo(den_haag, decisions=decisions))["besluiten"])

    assert told.startswith("Eén aanbeveling is overgenomen.")


def test_without_decisions_none_are_claimed(den_haag: Assessment) -> None:
    """A memo without a decisions file says that it records none."""
    told = words_of(sections(memo(den_haag))["besluiten"])

    assert told == "In deze nota is nog geen besluit over de aanbevelingen vastgelegd."


def test_a_council_letter_informs_and_asks_nothing(den_haag: Assessment) -> None:
    """It says so in its first lines, and is short enough for two pages."""
    letter = memo(den_haag, "raadsinformatiebrief")
    told = " ".join(sentences(letter))

    assert "vraagt u niet om een besluit" in told
    assert "gevraagd te besluiten" not in told
    assert 250 < len(told.split()) < 700


def test_a_proposal_has_the_usual_parts(den_haag: Assessment) -> None:
    """The college finds the parts that it knows, in their order."""
    proposal = memo(den_haag, "collegeadvies")
    chapters = [b.text for b in flat(proposal.blocks) if isinstance(b, Heading) and b.level == 1]

    assert chapters[:8] == [
        "Voorstel", "Aanleiding", "Beoogd effect", "Argumenten", "Kanttekeningen", "Financiën",
        "Communicatie", "Vervolg",
    ]  # fmt: skip
    assert "niet berekend" in words_of(sections(proposal)["financien"])


def test_an_annex_has_evidence_and_no_advice(den_haag: Assessment) -> None:
    """Findings with their reasons, facts, questions, sources and the account."""
    found = sections(memo(den_haag, "bijlage"))

    assert list(found) == ["themas", "bevindingen", "feiten", "vragen", "bronnen", "verantwoording"]
    assert "afspraken over besluitvorming: nee" in words_of(found["bevindingen"])


def test_every_part_can_be_filled_in(den_haag: Assessment) -> None:
    """Every tag that is published has a part, and every recommendation there is too."""
    found = sections(build_parts(den_haag))

    assert set(TAGS) <= set(found)
    for name in den_haag.catalogue.recommendation:
        assert found[advice_tag(name)].blocks
    assert all(tag in tags_text() for tag in TAGS)


def test_a_part_that_no_longer_follows_says_so(den_haag: Assessment) -> None:
    """Inside another document no old advice stays behind as if it still held."""
    found = sections(build_parts(den_haag, MemoChoice(top=2)))

    assert "staat nog niet vast" in words_of(found["aanbeveling:basisvoorwaarden"])
    gone = words_of(found["aanbeveling:doelgroep-bereiken"])
    assert "Deze aanbeveling staat nog niet vast" in gone
    assert "Wat we zien." in words_of(found["aanbeveling:impactmeting"])
    rejected = sections(build_parts(make_assessment()))
    assert any("Niet geadviseerd, omdat" in words_of(section) for section in rejected.values())


def test_the_date_is_that_of_the_case_or_as_asked(den_haag: Assessment) -> None:
    """The memo looks at no clock."""
    assert memo(den_haag).date == den_haag.case.reference_date
    assert memo(den_haag, date=dt.date(2026, 1, 2)).date == dt.date(2026, 1, 2)
    assert "2 januari 2026" in markdown.write(memo(den_haag, date=dt.date(2026, 1, 2)))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_case_gives_the_same_bytes(
    den_haag: Assessment, core: Catalogue, kind: str
) -> None:
    """Another run, and another engine but for its name, make the same documents."""
    path = ROOT / "cases" / "den-haag-instapeconomie.yaml"
    again = assess(load_case(path, core), core, "plain")

    for writer in (markdown, html, text):
        assert writer.write(memo(den_haag, kind)) == writer.write(memo(again, kind))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_a_user_is_eaten_or_obeyed(kind: str) -> None:
    """Marks, tags, right-to-left letters and emoji of a case come through as text."""
    full = make_assessment()
    case = attrs.evolve(full.case, title=f"Titel {NASTY}")
    document = memo(attrs.evolve(full, case=case), kind)

    page = html.write(document)

    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>" not in markdown.write(document).replace(r"\<script\>", "")
    assert "\N{HEBREW LETTER SHIN}" in text.write(document)


def test_an_empty_case_gives_a_memo_that_says_so(core: Catalogue, tmp_path: Path) -> None:
    """With nothing known there is nothing to advise, in each kind."""
    path = tmp_path / "leeg.yaml"
    path.write_text(
        "formaat: pps-advisor/casus@1\nid: leeg\ntitel: Leeg\ngemeente: Ergens\n"
        "peildatum: 2026-01-01\n",
        encoding="utf-8",
    )
    empty = assess(load_case(path, core), core, "plain")

    for kind in KINDS:
        told = " ".join(sentences(memo(empty, kind)))
        assert "Aan de samenwerking" not in told
        assert "zijn er nul beantwoord" in told


def test_the_guide_names_every_tag() -> None:
    """docs/nota.md lists the parts that can be filled in."""
    guide = (ROOT / "docs" / "nota.md").read_text(encoding="utf-8")

    assert all(f"`{tag}`" in guide for tag in TAGS)
