"""Whether a plugin was made for this version of pps-advisor."""

from __future__ import annotations

from collections.abc import Iterable

from pps_advisor import __version__
from pps_advisor.errors import InvalidInput, Problem
from pps_advisor.reading.plugins.reader import PluginHead


def check_fits(heads: Iterable[PluginHead]) -> None:
    """Raises InvalidInput that names every plugin that is for another version."""
    problems = [problem for head in heads if (problem := _problem(head))]
    if problems:
        raise InvalidInput(problems)


def _problem(head: PluginHead) -> Problem | None:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    plugin = head.plugin
    try:
        fits = SpecifierSet(plugin.fits)
    except InvalidSpecifier:
        return Problem(
            head.place,
            "verkeerde-waarde",
            f"'{plugin.fits}' bij 'past_bij' is geen bereik van versies.",
            "Schrijf bijvoorbeeld '>=0.1,<1', tussen aanhalingstekens.",
        )
    if fits.contains(__version__, prereleases=True):
        return None
    return Problem(
        head.place,
        "andere-versie",
        f"De plug-in {plugin.name} past bij pps-advisor {plugin.fits}, en dit is {__version__}.",
        f"Vraag {plugin.contact} om een nieuwe versie, of werk zonder met --no-plugins.",
    )
