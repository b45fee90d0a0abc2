"""`pps-advisor interview`: fill in a case in conversation, the most telling question first."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pps_advisor.cli.asking.ask import Stopped, prepare_terminal, say
from pps_advisor.cli.shared.choice import Choice
from pps_advisor.cli.shared.options import PATH, catalogue_options, completing
from pps_advisor.cli.shared.output import terminal_width

if TYPE_CHECKING:
    from pps_advisor.model.outcome.assessment import OpenQuestion

EXIT_INTERRUPTED = 130


@click.command(
    "interview",
    help=(
        "Vul een casus in met vragen en antwoorden, de vraag met de meeste invloed eerst."
        "\n\nEen casus die nog niet bestaat, wordt gemaakt. Elk antwoord wordt meteen bewaard; "
        "u kunt altijd stoppen en later verder gaan. Opmerkingen en volgorde in het bestand "
        "blijven zoals zij zijn."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor interview casus.yaml\n"
        "  pps-advisor interview casus.yaml --theme governance"
    ),
)
@click.argument("file", metavar="BESTAND", type=PATH, shell_complete=completing("cases"))
@click.option(
    "--theme",
    metavar="THEMA",
    shell_complete=completing("themes"),
    help="Stel alleen de vragen van één thema.",
)
@catalogue_options
def command(file: Path, theme: str | None, choice: Choice) -> None:
    prepare_terminal()
    interview = None
    try:
        if not file.exists():
            from pps_advisor.cli.commands.new import ask_new_case

            ask_new_case(file, choice)
        interview = _Interview(file, choice, theme)
        interview.run()
        say("Alle vragen zijn gesteld.")
        interview.show_advice()
        click.echo(f"Het hele advies:  pps-advisor assess {file}")
    except (Stopped, KeyboardInterrupt) as stopped:
        interrupted = isinstance(stopped, KeyboardInterrupt) or stopped.interrupted
        if interview is not None:
            say()
            interview.show_advice()
        _say_how_to_go_on(file)
        sys.exit(EXIT_INTERRUPTED if interrupted else 0)


class _Interview:
    """One sitting: what was asked, and what comes next."""

    def __init__(self, path: Path, choice: Choice, theme: str | None) -> None:
        from pps_advisor.cli.asking.case_file import CaseFile

        self.path = path
        self.file = CaseFile(path, choice)
        self.theme = theme
        self.history: list[str] = []
        self.passed: set[str] = set()
        self.later: set[str] = set()
        self.told_settled = False
        if theme is not None:
            self._check_theme(theme)

    def run(self) -> None:
        """Ask until nothing is open. Raises Stopped."""
        from pps_advisor.cli.asking.ask_parties import ask_who_and_what
        from pps_advisor.cli.asking.ask_question import COMMANDS

        ask_who_and_what(self.file)
        say()
        say(COMMANDS)
        self._ask_all()

    def _ask_all(self) -> None:
        from pps_advisor.cli.asking.ask_question import Outcome, QuestionAsker, current
        from pps_advisor.reasoning.influence.effect import effect_of
        from pps_advisor.reasoning.influence.next_question import next_questions, standing_of

        again: str | None = None
        catalogue = self.file.catalogue
        before = standing_of(self.file.case, catalogue)
        while True:
            todo = next_questions(
                self.file.case, catalogue, self.passed, self.theme, before, self.later
            )
            if again is None and not todo:
                return
            asked = current(catalogue.question[again]) if again else todo[0]
            self._head(asked.question, todo)
            outcome = QuestionAsker(self.file, asked, self.theme is not None).run()
            again = None
            if outcome is Outcome.LATER:
                again = self._let_wait(asked.question, todo)
                continue
            if outcome is Outcome.BACK:
                again = self._back(asked.question)
                before = standing_of(self.file.case, catalogue)
                continue
            self.history.append(asked.question)
            self.passed.add(asked.question)
            if outcome is Outcome.ANSWERED:
                after = standing_of(self.file.case, catalogue)
                click.echo(_on_one_line(effect_of(before, after, catalogue)))
                before = after

    def _let_wait(self, question: str, todo: Sequence[OpenQuestion]) -> str | None:
        """Put off the theme of a question; the question again when there is no other theme."""
        theme = self._theme_of(question)
        others = {self._theme_of(one.question) for one in todo} - {theme, *self.later}
        if theme in self.later or not others:
            say("Dit thema is al het laatste. Enter slaat de vraag over, q stopt.")
            return question
        self.later.add(theme)
        self.history.append(question)
        say(f"De vragen van het thema '{self._title(theme)}' komen aan het eind.")
        return None

    def _theme_of(self, question: str) -> str:
        return self.file.catalogue.question[question].theme

    def _title(self, theme: str) -> str:
        ruleset = self.file.catalogue.ruleset.get(theme)
        return ruleset.title if ruleset else theme

    def _back(self, question: str) -> str:
        """The question before this one; at the first, the parties and then this one again."""
        if self.history:
            question = self.history.pop()
            self.later.discard(self._theme_of(question))
            return question
        from pps_advisor.cli.asking.ask_parties import ask_who_and_what

        ask_who_and_what(self.file)
        return question

    def _head(self, question: str, todo: Sequence[OpenQuestion]) -> None:
        say()
        settled = all(one.influence < 1 for one in todo)
        if settled and not self.told_settled and self.theme is None and self.history:
            self.told_settled = True
            say(
                "Geen enkele open vraag kan nu nog in haar eentje de eerste vijf adviezen of een "
                "oordeel veranderen. U kunt stoppen met q, of verder gaan."
            )
        title = self._title(self._theme_of(question))
        say(f"Vraag {len(self.history) + 1} ({title}; nog {len(todo)} open)")

    def show_advice(self) -> None:
        from pps_advisor.reasoning.influence.influence import TOP
        from pps_advisor.reasoning.influence.next_question import standing_of

        standing = standing_of(self.file.case, self.file.catalogue)
        first = standing.first(TOP)
        say("Het advies tot nu toe:" if first else "Er is nog te weinig bekend voor een advies.")
        for number, place in enumerate(first, start=1):
            say(standing.scorer.recommendations[place].title, f"  {number}. ", "     ")

    def _check_theme(self, theme: str) -> None:
        from pps_advisor.errors import InvalidInput, Problem, SourceLocation
        from pps_advisor.reading.yaml.problems import nearest

        known = {one.theme for one in self.file.catalogue.questions if not one.derived}
        if theme not in known:
            place = SourceLocation("--theme")
            sentence = f"Er is geen thema '{theme}' met vragen."
            raise InvalidInput([Problem(place, "onbekend-thema", sentence, nearest(theme, known))])


def _on_one_line(changes: Sequence[str]) -> str:
    """As many changes as fit on a line of the terminal, and how many more there are."""
    for count in range(len(changes), 0, -1):
        rest = len(changes) - count
        more = f"; en nog {rest} verandering{'en' if rest > 1 else ''}" if rest else ""
        line = f"Effect: {'; '.join(changes[:count])}{more}."
        if len(line) <= terminal_width() or count == 1:
            break
    return line


def _say_how_to_go_on(file: Path) -> None:
    if not file.exists():
        say("Gestopt; er is niets geschreven.")
        return
    say(f"Gestopt. Uw antwoorden staan in {file}.")
    click.echo(f"Verder gaan:      pps-advisor interview {file}")
    click.echo(f"Het hele advies:  pps-advisor assess {file}")
