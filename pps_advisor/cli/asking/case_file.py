"""A case file that is being filled in: every change is written at once, and nothing else is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pps_advisor.cli.shared.choice import Choice
from pps_advisor.cli.shared.output import check_writable, rewrite
from pps_advisor.model.case.case import Answer, MoneyFlow, Party
from pps_advisor.reading.case.edit import edit_case
from pps_advisor.reading.yaml.door import read_text


class CaseFile:
    """The case in a file, with the catalogue that holds for it.

    The file is read again before each change, so that it can also be edited by hand meanwhile.
    Raises InvalidInput when it cannot be read as a case, or cannot be written.
    """

    def __init__(self, path: Path, choice: Choice) -> None:
        self.path = path
        check_writable(path)
        self.case, self.catalogue = choice.case(path)

    def change(
        self,
        answers: Sequence[Answer] = (),
        parties: Sequence[Party] = (),
        flows: Sequence[MoneyFlow] = (),
    ) -> None:
        """Write answers, parties or money flows.

        Raises InvalidInput; the file is then as it was.
        """
        name = str(self.path)
        text = read_text(self.path, name, keep_mark=True)
        changed, case = edit_case(text, self.catalogue, answers, parties, flows, name)
        if changed != text:
            rewrite(self.path, changed.encode("utf-8"))
        self.case = case
