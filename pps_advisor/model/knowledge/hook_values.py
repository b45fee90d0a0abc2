"""What a plugin in Python gives back from its hooks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.source import EvidenceKind
from pps_advisor.model.values import Known


@frozen
class FilledParameter:
    """A value for a parameter that the core declares open, with the source that it rests on."""

    id: str
    value: Known | int | float
    reason: str
    source: str
    place: str
    kind: EvidenceKind = EvidenceKind.OWN


@frozen
class DerivedFact:
    """How a derived fact is computed, and the answers and facts that it looks at.

    `compute` takes a Given (the case with all that the core knows of it) and returns a Derived.
    What stands in `uses` decides which open questions can change the fact.
    """

    compute: Callable[[Any], Any]
    uses: tuple[str, ...] = ()


@frozen
class OutputFormat:
    """A form in which an assessment can be written, for ``assess --format`` and ``-o``.

    `extension` begins with a dot. `write` takes the Assessment; what it returns as bytes can
    only go to a file.
    """

    name: str
    extension: str
    write: Callable[[Any], str | bytes]
