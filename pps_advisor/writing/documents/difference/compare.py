"""The document of a comparison: two dates of one case, or two cases."""

from __future__ import annotations

from collections.abc import Sequence

from pps_advisor.formats.document import Block, Document, Tone
from pps_advisor.model.outcome.difference import Difference, Effect, Visibility
from pps_advisor.model.values import date_text
from pps_advisor.writing.documents.blocks import paragraphs, section
from pps_advisor.writing.documents.difference import parts
from pps_advisor.writing.pictures.difference import slope_picture, theme_picture
from pps_advisor.writing.words.words import count, joined, upper_first

_READING = (
    "‘Was’ is de eerste casus die u noemde, ‘is’ de tweede. Wat gelijk bleef, staat hier niet.",
    "Een antwoord kan anders zijn doordat de samenwerking veranderde, maar ook doordat iemand "
    "anders antwoordde of doordat er nu meer bekend is. Een verschil bewijst dus niet dat een "
    "maatregel werkte.",
)


def compare_document(
    difference: Difference, effects: Sequence[Effect] | None, pictures: bool = True
) -> Document:
    """What differs; `effects` are those of the decisions, None when no decisions were given.

    Without `pictures` the tables say it alone, as a reader at a terminal needs.
    """
    old, new = difference.old.case, difference.new.case
    same = old.id == new.id
    return Document(
        title=f"Wat is er veranderd? {new.title}" if same else f"{old.title} en {new.title}",
        subtitle=(
            f"{date_text(old.reference_date)} vergeleken met {date_text(new.reference_date)}"
            if same
            else f"{parts.case_line(difference.old)} vergeleken met "
            f"{parts.case_line(difference.new)}"
        ),
        date=new.reference_date,
        blocks=tuple(_blocks(difference, effects, pictures)),
        subject="Vergelijking van twee beoordelingen",
        keywords=("vergelijking", "samenwerking", new.municipality),
    )


def _blocks(
    difference: Difference, effects: Sequence[Effect] | None, pictures: bool
) -> list[Block]:
    blocks = paragraphs(_opening(difference), Tone.LEAD)
    blocks += paragraphs((*difference.order, *difference.basis), Tone.REMARK)
    if difference.empty:
        return blocks + _decided(effects)
    return [
        *blocks,
        *_themes(difference, pictures),
        *_advice(difference, pictures),
        *_decided(effects),
        *parts.findings(difference),
        *parts.answers(difference),
        *parts.parties_and_money(difference),
        *parts.facts(difference),
        *section("leeswijzer", "Hoe u dit leest", paragraphs(_READING)),
    ]


def _opening(difference: Difference) -> list[str]:
    if difference.empty:
        return ["Er is geen verschil: antwoorden, bevindingen, thema’s en advies zijn gelijk."]
    causes = [
        count(len(difference.answers), "antwoord", "antwoorden") if difference.answers else "",
        count(len(difference.parties), "partij", "partijen") if difference.parties else "",
        count(len(difference.flows), "geldstroom", "geldstromen") if difference.flows else "",
    ]
    found = [cause for cause in causes if cause]
    verb = "is" if [c for c in found if c.startswith("1 ")] == found and len(found) == 1 else "zijn"
    changed = f"{upper_first(joined(found))} {verb} anders." if found else ""
    if difference.without_effect:
        return [f"{changed} Dat verandert niets aan de bevindingen, de thema’s en het advies."]
    return [f"{changed} {parts.summary(difference)}".strip()]


def _themes(difference: Difference, pictures: bool) -> list[Block]:
    blocks = parts.themes(difference)
    if not blocks:
        return []
    picture: list[Block] = [theme_picture(difference)] if pictures else []
    return section("themas", "Thema’s", [*picture, *blocks])


def _advice(difference: Difference, pictures: bool) -> list[Block]:
    table = parts.advice(difference)
    if not table:
        return []
    picture = slope_picture(difference) if pictures else None
    five = paragraphs(parts.first_five(difference))
    return section("advies", "Advies", [*five, *([picture] if picture else []), *table])


def _decided(effects: Sequence[Effect] | None) -> list[Block]:
    if effects is None:
        return []
    if not effects:
        text = "In het besluitenbestand staat geen aanbeveling die is overgenomen of aangepast."
        return parts.effects((), text)
    shown = sum(one.visibility in (Visibility.VISIBLE, Visibility.PARTLY) for one in effects)
    given = count(len(effects), "overgenomen aanbeveling", "overgenomen aanbevelingen")
    verb = "is" if shown < 2 else "zijn"
    text = f"Van {given} {verb} er {shown or 'nog geen'} te zien in de antwoorden, heel of deels."
    return parts.effects(effects, text)
