"""The assessment as Markdown, to go into a policy memo."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pps_advisor.formats.plain.layout import clean
from pps_advisor.formats.plain.markdown_text import escape
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.writing.views.build import outline
from pps_advisor.writing.views.outline import (
    CHOICES,
    LOCAL,
    AdviceView,
    ChoiceView,
    FactView,
    FindingView,
    LocalView,
    Outline,
    ReasonView,
    ThemeView,
)
from pps_advisor.writing.words.accountability import POSSIBLE_ADVICE_INTRO, POSSIBLE_INTRO
from pps_advisor.writing.words.words import PARTY_HEADS, sentence, with_note


def write_markdown(assessment: Assessment) -> str:
    """The assessment as Markdown (CommonMark with tables), without HTML."""
    content = outline(assessment)
    parts = (
        ("Samenvatting", _summary(content)),
        ("Aanbevelingen", _each(_advice(advice) for advice in content.advice)),
        ("Misschien ook nodig", _possible_advice(content)),
        (CHOICES, _each(map(_choice, content.choices))),
        ("Niet geadviseerd", _rejected(content)),
        ("Planning", _roadmap(content)),
        ("Knelpunten per thema", _each(map(_theme, content.themes))),
        ("Kansen", _findings(content.opportunities, 3)),
        ("Sterke punten", _findings(content.strengths, 3)),
        ("Partijen", _parties(content)),
        ("Posities van de partijen", _positions(content)),
        ("Beelden per partij", _perceptions(content)),
        ("Open vragen die het advies het meest kunnen veranderen", _questions(content)),
        (LOCAL, _each(map(_local, content.local), apart=False)),
        ("Opmerkingen bij de invoer", _bullets(map(escape, content.remarks))),
        ("Feiten onder het advies", _each(map(_fact, content.facts), apart=False)),
        ("Bronnen", _bullets(escape(entry) for _, entry in content.sources)),
        ("Hoe u dit leest", _paragraphs(content.reading_guide)),
        ("Verantwoording", _bullets(f"{label}: {escape(text)}" for label, text in content.account)),
    )
    lines = [f"# {escape(content.title)}", "", escape(content.place)]
    for title, body in parts:
        if body:
            lines += ["", f"## {title}", "", *body]
    return "\n".join(lines) + "\n"


def _code(key: str) -> str:
    """A key in the type of code, fenced by more backticks than it has in a row."""
    key = clean(key)
    longest = max(map(len, re.findall("`+", key)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    return f"{fence}{space}{key}{space}{fence}"


def _each(blocks: Iterable[list[str]], apart: bool = True) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        lines += ["", *block] if apart and lines else block
    return lines


def _paragraphs(texts: Iterable[str]) -> list[str]:
    return _each([escape(text)] for text in texts if text)


def _bullets(items: Iterable[str], indent: str = "") -> list[str]:
    return [f"{indent}- {item}" for item in items]


def _labelled(label: str, text: str) -> list[str]:
    return ["", f"**{label}:** {escape(text)}"] if text else []


def _list(label: str, items: Sequence[str]) -> list[str]:
    return ["", f"**{label}:**", "", *_bullets(items)] if items else []


def _choice(choice: ChoiceView) -> list[str]:
    heads = " | ".join(("", *map(escape, choice.names)))
    rows = [f"| {' | '.join(map(escape, row))} |" for row in choice.rows]
    return [escape(choice.because), "", f"|{heads} |", "| --- | --- | --- |", *rows]


def _summary(content: Outline) -> list[str]:
    lines = [escape(content.summary)]
    if content.judged:
        lines += ["", "| Thema | Bekend | Oordeel |", "| --- | --- | --- |"]
        lines += [
            f"| {escape(theme.title)} | {theme.known} vragen | {theme.judgement} |"
            for theme in content.judged
        ]
    if content.first:
        lines += ["", "Begin hiermee:", ""]
        lines += [
            f"{advice.rank}. **{escape(advice.title)}**, prioriteit {advice.priority}. "
            f"Waarom: {escape(sentence(advice.reason))}"
            for advice in content.first
        ]
    return lines + (["", escape(content.explanation)] if content.explanation else [])


def _theme(theme: ThemeView) -> list[str]:
    known = f" {theme.known_questions}." if theme.asked else ""
    body = _findings(theme.findings, 4) or ["Geen knelpunten gevonden."]
    return [f"### {escape(theme.title)}", "", f"Oordeel: {theme.judgement}.{known}", "", *body]


def _findings(findings: Sequence[FindingView], level: int) -> list[str]:
    """The definite findings in full, then what is possible in short."""
    lines = _each(_finding(finding, level) for finding in findings if finding.definite)
    possible = [finding for finding in findings if not finding.definite]
    if possible:
        lines += ["", POSSIBLE_INTRO, ""] if lines else [POSSIBLE_INTRO, ""]
        lines += [line for finding in possible for line in _open(finding)]
    return lines


def _finding(finding: FindingView, level: int) -> list[str]:
    return [
        f"{'#' * level} {escape(finding.title)}",
        "",
        f"{with_note(escape(finding.text), finding.severity)} {_code(finding.id)}",
        *_list("Want", [_reason(reason) for reason in finding.reasons]),
        *_labelled("Bron", "; ".join(finding.citations)),
    ]


def _open(finding: FindingView) -> list[str]:
    reasons = [_reason(reason) for reason in finding.reasons]
    title = with_note(escape(finding.title), finding.severity)
    return [f"- {title} {_code(finding.id)}", *_bullets(reasons, "  ")]


def _reason(reason: ReasonView) -> str:
    return f"{escape(reason.text)} ({_code(reason.key)})"


def _advice(advice: AdviceView) -> list[str]:
    standing = f"**Prioriteit:** {advice.priority}"
    standing += ", gelijk met een andere aanbeveling" if advice.tied else ""
    standing += f". **Bij de eerste vijf in:** {advice.share}" if advice.share else ""
    steps = [
        escape(step.text) + (" (eigen aanvulling)" if step.own else "") for step in advice.steps
    ]
    findings = [f"{escape(one.title)} ({one.role})" for one in advice.findings]
    facts = [_fact_line(fact) for fact in advice.facts]
    details = [line for label, text in advice.details for line in _labelled(label, text)]
    return [
        f"### {advice.rank}. {escape(advice.title)}",
        "",
        f"{standing}. {_code(advice.id)}",
        *(["", escape(advice.why)] if advice.why else []),
        *_list("Bevindingen", findings),
        *_labelled("Mogelijk ook", advice.hangs_on),
        *_list("Feiten", facts),
        *_labelled("Begin klein", advice.start_small),
        *_list("Zo pakt u het aan", steps),
        *details,
        *_list("Valkuilen", [escape(text) for text in advice.pitfalls]),
        *_list("Let op", [escape(text) for text in advice.cautions]),
        *_list("Doe eerst", [escape(text) for text in advice.first]),
        *_list("Kan in plaats hiervan", [escape(text) for text in advice.alternatives]),
        *_labelled("Onder voorwaarde", advice.provided),
        *_labelled("Bron", "; ".join(advice.citations)),
    ]


def _possible_advice(content: Outline) -> list[str]:
    if not content.possible_advice:
        return []
    items = [
        f"{advice.rank}. {escape(advice.title)}, prioriteit {advice.priority}. "
        f"Als dit blijkt: {escape(advice.hangs_on)}"
        for advice in content.possible_advice
    ]
    return [POSSIBLE_ADVICE_INTRO, "", *items]


def _rejected(content: Outline) -> list[str]:
    items = (
        f"**{escape(one.title)}.** {escape(one.because)} Vanwege: {escape('; '.join(one.findings))}"
        for one in content.rejected
    )
    return _bullets(items)


def _roadmap(content: Outline) -> list[str]:
    blocks = []
    for part in content.roadmap:
        # Numbers are ranks, and not a row: a numbered list would count them anew.
        items = (
            rf"{rank}\. {with_note(escape(title), after)}" for rank, title, after in part.items
        )
        blocks.append([f"### {part.title}", "", *_bullets(items)])
    return _each(blocks)


def _parties(content: Outline) -> list[str]:
    if not content.parties:
        return []
    rows = [(one.name, one.kind, one.roles, one.motives) for one in content.parties]
    return [_row(PARTY_HEADS), _row(["---"] * 4), *(_row(map(escape, row)) for row in rows)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _positions(content: Outline) -> list[str]:
    view = content.positions
    if view is None:
        return []
    bullets = _bullets(f"**{escape(name)}:** {escape(text)}" for name, text in view.parties)
    return [escape(view.intro), "", *bullets, *(["", escape(view.note)] if view.note else [])]


def _perceptions(content: Outline) -> list[str]:
    view = content.perceptions
    if view is None:
        return []
    lines = [escape(view.intro), "", *_bullets(map(escape, view.respondents))]
    for theme in view.themes:
        answers = (f"**{escape(one.name)}:** {escape(one.in_words)}" for one in theme.answers)
        lines += ["", f"### {escape(theme.title)}", "", *_bullets(answers)]
    return [*lines, "", escape(view.note)]


def _questions(content: Outline) -> list[str]:
    return [
        f"{number}. {with_note(escape(one.text), one.how)} ({_code(one.key)}) "
        f"{escape(one.effect)}".rstrip()
        for number, one in enumerate(content.questions, 1)
    ]


def _local(local: LocalView) -> list[str]:
    key = f" ({_code(local.key)})" if local.key else ""
    details = [f"{label}: {escape(text)}" for label, text in local.details]
    return [f"- **{escape(local.title)}**{key}", *_bullets(details, "  ")]


def _fact(fact: FactView) -> list[str]:
    origin = f"Afgeleid uit: {fact.origin}" if fact.origin else ""
    source = f"Bron: {fact.source}" if fact.source else ""
    more = [escape(text) for text in (origin, fact.explanation, source) if text]
    return [f"- {_fact_line(fact)}", *_bullets(more, "  ")]


def _fact_line(fact: FactView) -> str:
    return f"{escape(fact.name)}: {escape(fact.value)} ({_code(fact.key)})"
