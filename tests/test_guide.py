"""The conversation guide: what is asked, in which order, in minutes that add up."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT, Run
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import random_tree

from pps_advisor.api import assess, case_from_tree, load_case
from pps_advisor.errors import InvalidInput
from pps_advisor.formats.plain import markdown, text
from pps_advisor.model.case.case import Case
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.conversation import Apart, ItemKind
from pps_advisor.model.outcome.guide import Guide
from pps_advisor.reading.catalogue.reader import read_catalogue
from pps_advisor.reading.catalogue.store import fingerprint_of
from pps_advisor.reading.rules.files import find_files
from pps_advisor.reasoning.conversation.guide import make_guide, payer_present
from pps_advisor.reasoning.conversation.guide_items import block_of
from pps_advisor.reasoning.conversation.question_list import questionnaire
from pps_advisor.reasoning.facts.derive import DERIVATIONS
from pps_advisor.writing.documents.conversation.guide import guide_document
from pps_advisor.writing.documents.conversation.question_list import questionnaire_document

KINDS = ("reflectie", "start", "stuurgroep")
KEPT = (
    ("den-haag-instapeconomie", "reflectie"),
    ("den-haag-instapeconomie", "stuurgroep"),
    ("zwolle-sociale-basis", "reflectie"),
    ("zwolle-sociale-basis", "start"),
)
GOLDEN = ROOT / "tests" / "data" / "gesprek"


def guide_for(
    case: Case, catalogue: Catalogue, kind: str = "reflectie", minutes: int = 90
) -> Guide:
    assessment = assess(case, catalogue, "plain", draws=0, with_open_questions=False)
    return make_guide(assessment, kind, minutes)


def source_case(name: str, catalogue: Catalogue) -> Case:
    return load_case(ROOT / "cases" / f"{name}.yaml", catalogue)


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(KINDS), st.integers(30, 480))
def test_the_times_add_up_exactly(
    core: Catalogue, rng: random.Random, kind: str, minutes: int
) -> None:
    """Whatever the case and the length, the parts follow each other and fill the meeting."""
    guide = guide_for(case_from_tree(random_tree(core, rng), core), core, kind, minutes)

    begins = [part.begin for part in guide.agenda]
    ends = [part.end for part in guide.agenda]
    assert (begins[0], ends[-1], begins[1:]) == (0, minutes, ends[:-1])
    assert all(part.minutes > 0 for part in guide.agenda)
    for part in guide.agenda:
        if part.items:
            assert sum(item.minutes for item in part.items) == part.minutes
    least = core.conversation.minutes  # type: ignore[union-attr]
    items = [item for part in guide.agenda for item in part.items]
    assert all(item.minutes >= least[item.kind.value] for item in items)


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(KINDS), st.integers(30, 240))
def test_the_order_fits_and_nothing_is_asked_twice(
    core: Catalogue, rng: random.Random, kind: str, minutes: int
) -> None:
    """Blocks stand in the order of gesprek.yaml, agreements at the end, each question once."""
    guide = guide_for(case_from_tree(random_tree(core, rng), core), core, kind, minutes)

    order = [block.id for block in core.conversation.blocks]  # type: ignore[union-attr]
    places = [order.index(part.block.id) for part in guide.agenda if part.block]
    assert places == sorted(set(places))
    assert guide.agenda[-1].title.startswith("Afspraken")
    asked = [(item.kind, item.text) for part in guide.agenda for item in part.items]
    asked += [(item.kind, item.text) for item in (*guide.apart, *guide.beforehand)]
    assert len(asked) == len(set(asked))


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(KINDS))
def test_what_asks_for_care_is_not_asked_before_the_payer(
    core: Catalogue, rng: random.Random, kind: str
) -> None:
    """With the payer in the room, no question is in the agenda that must then be asked apart."""
    guide = guide_for(case_from_tree(random_tree(core, rng), core), core, kind, 240)

    cares = [item.care for part in guide.agenda for item in part.items if item.care]
    assert all(care.apart is not Apart.ALWAYS for care in cares)
    assert not guide.payer_present or all(care.apart is Apart.NEVER for care in cares)


def test_the_payer_is_who_pays_or_may_pay(core: Catalogue) -> None:
    """A municipality that pays is a payer; where no party pays there is none."""
    healthy = source_case("gezonde-samenwerking", core)
    poor = evolve(
        healthy,
        flows=(),
        parties=tuple(evolve(party, roles=()) for party in healthy.parties or ()),
    )

    assert payer_present(healthy)
    assert not payer_present(poor)
    assert payer_present(evolve(poor, parties=None))


def test_gaps_of_two_points_come_first_in_reflection(core: Catalogue) -> None:
    """What the municipality and the others see very differently is on the agenda, with care."""
    tree = {
        "formaat": "pps-advisor/casus@1",
        "id": "proef",
        "titel": "Proef",
        "gemeente": "Proefstad",
        "peildatum": "2025-01-01",
        "partijen": [
            {"id": "gemeente", "soort": "gemeente"},
            {"id": "huurders", "naam": "Huurders", "soort": "bewonersinitiatief"},
        ],
        "antwoorden": {
            "relaties": {
                "respect": {"per_partij": {"gemeente": 5, "huurders": 2}},
                "vertrouwen": {"per_partij": {"gemeente": 4, "huurders": "2,5"}},
            }
        },
    }
    guide = guide_for(case_from_tree(tree, core), core)

    gaps = [i for part in guide.agenda for i in part.items if i.kind is ItemKind.GAP]
    assert [(gap.question.id, gap.fact.value) for gap in gaps if gap.question and gap.fact] == [
        ("relaties.respect", Decimal(3))
    ]
    written = " ".join(text.write(guide_document(guide)).split())
    assert "de gemeente antwoordt 3 punten hoger dan de andere partijen samen" in written
    assert "Zeg niet wat één organisatie antwoordde" in written
    assert "Huurders" not in written


def test_every_open_question_says_how_it_is_closed(core: Catalogue) -> None:
    """Of each open question stand who answers it, what closes it and what it bears on."""
    guide = guide_for(source_case("den-haag-instapeconomie", core), core, minutes=240)
    written = text.write(guide_document(guide), 200)

    asked = [i for part in guide.agenda for i in part.items if i.kind is ItemKind.QUESTION]
    assert len(asked) > 4
    for item in asked:
        assert item.question is not None
        block = written.split(item.question.text)[1].split("\n\n")[1]
        assert "Wie: " in block
        assert "Klaar als: " in block
        assert f"In de casus: {item.question.id}" in block
        assert ("Raakt de bevinding: " in block) == bool(item.touches)


def test_the_phase_chooses_its_questions(core: Catalogue) -> None:
    """Each phase brings its own questions; an unknown phase those of the beginning, and says so."""
    zwolle = source_case("zwolle-sociale-basis", core)
    mids = source_case("mids-sociale-en-reguliere-ondernemingen", core)
    den_haag = source_case("den-haag-instapeconomie", core)
    phases = {phase.id: phase for phase in core.conversation.phases}  # type: ignore[union-attr]

    def asked(case: Case) -> set[str]:
        parts = guide_for(case, core, minutes=300).agenda
        return {i.text for part in parts for i in part.items if i.kind is ItemKind.PHASE}

    assert asked(zwolle) == {prompt.text for prompt in phases["orientatie"].prompts}
    assert asked(mids) == {prompt.text for prompt in phases["integratie"].prompts}
    assert asked(den_haag) == asked(zwolle)
    assert "is niet bekend" in text.write(guide_document(guide_for(den_haag, core)))


def test_a_steering_group_gets_what_it_must_decide(core: Catalogue) -> None:
    """The first recommendations stand on the agenda of a steering group, and only there."""
    case = source_case("den-haag-instapeconomie", core)

    def decided(kind: str) -> list[str]:
        parts = guide_for(case, core, kind).agenda
        found = [i.recommendation for part in parts for i in part.items if i.recommendation]
        return [one.id for one in found]

    first = assess(case, core, "plain", draws=0, with_open_questions=False).advice[:3]
    assert set(decided("stuurgroep")) == {one.recommendation.id for one in first}
    assert decided("start") == decided("reflectie") == []


def test_a_break_comes_halfway_a_long_meeting(core: Catalogue) -> None:
    """From two hours there is a break, not at the beginning and not at the end."""
    case = source_case("den-haag-instapeconomie", core)
    titles = [part.title for part in guide_for(case, core, minutes=150).agenda]

    assert 1 < titles.index("Pauze") < len(titles) - 1
    assert "Pauze" not in [part.title for part in guide_for(case, core, minutes=90).agenda]


def test_rules_without_conversation_say_so(small: Catalogue) -> None:
    """Where the rules describe no meeting there is a Problem, not a bug."""
    from strategies import make_case

    with pytest.raises(InvalidInput, match="beschrijven geen bijeenkomst 'reflectie'"):
        guide_for(make_case(), small)


# The knowledge in gesprek.yaml


def test_the_phases_are_those_of_the_question(core: Catalogue) -> None:
    """Every phase that a case can be in has questions, and no other."""
    phases = [phase.id for phase in core.conversation.phases]  # type: ignore[union-attr]

    assert phases == list(core.question["middelen.fase"].option_ids)


def test_every_theme_and_question_has_its_place(core: Catalogue) -> None:
    """Each theme with questions belongs to one block, and no question is named by two."""
    blocks = core.conversation.blocks  # type: ignore[union-attr]
    themes = [theme for block in blocks for theme in block.themes]
    named = [question for block in blocks for question in block.questions]
    asked = {question.theme for question in core.questions if not question.derived}

    assert sorted(themes) == sorted(asked)
    assert len(named) == len(set(named))
    assert len(blocks) == 6


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("relaties.respect", "relaties.respekt"), "Er is geen vraag met id 'relaties.respekt'"),
        (("themas: [politiek]", "themas: [politeik]"), "Bedoelt u 'politiek'?"),
        (("blok: doel", "blok: doell"), "Er is geen blok 'doell'"),
        (("apart: betaler", "apart: soms"), "'soms' kan niet bij 'apart'"),
        (("verschil: 12", "verschil: 0"), "een heel getal van 1 tot 120"),
        (("keuze: [advies", "keuze: [adviezen"), "'adviezen' kan niet bij 'keuze'"),
        (("klaar_als: Van elke", "klar_als: Van elke"), "klaar_als"),
        (("bron: warrink2021", "bron: warrink2020"), "De bron 'warrink2020'"),
    ],
)
def test_a_mistake_in_the_conversation_is_found(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    """A slip in gesprek.yaml gives a Problem with its place and what was meant."""
    import shutil

    folder = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", folder)
    path = folder / "gesprek.yaml"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace(*change, 1), encoding="utf-8")
    assert before != path.read_text(encoding="utf-8")

    with pytest.raises(InvalidInput) as caught:
        read_catalogue(find_files(folder, "rules", True), DERIVATIONS.keys())

    assert said in str(caught.value)
    assert "gesprek.yaml:" in str(caught.value)


def test_a_conversation_does_not_change_the_fingerprint(core: Catalogue) -> None:
    """What is asked at a meeting cannot change an advice, so it does not count for the hash."""
    assert core.fingerprint == fingerprint_of(evolve(core, conversation_of=lambda: None))


def test_every_question_ends_as_a_sentence(core: Catalogue) -> None:
    """Documents go on behind a question or statement, so each closes with a mark of its own."""
    texts = [question.text for question in core.questions if not question.derived]

    assert [text for text in texts if not text.endswith((".", "?", "!"))] == []


# The questionnaire


@pytest.mark.parametrize("by", ["gesprek", "thema"])
def test_an_empty_questionnaire_has_every_question_once(core: Catalogue, by: str) -> None:
    """All questions that can be asked are in it, each in one group."""
    found = questionnaire(core, by=by)
    ids = [entry.question.id for group in found.groups for entry in group.entries]

    assert sorted(ids) == sorted(question.id for question in core.questions if not question.derived)


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_questionnaire_for_a_case_has_what_is_asked_and_answered(
    core: Catalogue, rng: random.Random
) -> None:
    """Open questions and answered ones together are all; each person gets what they can answer."""
    case = case_from_tree(random_tree(core, rng), core)

    def ids(**how: object) -> set[str]:
        found = questionnaire(core, case, **how)  # type: ignore[arg-type]
        return {entry.question.id for group in found.groups for entry in group.entries}

    assert ids(only_open=True) <= ids()
    assert ids(respondent="partij") <= ids()
    for group in questionnaire(core, case, respondent="deelnemers").groups:
        assert all("deelnemers" in entry.question.respondents for entry in group.entries)


def test_a_questionnaire_shows_what_was_answered(core: Catalogue) -> None:
    """An answer stands with its explanation and source; what is open has room for one."""
    case = source_case("den-haag-instapeconomie", core)
    found = questionnaire(core, case)
    written = markdown.write(questionnaire_document(found, case.reference_date))

    entries = [entry for group in found.groups for entry in group.entries]
    assert "**Al beantwoord:** nee. Ook over de besluitvorming ontbreken heldere" in written
    assert written.count("**Antwoord:**") == sum(entry.answer is None for entry in entries)


def test_the_questions_stand_in_the_block_that_names_them(core: Catalogue) -> None:
    """A block's own questions come first, in its order."""
    blocks = core.conversation.blocks  # type: ignore[union-attr]
    found = {group.id: group for group in questionnaire(core).groups}
    for block in blocks:
        ids = [entry.question.id for entry in found[block.id].entries]
        assert ids[: len(block.questions)] == list(block.questions)
        assert all(block_of(core.question[one], blocks) == block.id for one in ids)


