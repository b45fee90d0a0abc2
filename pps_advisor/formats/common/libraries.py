"""Libraries of the extra `memo`: imported when needed, with a clear word when they are absent."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from pps_advisor.errors import not_installed


def library(module: str, purpose: str) -> Any:
    """A module of the extra `memo`, such as ``typst`` for `purpose` "een PDF".

    Raises InvalidInput, with how to install it, when it is absent.
    """
    try:
        return import_module(module)
    except ImportError:
        raise not_installed(purpose, "memo") from None
