"""The command line as a process: bytes, encodings, pipes, a full disk, the cache, imports."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from registry import __version__
from tests.cli.record import DAY, FILES, Run, written


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "registry", *arguments],
        env=os.environ | environment,
        capture_output=True,
        check=False,
        timeout=60,
    )


# the process
COMMANDS = [
    ("show", "norfentanyl", "--on", DAY),
    ("gaps", "us", "cn", "--on", DAY, "--all", "--format", "csv"),
    ("changes", "us", "cn", "--from", "2000-01-01", "--to", DAY, "--json"),
]


def test_the_same_data_give_the_same_bytes_everywhere(root: Path) -> None:
    places: list[dict[str, str]] = [
        {"LC_ALL": "C", "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "C.UTF-8", "TZ": "America/New_York", "PYTHONHASHSEED": "2"},
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "3"},
    ]
    for command in COMMANDS:
        done = [process(*command, "--data", str(root), **place) for place in places]
        assert [one.returncode for one in done] == [0, 0, 0]
        assert len({one.stdout for one in done}) == 1
        assert "Norfentanyl" in done[0].stdout.decode("utf-8-sig")


def test_workbooks_are_the_same_bytes_everywhere(root: Path, tmp_path: Path) -> None:
    made = []
    for number, zone in enumerate(("Asia/Shanghai", "Pacific/Kiritimati")):
        out = tmp_path / f"{number}.xlsx"
        asked = ("gaps", "us", "cn", "--on", DAY, "-o", str(out), "--data", str(root))
        assert process(*asked, TZ=zone, PYTHONHASHSEED=str(number)).returncode == 0
        made.append(out.read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_output_is_utf_8_whatever_the_terminal_says(tmp_path: Path, encoding: str) -> None:
    name = "schedules/substances/opioids.toml"
    root = written(tmp_path, {name: FILES[name].replace('"芬太尼"', '"芬太尼 "')})
    asked = ("check", "--json", "--on", DAY, "--data", str(root))
    done = process(*asked, PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert "芬太尼" in done.stdout.decode()


@pytest.mark.parametrize(
    "asked",
    [
        ("gaps", "us", "cn", "--json"),
        ("list", "us"),
        ("check",),
        ("--help",),
        ("--version",),
        ("version",),
    ],
)
def test_a_closed_pipe_is_no_error(root: Path, asked: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    data = () if asked[0].startswith("--") else ("--data", str(root))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "registry", *asked, *data],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    finally:
        os.close(writing)
    assert done.stderr == b""


def test_a_full_disk_is_exit_2(root: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "registry", "gaps", "us", "us", "--data", str(root)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_module_and_script_say_the_version() -> None:
    script = Path(sys.executable).parent / "registry"
    wanted = f"registry {__version__}\n".encode()
    assert process("--version").stdout == wanted
    if not script.exists():
        pytest.skip("the command is not installed beside this Python")
    assert subprocess.run([script, "--version"], capture_output=True, check=True).stdout == wanted


def test_bytes_that_are_no_text_are_answered(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "registry", "show", b"\xff\xfe", "--data", str(root)],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b'no substance "')


def test_a_long_name_is_answered_in_no_time(run: Run) -> None:
    assert run("show", "a" * 100_000, "--on", DAY).err.startswith('no substance "')


def test_what_is_typed_cannot_steer_the_terminal(run: Run) -> None:
    assert "\x1b" not in run("show", "\x1b[31mred", "--on", DAY).err


def test_the_same_answer_comes_with_and_without_the_cache(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    asked = ("gaps", "us", "cn", "--on", DAY, "--all", "--json")
    first = run(*asked).out
    (kept,) = (tmp_path / "cs-registry").iterdir()
    assert run(*asked).out == first
    kept.write_text("[1, 2")
    assert run(*asked).out == first
    kept.write_bytes(b"\xff")
    assert run(*asked).out == first


def test_a_place_for_the_cache_that_takes_no_files_does_no_harm(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert run("gaps", "us", "cn", "--on", DAY).code == 0


def test_everyday_commands_load_no_heavy_library(root: Path) -> None:
    code = (
        "import sys; from registry.cli import app\n"
        f"sys.argv = ['registry', 'gaps', 'us', 'cn', '--json', '--data', {str(root)!r}]\n"
        "app.run()\n"
        "heavy = {'pydantic', 'pandas', 'openpyxl', 'deepdiff'} & set(sys.modules)\n"
        "sys.stderr.write(' '.join(sorted(heavy)))\n"
    )
    for _ in ("the cache is made", "the cache is used"):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr == b""


def test_a_workbook_leaves_no_file_of_a_library_behind(root: Path, tmp_path: Path) -> None:
    """The process ends at once: what a library removes at its own end would stay."""
    scratch, book = tmp_path / "scratch", tmp_path / "gaps.xlsx"
    scratch.mkdir()
    asked = ("gaps", "us", "cn", "--on", DAY, "-o", str(book), "--data", str(root))
    assert process(*asked, TMPDIR=str(scratch)).returncode == 0
    assert book.exists()
    assert list(scratch.iterdir()) == []
