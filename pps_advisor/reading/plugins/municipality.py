"""Names of municipalities: when two spellings mean the same one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

ALL = "alle"
"""What a plugin for every municipality writes under ``gemeente``."""

_OFFICIAL = {"s gravenhage": "den haag", "s hertogenbosch": "den bosch"}


def plain_name(name: str) -> str:
    """A name without capitals, accents, signs and the word gemeente: ``den haag``."""
    bare = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(one for one in bare if not unicodedata.combining(one))
    bare = " ".join(re.sub(r"[^\w]+", " ", bare).split()).removeprefix("gemeente ")
    return _OFFICIAL.get(bare, bare)


def holds_for(municipalities: Iterable[str], name: str | None) -> bool:
    """Whether rules for these municipalities (none: all) hold in this one (None: not known)."""
    wanted = {plain_name(one) for one in municipalities}
    return not wanted or (name is not None and plain_name(name) in wanted)