# As documents


def _documents(core: Catalogue) -> dict[str, str]:
    """The documents whose text is kept."""
    return {
        f"{name}-{kind}.md": markdown.write(
            guide_document(guide_for(source_case(name, core), core, kind))
        )
        for name, kind in KEPT
    }


def test_the_texts_are_as_they_were_read(core: Catalogue) -> None:
    """The guides of two cases are those that somebody read and approved.

    After a wanted change: python tests/test_guide.py
    """
    for name, content in _documents(core).items():
        assert content == (GOLDEN / name).read_text(encoding="utf-8"), name


@pytest.mark.parametrize("command", ["guide", "questions"])
def test_a_document_is_written_in_every_form(run: Run, tmp_path: Path, command: str) -> None:
    """Text on the screen, Markdown, a page and Word in a file."""
    case = ROOT / "cases" / "den-haag-instapeconomie.yaml"

    assert "Den Haag" in run(command, case).stdout
    for ending, begin in ((".md", b"# "), (".html", b"<!DOCTYPE html"), (".docx", b"PK")):
        path = tmp_path / f"document{ending}"
        done = run(command, case, "-o", path)
        assert done.returncode == 0, done.stderr
        assert path.read_bytes().lower().startswith(begin.lower())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--minutes", "0"], "noem een heel getal van 30 tot 480"),
        (["--minutes", "een uur"], "noem een heel getal van 30 tot 480"),
        (["--begin", "25.00"], "'25.00' is geen tijd. Schrijf een tijd als 14.00."),
        (["--kind", "feest"], "Kies uit: reflectie, start, stuurgroep."),
        (["-o", "gids.xyz"], "welke vorm u wilt"),
        (["--format", "docx"], "past niet op het scherm"),
    ],
)
def test_a_wrong_option_is_explained(run: Run, arguments: list[str], said: str) -> None:
    """Every wrong option ends in one Dutch sentence and code 2."""
    done = run("guide", ROOT / "cases" / "kaal.yaml", *arguments)

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_agenda_can_have_the_time_of_day(run: Run) -> None:
    """With --begin the agenda begins then and ends after the minutes asked for."""
    done = run("guide", ROOT / "cases" / "kaal.yaml", "--begin", "23:30", "--minutes", "60")

    assert "23.30 tot 23.36" in done.stdout
    assert "tot 0.30" in done.stdout


if __name__ == "__main__":
    from pps_advisor.api import load_catalogue

    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, content in _documents(load_catalogue()).items():
        (GOLDEN / name).write_text(content, encoding="utf-8")
