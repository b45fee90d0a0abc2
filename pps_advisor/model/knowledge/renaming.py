"""Other words for the words of the core: a renamed noun in Dutch running text.

The article, the demonstrative, the adjective in front and a relative pronoun right behind
follow the gender of the new word: "een gezamenlijke stuurgroep die" becomes "een gezamenlijk
team dat". A compound changes only when it is named. Pronouns further on are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pps_advisor.model.knowledge.plugin import Term

_HET = {
    "de": "het",
    "deze": "dit",
    "die": "dat",
    "elke": "elk",
    "iedere": "ieder",
    "welke": "welk",
    "onze": "ons",
    "zulke": "zulk",
    "dezelfde": "hetzelfde",
}
_DE = {neuter: common for common, neuter in _HET.items()}
_DEFINITE = frozenset("de het deze dit die dat onze ons dezelfde hetzelfde".split()) | frozenset(
    "hun haar zijn uw mijn jouw jullie wiens wier ieders".split()
)
_INDEFINITE = frozenset("een geen elke elk iedere ieder welke welk zulke zulk zo'n".split())
_NO_ADJECTIVE = frozenset(
    "mede toe hoe wie wijze alle beide ene zoveelste samen te me je ze".split()
)
_MOST_ADJECTIVES = 4
_WORD = r"[^\W\d_][\w'’-]*"
_BEFORE = re.compile(rf"(?:{_WORD},?\s+)*$")
_PLACEHOLDER = re.compile(r"(\{[^{}]*\})")
_VOWELS = "aeiouëï"
_BARE = ("lijk", "ig", "end", "er", "en", "sch", "kel", "bel")
_LONGER = {"uel": "ueel", "ial": "iaal", "iël": "ieel", "ual": "uaal"}


class Renamer:
    """Renames words in texts, all in one go, so that what was renamed is not renamed again."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.article: dict[str, str] = {}
        self.new: dict[str, str] = {}
        for term in terms:
            pairs = [(term.old, term.new), *term.plurals, *term.compounds]
            self.new |= {old.casefold(): new for old, new in pairs}
            self.article[term.old.casefold()] = term.article
        longest_first = sorted(map(re.escape, self.new), key=lambda word: (-len(word), word))
        joined = "|".join(longest_first) or r"(?!)"
        # No part of a compound, and no part of a key such as governance.stuurgroep.
        self.found = re.compile(rf"(?<![\w-])(?<!\w\.)(?:{joined})(?![\w-])", re.IGNORECASE)

    def text(self, text: str) -> str:
        """The text in the words of here; what stands in ``{...}`` is a name, and stays."""
        if not self.found.search(text):
            return text
        parts = _PLACEHOLDER.split(text)
        return "".join(part if n % 2 else self._renamed(part) for n, part in enumerate(parts))

    def _renamed(self, text: str) -> str:
        done, rest = "", text
        while match := self.found.search(rest):
            old = match[0].casefold()
            before, rest = done + rest[: match.start()], rest[match.end() :]
            article = self.article.get(old, "")
            if article:
                before, rest = _agreeing_before(before, article), _agreeing_after(rest, article)
            done = before + _in_case_of(match[0], self.new[old])
        return done + rest


@lru_cache(maxsize=4)
def renamer_of(terms: tuple[Term, ...]) -> Renamer:
    """The Renamer of some terms; the last few are kept."""
    return Renamer(terms)


def _in_case_of(old: str, new: str) -> str:
    """The new word with the capitals of the old one."""
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def _agreeing_before(text: str, article: str) -> str:
    """The text in front of a noun, its article and adjectives made to agree with the noun."""
    run = _BEFORE.search(text)
    words = re.split(r"(,?\s+)", run[0] if run else "")[:-1]  # word, space, word, ..., space
    start = text[: len(text) - len("".join(words))]
    place = len(words) - 2
    adjectives: list[int] = []
    while place >= 0 and len(adjectives) < _MOST_ADJECTIVES:
        word = words[place].casefold()
        if word in _DEFINITE or word in _INDEFINITE:
            words[place] = _determiner(words[place], article)
            break
        if word in _NO_ADJECTIVE:
            place = -1
            break
        adjectives.append(place)
        place -= 2
    determiner = words[place].casefold() if place >= 0 else ""
    if determiner not in _DEFINITE:
        # Without an article only what stands right in front is sure to belong to the noun.
        sure = adjectives if determiner in _INDEFINITE else adjectives[:1]
        for one in sure:
            words[one] = _inflected(words[one], article)
    return start + "".join(words)


def _determiner(word: str, article: str) -> str:
    table = _HET if article == "het" else _DE
    other = table.get(word.casefold())
    return word if other is None else _in_case_of(word, other)


def _inflected(word: str, article: str) -> str:
    """An adjective without a definite article: ``gezamenlijke`` by de, ``gezamenlijk`` by het."""
    if article != "het" or not word.endswith("e") or len(word) < 4:
        return word
    if word.casefold() in _NO_ADJECTIVE or word.endswith(("ee", "ie", "oe")):
        return word
    return _without_ending(word[:-1])


def _without_ending(stem: str) -> str:
    """The bare form of an adjective, from the form in -e without that letter."""
    if stem.endswith(_BARE):
        return stem
    for ending, bare in _LONGER.items():
        if stem.endswith(ending):
            return stem.removesuffix(ending) + bare
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        return stem[:-1]
    ending = {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
    if len(stem) > 2 and stem[-1] not in _VOWELS and stem[-2] in "aeou" and stem[-3] not in _VOWELS:
        return f"{stem[:-1]}{stem[-2]}{ending}"
    return stem[:-1] + ending


def _agreeing_after(text: str, article: str) -> str:
    """The text behind a noun, with the relative pronoun that follows it at once."""
    table = {"die": "dat"} if article == "het" else {"dat": "die"}
    ((old, new),) = table.items()
    return re.sub(rf"^(,?\s+){old}\b", rf"\g<1>{new}", text)
