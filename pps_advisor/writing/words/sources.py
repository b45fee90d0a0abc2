"""Citations and the bibliography, in one style."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from itertools import takewhile

from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.source import Citation, EvidenceKind, Source
from pps_advisor.model.values import MONTHS
from pps_advisor.writing.words.words import joined, upper_first

_KINDS = {
    EvidenceKind.ADVICE: "aanbeveling van de bron",
    EvidenceKind.FINDING: "bevinding van de bron",
    EvidenceKind.RESPONDENT: "uitspraak van een respondent",
    EvidenceKind.LITERATURE: "literatuur die de bron aanhaalt",
    EvidenceKind.OWN: "eigen afleiding uit de bron",
}
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+")
# Kinds that a reader recognises from the rest of the entry are not named again.
_PLAIN_KINDS = frozenset({"artikel", "boek", ""})


def citation_text(citation: Citation, catalogue: Catalogue) -> str:
    """A citation: `Dankerlui (2025), 5.2.1: aanbeveling van de bron`."""
    source = catalogue.source.get(citation.source)
    name = source.short if source else citation.source
    place = f", {citation.place}" if citation.place else ""
    return f"{name}{place}: {_KINDS[citation.kind]}"


def citation_texts(citations: Iterable[Citation], catalogue: Catalogue) -> tuple[str, ...]:
    """Citations in words, one text for each source; places with equal evidence together."""
    places: dict[str, dict[EvidenceKind, list[str]]] = {}
    for citation in citations:
        of_source = places.setdefault(citation.source, {})
        of_source.setdefault(citation.kind, []).append(citation.place)
    return tuple(_of_source(source, found, catalogue) for source, found in places.items())


def _of_source(source: str, found: dict[EvidenceKind, list[str]], catalogue: Catalogue) -> str:
    kinds = [(", ".join(dict.fromkeys(filter(None, at))), kind) for kind, at in found.items()]
    first = citation_text(Citation(source, *kinds[0]), catalogue)
    others = [f"{place}: {_KINDS[kind]}" if place else _KINDS[kind] for place, kind in kinds[1:]]
    return "; ".join([first, *others])


def source_text(words: str, catalogue: Catalogue) -> str:
    """A source as it stands in a case file, the id replaced by the short name."""
    name, _, place = words.strip().partition(" ")
    source = catalogue.source.get(name.rstrip(","))
    if source is None:
        return words
    return f"{source.short}, {place.strip()}" if place.strip() else source.short


def source_id(words: str, catalogue: Catalogue) -> str | None:
    """The id of the known source that a source in a case file names."""
    name = words.strip().partition(" ")[0].rstrip(",")
    return name if name in catalogue.source else None


def bibliography(ids: Iterable[str], catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """The known sources among `ids` with their entries, in the order of a bibliography."""
    known = [catalogue.source[id_] for id_ in dict.fromkeys(ids) if id_ in catalogue.source]
    entries = [(source.id, entry(source)) for source in known]
    return tuple(sorted(entries, key=lambda pair: (pair[1].casefold(), pair[0])))


def entry(source: Source) -> str:
    """A source in a bibliography: authors (date). Title [kind]. Where it appeared."""
    authors = _authors(source.authors) or source.short
    own = source.publisher == joined(source.authors)  # then the publisher is not named again
    where = source.published_in or ("" if own else source.publisher)
    parts = (f"{authors} ({_date(source)})", f"{source.title}{_kind(source)}", where)
    return " ".join(_ended(part) for part in parts if part)


def _kind(source: Source) -> str:
    """The kind between brackets, where the rest of the entry does not say it."""
    said = source.kind in _PLAIN_KINDS or source.kind.casefold() in source.title.casefold()
    return "" if said else f" [{upper_first(source.kind)}]"


def _ended(part: str) -> str:
    return part if part.endswith((".", "?", "!")) else f"{part}."


def _authors(names: tuple[str, ...]) -> str:
    turned = [_turned(name) for name in names]
    if len(turned) < 2:
        return "".join(turned)
    return f"{', '.join(turned[:-1])} & {turned[-1]}"


def _turned(name: str) -> str:
    """`A. de Zeeuw` as `Zeeuw, A. de`; the name of an organisation as it is."""
    first, *rest = name.split()
    if not rest or not _INITIALS.fullmatch(first):
        return name
    prefix = list(takewhile(str.islower, rest[:-1]))
    return f"{' '.join(rest[len(prefix) :])}, {' '.join([first, *prefix])}"


def _date(source: Source) -> str:
    try:
        date = dt.date.fromisoformat(source.date)
    except ValueError:
        return str(source.year) if source.year else "z.d."
    return f"{date.year}, {date.day} {MONTHS[date.month - 1]}"
