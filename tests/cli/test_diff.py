"""``registry diff``: two workbooks, data folders or revisions, explained field by field."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from registry.cli import app
from tests.contract import faults
from tests.small import act, names, written

FILE = "schedules/us/acts/2000-01-01-pair.toml"
DATA = {
    "schedules/substances/opioids.toml": names("alpha", "beta"),
    FILE: act(effective="2000-01-01")
    + '[[add]]\nschedule = "schedule-1"\nsubstances = ["alpha"]\nprinted = "Alpha"\n'
    '[[add]]\nschedule = "schedule-2"\nsubstances = ["beta"]\nprinted = "Beta"\n',
}
EDITED = DATA | {FILE: DATA[FILE].replace('"Alpha"', '"Alphaa"').replace("1 FR 1", "2 FR 2")}
LARGER = DATA | {
    FILE: DATA[FILE].replace(
        "[[add]]", '[[add]]\nschedule = "schedule-2"\nsubstances = ["alpha"]\n\n[[add]]', 1
    )
}
Run = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def run(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def call(*words: object) -> tuple[int, dict[str, Any], str]:
        given = ["registry", "diff", *map(str, words), "--json"]
        monkeypatch.setattr("sys.argv", given)
        code = app.run()
        streams = capfd.readouterr()
        document = json.loads(streams.out) if streams.out else {}
        assert not document or not faults(document)
        return code, document, streams.err

    return call


def rows(document: dict[str, Any]) -> list[tuple[str, str, str | None, str | None]]:
    return [(row["thing"], row["field"], row["old"], row["new"]) for row in document["rows"]]


def test_an_edited_field_is_named_with_both_values(run: Run, tmp_path: Path) -> None:
    old, new = written(tmp_path / "old", DATA), written(tmp_path / "new", EDITED)
    code, document, _ = run(old, new)
    assert code == 1
    thing = "act us/2000-01-01-pair"
    assert rows(document) == [
        (thing, "citation", "1 FR 1", "2 FR 2"),
        (thing, "steps.add schedule-1/alpha.wording.printed", "Alpha", "Alphaa"),
    ]


def test_one_step_more_moves_no_other(run: Run, tmp_path: Path) -> None:
    old, new = written(tmp_path / "old", DATA), written(tmp_path / "new", LARGER)
    _, document, _ = run(old, new)
    ((thing, field, before, _),) = rows(document)
    assert (thing, field, before) == (
        "act us/2000-01-01-pair", "steps.add schedule-2/alpha", None,
    )  # fmt: skip


def test_what_is_on_one_side_only_is_one_row(run: Run, tmp_path: Path) -> None:
    more = DATA | {"schedules/substances/others.toml": names("gamma")}
    old, new = written(tmp_path / "old", DATA), written(tmp_path / "new", more)
    ((thing, field, before, after),) = rows(run(old, new)[1])
    assert (thing, field, before) == ("substance gamma", "", None)
    assert after is not None
    assert '"name": "Gamma"' in after


def test_nothing_differs_between_a_folder_and_itself(run: Run, tmp_path: Path) -> None:
    old = written(tmp_path / "old", DATA)
    assert run(old, old)[:2] == (
        0, {"schema": "cs-registry/diff/1", "old": str(old), "new": str(old), "rows": []},
    )  # fmt: skip


def test_two_revisions_are_compared_as_they_are(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generated = {"schedules/us/consolidated.csv": "schedule\n", "schedules/us/acts.csv": "act\n"}
    root = written(tmp_path / "repository", DATA | generated)
    git = ("git", "-c", "user.name=n", "-c", "user.email=e@example.org")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "old")):
        subprocess.run([*git, *words], cwd=root, check=True)
    written(root, EDITED)
    subprocess.run([*git, "commit", "-qam", "new"], cwd=root, check=True)
    monkeypatch.chdir(root)
    code, document, _ = run("HEAD~1", "HEAD")
    assert code == 1
    assert [row[1] for row in rows(document)] == [
        "citation", "steps.add schedule-1/alpha.wording.printed",
    ]  # fmt: skip


def test_two_workbooks_are_compared_row_by_row(
    run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    books = []
    for name, data in (("old", DATA), ("new", EDITED)):
        root = written(tmp_path / name, data)
        books.append(tmp_path / f"{name}.xlsx")
        words = ["gaps", "us", "cn", "--on", "2020-01-01", "--data", root, "-o", books[-1]]
        monkeypatch.setattr("sys.argv", ["registry", *map(str, words)])
        assert app.run() == 0
    capfd.readouterr()
    code, document, _ = run(*books, "--data", tmp_path / "new")
    assert code == 1
    changes = {(row[0], row[1]): row[2:] for row in rows(document)}
    assert ("1 FR 1", "2 FR 2") in changes.values()
    assert any(thing.startswith("Gaps, Gaps: ") for thing, _ in changes), list(changes)


@pytest.mark.parametrize("words", [("HEAD", "."), ("nosuch", "HEAD"), ("a.xlsx", "b.xlsx")])
def test_what_cannot_be_compared_exits_2(
    run: Run, tmp_path: Path, words: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(written(tmp_path / "data", DATA))
    code, document, err = run(*words)
    assert (code, document) == (2, {})
    assert "Traceback" not in err
    assert err.strip()
