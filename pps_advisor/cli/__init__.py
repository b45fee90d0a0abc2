"""Floor 5: the commands. Each module parses, calls and prints; nothing else imports click."""

from __future__ import annotations

from pps_advisor.cli.main import main, run

__all__ = ["main", "run"]
