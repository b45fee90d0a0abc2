"""The evidence: sources, and citations that name a place in one."""

from __future__ import annotations

from enum import Enum

from pps_advisor.model.frozen import frozen


class EvidenceKind(Enum):
    """How strongly a source carries a claim (design, section 7)."""

    ADVICE = "aanbeveling"
    FINDING = "bevinding"
    RESPONDENT = "respondent"
    LITERATURE = "literatuur"
    OWN = "afgeleid"


@frozen
class Source:
    """A publication, as it is written in a bibliography."""

    id: str
    authors: tuple[str, ...]
    title: str
    short: str
    year: int | None = None
    kind: str = ""
    publisher: str = ""
    published_in: str = ""
    date: str = ""


@frozen
class Citation:
    """A place in a source, with the kind of evidence found there."""

    source: str
    place: str
    kind: EvidenceKind
