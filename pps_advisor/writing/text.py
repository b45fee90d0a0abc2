"""The assessment as plain text for a terminal: first what to do, then everything else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pps_advisor.model.assessment import Assessment
from pps_advisor.writing import adaptations
from pps_advisor.writing.accountability import POSSIBLE_ADVICE_INTRO, POSSIBLE_INTRO
from pps_advisor.writing.build import outline
from pps_advisor.writing.first_screen import first_screen
from pps_advisor.writing.layout import columns, table, wrap
from pps_advisor.writing.outline import (
    AdviceView,
    FactView,
    FindingView,
    LocalView,
    Outline,
    PartyView,
    ReasonView,
    ThemeView,
)
from pps_advisor.writing.words import FORMAT, PARTY_HEADS, with_note

_NARROWEST = 40
_TABLE = 72
_BULLET = "- "


def write_text(
    assessment: Assessment, width: int = 80, unicode: bool = True, detail: bool = True
) -> str:
    """The assessment as lines of at most `width` columns (40 or more), without any markup.

    With `unicode` False all that is ours fits in cp1252. With `detail` False only the first
    screen is written.
    """
    width = max(width, _NARROWEST)
    content = outline(assessment)
    lines = first_screen(content, width, unicode)
    if detail:
        lines += _Details(content, width).lines()
    else:
        lines += wrap(f"Vorm: {FORMAT}", width)
    return "\n".join(line.rstrip() for line in lines) + "\n"


class _Details:
    """Everything below the first screen, part by part; a part without content is left out."""

    def __init__(self, content: Outline, width: int) -> None:
        self.content = content
        self.width = width

    def lines(self) -> list[str]:
        """All parts in their order."""
        content = self.content
        parts = (
            ("De casus", self._case()),
            ("Partijen", self._parties()),
            ("Posities van de partijen", self._positions()),
            ("Knelpunten per thema", self._each(map(self._theme, content.themes))),
            ("Kansen", self._findings(content.opportunities)),
            ("Sterke punten", self._findings(content.strengths)),
            ("Aanbevelingen", self._each(map(self._advice, content.advice))),
            ("Misschien ook nodig", self._possible_advice()),
            ("Niet geadviseerd", self._rejected()),
            ("Planning", self._roadmap()),
            ("Open vragen die het advies het meest kunnen veranderen", self._questions()),
            (adaptations.TITLE, self._each(map(self._local, content.local))),
            ("Opmerkingen bij de invoer", self._bullets(content.remarks)),
            ("Feiten onder het advies", self._each(map(self._fact, content.facts), apart=False)),
            ("Bronnen", self._bullets(entry for _, entry in content.sources)),
            ("Hoe u dit leest", self._each(map(self._paragraph, content.reading_guide))),
            ("Verantwoording", self._account()),
        )
        return [line for title, body in parts if body for line in self._part(title, body)]

    def _part(self, title: str, body: Iterable[str]) -> list[str]:
        return ["", *wrap(title.upper(), self.width), "=" * min(columns(title), self.width), *body]

    def _each(self, blocks: Iterable[list[str]], apart: bool = True) -> list[str]:
        """Blocks under each other, with an empty line before each when they stand apart."""
        lines: list[str] = []
        for block in blocks:
            lines += ["", *block] if apart and lines else block
        return lines

    def _paragraph(self, text: str, indent: str = "") -> list[str]:
        return wrap(text, self.width, indent)

    def _labelled(self, label: str, text: str, indent: str = "") -> list[str]:
        """A label with its text, if there is any."""
        return wrap(f"{label}: {text}", self.width, indent, f"{indent}  ") if text else []

    def _bullets(self, texts: Iterable[str], indent: str = "") -> list[str]:
        return [line for text in texts for line in wrap(text, self.width, f"{indent}{_BULLET}")]

    def _list(self, label: str, texts: Sequence[str], indent: str) -> list[str]:
        if not texts:
            return []
        if len(texts) == 1:
            return self._labelled(label, texts[0], indent)
        return [f"{indent}{label}:", *self._bullets(texts, indent)]

    def _case(self) -> list[str]:
        content = self.content
        explanation = self._paragraph(content.explanation) if content.explanation else []
        return [*self._paragraph(f"{content.title}. {content.place}."), *explanation]

    def _parties(self) -> list[str]:
        """A table, or where that does not fit a list."""
        parties = self.content.parties
        if not parties or self.width < _TABLE:
            return self._each(map(self._party, parties), apart=False)
        quarter = (self.width - 6) // 4
        rows = [PARTY_HEADS, *((one.name, one.kind, one.roles, one.motives) for one in parties)]
        lines = [table([row], [quarter] * 4) for row in rows]
        return [*lines[0], "-" * (4 * quarter + 6), *self._each(lines[1:], apart=False)]

    def _party(self, party: PartyView) -> list[str]:
        values = (party.kind, party.roles, party.motives)
        lines = wrap(party.name, self.width, _BULLET)
        for label, value in zip(PARTY_HEADS[1:], values, strict=True):
            lines += self._labelled(label, value, "  ")
        return lines

    def _positions(self) -> list[str]:
        view = self.content.positions
        if view is None:
            return []
        bullets = self._bullets(f"{name}: {text}" for name, text in view.parties)
        return [
            *self._paragraph(view.intro),
            *bullets,
            *(self._paragraph(view.note) if view.note else []),
        ]

    def _theme(self, theme: ThemeView) -> list[str]:
        known = f"{theme.known} vragen bekend" if theme.asked else ""
        lines = self._paragraph(with_note(f"{theme.title}: {theme.judgement}", known))
        lines.append("-" * min(max(map(columns, lines)), self.width))
        return lines + (self._findings(theme.findings) or ["Geen knelpunten gevonden."])

    def _findings(self, findings: Sequence[FindingView]) -> list[str]:
        """The definite findings in full, then what is possible in short."""
        lines = self._each(self._finding(finding) for finding in findings if finding.definite)
        possible = [finding for finding in findings if not finding.definite]
        if possible:
            lines += [""] if lines else []
            lines += self._paragraph(POSSIBLE_INTRO)
            lines += self._each(map(self._open, possible), apart=False)
        return lines

    def _finding(self, finding: FindingView) -> list[str]:
        reasons = [_reason(reason) for reason in finding.reasons]
        return [
            *wrap(_named(finding), self.width, _BULLET),
            *self._paragraph(finding.text, "  "),
            *self._list("Want", reasons, "  "),
            *self._labelled("Bron", "; ".join(finding.citations), "  "),
        ]

    def _open(self, finding: FindingView) -> list[str]:
        lines = wrap(_named(finding), self.width, _BULLET)
        for reason in finding.reasons:
            lines += self._paragraph(_reason(reason), "    ")
        return lines

    def _advice(self, advice: AdviceView) -> list[str]:
        indent = "   "
        steps = [
            f"{step.text} (eigen aanvulling)" if step.own else step.text for step in advice.steps
        ]
        details = [self._labelled(label, text, indent) for label, text in advice.details]
        return [
            *wrap(
                f"{advice.title} [{advice.id}]",
                self.width,
                f"{advice.rank}. ".ljust(len(indent)),
            ),
            *self._standing(advice, indent),
            *self._paragraph(advice.why, indent),
            *self._list("Bevindingen", [f"{f.title} ({f.role})" for f in advice.findings], indent),
            *self._labelled("Mogelijk ook", advice.hangs_on, indent),
            *self._list("Feiten", [_fact(fact) for fact in advice.facts], indent),
            *self._labelled("Begin klein", advice.start_small, indent),
            *self._list("Zo pakt u het aan", steps, indent),
            *[line for block in details for line in block],
            *self._list("Valkuilen", advice.pitfalls, indent),
            *self._list("Let op", advice.cautions, indent),
            *self._list("Doe eerst", advice.first, indent),
            *self._list("Kan in plaats hiervan", advice.alternatives, indent),
            *self._labelled("Onder voorwaarde", advice.provided, indent),
            *self._labelled("Bron", "; ".join(advice.citations), indent),
        ]

    def _standing(self, advice: AdviceView, indent: str) -> list[str]:
        tied = ", gelijk met een andere aanbeveling" if advice.tied else ""
        lines = self._labelled("Prioriteit", f"{advice.priority}{tied}", indent)
        return lines + self._labelled("Bij de eerste vijf in", advice.share, indent)

    def _possible_advice(self) -> list[str]:
        if not self.content.possible_advice:
            return []
        lines = self._paragraph(POSSIBLE_ADVICE_INTRO)
        for advice in self.content.possible_advice:
            lines += wrap(f"{advice.title} [{advice.id}]", self.width, f"{advice.rank}. ")
            lines += self._labelled("Prioriteit", advice.priority, "    ")
            lines += self._labelled("Als dit blijkt", advice.hangs_on, "    ")
        return lines

    def _rejected(self) -> list[str]:
        lines: list[str] = []
        for rejected in self.content.rejected:
            lines += wrap(rejected.title, self.width, _BULLET)
            lines += self._paragraph(rejected.because, "  ")
            lines += self._labelled("Vanwege", "; ".join(rejected.findings), "  ")
        return lines

    def _roadmap(self) -> list[str]:
        blocks = []
        for part in self.content.roadmap:
            block = self._paragraph(part.title)
            for rank, title, after in part.items:
                block += wrap(with_note(title, after), self.width, f"{rank:>3}. ")
            blocks.append(block)
        return self._each(blocks)

    def _questions(self) -> list[str]:
        lines: list[str] = []
        for number, question in enumerate(self.content.questions, 1):
            text = f"{with_note(question.text, question.how)} [{question.key}]"
            lines += wrap(text, self.width, f"{number}. ".ljust(4))
            lines += self._paragraph(question.effect, "    ") if question.effect else []
        return lines

    def _fact(self, fact: FactView) -> list[str]:
        lines = wrap(_fact(fact), self.width, _BULLET)
        lines += self._labelled("Afgeleid uit", fact.origin, "  ")
        lines += self._paragraph(fact.explanation, "  ") if fact.explanation else []
        return lines + self._labelled("Bron", fact.source, "  ")

    def _local(self, local: LocalView) -> list[str]:
        key = f" [{local.key}]" if local.key else ""
        lines = wrap(f"{local.title}{key}", self.width, _BULLET)
        for label, text in local.details:
            lines += self._labelled(label, text, "  ")
        return lines

    def _account(self) -> list[str]:
        return [
            line for label, text in self.content.account for line in self._labelled(label, text)
        ]


def _reason(reason: ReasonView) -> str:
    return f"{reason.text} [{reason.key}]"


def _fact(fact: FactView) -> str:
    return f"{fact.name}: {fact.value} [{fact.key}]"


def _named(finding: FindingView) -> str:
    """The title of a finding with its severity, and the id by which `explain` knows it."""
    return f"{with_note(finding.title, finding.severity)} [{finding.id}]"
