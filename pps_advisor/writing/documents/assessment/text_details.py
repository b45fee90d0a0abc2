"""What the text for a terminal says below the first screen: everything, or the short of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pps_advisor.formats.plain.layout import columns, table, wrap
from pps_advisor.writing.views.outline import (
    CHOICES,
    LOCAL,
    AdviceView,
    ChoiceView,
    FactView,
    FindingView,
    LocalView,
    Outline,
    PartyView,
    ReasonView,
    ThemeView,
)
from pps_advisor.writing.words.accountability import POSSIBLE_ADVICE_INTRO, POSSIBLE_INTRO
from pps_advisor.writing.words.words import (
    INDICATOR,
    INSTRUMENT,
    LEAD,
    PARTY_HEADS,
    count,
    with_note,
)

_TABLE = 72
_BULLET = "- "
_INDENT = "   "
_NO_PROBLEMS = "Geen knelpunten gevonden."
_OPEN_QUESTIONS = "Open vragen die het advies het meest kunnen veranderen"
_DETAILS_IN_SHORT = (LEAD, INSTRUMENT, INDICATOR)
_IN_SHORT = 12
"""How many recommendations the short text argues for; the others it names."""

MORE = (
    "Dit is de korte tekst. Met --full ziet u ook de partijen, elke mogelijke bevinding, elke "
    "aanbeveling in haar geheel en de feiten onder het advies. Met -o advies.html krijgt u dat "
    "alles als pagina."
)


class Details:
    """Everything below the first screen, part by part; a part without content is left out."""

    def __init__(self, content: Outline, width: int) -> None:
        self.content = content
        self.width = width

    def all(self) -> list[str]:
        """All parts in their order, each of them whole."""
        content = self.content
        return self._parts(
            ("De casus", self._case()),
            ("Partijen", self._parties()),
            ("Posities van de partijen", self._positions()),
            ("Beelden per partij", self._perceptions()),
            ("Knelpunten per thema", self._each(map(self._theme, content.themes))),
            ("Kansen", self._findings(content.opportunities)),
            ("Sterke punten", self._findings(content.strengths)),
            ("Aanbevelingen", self._each(map(self._advice, content.advice))),
            ("Misschien ook nodig", self._possible_advice()),
            (CHOICES, self._each(map(self._choice, content.choices))),
            ("Niet geadviseerd", self._rejected()),
            ("Planning", self._roadmap()),
            (_OPEN_QUESTIONS, self._questions()),
            (LOCAL, self._each(map(self._local, content.local))),
            ("Opmerkingen bij de invoer", self._bullets(content.remarks)),
            ("Feiten onder het advies", self._each(map(self._fact, content.facts), apart=False)),
            *self._accounted(),
        )

    def short(self) -> list[str]:
        """What an adviser reads first: what was found, what to do about it, what to find out."""
        content = self.content
        first = content.advice[:_IN_SHORT]
        return self._parts(
            ("De casus", self._case()),
            ("Knelpunten per thema", self._each(map(self._theme_in_short, content.themes))),
            ("Kansen", self._titles(content.opportunities)),
            ("Sterke punten", self._titles(content.strengths)),
            ("Aanbevelingen", self._each(map(self._advice_in_short, first))),
            ("Verdere aanbevelingen", self._named_only(content.advice[_IN_SHORT:])),
            ("Misschien ook nodig", self._named_only(content.possible_advice)),
            ("Niet geadviseerd", self._rejected()),
            ("Planning", self._roadmap()),
            (_OPEN_QUESTIONS, self._questions()),
            (LOCAL, self._each(map(self._local, content.local))),
            ("Opmerkingen bij de invoer", self._bullets(content.remarks)),
            *self._accounted(),
            ("Meer lezen", self._paragraph(MORE)),
        )

    def _accounted(self) -> tuple[tuple[str, list[str]], ...]:
        return (
            ("Bronnen", self._bullets(entry for _, entry in self.content.sources)),
            ("Hoe u dit leest", self._each(map(self._paragraph, self.content.reading_guide))),
            ("Verantwoording", self._account()),
        )

    def _parts(self, *parts: tuple[str, list[str]]) -> list[str]:
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

    def _perceptions(self) -> list[str]:
        view = self.content.perceptions
        if view is None:
            return []
        lines = [*self._paragraph(view.intro), "", *self._bullets(view.respondents)]
        for theme in view.themes:
            answers = (f"{one.name}: {one.in_words}" for one in theme.answers)
            lines += ["", *self._paragraph(theme.title), *self._bullets(answers)]
        return [*lines, "", *self._paragraph(view.note)]

    def _theme(self, theme: ThemeView) -> list[str]:
        found = self._findings(theme.findings) or [_NO_PROBLEMS]
        return self._theme_head(theme) + found

    def _theme_in_short(self, theme: ThemeView) -> list[str]:
        """The definite findings; of the possible ones how many there are."""
        lines = self._theme_head(theme) + self._each(map(self._finding, theme.problems))
        if theme.possible:
            more = count(len(theme.possible), "ander knelpunt", "andere knelpunten")
            lines += [""] if theme.problems else []
            lines += self._paragraph(f"Niet uitgesloten, zolang antwoorden ontbreken: {more}.")
        return lines if theme.problems or theme.possible else [*lines, _NO_PROBLEMS]

    def _theme_head(self, theme: ThemeView) -> list[str]:
        known = theme.known_questions if theme.asked else ""
        lines = self._paragraph(with_note(f"{theme.title}: {theme.judgement}", known))
        return [*lines, "-" * min(max(map(columns, lines)), self.width)]

    def _titles(self, findings: Sequence[FindingView]) -> list[str]:
        return self._bullets(_named(finding) for finding in findings if finding.definite)

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
        indent = _INDENT
        details = [self._labelled(label, text, indent) for label, text in advice.details]
        return [
            *self._advice_head(advice),
            *self._labelled("Mogelijk ook", advice.hangs_on, indent),
            *self._list("Feiten", [_fact(fact) for fact in advice.facts], indent),
            *self._labelled("Begin klein", advice.start_small, indent),
            *self._list("Zo pakt u het aan", _steps(advice), indent),
            *[line for block in details for line in block],
            *self._list("Valkuilen", advice.pitfalls, indent),
            *self._list("Let op", advice.cautions, indent),
            *self._list("Doe eerst", advice.first, indent),
            *self._list("Kan in plaats hiervan", advice.alternatives, indent),
            *self._labelled("Onder voorwaarde", advice.provided, indent),
            *self._labelled("Bron", "; ".join(advice.citations), indent),
        ]

    def _advice_in_short(self, advice: AdviceView) -> list[str]:
        """Why, how to begin, and on what it rests; the rest is for who asks for it all."""
        return [
            *self._advice_head(advice),
            *self._labelled("Begin klein", advice.start_small, _INDENT),
            *self._list("Zo pakt u het aan", _steps(advice), _INDENT),
            *[
                line
                for label, text in advice.details
                if label in _DETAILS_IN_SHORT
                for line in self._labelled(label, text, _INDENT)
            ],
            *self._list("Let op", advice.cautions, _INDENT),
            *self._list("Doe eerst", advice.first, _INDENT),
            *self._list("Kan in plaats hiervan", advice.alternatives, _INDENT),
            *self._labelled("Onder voorwaarde", advice.provided, _INDENT),
            *self._labelled("Bron", "; ".join(advice.citations), _INDENT),
        ]

    def _advice_head(self, advice: AdviceView) -> list[str]:
        """Title, priority, why it works and the findings that carry it."""
        number = f"{advice.rank}. ".ljust(len(_INDENT))
        because = [f"{finding.title} ({finding.role})" for finding in advice.findings]
        return [
            *wrap(f"{advice.title} [{advice.id}]", self.width, number),
            *self._standing(advice, _INDENT),
            *self._paragraph(advice.why, _INDENT),
            *self._list("Bevindingen", because, _INDENT),
        ]

    def _named_only(self, advice: Sequence[AdviceView]) -> list[str]:
        return [
            line
            for one in advice
            for line in wrap(
                f"{one.title} [{one.id}]: {one.priority}", self.width, f"{one.rank:>2}. "
            )
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

    def _choice(self, choice: ChoiceView) -> list[str]:
        """Two columns beside the labels; where that does not fit, under each other."""
        lines = self._paragraph(choice.because)
        if self.width < _TABLE:
            for name, column in zip(choice.names, (1, 2), strict=True):
                lines += ["", *self._paragraph(name)]
                for row in choice.rows:
                    lines += self._labelled(row[0], row[column], _INDENT)
            return lines
        label = max(columns(row[0]) for row in choice.rows)
        room = (self.width - label - 4) // 2
        widths = [label, room, room]
        head = table([("", *choice.names)], widths)
        return [*lines, "", *head, "-" * (sum(widths) + 4), *table(choice.rows, widths)]

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


def _steps(advice: AdviceView) -> list[str]:
    return [f"{step.text} (eigen aanvulling)" if step.own else step.text for step in advice.steps]


def _reason(reason: ReasonView) -> str:
    return f"{reason.text} [{reason.key}]"


def _fact(fact: FactView) -> str:
    return f"{fact.name}: {fact.value} [{fact.key}]"


def _named(finding: FindingView) -> str:
    """The title of a finding with its severity, and the id by which `explain` knows it."""
    return f"{with_note(finding.title, finding.severity)} [{finding.id}]"
