"""Zip files and XML of others: refused when they could do harm, else hardly touched."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pps_advisor.errors import InvalidInput
from pps_advisor.formats.package.archive import Archive, pack, read_archive, rewrite
from pps_advisor.formats.package.safe_xml import scan

KIND = "ODT-document"


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file as another program would make it, with its own times."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        for name, content in members.items():
            file.writestr(zipfile.ZipInfo(name, (2020, 2, 3, 4, 5, 6)), content, method)
    return buffer.getvalue()


def with_byte(data: bytes, offset: int, value: int) -> bytes:
    return data[:offset] + bytes([value]) + data[offset + 1 :]


def encrypted() -> bytes:
    data = zipped({"a": b"x"})
    data = with_byte(data, 6, 1)
    return with_byte(data, data.index(b"PK\x01\x02") + 8, 1)


def twice() -> bytes:
    data = zipped({"aa": b"x", "ab": b"y"})
    return data.replace(b"ab", b"aa")


REFUSED = {
    "leeg": (b"", "leeg"),
    "pdf": (b"%PDF-1.7 and more", "een PDF"),
    "oud-of-met-wachtwoord": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "wachtwoord"),
    "tekst": (b"Beste college,", f"geen {KIND}"),
    "html": (b"<html>", "een tekstbestand"),
    "afgebroken": (zipped({"a": b"x" * 999})[:-30], "beschadigd"),
    "versleuteld": (encrypted(), "wachtwoord"),
    "dubbel": (twice(), "twee keer"),
    "naar-buiten": (zipped({"../a": b"x"}), "buiten"),
    "vanaf-de-wortel": (zipped({"/etc/a": b"x"}), "buiten"),
    "schijfletter": (zipped({"C:/a": b"x"}), "buiten"),
    "omgekeerde-streep": (zipped({"a\\..\\b": b"x"}), "buiten"),
    "zipbom": (zipped({"a": bytes(60_000_000)}), "te groot"),
    "te-veel-onderdelen": (zipped({f"d{i}": b"" for i in range(5_001)}), "5001 onderdelen"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_hostile_file_is_refused_with_a_reason(what: str) -> None:
    """Whatever is wrong with a file, its reader is told what, in Dutch."""
    data, words = REFUSED[what]

    with pytest.raises(InvalidInput) as caught:
        read_archive(data, "nota.odt", KIND)

    assert words in str(caught.value)
    assert str(caught.value).startswith("nota.odt: ")


def lying_about_size() -> bytes:
    """A member that says it is smaller than it is when unpacked."""
    data = zipped({"a": b"x" * 1000})
    return data.replace(struct.pack("<L", 1000), struct.pack("<L", 10))


@pytest.mark.parametrize("data", [lying_about_size(), with_byte(zipped({"a": b"xyz"}), 32, 0xFF)])
def test_a_damaged_member_is_refused_when_read(data: bytes) -> None:
    """A member whose content does not fit its description is not used."""
    archive = read_archive(data, "nota.odt", KIND)

    with pytest.raises(InvalidInput, match="beschadigd"):
        archive.read("a")


def infos(data: bytes) -> dict[str, zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {info.filename: info for info in file.infolist()}


def raw(archive: Archive, name: str) -> bytes:
    info = infos(archive.data)[name]
    start = info.header_offset + 30 + len(name.encode()) + len(info.extra)
    return archive.data[start : start + info.compress_size]


def test_what_is_not_replaced_keeps_its_packed_bytes_place_method_and_time() -> None:
    """Filling one part of a package leaves the others as another program packed them."""
    packed_high = io.BytesIO()
    with zipfile.ZipFile(packed_high, "w") as file:
        file.writestr("mimetype", b"soort", zipfile.ZIP_STORED)
        file.writestr("één.xml", b"tekst" * 500, zipfile.ZIP_DEFLATED, 9)
        file.writestr("b.xml", b"oud", zipfile.ZIP_DEFLATED, 1)
    archive = read_archive(packed_high.getvalue(), "nota.odt", KIND)

    new = read_archive(rewrite(archive, {"b.xml": b"nieuw"}, {"c.png": b"beeld"}), "x", KIND)

    assert new.members == ("mimetype", "één.xml", "b.xml", "c.png")
    assert (new.read("b.xml"), new.read("c.png")) == (b"nieuw", b"beeld")
    old_infos, new_infos = infos(archive.data), infos(new.data)
    for name in ("mimetype", "één.xml"):
        assert raw(archive, name) == raw(new, name)
        assert old_infos[name].date_time == new_infos[name].date_time
        assert old_infos[name].compress_type == new_infos[name].compress_type
    assert old_infos["b.xml"].date_time == new_infos["b.xml"].date_time
    assert new_infos["c.png"].date_time == (1980, 1, 1, 0, 0, 0)


@settings(deadline=None)
@given(
    st.dictionaries(st.text("abcé/_.", min_size=1, max_size=6), st.binary(max_size=40), min_size=1),
    st.data(),
)
def test_rewriting_gives_what_was_asked(members: dict[str, bytes], data: st.DataObject) -> None:
    """After any change each member has its new content, or else its old."""
    members = {f"m{name}".replace("..", "."): content for name, content in members.items()}
    changed = data.draw(st.dictionaries(st.sampled_from(sorted(members)), st.binary(max_size=40)))
    archive = read_archive(zipped(members), "x", KIND)

    new = read_archive(rewrite(archive, changed, {"nieuw": b"n"}), "x", KIND)

    assert {name: new.read(name) for name in new.members} == {**members, **changed, "nieuw": b"n"}


def test_without_a_change_the_file_is_the_same() -> None:
    """Running twice changes nothing the second time, not even the container."""
    archive = read_archive(zipped({"a": b"x", "b": b"y"}), "x", KIND)

    assert rewrite(archive, {"a": b"x"}, {"b": b"y"}) is archive.data


def test_a_new_package_is_the_same_every_time() -> None:
    """The clock has no part in a package of our own."""
    members = {"mimetype": b"soort", "a.xml": b"<a/>" * 100}

    data = pack(members, stored=("mimetype",))

    assert data == pack(members, stored=("mimetype",))
    assert data[30:43] == b"mimetypesoort"
    assert {(1980, 1, 1, 0, 0, 0)} == {info.date_time for info in infos(data).values()}


XML = (
    '<?xml version="1.0"?>\n<a xmlns="u" xmlns:p="v" t="x>y">'
    '<b q="/>"/><c>é<b></b></c><b><!--/>--></b></a>'
)


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_offsets_point_at_the_bytes_of_an_element(start: bytes) -> None:
    """What is between the offsets is the element, its inside and its tags, to the byte."""
    data = start + XML.encode()

    found = scan(data, "x", lambda name, _: name == "u b")

    assert [data[one.start : one.end].decode() for one in found.elements] == [
        '<b q="/>"/>',
        "<b></b>",
        "<b><!--/>--></b>",
    ]
    assert [data[one.inner_start : one.inner_end] for one in found.elements] == [
        b"",
        b"",
        b"<!--/>-->",
    ]
    assert [one.is_empty_tag for one in found.elements] == [True, False, False]
    assert found.elements[1].parents == ("u a", "u c")
    assert found.prefixes == {"": "u", "p": "v"}


BOMB = b'<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><a>&z;</a>'
UNSAFE = {
    "entiteiten": (BOMB, "DTD"),
    "extern": (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "DTD"),
    "niet-af": (b"<a><b></a>", "beschadigd"),
    "geen-utf8": ("<a>é</a>".encode("latin-1"), "beschadigd"),
    "utf16": ("<a/>".encode("utf-16"), "beschadigd"),
    "te-diep": (b"<a>" * 600 + b"</a>" * 600, "te diep"),
}


@pytest.mark.parametrize("what", UNSAFE)
def test_unsafe_xml_is_refused(what: str) -> None:
    """Entities are never expanded, and nothing outside the file is read."""
    data, words = UNSAFE[what]

    with pytest.raises(InvalidInput) as caught:
        scan(data, "nota.odt", lambda *_: False)

    assert words in str(caught.value)
