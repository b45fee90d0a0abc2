"""What a plugin in Python imports: the marker of a hook, and what hooks give back.

Everything else of pps-advisor that is not public can change without notice.
"""

from __future__ import annotations

from pps_advisor.formats.document import (
    BulletList,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
)
from pps_advisor.model.knowledge.hook_values import DerivedFact, FilledParameter, OutputFormat
from pps_advisor.model.knowledge.source import EvidenceKind
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.model.values import UNKNOWN
from pps_advisor.reading.plugins.hookspecs import hookimpl
from pps_advisor.reasoning.facts.derived import Derived, Given

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
