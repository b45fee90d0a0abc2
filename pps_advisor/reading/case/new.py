"""The text of a new case file: what is known, and every question as a comment to answer."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Collection, Iterable, Iterator, Sequence

from pps_advisor.model.case.case import FlowKind, Motive, Party, PartyKind, Role
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import AnswerType, PerParty, Question
from pps_advisor.reading.case.edit import with_answers
from pps_advisor.reading.case.question_words import asked, possible, unaccented, who
from pps_advisor.reading.case.reader import CASE_FORMAT
from pps_advisor.reading.yaml.text import WIDTH, scalar

SCHEMA_NAME = "casus.schema.json"


def new_case(
    catalogue: Catalogue,
    id: str,
    title: str,
    municipality: str,
    reference_date: dt.date,
    parties: Sequence[Party] = (),
    only: Collection[str] | None = None,
    file: str = "casus.yaml",
) -> str:
    """The text of a case file in which nothing has been answered yet.

    `only` are the ids of the questions to put in it; by default all. `file` is how the file
    will be called, for the words at its top. Raises InvalidInput when the title, municipality
    or parties cannot stand in a case.
    """
    head = [
        f"# yaml-language-server: $schema={SCHEMA_NAME}",
        *_comment(
            "Dit casusbestand is voor pps-advisor. Weet u het antwoord op een vraag? Haal dan het "
            "hekje (#) voor haar naam weg en zet het antwoord achter de dubbele punt, zoals "
            "'stuurgroep: nee'. Weet u het niet? Laat de regel zo staan, of antwoord 'onbekend'."
        ),
        f"#   pps-advisor interview {file}   stelt u de vragen, de belangrijkste eerst",
        f"#   pps-advisor assess {file}      geeft het advies",
        f"formaat: {CASE_FORMAT}",
        f"id: {id}",
        f"titel: {scalar(' '.join(title.split()))}",
        f"gemeente: {scalar(' '.join(municipality.split()))}",
        f"peildatum: {reference_date.isoformat()}",
        "",
        *_about_parties(),
        "",
        *_about_money(),
        "",
        *_questions(catalogue, only, parties),
    ]
    return with_answers("\n".join(head).rstrip() + "\n", catalogue, parties=parties, name=file)


def id_from(name: str, taken: Iterable[str] = ()) -> str:
    """A name as an id that is not taken: ``Wonen Zuid`` is ``wonen_zuid``."""
    base = re.sub(r"[^a-z0-9]+", "_", unaccented(name)).strip("_")[:40].strip("_") or "naam"
    number, id = 1, base
    while id in set(taken):
        number += 1
        id = f"{base}_{number}"
    return id


def _about_parties() -> Iterator[str]:
    yield from _comment("Wie doen mee? Geef elke partij een korte id, zonder spaties.")
    yield from _words("soort: een van", PartyKind)
    yield from _words("rollen: een of meer van", Role)
    yield from _words("motieven: een of meer van", Motive)
    yield "# partijen:"
    yield "#   - {id: gemeente, naam: Gemeente Voorbeeldstad, soort: gemeente, rollen: [financier]}"


def _about_money() -> Iterator[str]:
    yield from _comment(
        "Welk geld gaat van wie naar wie, en van welke dag tot welke dag is het toegekend?"
    )
    yield from _words("soort: een van", FlowKind)
    yield "# geldstromen:"
    yield "#   - {van: gemeente, naar: stichting, soort: subsidie, begin: 2026-01-01}"


def _words(name: str, kinds: Iterable[PartyKind | Role | Motive | FlowKind]) -> list[str]:
    return _comment(f"{name} {', '.join(str(kind.value) for kind in kinds)}", "#   ", "#     ")


def _questions(
    catalogue: Catalogue, only: Collection[str] | None, parties: Sequence[Party]
) -> Iterator[str]:
    chosen = [q for q in catalogue.questions if not q.derived and (only is None or q.id in only)]
    yield "antwoorden:"
    themes = dict.fromkeys(question.id.partition(".")[0] for question in chosen)
    for theme in themes:
        of_theme = [q for q in chosen if q.id.partition(".")[0] == theme]
        ruleset = catalogue.ruleset.get(theme)
        many = "1 vraag" if len(of_theme) == 1 else f"{len(of_theme)} vragen"
        yield ""
        yield f"  # ===== {ruleset.title if ruleset else theme} ({many}) ====="
        yield f"  {theme}:"
        for question in of_theme:
            yield ""
            yield from (f"    {line}" for line in question_comment(question, parties))


def question_comment(question: Question, parties: Sequence[Party] = ()) -> Iterator[str]:
    """A question as comments, the last of which waits for the answer."""
    yield from _comment(asked(question))
    answers = possible(question)
    width = max((len(answer) for answer, _ in answers), default=0)
    for answer, meaning in answers:
        first = f"#   {answer:<{width}}  "
        yield from _comment(meaning, first, f"#   {'':<{width}}  ")
    if question.type is AnswerType.NUMBER:
        yield f"#   een getal ({question.unit})" if question.unit else "#   een getal"
    if question.type is AnswerType.DATE:
        yield "#   een datum (jjjj-mm-dd)"
    if question.explanation:
        yield from _comment(f"Waarom: {question.explanation}")
    if question.respondents:
        yield f"# Wie weet dit: {who(question)}."
    if question.per_party:
        yield from _per_party(question, answers, parties)
    yield f"# {question.id.partition('.')[2]}:"


def _per_party(
    question: Question, answers: Sequence[tuple[str, str]], parties: Sequence[Party]
) -> Iterator[str]:
    partners = question.per_party is PerParty.PARTNERS
    names = [p.id for p in parties if not (partners and p.kind is PartyKind.MUNICIPALITY)]
    names = [*names, *("een_partij", "andere_partij")[len(names) :]][:2]
    without = ", zonder de gemeente" if partners else ""
    yield f"# Het antwoord mag ook per partij{without}:"
    yield f"#   {{per_partij: {{{names[0]}: {answers[0][0]}, {names[1]}: {answers[-1][0]}}}}}"


def _comment(text: str, first: str = "# ", later: str | None = None) -> list[str]:
    later = later if later is not None else first
    lines = textwrap.wrap(
        text,
        WIDTH - 4,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.rstrip() for line in lines] or [first.rstrip()]
