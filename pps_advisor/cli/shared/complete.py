"""What a shell can complete: case files, and the names of what the rules know.

Each function is a `shell_complete` of click. While someone is typing nothing may go wrong
aloud: what cannot be read simply gives no names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from pps_advisor.model.knowledge.catalogue import Catalogue

Found = list[CompletionItem[str]]
Complete = Callable[[click.Context, click.Parameter, str], Found]
CASES = (".yaml", ".yml")


def cases(context: click.Context, param: click.Parameter, typed: str) -> Found:
    """The YAML files in the folder that is being typed; else what the shell itself finds."""
    folder, _, start = typed.rpartition("/")
    try:
        names = sorted(path.name for path in Path(folder or ".").iterdir())
    except OSError:
        names = []
    prefix = typed[: len(typed) - len(start)]
    fits = [name for name in names if name.startswith(start) and name.lower().endswith(CASES)]
    return [CompletionItem(prefix + name) for name in fits] or [CompletionItem(typed, type="file")]


def _names(of: Callable[[Catalogue], Iterable[tuple[str, str]]]) -> Complete:
    """Completes names of things in the catalogue, each shown with what it is."""

    def complete(context: click.Context, param: click.Parameter, typed: str) -> Found:
        from pps_advisor.cli.shared.choice import Choice

        given = context.params
        rules, without, plugins = (
            tuple(given.get(name) or ()) for name in ("rules", "without", "plugins")
        )
        try:
            catalogue = Choice(rules, without, plugins, not given.get("no_plugins")).catalogue()
        except Exception:
            return []
        return [
            CompletionItem(name, help=about)
            for name, about in of(catalogue)
            if name.startswith(typed)
        ]

    return complete


def _questions(catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    return ((one.id, one.short) for one in catalogue.questions if not one.derived)


def _rules(catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    return ((one.id, one.title) for one in catalogue.rules)


def _recommendations(catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    return ((one.id, one.title) for one in catalogue.recommendations)


def _explainable(catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    yield from _recommendations(catalogue)
    yield from _rules(catalogue)
    yield from ((one.id, one.short) for one in catalogue.questions)


def _goals(catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    yield from ((one.id, one.title) for one in catalogue.rulesets)
    yield from ((one.id, one.title) for one in catalogue.rules if one.kind.advises)
    yield from _recommendations(catalogue)


def _answers(catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    """``vraag=antwoord`` for every answer that can be chosen."""
    from pps_advisor.reading.case.question_words import possible

    for question in catalogue.questions:
        if not question.derived:
            for answer, meaning in possible(question):
                yield f"{question.id}={answer}", meaning


questions = _names(_questions)
rules = _names(_rules)
recommendations = _names(_recommendations)
explainable = _names(_explainable)
_pairs = _names(_answers)
goals = _names(_goals)
themes = _names(lambda catalogue: ((one.id, one.title) for one in catalogue.rulesets))
sources = _names(lambda catalogue: ((one.id, one.title) for one in catalogue.sources))


def answers(context: click.Context, param: click.Parameter, typed: str) -> Found:
    """``vraag=antwoord``; only the answer where the shell takes the two for words of their own.

    So does bash, for which ``=`` ends a word: it asks how to go on after ``=``, or after ``j``.
    """
    before = [word for word in context.params.get(param.name or "") or () if word != "="]
    if before and "=" not in before[-1] and "." not in typed:
        start = f"{before[-1]}="
        found = _pairs(context, param, start + typed)
        return [CompletionItem(one.value.removeprefix(start), help=one.help) for one in found]
    return _pairs(context, param, typed)
