"""The first screen of the text: what to do first and why, in 24 lines of 80 columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from pps_advisor.formats.plain.layout import clip, columns, pad, wrap
from pps_advisor.writing.views.outline import FIRST_AT_MOST, AdviceView, Outline, ThemeView
from pps_advisor.writing.words.words import with_note

SCREEN = 24
_PROMPT = 1
_FEWEST = 3
_THEMES_AT_MOST = 10
_BAR = 10
_BARE = 0.25
"""Under this share of answers in each theme the questions come first."""

_NARROW = 72
_NARROWEST = 60
_KNOWN = " bekend"
_JUDGEMENT = len("onvoldoende bekend")


def first_screen(content: Outline, width: int, unicode: bool) -> list[str]:
    """The lines of the first screen, with the prompt of the terminal in mind.

    As many recommendations as fit, from five down to three; if three do not fit, the lines
    are shortened (the full words stand further down).
    """
    themes = _themes(content, width, unicode)
    head = [*_title(content.title, width), clip(content.place, width), "", *themes, ""]
    for short, most in product((False, True), range(FIRST_AT_MOST, _FEWEST - 1, -1)):
        lines = [*head, *_first(content, width, most, short)]
        if len(lines) <= SCREEN - _PROMPT:
            break
    return lines


def _title(title: str, width: int) -> list[str]:
    """The title on at most two lines."""
    lines = wrap(title, width)
    return lines if len(lines) < 3 else [lines[0], clip(" ".join(lines[1:]), width)]


def _themes(content: Outline, width: int, unicode: bool) -> list[str]:
    """One line for each theme: how much is known, and the judgement."""
    fits = len(content.judged) <= _THEMES_AT_MOST
    shown = content.judged if fits else content.judged[: _THEMES_AT_MOST - 1]
    if not shown:
        return [content.summary]
    lines = _in_columns(shown, width, unicode) if width >= _NARROWEST else _in_words(shown, width)
    more = len(content.judged) - len(shown)
    return [*lines, *([f"en nog {more} thema's, zie verderop"] if more else [])]


def _in_words(themes: Sequence[ThemeView], width: int) -> list[str]:
    """Where columns do not fit: the judgement of each theme, without a bar."""
    return [clip(f"{theme.judgement}: {theme.title}", width) for theme in themes]


def _in_columns(themes: Sequence[ThemeView], width: int, unicode: bool) -> list[str]:
    known = max(columns(theme.known) for theme in themes)
    bar = _BAR if width >= _NARROW else _BAR // 2
    room = width - bar - known - len(_KNOWN) - _JUDGEMENT - 6
    name = min(room, max(columns(theme.title) for theme in themes))
    return [_theme(theme, name, bar, known, unicode) for theme in themes]


def _theme(theme: ThemeView, name: int, bar: int, known: int, unicode: bool) -> str:
    title = pad(clip(theme.title, name), name)
    picture = bar_text(theme.share_known, bar, unicode)
    return f"{title}  {picture}  {theme.known.rjust(known)}{_KNOWN}  {theme.judgement}"


def bar_text(share: float, size: int, unicode: bool) -> str:
    """A bar of `size` characters; only what is wholly known is wholly filled."""
    filled = int(share * size)
    if share > 0 and not filled:
        filled = 1
    full, empty = ("█", "░") if unicode else ("#", ".")
    return full * filled + empty * (size - filled)


def _first(content: Outline, width: int, most: int, short: bool) -> list[str]:
    """The first recommendations with their reason; without any, what to find out first."""
    if not content.first:
        return _find_out(content, width)
    if _is_bare(content):
        return [*_find_out(content, width), *_already(content, width)]
    order = "; 'na' noemt wat eerst komt" if any(one.after for one in content.first[:most]) else ""
    lines = [clip(f"Begin hiermee (prioriteit van 0 tot 100{order})", width)]
    for advice in content.first[:most]:
        lines += _advice(advice, width, short)
    then = [f"{advice.rank}. {advice.short}" for advice in content.first[most:]]
    return [*lines, *([clip(f"Daarna: {'; '.join(then)}", width)] if then else [])]


def _is_bare(content: Outline) -> bool:
    """Whether so little is known of every theme that asking comes before advising."""
    return bool(content.questions) and all(
        theme.answered < _BARE * theme.asked for theme in content.judged
    )


def _already(content: Outline, width: int) -> list[str]:
    """What stands firm already, in one line each."""
    lines = ["", "Dit staat nu al vast (prioriteit van 0 tot 100)"]
    for advice in content.first[:_FEWEST]:
        small = _small(advice)
        lines.append(clip(f"{advice.rank}. {advice.short}: {advice.priority}{small}", width))
    return lines


def _advice(advice: AdviceView, width: int, short: bool) -> list[str]:
    number = f"{advice.rank}. "
    numbers = ", ".join(map(str, advice.after))
    after = f", na {numbers}" if numbers else ""
    priority = f": {advice.priority}{after}{_small(advice)}"
    room = width - len(number) - len(priority)
    title = f"{clip(advice.title, room) if short else advice.title}{priority}"
    lines = wrap(title, width, number)
    reason = clip(f"Waarom: {advice.reason}", width - len(number))
    return [*lines, " " * len(number) + reason]


def _small(advice: AdviceView) -> str:
    """Says that the lighter form comes first, which its title does not show."""
    return ", begin klein" if advice.start_small else ""


def _find_out(content: Outline, width: int) -> list[str]:
    if not content.questions:
        return wrap("Uit de antwoorden volgt geen aanbeveling.", width)
    much = "weinig bekend" if content.first else "te weinig bekend voor een vast advies"
    lines = wrap(f"Er is nog {much}. Zoek eerst uit:", width)
    for number, question in enumerate(content.questions[:_FEWEST], 1):
        lines += wrap(with_note(question.text, question.how), width, f"{number}. ")[:2]
    return lines
