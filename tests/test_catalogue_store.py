"""The kept catalogue: never stale, never damaged, and nobody else's files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import pps_advisor
from pps_advisor.reading.catalogue import store as catalogue_store
from pps_advisor.reading.catalogue.codec import from_text, to_text


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("PPS_ADVISOR_CACHE", str(folder))
    return folder


def kept(cache: Path) -> list[Path]:
    return sorted(cache.glob(f"*{catalogue_store.SUFFIX}"))


def test_a_catalogue_comes_back_as_it_was() -> None:
    """What is written down gives an equal catalogue, with the same fingerprint."""
    catalogue = pps_advisor.load_catalogue()
    assert from_text(to_text(catalogue)) == catalogue


def test_a_changed_byte_is_never_read(cache: Path) -> None:
    """A kept catalogue in which anything changed is thrown away and made anew."""
    whole = pps_advisor.load_catalogue()
    (file,) = kept(cache)
    data = file.read_bytes()
    for place in (0, 70, len(data) // 2, len(data) - 2):
        file.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert pps_advisor.load_catalogue() == whole
        assert file.read_bytes() == data


@pytest.mark.parametrize("content", [b"", b"x", b"[" * 200_000, b"\xff\n\xff"])
def test_rubbish_in_the_cache_does_no_harm(cache: Path, content: bytes) -> None:
    """Whatever stands in the cache under our name, the rules themselves count."""
    whole = pps_advisor.load_catalogue()
    kept(cache)[0].write_bytes(content)
    assert pps_advisor.load_catalogue() == whole


def test_only_our_own_files_are_cleaned_up(cache: Path) -> None:
    """Files of others stay, however many there are."""
    cache.mkdir()
    others = [cache / f"{n}.json" for n in range(30)]
    for other in others:
        other.write_text("{}", encoding="utf-8")
    pps_advisor.load_catalogue()
    assert all(other.exists() for other in others)


def test_old_catalogues_go(cache: Path) -> None:
    """No more than a few compiled catalogues are kept, the newest."""
    cache.mkdir()
    for number in range(catalogue_store.KEPT_IN_CACHE + 5):
        file = cache / f"{number:032x}{catalogue_store.SUFFIX}"
        file.write_bytes(b"")
        os.utime(file, (number, number))
    pps_advisor.load_catalogue()
    names = [file.name for file in kept(cache)]
    assert len(names) == catalogue_store.KEPT_IN_CACHE
    assert f"{0:032x}{catalogue_store.SUFFIX}" not in names


def test_without_a_cache_it_works_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder that cannot be made is done without."""
    file = tmp_path / "bestand"
    file.write_text("", encoding="utf-8")
    monkeypatch.setenv("PPS_ADVISOR_CACHE", str(file / "cache"))
    assert pps_advisor.load_catalogue().rules
