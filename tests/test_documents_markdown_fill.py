"""Markdown of someone else: our parts are renewed, and every other byte stays."""

from __future__ import annotations

import document_factory as make
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pps_advisor.errors import InvalidInput
from pps_advisor.formats.document import BulletList, Document, Heading, Paragraph, Section
from pps_advisor.formats.plain import markdown
from pps_advisor.formats.plain.markdown import begin_mark, end_mark
from pps_advisor.formats.plain.markdown_fill import fill

NOTE = f"""# Nota

## Samenvatting

{begin_mark("samenvatting")}
oude tekst
{end_mark("samenvatting")}

Dit schreef de wethouder.  \n
{begin_mark("verzonnen")}
blijft
{end_mark("verzonnen")}

```
{begin_mark("samenvatting")}
```

## Wat wij willen

Eerst dit.

   {begin_mark("aanbeveling:fonds")}
{end_mark("aanbeveling:fonds")}
einde zonder regeleinde"""


def one(*blocks: Paragraph | Heading | BulletList) -> Document:
    return make.document(Section("deel", blocks))


def test_only_our_parts_change() -> None:
    """What is renewed, what is unknown, and that all other text is as it was."""
    filled = fill(NOTE.encode(), make.document(), "nota.md")

    assert filled.renewed == ("samenvatting", "aanbeveling:fonds")
    assert (filled.unchanged, filled.unknown) == ((), ("verzonnen",))
    new = filled.content.decode()
    for kept in NOTE.replace("oude tekst\n", "").split("\n"):
        assert kept in new
    assert "oude tekst" not in new
    assert "In het kort." in new


def test_filling_again_changes_nothing() -> None:
    """The second time every part says already what it should."""
    first = fill(NOTE.encode(), make.document(), "nota.md")
    second = fill(first.content, make.document(), "nota.md")

    assert second.content == first.content
    assert second.renewed == ()
    assert second.unchanged == ("samenvatting", "aanbeveling:fonds")


def test_our_own_memo_can_be_renewed() -> None:
    """A memo that the tool wrote says already what it should, also in its inner parts."""
    own = markdown.write(make.document()).encode()

    filled = fill(own, make.document(), "nota.md")

    assert filled.content == own
    assert filled.unchanged == ("samenvatting", "aanbevelingen")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_encoding_stay(newline: str, start: bytes) -> None:
    """A file of Windows stays one of Windows."""
    data = start + NOTE.replace("\n", newline).encode()

    new = fill(data, make.document(), "nota.md").content

    assert new.startswith(start + b"# Nota")
    assert new.count(b"\n") == new.count(newline.encode())


def test_headings_fit_under_those_of_the_file() -> None:
    """A part goes one level below its chapter, and does not repeat the chapter's heading."""
    new = fill(NOTE.encode(), make.document(), "nota.md").content.decode()

    assert new.count("Samenvatting") == 1
    assert "\n### Maak een fonds\n" in new


def test_headings_under_a_line_count_too() -> None:
    """A heading can also be underlined."""
    text = f"Nota\n====\n\nTekst\n---\n\nWoorden.\n\n{begin_mark('deel')}\n{end_mark('deel')}\n"

    new = fill(text.encode(), one(Heading(1, "Kop")), "x").content.decode()

    assert "\n### Kop\n" in new


def test_a_part_inside_another_goes_with_it() -> None:
    """The outer part is renewed as a whole; a part that stands elsewhere is not named twice."""
    text = (
        f"{begin_mark('aanbeveling:fonds')}\n{end_mark('aanbeveling:fonds')}\n"
        f"{begin_mark('aanbevelingen')}\n{begin_mark('weg')}\n{end_mark('weg')}\n"
        f"{end_mark('aanbevelingen')}\n"
    )

    first = fill(text.encode(), make.document(), "nota.md")
    new = first.content.decode()

    assert first.renewed == ("aanbeveling:fonds", "aanbevelingen")
    assert first.unknown == ()
    assert new.count(begin_mark("aanbeveling:fonds")) == 1
    assert new.count(begin_mark("aanbeveling:stuurgroep")) == 1
    assert fill(first.content, make.document(), "nota.md").content == first.content


def test_an_unknown_part_may_hold_a_known_one() -> None:
    """What stands inside a part that nobody knows is still renewed."""
    text = f"{begin_mark('x')}\n{begin_mark('deel')}\n{end_mark('deel')}\nblijft\n{end_mark('x')}\n"

    filled = fill(text.encode(), one(Paragraph(make.text("nieuw"))), "x")

    assert (filled.renewed, filled.unknown) == (("deel",), ("x",))
    assert b"blijft" in filled.content


