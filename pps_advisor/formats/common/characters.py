"""Characters that a document format cannot hold or show."""

from __future__ import annotations

import re
import unicodedata
from xml.sax.saxutils import escape, quoteattr

_SPACES = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_UNWRITABLE = re.compile("[\x00-\x1b\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNWANTED = re.compile("[\ufeff\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(r"[^\s\u200b\u00ad]+")
_AFTER = re.compile(r"(?<=[/._?&=:;,@#+-])(?=[^\s/._?&=:;,@#+-])|(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_HYPHENATED = 45
"""Up to so many letters a word is left to hyphenation, which knows where Dutch words break."""
BREAK = "\u200b"
"""A place where a line may end, without a hyphen and without width."""


def writable(text: str) -> str:
    """The text without line breaks and without marks that turn the words after them around.

    Characters that XML and PDF refuse are written out (``\\x1b``).
    """
    return _UNWRITABLE.sub(_written_out, _SPACES.sub(" ", _UNWANTED.sub("", text)))


def _written_out(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def escaped(text: str) -> str:
    """The text as XML."""
    return escape(writable(text))


def attribute(text: str) -> str:
    """The text as the value of an attribute in XML, with its quotes."""
    return quoteattr(writable(text))


def is_seen(text: str) -> bool:
    """Whether a text has anything that leaves ink."""
    return any(unicodedata.category(letter)[0] not in "ZC" for letter in text)


def breakable(text: str, letters: int, hyphenated: bool = True) -> str:
    """The text with places to break in words that fit no line of `letters` letters.

    First after a sign, as in a web address; then inside what no hyphenation will break.
    """
    usual = _HYPHENATED if hyphenated else 0
    return _WORD.sub(lambda match: _broken(match[0], letters, usual), text)


def _broken(word: str, letters: int, usual: int) -> str:
    if len(word) <= letters:
        return word
    return BREAK.join(_chunks(part, letters, usual) for part in _AFTER.split(word))


def _chunks(part: str, letters: int, usual: int) -> str:
    size = max(letters, usual) if part.isalpha() else letters
    return BREAK.join(part[at : at + size] for at in range(0, len(part), size))
