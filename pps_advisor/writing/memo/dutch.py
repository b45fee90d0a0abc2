"""Dutch wording of the memo: numbers in words, names in a sentence."""

from __future__ import annotations

from pps_advisor.model.case import Case
from pps_advisor.writing.words import thousands

_NUMBERS = (
    "geen een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien achttien negentien twintig"
).split()
_LIKERT = ("helemaal oneens", "oneens", "niet eens en niet oneens", "eens", "helemaal eens")


def number_text(value: int) -> str:
    """A whole number in words up to twenty, then in digits."""
    return _NUMBERS[value] if 0 < value < len(_NUMBERS) else thousands(value)


def counted(value: int, singular: str, plural: str) -> str:
    """A number in words with its noun: `één vraag`, `drie vragen`, `36 vragen`."""
    return f"één {singular}" if value == 1 else f"{number_text(value)} {plural}"


def municipality(case: Case) -> str:
    """The municipality within a sentence: `de gemeente Den Haag`."""
    name = case.municipality
    if name.casefold().startswith("gemeente "):
        name = name[len("gemeente ") :]
    return f"de gemeente {name}"


def quoted(text: str) -> str:
    """A text between Dutch quotation marks."""
    return f"‘{text.strip()}’"


def lower_article(text: str) -> str:
    """The text to go on within a sentence: only an article or a like word loses its capital."""
    first, _, rest = text.partition(" ")
    small = {"Een", "De", "Het", "Afspraken", "Aanpassing", "Raadsvoorstel", "Overdrachtsprotocol"}
    return f"{first.lower()} {rest}" if first in small and rest else text


def likert_text(answer: str) -> str:
    """An answer on the scale of one to five, with its meaning."""
    return f"{answer} ({_LIKERT[int(answer) - 1]})" if answer in {*"12345"} else answer


def own_steps(numbers: list[int], total: int) -> str:
    """Which steps do not come from a source; "" when all do."""
    if not numbers:
        return ""
    if len(numbers) == total:
        return "Deze stappen staan niet in de bronnen; het zijn aanvullingen van pps-advisor."
    if len(numbers) == 1:
        return f"Stap {numbers[0]} staat niet in de bronnen; het is een aanvulling van pps-advisor."
    *most, last = map(str, numbers)
    return (
        f"De stappen {', '.join(most)} en {last} staan niet in de bronnen; "
        "het zijn aanvullingen van pps-advisor."
    )