@pytest.mark.parametrize("close", ["einde", "end", "eind"])
def test_other_words_for_the_end_are_understood(close: str) -> None:
    """Whoever writes the comment by hand need not remember which word it was."""
    text = f"<!--begin pps-advisor:deel-->\n  <!-- {close}  pps-advisor:deel -->"

    assert fill(text.encode(), one(Paragraph(make.text("nieuw"))), "x").renewed == ("deel",)


BEGIN, END = begin_mark("a"), end_mark("a")
WRONG = {
    "geen eind": (BEGIN, "x:1:1: eind-ontbreekt"),
    "geen begin": (f"tekst\n{END}", "x:2:1: eind-zonder-begin"),
    "gekruist": (
        f"{BEGIN}\n{begin_mark('b')}\n{END}\n{end_mark('b')}",
        "x:3:1: eind-zonder-begin: Hier eindigt 'a', maar dat deel is niet begonnen of 'b' is nog",
    ),
    "twee keer": (f"{BEGIN}\n{END}\n{BEGIN}\n{END}", "x: dubbel-deel: Het deel 'pps-advisor:a'"),
    "in zichzelf": (f"{BEGIN}\n{BEGIN}\n{END}\n{END}", "x: dubbel-deel"),
    "verkeerd geschreven": ("<!-- pps-advisor:a begin -->", "x:1:1: verkeerd-merk"),
    "zonder naam": ("<!-- begin pps-advisor: -->", "x:1:1: verkeerd-merk"),
    "met tekst erachter": (f"{BEGIN} en meer", "x:1:1: verkeerd-merk"),
    "eind in een blok code": (f"{BEGIN}\n```\n{END}\n```", "x:1:1: eind-ontbreekt"),
    "geen utf-8": (b"caf\xe9", "UTF-8"),
    "utf-16": ("tekst".encode("utf-16"), "UTF-8"),
    "nullen": (b"a\0b", "UTF-8"),
    "een pdf": (b"%PDF-1.7", "Dit is een PDF, geen Markdown-bestand."),
    "een zip": (b"PK\x03\x04", "Word- of ODT-document"),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_comments_are_refused_with_their_place(what: str) -> None:
    """A mistake in the comments is told with its line, and nothing is filled in."""
    data, words = WRONG[what]

    with pytest.raises(InvalidInput) as caught:
        fill(data if isinstance(data, bytes) else data.encode(), make.document(), "x")

    assert words in str(caught.value)


def test_every_mistake_is_told_at_once() -> None:
    """Whoever mends a file mends it once."""
    text = f"{END}\n<!-- pps-advisor:fout -->\n{begin_mark('b')}\n"

    with pytest.raises(InvalidInput) as caught:
        fill(text.encode(), make.document(), "x")

    assert [problem.location.line for problem in caught.value.problems] == [1, 2, 3]


def test_a_file_without_comments_stays_as_it_is() -> None:
    """There is nothing to renew in it."""
    filled = fill(b"# Nota\n", make.document(), "x")

    assert (filled.content, filled.renewed) == (b"# Nota\n", ())


SAFE = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0<`~"), max_size=60
).map(lambda text: text.removeprefix("\ufeff"))


@settings(deadline=None)
@given(SAFE, SAFE, SAFE, st.text(max_size=40), st.sampled_from(["\n", "\r\n"]))
def test_whatever_stands_around_stays_to_the_byte(
    before: str, inside: str, after: str, words: str, newline: str
) -> None:
    """For any text around a part and any text in it: only the inside changes, and only once."""
    begin, end = begin_mark("deel") + newline, end_mark("deel") + newline
    data = f"{before}\n{begin}{inside}\n{end}{after}".encode()
    document = one(Paragraph(make.text(words)))

    first = fill(data, document, "x")

    assert first.content.startswith(f"{before}\n{begin}".encode())
    assert first.content.endswith(f"{end}{after}".encode())
    assert fill(first.content, document, "x").content == first.content


@pytest.mark.parametrize(
    "words", [END, end_mark("deel"), begin_mark("deel"), "```", "~~~", "-->", "<!--", "# kop"]
)
def test_words_of_a_case_cannot_close_a_part(words: str) -> None:
    """Text from a case that looks like our comments, or opens code, stays text."""
    begin, end = begin_mark("deel"), end_mark("deel")
    document = one(
        Heading(1, words),
        Paragraph(make.text(words)),
        BulletList((make.text(words),)),
        Paragraph(make.text(f"{words} na")),
    )

    first = fill(f"{begin}\n{end}\nslot".encode(), document, "x")

    assert first.content.endswith(f"{end}\nslot".encode())
    assert fill(first.content, document, "x").unchanged == ("deel",)
