"""Whether a Dutch sentence begins with what to do.

A Dutch imperative is the bare stem of a verb, and any stem may be one, so the check goes the
other way: words that cannot be a stem (small words, nouns by their ending, infinitives) fail.
"""

from __future__ import annotations

import re

_SMALL_WORDS = frozenset(
    """
    aan achter al alle alleen als andere bij binnen buiten daar daarna dan dat de deze die dit door
    dus een één elk elke en er geen gemeente haar heel het hier hij hoe hun ieder iedere ik in is
    je kan kunnen maar men met moet moeten mag na naar naast niet nog nu of om omdat onder ons onze
    ook op over partijen per reeds samen soms te tegen tijdens tot tussen u uit uw vaak van vanaf
    veel vele voor voordat vooral waar wanneer wat we weer welke wie wij ze zich zij zijn zonder
    zou zouden
    """.split()
)
_NOUN_OR_INFINITIVE = re.compile(r".+(?:ing|ingen|heid|heden|atie|aties|schap|iteit|en|'s|ers)$")
_STEMS_THAT_LOOK_LIKE_IT = frozenset(
    """
    baken bereken erken herken heropen oefen onderscheid onderteken open reken scheid teken verken
    """.split()
)
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def is_imperative(text: str) -> bool:
    """Whether a text can begin with an imperative."""
    match = _FIRST_WORD.match(text.strip().lower())
    if not match:
        return False
    word = match[0]
    if word in _STEMS_THAT_LOOK_LIKE_IT:
        return True
    return word not in _SMALL_WORDS and not _NOUN_OR_INFINITIVE.fullmatch(word)
