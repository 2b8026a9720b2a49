"""The cache is believed only where it is whole, ours, and closed to everybody else."""

from __future__ import annotations

import marshal
import os
import stat
import time
from pathlib import Path
from typing import Final

import pytest

from registry.law import cache, codec, layout, loading
from registry.law.record import Record

FILES: Final = {
    layout.EDITION: b'schema = 1\nversion = "2024.09.01"\ntitle = "A small record"\n',
    "schedules/us/schedules.toml": (
        b'name = "United States"\nshort = "US"\n\n[schedules.schedule-2]\n'
        b'title = "Schedule II"\ninstrument = "21 CFR 1308.12"\nregime = "drug"\ncomplete = true\n'
        b"complete_from = 1971-05-01\nverified_through = 2024-09-01\n"
    ),
    "schedules/substances/opioids.toml": b'[morphine]\nname = "Morphine"\n',
    "schedules/us/acts/1971-05-01-baseline.toml": (
        b'title = "What stood at the beginning"\nkind = "baseline"\nauthority = ["DEA"]\n'
        b'citation = "36 FR 7776"\nsource = "https://example.org"\nevidence = "official"\n'
        b'effective = 1971-05-01\n\n[[add]]\nschedule = "schedule-2"\n'
        b'substances = ["morphine"]\nprinted = "Morphine"\n'
    ),
}
SECRETLY: Final = {name: data.replace(b"Morphine", b"Morphia") for name, data in FILES.items()}
AS_ROOT: Final = pytest.mark.skipif(
    getattr(os, "geteuid", lambda: 1)() != 0, reason="only root can give a file away"
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("REGISTRY_CACHE", raising=False)
    return tmp_path / "home"


@pytest.fixture
def kept(home: Path) -> Path:
    """The cache of the small record."""
    loading.load_files(FILES)
    (file,) = (home / "cs-registry").iterdir()
    return file


def _believed(file: Path) -> Record | None:
    return cache.read(str(file))


def test_what_was_kept_is_the_record(kept: Path) -> None:
    assert _believed(kept) == loading.read(FILES)[0]


def test_of_250_flipped_bits_none_is_believed(kept: Path) -> None:
    whole = kept.read_bytes()
    bits = 8 * len(whole)
    for place in range(0, bits, bits // 250):
        spoiled = bytearray(whole)
        spoiled[place // 8] ^= 1 << place % 8
        kept.write_bytes(spoiled)
        assert _believed(kept) is None, place
    assert loading.load_files(FILES) == loading.read(FILES)[0]


def test_an_act_taken_out_of_the_cache_is_there_again(kept: Path) -> None:
    head, _ = kept.read_bytes().split(b"\n", 1)
    kept.write_bytes(head + b"\n" + _without_acts(kept))
    assert len(loading.load_files(FILES, is_evidence=False).acts) == 1


def _without_acts(file: Path) -> bytes:
    """The body of a cache as it would be without its acts."""
    _, body = file.read_bytes().split(b"\n", 1)
    return codec.dumps(codec.loads(body)._replace(acts={}))


def _with_a_new_head(file: Path, row: object) -> None:
    """What only somebody who writes as us can do: the digest of the body made again."""
    body = row if isinstance(row, bytes) else marshal.dumps(row)  # type: ignore[arg-type]
    file.write_bytes(cache._digest(str(file), body) + b"\n" + body)


def test_evidence_never_prints_a_digest_that_was_kept(kept: Path) -> None:
    _with_a_new_head(kept, _without_acts(kept))
    assert loading.load_files(FILES, is_evidence=False).acts == {}
    assert loading.load_files(FILES) == loading.read(FILES)[0]


@pytest.mark.parametrize(
    "row",
    [
        b"[\x01\0\0\0" * 100_000,
        b"",
        b"(",
        [],
        (1, "title", "digest", {}, {}, {}, (), (), ""),
        ("1", "title", "digest", {}, {}, (), (), (), ""),
        ("1", "title", "digest", {}, {"morphine": "x"}, {}, (), (), ""),
        "a text",
        7,
    ],
)
def test_what_is_no_record_is_refused(kept: Path, row: object) -> None:
    _with_a_new_head(kept, row)
    assert _believed(kept) is None


def test_a_file_under_another_name_is_refused(kept: Path) -> None:
    other = cache.file_of(SECRETLY)
    assert other is not None
    kept.rename(other)
    assert loading.load_files(SECRETLY) == loading.read(SECRETLY)[0]


@AS_ROOT
def test_a_file_of_another_user_is_not_read(kept: Path) -> None:
    os.chown(kept, 65534, 65534)
    assert _believed(kept) is None


@AS_ROOT
def test_a_folder_of_another_user_is_neither_read_nor_written(kept: Path) -> None:
    before = kept.read_bytes()
    os.chown(kept.parent, 65534, 65534)
    assert _believed(kept) is None
    loading.load_files(SECRETLY)
    assert [file.read_bytes() for file in kept.parent.iterdir()] == [before]


@pytest.mark.parametrize("mode", [0o660, 0o606, 0o622])
def test_a_file_that_others_can_write_is_not_read(kept: Path, mode: int) -> None:
    kept.chmod(mode)
    assert _believed(kept) is None
    loading.load_files(FILES)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o1777])
def test_a_folder_that_others_can_write_is_not_read_and_closed(kept: Path, mode: int) -> None:
    kept.parent.chmod(mode)
    assert _believed(kept) is None
    loading.load_files(FILES)
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_no_link_is_followed(kept: Path, tmp_path: Path) -> None:
    kept.rename(tmp_path / "elsewhere")
    kept.symlink_to(tmp_path / "elsewhere")
    assert _believed(kept) is None
    kept.unlink()
    (tmp_path / "elsewhere").rename(kept)
    kept.parent.rename(tmp_path / "folder")
    kept.parent.symlink_to(tmp_path / "folder")
    assert _believed(kept) is None


def test_folder_and_file_are_ours_alone(kept: Path) -> None:
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("ci", "asked", "is_used"),
    [
        ("", "", True),
        ("true", "", False),
        ("1", "", False),
        ("true", "1", True),
        ("", "0", False),
        ("false", "", True),
    ],
)
def test_there_is_no_cache_under_ci_unless_asked(
    home: Path, monkeypatch: pytest.MonkeyPatch, ci: str, asked: str, *, is_used: bool
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("REGISTRY_CACHE", asked)
    loading.load_files(FILES)
    assert home.exists() == is_used


def test_a_relative_cache_home_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.chdir(tmp_path)
    loading.load_files(FILES)
    assert not (tmp_path / "relative").exists()
    assert (tmp_path / "me/.cache/cs-registry").is_dir()


def test_old_files_and_strays_are_removed(kept: Path) -> None:
    folder, hour_ago = kept.parent, time.time() - 3600
    for number in range(20):
        old = folder / f"{number}.json"
        old.write_bytes(b"")
        os.utime(old, (hour_ago - number, hour_ago - number))
    for name, age in (("a.json.1.tmp", hour_ago), ("b.cache.2.tmp", time.time())):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (age, age))
    (folder / "notes.txt").write_bytes(b"not ours")
    loading.load_files(SECRETLY)
    left = {file.name for file in folder.iterdir()}
    assert "a.json.1.tmp" not in left
    assert {"b.cache.2.tmp", "notes.txt", kept.name, "0.json", "5.json"} < left
    assert len(left) == cache.KEPT + 2


def test_a_full_disk_leaves_no_stray(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    loading.load_files(FILES)
    assert list((home / "cs-registry").iterdir()) == []
