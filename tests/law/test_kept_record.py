"""The record that is kept beside the data: when it is believed and when it is made anew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from registry.law import codec, loading
from registry.law.acts import Act, Step, Wording
from registry.law.finding import DataError
from registry.law.record import (
    Claim,
    ClassText,
    Record,
    Schedule,
    Substance,
    Verdict,
)
from registry.law.sources import read_files
from tests.law.written import FAMILY, FILES, record_of, written

pytestmark = pytest.mark.usefixtures("own_cache")

ROOT: Final = Path(__file__).parents[2]


# the cache


def test_a_record_survives_the_cache() -> None:
    record = record_of()
    assert codec.loads(codec.dumps(record)) == record


def test_the_whole_record_survives_the_cache() -> None:
    record, findings = loading.read(read_files(ROOT))
    assert findings == []
    assert codec.loads(codec.dumps(record)) == record


def test_the_cache_follows_the_bytes_of_the_sources(tmp_path: Path) -> None:
    root = written(tmp_path)
    assert loading.load(root) == loading.load(root) == record_of()
    changed = FILES[FAMILY].replace("Morphine", "Morphia")
    (root / FAMILY).write_text(changed)
    assert loading.load(root) == record_of({FAMILY: changed})
    (root / FAMILY).write_text("[morphine]\n")
    with pytest.raises(DataError, match="name"):
        loading.load(root)


def test_a_changed_declaration_makes_the_cache_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = written(tmp_path / "data")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    loading.load(root)
    monkeypatch.setattr(codec, "DECLARATIONS", f"{codec.DECLARATIONS} and a field")
    loading.load(root)
    assert len(list((tmp_path / "cache" / "cs-registry").iterdir())) == 2


def test_the_declarations_name_every_value_and_are_the_same_in_every_run() -> None:
    code = "from registry.law import codec; print(codec.DECLARATIONS)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == codec.DECLARATIONS
    for kind in (Record, Act, Step, Wording, Substance, Schedule, ClassText, Verdict, Claim):
        assert f"{kind.__name__} " in codec.DECLARATIONS


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"null", b"\xff", b"[1, 2, 3", b'"text"'])
def test_a_cache_that_cannot_be_read_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    root = written(tmp_path / "data")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    loading.load(root)
    (kept,) = (tmp_path / "cache" / "cs-registry").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(content)
    assert loading.load(root) == record_of()
    assert kept.read_bytes() == whole


def test_wrong_data_are_not_cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = written(tmp_path / "data")
    (root / FAMILY).write_text("[morphine]\n")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with pytest.raises(DataError, match="name"):
        loading.load(root)
    assert not (tmp_path / "cache").exists()
