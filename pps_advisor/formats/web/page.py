"""What our web pages share: a template with everything escaped, and a policy that forbids all."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources
from typing import TYPE_CHECKING, Any

from pps_advisor.formats.plain.layout import clean

if TYPE_CHECKING:
    from jinja2 import Template


def read_template(name: str) -> str:
    """A file of the folder of web pages."""
    folder = resources.files("pps_advisor.formats.web")
    return folder.joinpath(name).read_text(encoding="utf-8")


def template(name: str) -> Template:
    """A template in which every value is escaped, and nothing may be left out or changed."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(read_template(name))


def _finalized(value: Any) -> Any:
    """Every text without control characters; markup of ours as it is."""
    return clean(value) if type(value) is str else value


def policy(css: str) -> str:
    """A content security policy that allows our own style sheet and nothing else."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
