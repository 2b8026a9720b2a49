"""``check`` and ``explain``; data that are not there or not right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.record import DAY, FILES, Run, written

# check


def test_check_of_clean_data_is_clean(run: Run) -> None:
    done = run("check", "--on", DAY, "--format", "json")
    document = done.document
    worse = [one for one in document["findings"] if one["severity"] != "note"]
    assert worse == []
    assert (document["schema"], document["status"]) == ("cs-registry/findings/1", "clean")
    assert done.code == 0


def test_check_keeps_its_contract(bare: Run, tmp_path: Path) -> None:
    name = "schedules/substances/opioids.toml"
    root = written(tmp_path, {name: FILES[name].replace("437-38-7", "437-38-8")})
    done = bare("check", "--json", "--on", DAY, "--data", str(root))
    document = done.document
    assert done.code == 1
    assert (document["schema"], document["status"]) == ("cs-registry/findings/1", "findings")
    for one in document["findings"]:
        assert set(one) == {"code", "severity", "file", "line", "what", "remedy"}
        assert one["severity"] in {"error", "warning", "note"}
        assert isinstance(one["line"], int)
        assert one["what"]
        assert one["remedy"]
    cas = next(one for one in document["findings"] if "437-38-8" in one["what"])
    assert (cas["file"], cas["line"], cas["severity"]) == (name, 4, "error")


def test_check_of_one_file_reports_that_file_alone(bare: Run, tmp_path: Path) -> None:
    name = "schedules/substances/opioids.toml"
    root = written(tmp_path, {name: FILES[name].replace("437-38-7", "437-38-8")})
    asked = ("check", "--json", "--on", DAY, "--data", str(root))
    elsewhere = bare(*asked, str(root / "schedules/substances/precursors.toml")).document
    assert elsewhere["findings"] == []
    there = bare(*asked, str(root / name)).document["findings"]
    assert {one["file"] for one in there} == {name}


@pytest.mark.parametrize("target", ["/etc/hostname", "nothing.toml"])
def test_check_of_a_link_names_the_link(bare: Run, tmp_path: Path, target: str) -> None:
    """A changed file that is a link is told as such, wherever it leads."""
    name = "schedules/us/acts/2024-01-01-linked.toml"
    root = written(tmp_path, {})
    (root / name).symlink_to(target)
    done = bare("check", "--json", "--on", DAY, "--data", str(root), str(root / name))
    assert done.code == 1
    assert ("SCH010", name, 1) in {
        (one["code"], one["file"], one["line"]) for one in done.document["findings"]
    }


def test_check_counts_what_the_exception_list_excuses(bare: Run, tmp_path: Path) -> None:
    name = "schedules/substances/opioids.toml"
    odd = FILES[name].replace("aliases = [", 'aliases = ["Fen–tanyl", ', 1)
    assert odd != FILES[name]
    excuse = (
        f'[[exception]]\ncode = "ID112"\nfile = "{name}"\nwhat = "Fen"\nsince = 2024-01-01\n'
        'reason = "Printed so."\n'
    )
    root = written(tmp_path, {name: odd, "schedules/exceptions.toml": excuse})
    asked = ("check", "--on", DAY, "--data", str(root))
    document = bare(*asked, "--json").document
    assert {one["code"] for one in document["findings"]} & {"ID112", "EXC101"} == set()
    assert [(one["code"], one["reason"]) for one in document["excepted"]] == [
        ("ID112", "Printed so.")
    ]
    assert b"; 1 on the exception list." in bare(*asked).out
    strict = bare(*asked, "--json", "--everywhere", str(root / name)).document
    assert "ID112" in {one["code"] for one in strict["findings"]}
    assert {one["file"] for one in strict["findings"]} > {name}
    assert strict["excepted"] == []


@pytest.mark.parametrize("path", ["nowhere.toml", "/etc"])
def test_check_of_a_path_outside_the_data_could_not_run(run: Run, path: str) -> None:
    done = run("check", path)
    assert (done.code, done.out) == (2, b"")


def test_explain_says_what_a_code_means(bare: Run) -> None:
    done = bare("explain", "sch003")
    assert done.code == 0
    assert done.out.startswith(b"SCH003")
    assert b"Remedy:" in done.out


def test_an_unknown_code_gets_the_nearest(bare: Run) -> None:
    done = bare("explain", "SCH03")
    assert (done.code, done.out) == (2, b"")
    assert "SCH003" in done.err


# data that are not there, or not right


@pytest.mark.parametrize("asked", [("gaps", "us", "cn"), ("show", "fentanyl"), ("version",)])
def test_a_folder_without_a_record_could_not_run(
    bare: Run, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    for chosen in (tmp_path, tmp_path / "nowhere"):
        done = bare(*asked, "--data", str(chosen))
        assert (done.code, done.out) == (2, b"")
        assert str(chosen) in done.err


def test_without_any_data_nothing_runs(
    bare: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("registry.law.loading.SHIPPED", str(tmp_path / "_data"))
    done = bare("gaps", "us", "cn")
    assert (done.code, done.out) == (2, b"")
    assert "--data" in done.err


def test_a_file_that_may_not_be_read_is_no_output_that_was_not_written(
    bare: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "schedules/us/transcribed.csv")

    monkeypatch.setattr("registry.audit.check.read_files", refuse)
    done = bare("check", "--data", str(root))
    assert done.code == 2
    assert "A file could not be used" in done.err
    assert "schedules/us/transcribed.csv" in done.err


def test_data_can_be_the_folder_of_the_schedules(bare: Run, root: Path) -> None:
    done = bare("gaps", "us", "cn", "--on", DAY, "--json", "--data", str(root / "schedules"))
    assert done.code == 0


def test_the_record_one_stands_in_is_used(
    bare: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "schedules" / "us" / "acts")
    document = bare("version", "--json").document
    assert document["data"]["version"] == "2024.09.01"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("schedules/us/acts/2020-04-17-norfentanyl.toml", "title = \n"),
        ("schedules/us/acts/2020-04-17-norfentanyl.toml", ""),
        ("schedules/us/schedules.toml", "<<<<<<< HEAD\n"),
        ("schedules/registry.toml", "schema = 2\n"),
        ("schedules/substances/opioids.toml", "[fentanyl]\nname = 3\n"),
    ],
)
@pytest.mark.parametrize("form", ["terminal", "json", "csv", "markdown"])
def test_a_comparison_that_could_not_run_never_reads_as_no_gaps(
    bare: Run, tmp_path: Path, name: str, text: str, form: str
) -> None:
    root = written(tmp_path, {name: text})
    done = bare("gaps", "us", "cn", "--on", DAY, "--format", form, "--data", str(root))
    assert (done.code, done.out) == (2, b"")
    assert f"{name}:" in done.err


def test_a_comparison_that_could_not_run_writes_no_file(bare: Run, tmp_path: Path) -> None:
    root = written(tmp_path, {"schedules/us/schedules.toml": "x"})
    out = tmp_path / "gaps.xlsx"
    done = bare("gaps", "us", "cn", "-o", str(out), "--exit-code", "--data", str(root))
    assert done.code == 2
    assert not out.exists()


def test_the_cause_is_named_before_what_follows_from_it(bare: Run, tmp_path: Path) -> None:
    name = "schedules/substances/opioids.toml"
    lines = "".join(
        f'[[add]]\nschedule = "narcotic-2013"\nline = "line-{number}"\nsubstances = ["fentanyl"]\n'
        for number in range(30)
    )
    act = "schedules/cn/acts/2013-11-11-catalogue.toml"
    files = {name: FILES[name].replace("437-38-7", "437-38-8"), act: FILES[act] + lines}
    done = bare("gaps", "us", "cn", "--data", str(written(tmp_path, files)))
    assert done.code == 2
    assert f"{name}:4" in done.err
