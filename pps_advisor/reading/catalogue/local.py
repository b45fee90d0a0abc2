"""What takes part beside the core: plugins and a project file.

Apart from what is done with them, because an assessment without any must start fast.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pps_advisor.reading.plugins.project import Project
    from pps_advisor.reading.plugins.reader import Change, PluginHead


class Local(NamedTuple):
    """The plugins that take part (in the order of their ids) and the project file.

    `date` is the reference date of the case: what ended before it is not applied. Without a
    date everything is.
    """

    heads: tuple[PluginHead, ...] = ()
    project: Project | None = None
    date: dt.date | None = None

    def expired(self, change: Change) -> bool:
        """Whether an adaptation ended before the reference date."""
        return self.date is not None and change.until < self.date

    def key(self) -> str:
        """All that a catalogue depends on besides the rule files, as text."""
        parts = [repr(self.project and self.project.content)]
        for head in self.heads:
            ended = "".join("01"[self.expired(change)] for change in head.changes)
            parts.append(f"{head.plugin.id}\0{head.name}\0{ended}\0{head.content}")
        return "\0\0".join(parts)


NOTHING_LOCAL = Local()
