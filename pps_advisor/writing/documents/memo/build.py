"""The memo as a document: the parts of each kind, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pps_advisor.formats.document import Block, Document, Heading, Section
from pps_advisor.model.frozen import evolve
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.writing.documents.blocks import para
from pps_advisor.writing.documents.memo import annex, college, council
from pps_advisor.writing.documents.memo.advice import NOT_ADVISED, AdviceWriter, hangs_on
from pps_advisor.writing.documents.memo.choice import MemoChoice
from pps_advisor.writing.documents.memo.closing import account_part, decisions_part, sources_part
from pps_advisor.writing.documents.memo.findings import findings_part, themes_part
from pps_advisor.writing.documents.memo.material import Material
from pps_advisor.writing.documents.memo.opening import occasion_part, summary_part
from pps_advisor.writing.documents.memo.parts import Kind, advice_tag
from pps_advisor.writing.documents.memo.roadmap import roadmap_part
from pps_advisor.writing.documents.memo.uncertain import uncertain_part
from pps_advisor.writing.words.words import place_text, sentence, upper_first


def build_memo(assessment: Assessment, choice: MemoChoice | None = None) -> Document:
    """The advice on one case as a memo of the kind that is chosen."""
    material = Material(assessment, choice or MemoChoice())
    return _document(material, _with_extra(material, _KINDS[material.choice.kind](material)))


def build_parts(assessment: Assessment, choice: MemoChoice | None = None) -> Document:
    """Every part that can be asked for inside another document.

    First the memo itself, then the parts that only other kinds have, then the recommendations
    that are not worked out in it; one that this case does not give says so.
    """
    material = Material(assessment, choice or MemoChoice())
    kind = material.choice.kind
    blocks = _with_extra(material, _KINDS[kind](material))
    tags = set(_tags(blocks))
    others = chain.from_iterable(
        _KINDS[other](Material(assessment, evolve(material.choice, kind=other, top=None)))
        for other in Kind
        if other is not kind
    )
    for block in chain(others, _each_advice(material)):
        if isinstance(block, Section) and block.tag not in tags:
            blocks.append(block)
            tags.update(_tags([block]))
    return _document(material, blocks)


def _with_extra(material: Material, blocks: Iterator[Block]) -> list[Block]:
    """The blocks with the sections of plugins, before the sources and the accountability."""
    found = list(blocks)
    tags = [block.tag if isinstance(block, Section) else "" for block in found]
    at = next((n for n, tag in enumerate(tags) if tag in _LAST), len(found))
    return [*found[:at], *material.choice.extra, *found[at:]]


def _document(material: Material, blocks: list[Block]) -> Document:
    case = material.case
    kind = material.choice.kind.value
    return Document(
        title=case.title,
        subtitle=f"{upper_first(kind)}. {place_text(case)}",
        date=material.choice.date or case.reference_date,
        blocks=tuple(blocks),
        subject=f"{upper_first(kind)} over een samenwerking van {case.municipality}",
        keywords=("samenwerking", "advies", case.municipality),
        author=material.choice.author,
        municipality=case.municipality,
    )


def _policy(material: Material) -> Iterator[Block]:
    yield summary_part(material)
    yield occasion_part(material)
    yield themes_part(material)
    yield findings_part(material)
    yield AdviceWriter(material).part()
    yield uncertain_part(material)
    yield roadmap_part(material)
    yield decisions_part(material)
    yield sources_part(material)
    yield account_part(material)


_LAST = ("bronnen", "verantwoording")
_KINDS = {
    Kind.POLICY: _policy,
    Kind.COLLEGE: college.blocks,
    Kind.COUNCIL: council.blocks,
    Kind.ANNEX: annex.blocks,
}


def _tags(blocks: list[Block] | tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Section):
            yield block.tag
            yield from _tags(block.blocks)


def _each_advice(material: Material) -> Iterator[Section]:
    """A section for every recommendation there is, so that none keeps an old text."""
    given = {view.id: view for view in material.outline.advice}
    possible = {view.id: view for view in material.outline.possible_advice}
    because = {
        one.recommendation.id: sentence(f"niet geadviseerd, omdat {one.because}")
        for one in material.assessment.rejected
    }
    for name, recommendation in material.catalogue.recommendation.items():
        if name in given:
            yield AdviceWriter(material).section(given[name], 2)
            continue
        text = because.get(name, NOT_ADVISED)
        if name in possible:
            text = (
                "Deze aanbeveling staat nog niet vast. Zij geldt alleen als "
                f"{hangs_on(possible[name])}."
            )
        yield Section(advice_tag(name), (Heading(2, recommendation.title), para(text)))
