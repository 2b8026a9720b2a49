"""Files, streams and messages: nothing half-written, no traceback, nothing typed steers a log."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

from registry.cli import app
from registry.law import files, identifiers
from registry.law.finding import Finding
from tests.calling import call
from tests.small import names, written

ROOT: Final = Path(__file__).parents[2]
FULL: Final = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
TYPED: Final = "x\n::error::pwn\x1b]0;pwn\x07\u202e"


def _shell(line: str) -> subprocess.CompletedProcess[str]:
    words = ["bash", "-c", line, "bash", sys.executable, "-m", "registry"]
    return subprocess.run(words, capture_output=True, check=False, encoding="utf-8", cwd=ROOT)


def _ran(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "registry", *words]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8", cwd=ROOT)


# files


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    out = tmp_path / "report.json"
    out.write_bytes(b"older")
    out.chmod(mode)
    files.write(out, b"newer")
    assert (out.read_bytes(), stat.S_IMODE(out.stat().st_mode)) == (b"newer", mode)


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o002])
def test_a_new_file_obeys_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        files.write(tmp_path / "report.json", b"new")
        files.write_folder(tmp_path / "site", {"a/b.html": b"new"}, "manifest.json")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "report.json").stat().st_mode) == 0o666 & ~umask
    assert stat.S_IMODE((tmp_path / "site").stat().st_mode) == 0o777 & ~umask


def test_a_link_is_followed_below_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below/report.json").write_bytes(b"older")
    (tmp_path / "latest.json").symlink_to("below/report.json")
    files.write(tmp_path / "latest.json", b"newer")
    assert (tmp_path / "latest.json").is_symlink()
    assert (tmp_path / "below/report.json").read_bytes() == b"newer"


@pytest.mark.parametrize("target", ["../elsewhere.json", "latest.json"])
def test_a_link_that_leads_out_of_its_folder_is_refused(tmp_path: Path, target: str) -> None:
    (tmp_path / "elsewhere.json").write_bytes(b"older")
    (tmp_path / "here").mkdir()
    link = tmp_path / "here/latest.json"
    link.symlink_to(target)
    done = _ran("version", "-o", str(link))
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert "was not written" in done.stderr
    assert link.is_symlink()
    assert (tmp_path / "elsewhere.json").read_bytes() == b"older"


def test_what_a_killed_process_left_is_removed_an_hour_later(tmp_path: Path) -> None:
    out, hours_ago = tmp_path / "report.json", time.time() - 7200
    names = (".tmp-registry-report.json-1-a", ".tmp-registry-other.json-1-a", ".tmp-1")
    for name in names:
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (hours_ago, hours_ago))
    (tmp_path / ".tmp-registry-report.json-2-b").write_bytes(b"being written")
    files.write(out, b"new")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"report.json", ".tmp-registry-report.json-2-b", *names[1:]}


# streams


@FULL
@pytest.mark.parametrize("words", ["--version", "--help", "show morphine", "show --help"])
@pytest.mark.parametrize("stream", [">/dev/full", ">&-"])
def test_an_output_that_cannot_be_written_is_exit_2(words: str, stream: str) -> None:
    done = _shell(f'"$@" {words} {stream}')
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "Unforeseen" not in done.stderr


@FULL
@pytest.mark.parametrize("words", ["show nosuch", "nosuch", "show --on x", "list us nosuch"])
@pytest.mark.parametrize("stream", ["2>/dev/full", "2>&-", ">&- 2>&-"])
def test_an_error_that_nobody_can_read_is_exit_2(words: str, stream: str) -> None:
    assert _shell(f'"$@" {words} {stream}').returncode == 2


@pytest.mark.parametrize("after", [0.1, 0.4, 0.8, 1.4, 2.0])
def test_ctrl_c_is_one_line_and_leaves_no_file(tmp_path: Path, after: float) -> None:
    out = tmp_path / "gaps.xlsx"
    begun = subprocess.Popen(
        [sys.executable, "-m", "registry", "gaps", "us", "cn", "-o", str(out)],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
    )
    time.sleep(after)
    begun.send_signal(signal.SIGINT)
    _, told = begun.communicate(timeout=60)
    if begun.returncode == 0:
        pytest.skip("this machine was faster")
    if after <= 0.4 and begun.returncode in {1, -signal.SIGINT}:
        pytest.skip("the interpreter itself had not begun")
    assert (begun.returncode, told) == (2, "Interrupted.\n")
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_that_a_library_takes_for_a_wrong_value_is_ctrl_c(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(**_: object) -> None:
        error = TypeError("expected <class 'float'>")
        error.__context__ = KeyboardInterrupt()  # as openpyxl raises it, from a bare except
        raise error

    monkeypatch.setattr(app, "cli", interrupted)
    with pytest.raises(KeyboardInterrupt):
        app.run()


# what was typed


@pytest.mark.parametrize(
    "words",
    [
        ("show", TYPED),
        ("list", TYPED),
        ("list", "us", "--schedule", TYPED),
        ("gaps", "us", TYPED),
        ("changes", TYPED),
        ("show", "morphine", "--on", TYPED),
        ("show", "morphine", "--format", TYPED),
        ("show", "morphine", f"--{TYPED}"),
        ("show", "morphine", TYPED, TYPED),
        ("explain", TYPED),
        ("review", TYPED),
        ("classify", TYPED),
        ("check", TYPED),
        ("verify", f"{TYPED}.xlsx"),
        ("restate", f"{TYPED}.xlsx"),
        ("version", "-o", TYPED),
        ("version", "-o", f"nowhere/{TYPED}.json"),
        ("site", "-o", f"nowhere/{TYPED}"),
        ("version", "--data", TYPED),
        (TYPED,),
    ],
)
def test_what_was_typed_is_printed_escaped(tmp_path: Path, words: tuple[str, ...]) -> None:
    place = written(tmp_path, {"schedules/substances/others.toml": names("morphine")})
    done = call(place, *words)
    assert done.code == 2
    text = done.out + done.err
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert not any(line.startswith("::error::pwn") for line in text.splitlines())


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are UTF-8 there")
def test_a_file_name_that_is_no_utf_8_is_written_escaped(tmp_path: Path) -> None:
    written(tmp_path / "data", {"schedules/us/acts/first.toml": ""})
    acts = tmp_path / "data" / "schedules" / "us" / "acts"
    (acts / "first.toml").rename(acts / os.fsdecode(b"\xff.toml"))
    out = tmp_path / "findings.json"
    done = _ran("check", "--data", str(tmp_path / "data"), "--json", "-o", str(out))
    assert done.returncode == 1
    assert '"file": "schedules/us/acts/\\udcff.toml"' in out.read_text(encoding="utf-8")


def test_a_finding_stays_on_one_line() -> None:
    finding = Finding("X1", "error", "a.toml", 1, 'cas "14530-33-7\n" is none.', "Mend it.")
    assert str(finding) == 'a.toml:1  X1  cas "14530-33-7\\n" is none. Mend it.'


@pytest.mark.parametrize("words", [("version", "--data", ""), ("version", "-o", ""), ("check", "")])
def test_an_empty_path_is_a_usage_error(words: tuple[str, ...]) -> None:
    done = call(ROOT, *words)
    assert (done.code, done.out) == (2, "")
    assert "it is empty" in done.err


def test_no_cas_number_begins_with_a_zero() -> None:
    with pytest.raises(ValueError, match=r"begins with a zero"):
        identifiers.cas_number("0014530-33-7")
    done = call(ROOT, "show", "0014530-33-7")
    assert done.code == 2
    assert "No CAS number begins with a zero: write 14530-33-7." in done.err
