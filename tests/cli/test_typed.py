"""What is typed: substances, days, commands, options; what is refused and what is offered then."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.record import DAY, Run

# substances


@pytest.mark.parametrize(
    "typed",
    [
        "norfentanyl",
        "Norfentanyl",
        "NORFENTANYL",
        " norfentanyl ",
        "1609-66-1",
        "1609\u201066\u20101",
        "PMCBDBWCQQBSRJ-UHFFFAOYSA-N",
        "pmcbdbwcqqbsrj-uhfffaoysa-n",
        "2MK6D8JV6J",
        "8366",
        "N-苯基-N-(4-哌啶基)丙酰胺",
        "Ｎ－苯基－Ｎ－（４－哌啶基）丙酰胺",
        "去甲芬太尼",
        "alpha-Test's name",
    ],
)
def test_a_substance_is_found_by_every_identifier(run: Run, typed: str) -> None:
    done = run("show", typed, "--on", DAY, "--json")
    assert done.code == 0
    assert done.document["substance"]["id"] == "norfentanyl"


@pytest.mark.parametrize("typed", ["norfentanil", "", "   ", "-", "\u200b", "1609-66-2", "nothing"])
def test_an_unknown_substance_is_refused(run: Run, typed: str) -> None:
    done = run("show", "--on", DAY, "--", typed)
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith('no substance "')


def test_an_unknown_substance_gets_the_nearest_names(run: Run) -> None:
    done = run("show", "norfentanil", "--on", DAY)
    assert done.err.startswith('no substance "norfentanil"')
    assert "norfentanyl" in done.err


def test_a_name_that_leads_nowhere_is_not_taken_for_one_that_no_list_reaches(run: Run) -> None:
    said = " ".join(run("show", "Rompun", "--on", DAY).err.split())
    assert said.startswith('no substance "Rompun". Nearest names:')
    assert "may still be controlled, as a form or by a class" in said


def test_an_ambiguous_name_is_refused_with_its_candidates(run: Run) -> None:
    done = run("show", "二物同名", "--on", DAY)
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith('ambiguous "二物同名"')
    assert {"brorphine", "carfentanil"} <= set(done.err.split())


# exit codes


def test_gaps_exit_code_tells_of_gaps(run: Run) -> None:
    asked = ("gaps", "us", "cn", "--on", DAY)
    assert run(*asked).code == 0
    assert run(*asked, "--exit-code").code == 1
    assert run("gaps", "us", "us", "--on", DAY, "--exit-code").code == 0
    assert run("gaps", "us", "us", "--on", DAY, "--all", "--exit-code").code == 0


def test_changes_exit_code_tells_of_changes(run: Run) -> None:
    asked = ("changes", "cn", "--exit-code", "--from")
    assert run(*asked, "2024-08-01", "--to", "2024-08-31").code == 0
    assert run(*asked, "2024-08-01", "--to", "2024-09-01").code == 1


@pytest.mark.parametrize(
    "day",
    [
        "2024-13-01",
        "2024-02-30",
        "tomorrow",
        "today",
        "",
        "２０２４-０８-０６",
        "٢٠٢٤-٠٨-٠٦",
        "2024-8-6",
        "20240806",
        "2024-W32-2",
        "08/06/2024",
        "2024-08-06T00:00:00Z",
        " 2024-08-06",
        "2024-08-06\n",
        "2024",
        "-2024-08-06",
    ],
)
def test_a_day_that_is_no_day_is_a_usage_error(run: Run, day: str) -> None:
    done = run("gaps", "us", "cn", f"--on={day}")
    assert (done.code, done.out) == (2, b"")
    assert "--on" in done.err
    assert "Traceback" not in done.err


def test_a_wrong_day_is_answered_with_an_example(run: Run) -> None:
    assert "2024-08-05" in run("gaps", "us", "cn", "--on", "tomorrow").err


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "asked",
    [
        ("show", "norfentanyl", "--json"),
        ("gaps", "us", "cn", "--all"),
        ("list", "us"),
        ("upcoming", "us"),
        ("lags", "un", "us", "cn"),
        ("check",),
    ],
)
def test_the_ends_of_the_calendar_are_days(run: Run, asked: tuple[str, ...], day: str) -> None:
    done = run(*asked, "--on", day)
    assert done.code == 0
    assert "Unforeseen" not in done.err


def test_a_workbook_can_be_written_at_the_ends_of_the_calendar(run: Run, tmp_path: Path) -> None:
    for day in ("0001-01-01", "9999-12-31"):
        done = run("gaps", "us", "cn", "--on", day, "-o", str(tmp_path / f"{day}.xlsx"))
        assert done.code == 0, done.err


@pytest.mark.parametrize(
    ("typed", "meant"), [("gapss", "gaps"), ("chck", "check"), ("Show", "show")]
)
def test_a_mistyped_command_gets_the_nearest(bare: Run, typed: str, meant: str) -> None:
    done = bare(typed, "us", "cn")
    assert (done.code, done.out) == (2, b"")
    assert f'"{meant}"' in done.err


@pytest.mark.parametrize(
    "asked",
    [
        ("frobnicate",),
        ("gaps",),
        ("gaps", "us"),
        ("gaps", "us", "cn", "un"),
        ("show",),
        ("changes", "us"),
        ("gaps", "us", "cn", "--nothing"),
        ("gaps", "us", "cn", "--format", "yaml"),
        ("upcoming", "--within", "0"),
        ("upcoming", "--within", "many"),
    ],
)
def test_wrong_use_is_exit_2(bare: Run, asked: tuple[str, ...]) -> None:
    done = bare(*asked)
    assert (done.code, done.out) == (2, b"")
    assert done.err


@pytest.mark.parametrize("asked", [("--help",), ("-h",), ("gaps", "--help"), ("show", "-h")])
def test_help_is_no_error(bare: Run, asked: tuple[str, ...]) -> None:
    done = bare(*asked)
    assert (done.code, done.err) == (0, "")
    assert done.out
