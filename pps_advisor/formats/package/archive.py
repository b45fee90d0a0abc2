"""Zip files of others (Word, ODT): read with distrust, and written back with little changed.

A member that is not replaced keeps its compressed bytes, its place, its method and its time.
What is replaced keeps its place and time; what is added gets the oldest time a zip knows, so
that the same input gives the same bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Container, Mapping
from typing import NoReturn

import attrs

from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.model.frozen import frozen

MEMBERS_UP_TO = 5_000
SIZE_UP_TO = 400_000_000
"""Bytes, of the file itself and of all members together when unpacked."""
MEMBER_UP_TO = 200_000_000
RATIO_UP_TO = 250
"""How many times smaller packing may make a member; text seldom goes beyond 30."""
_RATIO_FROM = 10_000_000
_OLDEST = (1980, 1, 1, 0, 0, 0)
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1 | 0x40
_OTHERS = (
    (b"%PDF", "een PDF"),
    (b"\xd0\xcf\x11\xe0", "een bestand met een wachtwoord, of in de oude indeling van Word (.doc)"),
    (b"{\\rtf", "een RTF-bestand"),
    (b"<", "een tekstbestand"),
)
SAVE_AGAIN = "Open het bestand in uw tekstverwerker, bewaar het opnieuw en probeer het nog eens."
_FALSE_CONTENT = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@frozen
class Archive:
    """A zip file that passed the checks of `read_archive`.

    `kind` is what the file should be, for messages, such as "Word-document".
    """

    name: str
    kind: str
    data: bytes = attrs.field(repr=False)
    entries: tuple[zipfile.ZipInfo, ...] = attrs.field(repr=False)

    @property
    def members(self) -> tuple[str, ...]:
        """The names of the members, in their order in the file."""
        return tuple(entry.filename for entry in self.entries)

    def read(self, member: str) -> bytes:
        """The content of a member. Raises InvalidInput where it is absent or damaged."""
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as zip_file, zip_file.open(member) as file:
                content = file.read(MEMBER_UP_TO + 1)
        except KeyError:
            refuse(
                self.name, "onderdeel-ontbreekt", f"Dit is geen {self.kind}: {member} ontbreekt."
            )
        except _FALSE_CONTENT:
            refuse(self.name, "beschadigd", f"Het onderdeel {member} is beschadigd.", SAVE_AGAIN)
        if len(content) > MEMBER_UP_TO:
            refuse(self.name, "te-groot", f"Het onderdeel {member} is te groot.")
        return content


def read_archive(data: bytes, name: str, kind: str) -> Archive:
    """Check a zip file and list its members, without unpacking them.

    `name` is the file's name and `kind` what it should be (such as "Word-document"), both for
    messages. Raises InvalidInput for what is no zip file, is encrypted or damaged, holds more
    than a document would, or has members with names that could do harm.
    """
    _check_kind(data, name, kind)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zip_file:
            entries = tuple(zip_file.infolist())
    except (*_FALSE_CONTENT, ValueError, struct.error, OverflowError):
        refuse(name, "beschadigd", f"Dit {kind} is beschadigd of niet compleet.", SAVE_AGAIN)
    _check_sizes(entries, name)
    _check_names(entries, name)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        refuse(name, "versleuteld", "Dit bestand is met een wachtwoord beveiligd.", _NO_PASSWORD)
    return Archive(name, kind, data, entries)


_NO_PASSWORD = "Bewaar het zonder wachtwoord en probeer het opnieuw."


def rewrite(
    archive: Archive,
    replaced: Mapping[str, bytes],
    added: Mapping[str, bytes] | None = None,
    removed: Container[str] = (),
) -> bytes:
    """The archive with new content for some members, new members at its end, and some left out.

    Every other member keeps its packed bytes, order, method and time. A name in `added` that is
    there already is replaced. Without a change the bytes are those of the original.
    """
    new = {**replaced, **(added or {})}
    new = {member: content for member, content in new.items() if _differs(archive, member, content)}
    left = [entry for entry in archive.entries if entry.filename not in removed]
    if not new and len(left) == len(archive.entries):
        return archive.data
    members = [
        _packed(entry, new.pop(entry.filename))
        if entry.filename in new
        else (entry, _raw(archive, entry))
        for entry in left
    ]
    members += [_packed(_new_entry(member), content) for member, content in new.items()]
    return _zipped(members)


def pack(members: Mapping[str, bytes], stored: tuple[str, ...] = ()) -> bytes:
    """A new zip file with these members, in this order; those in `stored` are not compressed."""
    return _zipped(
        [
            _packed(_new_entry(name, zipfile.ZIP_STORED if name in stored else None), content)
            for name, content in members.items()
        ]
    )


def refuse(name: str, code: str, sentence: str, hint: str = "") -> NoReturn:
    """Say of a file as a whole why it cannot be used. Raises InvalidInput."""
    raise InvalidInput([Problem(SourceLocation(name), code, sentence, hint)])


def _check_kind(data: bytes, name: str, kind: str) -> None:
    if data.startswith(b"PK\x03\x04"):
        if len(data) > SIZE_UP_TO:
            refuse(name, "te-groot", "Dit bestand is te groot.")
        return
    if not data:
        refuse(name, "leeg", "Dit bestand is leeg.")
    is_what = next((what for start, what in _OTHERS if data.lstrip().startswith(start)), "")
    sentence = f"Dit is {is_what}, geen {kind}." if is_what else f"Dit is geen {kind}."
    refuse(
        name, "andere-soort", sentence, f"Open het in uw tekstverwerker en bewaar het als {kind}."
    )


def _check_sizes(entries: tuple[zipfile.ZipInfo, ...], name: str) -> None:
    if len(entries) > MEMBERS_UP_TO:
        refuse(name, "te-veel-onderdelen", f"Dit bestand heeft {len(entries)} onderdelen.", _NORMAL)
    if sum(entry.file_size for entry in entries) > SIZE_UP_TO:
        refuse(name, "te-groot", "Dit bestand is uitgepakt veel te groot.", _NORMAL)
    for entry in entries:
        swollen = entry.file_size > RATIO_UP_TO * max(entry.compress_size, 1)
        if entry.file_size > MEMBER_UP_TO or (swollen and entry.file_size > _RATIO_FROM):
            refuse(name, "te-groot", f"Het onderdeel {entry.filename} is te groot.", _NORMAL)


_NORMAL = "Zo ziet een gewoon document er niet uit; vertrouw het niet."


def _check_names(entries: tuple[zipfile.ZipInfo, ...], name: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        member = entry.orig_filename
        parts = member.replace("\\", "/").split("/")
        unsafe = ".." in parts or parts[0] == "" or ":" in parts[0] or "\0" in member
        if unsafe or member in seen:
            what = "wijst buiten het bestand" if unsafe else "staat er twee keer in"
            refuse(name, "onveilige-naam", f"Het onderdeel {member} {what}.", _NORMAL)
        seen.add(member)


def _differs(archive: Archive, member: str, content: bytes) -> bool:
    return member not in archive.members or archive.read(member) != content


def _raw(archive: Archive, entry: zipfile.ZipInfo) -> bytes:
    """The packed bytes of a member, as they stand in the file."""
    header = archive.data[entry.header_offset : entry.header_offset + 30]
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        refuse(archive.name, "beschadigd", f"Dit {archive.kind} is beschadigd.", SAVE_AGAIN)
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    start = entry.header_offset + 30 + name_length + extra_length
    raw = archive.data[start : start + entry.compress_size]
    if len(raw) != entry.compress_size:
        refuse(archive.name, "beschadigd", f"Dit {archive.kind} is beschadigd.", SAVE_AGAIN)
    return raw


def _new_entry(member: str, method: int | None = None) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(member, _OLDEST)
    entry.create_system = 3  # the same on every platform
    entry.compress_type = zipfile.ZIP_DEFLATED if method is None else method
    return entry


def _packed(entry: zipfile.ZipInfo, content: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    """An entry like `entry` for new content, and that content packed."""
    fresh = _new_entry(entry.orig_filename, entry.compress_type)
    fresh.date_time = entry.date_time
    fresh.create_system, fresh.external_attr = entry.create_system, entry.external_attr
    fresh.file_size, fresh.CRC = len(content), zlib.crc32(content)
    packed = content
    if entry.compress_type != zipfile.ZIP_STORED:
        fresh.compress_type = zipfile.ZIP_DEFLATED
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = packer.compress(content) + packer.flush()
    fresh.compress_size = len(packed)
    return fresh, packed


def _zipped(members: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    """A zip file of members that are packed already (zipfile itself cannot copy those)."""
    local, central = bytearray(), bytearray()
    for entry, packed in members:
        offset = len(local)
        name, shared = _shared_fields(entry)
        local += struct.pack("<4s", b"PK\x03\x04") + shared + struct.pack("<H", 0) + name + packed
        central += struct.pack("<4sBB", b"PK\x01\x02", 20, entry.create_system) + shared
        central += struct.pack("<HHHHLL", 0, 0, 0, entry.internal_attr, entry.external_attr, offset)
        central += name
    count = len(members)
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, count, count, len(central), len(local), 0)
    return bytes(local + central + end)


def _shared_fields(entry: zipfile.ZipInfo) -> tuple[bytes, bytes]:
    """A member's name as bytes, and the fields that both its headers have."""
    name = entry.orig_filename.encode("utf-8")
    year, month, day, hour, minute, second = entry.date_time
    date = (year - 1980) << 9 | month << 5 | day
    time = hour << 11 | minute << 5 | second // 2
    flags = 0 if name.isascii() else _UTF8_NAME
    sizes = (entry.CRC, entry.compress_size, entry.file_size)
    return name, struct.pack(
        "<HHHHHLLLH", 20, flags, entry.compress_type, time, date, *sizes, len(name)
    )
