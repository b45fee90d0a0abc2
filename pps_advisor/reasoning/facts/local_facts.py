"""The facts of a case with those that plugins derive."""

from __future__ import annotations

import ast
import datetime as dt
import hashlib
import inspect
import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pps_advisor.errors import InvalidInput
from pps_advisor.model.case.case import Case
from pps_advisor.model.case.fact import Fact, Facts
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import AnswerType, Question
from pps_advisor.model.values import Unknown, Value
from pps_advisor.reasoning.facts import derive
from pps_advisor.reasoning.facts.derived import Derived, Given

if TYPE_CHECKING:
    from pps_advisor.model.knowledge.hook_values import DerivedFact


def facts_of(case: Case, catalogue: Catalogue) -> Facts:
    """All facts of a case, with those that plugins derive from the others.

    Raises InvalidInput that names the plugin when a computation goes wrong.
    """
    facts = derive.facts_of(case, catalogue)
    if not catalogue.derivations:
        return facts
    given = Given(case, facts.values())
    found = dict(facts.by_id)
    for name, fact in catalogue.derivations:
        one = _derived(name, fact, given, catalogue)
        found[name] = Fact(name, one.value, one.origin, one.inputs)
    return Facts(found)


def changes_with(
    case: Case,
    values: Mapping[str, Value],
    question: str,
    value: Value,
    catalogue: Catalogue,
) -> dict[str, Value]:
    """The values that differ when one open question is answered with `value`."""
    changed = derive.changes_with(case, values, question, value)
    for name, fact in catalogue.derivations:
        if any(used in changed for used in fact.uses):
            given = Given(case, {**values, **changed})
            changed[name] = _derived(name, fact, given, catalogue).value
    return changed


def uses_of(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """The answers that derived facts look at besides the parties, flows and dates."""
    if not catalogue.derivations:
        return derive.USES
    return {**derive.USES, **{name: fact.uses for name, fact in catalogue.derivations if fact.uses}}


def _derived(name: str, fact: DerivedFact, given: Given, catalogue: Catalogue) -> Derived:
    try:
        with redirect_stdout(sys.stderr):
            found = fact.compute(given)
    except (InvalidInput, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise _failed(name, f"geeft een fout: {type(error).__name__}: {error}") from error
    question = catalogue.question[name]
    if not isinstance(found, Derived):
        raise _failed(name, f"geeft {type(found).__name__} in plaats van een Derived")
    value: object = found.value
    if isinstance(value, int) and not isinstance(value, bool):
        found = evolve(found, value=Decimal(value))
    if not _fits(found.value, question):
        options = f" ({', '.join(question.option_ids)})" if question.options else ""
        fits = f"het type {question.type.value}{options}"
        raise _failed(name, f"geeft {found.value!r}, en dat past niet bij {fits}")
    return found


def _failed(name: str, what: str) -> InvalidInput:
    from pps_advisor.reading.plugins.package import failed_fact

    return failed_fact(name.partition(".")[0], name, what)


def _fits(value: Any, question: Question) -> bool:
    """Whether a value is one that the engines can compare for this type of question."""
    if isinstance(value, Unknown):
        return True
    if question.type is AnswerType.WORDS:
        return isinstance(value, tuple) and set(value) <= set(question.option_ids)
    if question.options:
        return value in question.option_ids
    if question.type is AnswerType.DATE:
        return isinstance(value, dt.date)
    return isinstance(value, Decimal) and value.is_finite()


def code_of_derivations(catalogue: Catalogue) -> str:
    """The code of the facts that plugins derive, without its comments; "" when there are none."""
    return "\0".join(f"{name}\0{_code_of(fact.compute)}" for name, fact in catalogue.derivations)


@cache
def _code_of(function: Any) -> str:
    """The hash of the module of a function and of the modules of its package that it imports."""
    module = inspect.getmodule(function)
    if module is None or not getattr(module, "__file__", None):
        return repr(getattr(function, "__code__", function))
    found = hashlib.sha256()
    for name, tree in sorted(_trees(module.__name__)):
        found.update(f"{name}\0{tree}\0".encode())
    return found.hexdigest()


def _trees(start: str) -> Iterator[tuple[str, str]]:
    """The syntax trees of a module and of what it imports from its own package."""
    package = start.partition(".")[0]
    waiting, seen = [start], set()
    while waiting:
        name = waiting.pop()
        file = getattr(sys.modules.get(name), "__file__", None)
        if name in seen or file is None:
            continue
        seen.add(name)
        tree = ast.parse(Path(file).read_bytes())
        yield name, ast.dump(tree)
        waiting += [one for one in _imports(tree, name) if one.partition(".")[0] == package]


def _imports(tree: ast.Module, name: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = _package_of(name).split(".")
                above = parts[: len(parts) - node.level + 1]
                base = ".".join([*above, *([base] if base else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _package_of(name: str) -> str:
    return getattr(sys.modules[name], "__package__", None) or name.rpartition(".")[0]
