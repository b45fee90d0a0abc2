"""The problems found in one reading, and the words that help a reader to mend them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.reading.yaml.node import Node

MAX_PROBLEMS = 100
_SHOWN = 60
_NEAREST_UP_TO = 80
_NEAREST_AMONG = 2000

_HIDDEN = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff]"
)


class Problems:
    """The problems found so far in one reading.

    Codes in `muted` are not added: they would only follow from a mistake that is reported.
    """

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.muted: set[str] = set()

    def add(self, place: Node | SourceLocation, code: str, sentence: str, hint: str = "") -> None:
        """Add a problem; raises InvalidInput when there are more than anyone would read."""
        if code in self.muted:
            return
        location = place.location if isinstance(place, Node) else place
        if len(self.found) >= MAX_PROBLEMS:
            sentence = f"Er zijn meer dan {MAX_PROBLEMS} problemen; hier staan de eerste."
            whole = SourceLocation(location.file)
            self.found.append(
                Problem(whole, "te-veel-problemen", sentence, "Los deze op en probeer het opnieuw.")
            )
            raise InvalidInput(self.found)
        self.found.append(Problem(location, code, sentence, hint))

    def add_hidden(self, place: Node | SourceLocation) -> None:
        """Report a character that has no place in a text."""
        self.add(
            place,
            "stuurteken",
            "Hier staat een onzichtbaar stuurteken dat niet in een tekst hoort.",
            "Verwijder het teken, bijvoorbeeld door de regel opnieuw te typen.",
        )

    def raise_any(self) -> None:
        """Raise InvalidInput when anything was found."""
        if self.found:
            raise InvalidInput(self.found)


def hidden_in(text: str) -> Iterator[re.Match[str]]:
    """Characters without a place in a text: control codes, and marks that turn a line around."""
    if text.replace("\n", "").isprintable():
        return iter(())  # nearly every text; the pattern takes long to compile
    return re.finditer(_HIDDEN, text)


def shown(text: str) -> str:
    """A text from a file, in quotes for a message, and cut off when it is long."""
    folded = re.sub(r"[ \t\r\n]+", " ", text[: 4 * _SHOWN]).strip(" ")
    return f"'{folded}'" if len(folded) <= _SHOWN else f"'{folded[: _SHOWN - 1]}…'"


def nearest_word(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like this one; empty when none does."""
    words = sorted(set(known))
    if len(word) > _NEAREST_UP_TO or len(words) > _NEAREST_AMONG:
        return ""
    folded = unicodedata.normalize("NFKC", word).casefold()
    import difflib  # only where something is wrong

    near = difflib.get_close_matches(folded, words, 1, 0.6)
    return near[0] if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint with the known word that looks most like this one, or with the known words."""
    words = sorted(set(known) - {""})
    near = nearest_word(word, words)
    hint = f"Bedoelt u '{near}'?" if near else ""
    if not near and 0 < len(words) <= 16:
        hint = f"Kies uit: {', '.join(words)}."
    return f"{hint} {odd_characters(word)}".strip()


def odd_characters(word: str) -> str:
    """A hint about a character that cannot be seen, or that looks like one it is not."""
    for place, character in enumerate(word[:_NEAREST_UP_TO], 1):
        if not character.isprintable():
            return f"Er staat een onzichtbaar teken in (U+{ord(character):04X}); typ het opnieuw."
        if character in "“”„‟‘’‚‛«»":
            return 'Gebruik rechte aanhalingstekens ("), of laat ze weg.'
        if character in "‐‑‒–—−":
            return f"Teken {place} is een ander streepje dan '-'; typ het opnieuw."
        if character.isalpha() and not unicodedata.name(character, "").startswith("LATIN"):
            return (
                f"Letter {place} ({character}) komt uit een ander alfabet, "
                "ook al lijkt hij gewoon; typ het woord opnieuw."
            )
    return ""


def join_words(words: Iterable[str], last: str = "of") -> str:
    """Join words the Dutch way: ``a, b of c``."""
    items = list(words)
    return f"{', '.join(items[:-1])} {last} {items[-1]}" if len(items) > 1 else "".join(items)
