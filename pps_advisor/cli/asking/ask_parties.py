"""Ask which parties take part and which money flows between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import Any

from pps_advisor.cli.asking.ask import (
    NotUnderstood,
    Said,
    ask,
    ask_text,
    choose,
    say,
    show_options,
    yes,
)
from pps_advisor.cli.asking.case_file import CaseFile
from pps_advisor.cli.asking.party_fields import FLOW_FIELDS, PARTY_FIELDS, Field
from pps_advisor.errors import InvalidInput
from pps_advisor.model.case.case import MoneyFlow, Party, PartyKind
from pps_advisor.model.frozen import evolve
from pps_advisor.model.values import UNKNOWN, Unknown, date_text, number_text
from pps_advisor.reading.case.new import id_from


def ask_who_and_what(file: CaseFile) -> None:
    """Show and complete the parties and the money. Raises Stopped."""
    if file.case.parties is None:
        _first_party(file)
    while True:
        ended = _menu(file, "partij", "partijen", _lines_of_parties, _new_party, _change_party)
        if ended is Said.BACK:
            say("Dit is het begin; u kunt niet verder terug.")
        elif len(file.case.parties or ()) < 2 or Said.BACK is not _menu(
            file, "geldstroom", "geldstromen", _lines_of_flows, _new_flow, _change_flow
        ):
            return


def _first_party(file: CaseFile) -> None:
    """Offer the municipality as the first party."""
    say("Eerst de partijen: wie doen er mee?")
    name = f"Gemeente {file.case.municipality.removeprefix('Gemeente ').removeprefix('gemeente ')}"
    if yes(f"Doet {name} zelf mee?"):
        party = Party("gemeente", name, PartyKind.MUNICIPALITY)
        file.change(parties=[party])
        _fill(file, party, PARTY_FIELDS[1:], _save_party)


def _menu(
    file: CaseFile,
    one: str,
    many: str,
    lines: Callable[[CaseFile], list[str]],
    add: Callable[[CaseFile], None],
    change: Callable[[CaseFile, int], None],
) -> Said:
    """Show what there is, and add or change until the user goes on, or back."""
    while True:
        found = lines(file)
        say(f"{many.capitalize()}:" if found else f"Er zijn nog geen {many} beschreven.")
        for number, words in enumerate(found, start=1):
            say(words, f"  {number}. ", "     ")
        answer = ask(
            f"+ voegt een {one} toe, een nummer wijzigt er een, Enter gaat verder: ",
            _add_or_number(len(found)),
            lambda: say(f"Typ +, het nummer van een {one}, of alleen Enter."),
            {"": Said.NOTHING, "b": Said.BACK},
        )
        if isinstance(answer, Said):
            return answer
        if answer:
            change(file, answer - 1)
        else:
            add(file)


def _add_or_number(count: int) -> Callable[[str], int]:
    def understand(typed: str) -> int:
        if typed == "+":
            return 0
        if typed.isdecimal() and 1 <= int(typed) <= count:
            return int(typed)
        raise NotUnderstood("Typ +, een nummer uit de lijst, of alleen Enter.")

    return understand


def _new_party(file: CaseFile) -> None:
    name = ask_text("Naam van de partij: ", "De naam zoals lezers haar kennen. Enter: toch niet.")
    if isinstance(name, Said):
        return
    taken = [party.id for party in file.case.parties or ()]
    party = Party(id_from(name, taken), name, UNKNOWN)
    if _saved(lambda: file.change(parties=[party])):
        _fill(file, party, PARTY_FIELDS, _save_party)


def _change_party(file: CaseFile, number: int) -> None:
    party = (file.case.parties or ())[number]
    say(f"U wijzigt {_name(party)}. Enter laat een antwoord zoals het is.")
    name = ask_text(f"Naam ({_name(party)}): ", "Enter laat de naam zoals hij is.")
    if name is Said.BACK:
        return
    if isinstance(name, str):
        party = evolve(party, name=name)
        _saved(lambda: file.change(parties=[party]))
    _fill(file, party, PARTY_FIELDS, _save_party)


def _save_party(file: CaseFile, party: Any) -> Any:
    file.change(parties=[party])
    return party


def _new_flow(file: CaseFile) -> None:
    parties = [(party.id, _name(party)) for party in file.case.parties or ()]
    ends: list[str] = []
    for prompt in ("Wie betaalt: ", "Wie ontvangt: "):
        others = [one for one in parties if one[0] not in ends]
        for number, (_, name) in enumerate(others, start=1):
            say(name, f"  {number}. ", "     ")
        words = {"": Said.NOTHING, "b": Said.BACK}
        end = ask(prompt, choose(others), lambda: say("Typ het nummer van een partij."), words)
        if isinstance(end, Said):
            return
        ends.append(end)
    flow = MoneyFlow(ends[0], ends[1], UNKNOWN)
    if _saved(lambda: file.change(flows=[flow])):
        _fill(file, (file.case.flows or ())[-1], FLOW_FIELDS, _save_flow)


def _change_flow(file: CaseFile, number: int) -> None:
    say("Enter laat een antwoord zoals het is.")
    _fill(file, (file.case.flows or ())[number], FLOW_FIELDS, _save_flow)


def _save_flow(file: CaseFile, flow: Any) -> Any:
    file.change(flows=[flow])
    return flow


def _fill(
    file: CaseFile,
    thing: Any,
    fields: Sequence[Field],
    save: Callable[[CaseFile, Any], Any],
) -> None:
    """Ask field by field, saving each; ``b`` goes one back, and from the first to the list."""
    place = 0
    while 0 <= place < len(fields):
        field = fields[place]
        if field.question:
            say(field.question.format(name=_name(thing) if isinstance(thing, Party) else ""))
        show_options(field.words)
        answer = ask(field.prompt, field.understand, lambda f=field: say(f.explanation))  # type: ignore[misc]
        if answer is Said.BACK:
            place -= 1
            continue
        if answer is Said.REMARK:
            thing = _with_remark(file, thing, save)
            continue
        if answer is not Said.NOTHING:
            changed = evolve(thing, **{field.name: _value(field, answer)})
            if not _saved(lambda c=changed: save(file, c)):  # type: ignore[misc]
                continue
            thing = changed
        place += 1


def _value(field: Field, answer: Any) -> Any:
    """What is stored; ``onbekend`` for a list or position is that it is not there."""
    if answer is not Said.UNKNOWN:
        return answer
    return None if field.name in ("roles", "motives", "position", "position_by_others") else UNKNOWN


def _with_remark(file: CaseFile, thing: Any, save: Callable[[CaseFile, Any], Any]) -> Any:
    remark = ask_text("Toelichting: ", "Een zin die uitlegt wat u invult. Enter: toch niet.")
    if isinstance(remark, Said):
        return thing
    changed = evolve(thing, explanation=remark)
    return changed if _saved(lambda: save(file, changed)) else thing


def _saved(save: Callable[[], object]) -> bool:
    """Whether saving succeeded; if not, the user has been told why."""
    try:
        save()
    except InvalidInput as error:
        for problem in error.problems:
            say(f"{problem.sentence} {problem.hint}")
        return False
    return True


def _lines_of_parties(file: CaseFile) -> list[str]:
    return [_about_party(party) for party in file.case.parties or ()]


def _about_party(party: Party) -> str:
    kind = "soort onbekend" if isinstance(party.kind, Unknown) else _words([party.kind])
    roles = _words(party.roles) if party.roles else "rollen onbekend"
    return f"{_name(party)} ({kind}; {roles})"


def _lines_of_flows(file: CaseFile) -> list[str]:
    names = {party.id: _name(party) for party in file.case.parties or ()}
    return [_about_flow(flow, names) for flow in file.case.flows or ()]


def _about_flow(flow: MoneyFlow, names: dict[str, str]) -> str:
    kind = "geld" if isinstance(flow.kind, Unknown) else _words([flow.kind])
    begin, end = (
        "onbekend" if isinstance(day, Unknown) else date_text(day) for day in (flow.begin, flow.end)
    )
    term = "looptijd onbekend" if begin == end == "onbekend" else f"van {begin} tot en met {end}"
    amount = (
        "" if isinstance(flow.amount, Unknown) else f", {number_text(flow.amount)} euro per jaar"
    )
    names_of = f"{names.get(flow.giver, flow.giver)} aan {names.get(flow.receiver, flow.receiver)}"
    return f"{kind} van {names_of}, {term}{amount}"


def _words(words: Iterable[Enum]) -> str:
    return ", ".join(str(word.value).replace("_", " ") for word in words)


def _name(party: Party) -> str:
    return party.name or party.id
