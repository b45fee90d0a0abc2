"""pps-advisor: evidence-based advice on public-private partnerships of Dutch municipalities.

The public interface is what `__all__` names; it is imported when first used, so that the
command line starts fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from pps_advisor.api import (
        assess,
        case_from_tree,
        load_case,
        load_catalogue,
        open_case,
        write_html,
        write_json,
        write_markdown,
        write_text,
    )
    from pps_advisor.errors import InvalidInput, Problem, SourceLocation

__all__ = [
    "InvalidInput",
    "Problem",
    "SourceLocation",
    "__version__",
    "assess",
    "case_from_tree",
    "load_case",
    "load_catalogue",
    "open_case",
    "write_html",
    "write_json",
    "write_markdown",
    "write_text",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home = "errors" if name in ("InvalidInput", "Problem", "SourceLocation") else "api"
    return getattr(import_module(f"pps_advisor.{home}"), name)
