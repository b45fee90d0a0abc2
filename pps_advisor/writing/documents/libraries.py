"""Libraries of the extra `memo`: imported when needed, with a clear word when they are absent."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from pps_advisor.errors import InvalidInput, Problem, SourceLocation


def library(module: str, purpose: str) -> Any:
    """A module of the extra `memo`, such as ``typst`` for `purpose` "een PDF".

    Raises InvalidInput, with how to install it, when it is absent.
    """
    try:
        return import_module(module)
    except ImportError:
        sentence = f"Voor {purpose} is een aanvulling nodig die hier niet is geïnstalleerd."
        hint = "Installeer die met: pip install 'pps-advisor[memo]'"
        raise InvalidInput(
            [Problem(SourceLocation("pps-advisor"), "niet-geinstalleerd", sentence, hint)]
        ) from None
