"""The hooks: where a package can add to pps-advisor.

A package names itself under the entry point group ``pps_advisor``; the name of its entry point
is the id of its plugin. Every docstring has the same shape: what, each argument, what is
returned, when it stops. docs/hooks.md shows an example of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pluggy

from pps_advisor.model.knowledge.hook_values import DerivedFact, FilledParameter, OutputFormat
from pps_advisor.model.outcome.assessment import Assessment

GROUP = "pps_advisor"
hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


@hookspec
def plugin_folders() -> Iterable[Path]:
    """The folders with a ``plugin.yaml`` that the package carries as package data.

    What: rules, questions, recommendations and adaptations, as in a plugin without code. A
        package without this hook carries the folder in which its own ``plugin.yaml`` lies.
    Returns: paths of folders. The id in each ``plugin.yaml`` is the name of the entry point,
        or begins with that name and a hyphen.
    Stops: when a folder is absent or its plugin cannot be read; nothing is assessed then.
    """
    raise NotImplementedError


@hookspec
def parameters(municipality: str | None) -> Iterable[FilledParameter]:
    """Values for parameters that the core declares open, when they have to be computed.

    What: the same as ``parameters`` in ``plugin.yaml``, for values that do not stand in a file.
    municipality: the municipality of the case; None when rules are looked at without a case.
    Returns: filled parameters. Called only when the plugin takes part.
    Stops: when a parameter does not exist, is not open, or is filled in differently elsewhere.
    """
    raise NotImplementedError


@hookspec
def derived_facts() -> Mapping[str, DerivedFact]:
    """Facts that are computed in Python from a case.

    What: each is a question with ``afgeleid: ja`` in the ``vragen.yaml`` of the plugin, so that
        rules can test it.
    Returns: for the id of each such question how it is computed. The computation must give the
        same for the same case: it looks at no clock, file or network.
    Stops: when an id does not begin with the id of the plugin, when no question declares it,
        and when the computation raises or gives a value of another type than the question.
    """
    raise NotImplementedError


@hookspec
def memo_sections(assessment: Assessment) -> Iterable[Any]:
    """Sections that are added to a memo.

    What: text of the municipality's own, after the sections of the core.
    assessment: the assessment that the memo is about.
    Returns: sections of ``pps_advisor.plugin``; the tag of each begins with the id of the
        plugin. Called only when the plugin takes part.
    Stops: when something else than a section is returned, or a tag occurs twice.
    """
    raise NotImplementedError


@hookspec
def memo_templates() -> Mapping[str, Path]:
    """Templates for a memo, in the house style of the municipality.

    What: files that ``memo`` can fill in, chosen by name.
    Returns: the path of a file for each name. A name is used by one plugin only.
    Stops: when a file is absent, or two plugins use one name.
    """
    raise NotImplementedError


@hookspec
def output_formats() -> Iterable[OutputFormat]:
    """Forms in which ``assess`` can write an assessment.

    What: a form to choose with ``--format``, or by the extension of the file after ``-o``.
    Returns: the forms. Their names and extensions are not those of the core or of each other.
    Stops: when a name or extension is taken, and when writing raises.
    """
    raise NotImplementedError


@hookspec
def commands() -> Iterable[Any]:
    """Commands beside those of pps-advisor.

    What: a command of click for each, listed in ``pps-advisor --help``.
    Returns: commands. None has the name of a command of the core or of another plugin.
    Stops: when a name is taken, or something else than a command is returned.
    """
    raise NotImplementedError
