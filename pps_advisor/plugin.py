"""What a plugin in Python imports: the marker of a hook, and what hooks give back.

Everything else of pps-advisor that is not public can change without notice.
"""

from __future__ import annotations

from pps_advisor.model.assessment import Assessment
from pps_advisor.model.hook_values import DerivedFact, FilledParameter, OutputFormat
from pps_advisor.model.source import EvidenceKind
from pps_advisor.model.values import UNKNOWN
from pps_advisor.reading.hookspecs import hookimpl
from pps_advisor.reasoning.derived import Derived, Given
from pps_advisor.writing.document import (
    BulletList,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
)

__all__ = [
    "UNKNOWN",
    "Assessment",
    "BulletList",
    "Derived",
    "DerivedFact",
    "EvidenceKind",
    "FilledParameter",
    "Given",
    "Heading",
    "OutputFormat",
    "PageBreak",
    "Paragraph",
    "Picture",
    "Run",
    "Section",
    "Table",
    "hookimpl",
]
