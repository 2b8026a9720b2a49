"""The command contract: what one command can be asked, the others can, and formats are one list."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click
import pytest
from click.testing import CliRunner, Result

from registry.cli.app import COMMANDS, Commands, cli
from registry.report.formats import FINDINGS, FORMATS, REPORT, REVIEW, names

pytestmark = pytest.mark.usefixtures("one_registry")

ROOT: Final = Path(__file__).parents[2]
DAY: Final = "2024-08-06"
# explain answers from the tool alone, build and site write files of their own.
WITHOUT_AN_ANSWER: Final = {"explain", "build", "site"}


def _options(name: str) -> set[str]:
    assert isinstance(cli, Commands)
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    return {word for option in command.params for word in option.opts}


def _run(*words: str) -> Result:
    return CliRunner().invoke(cli, [*words, "--data", str(ROOT)])


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in WITHOUT_AN_ANSWER])
def test_every_answer_can_be_had_from_any_data_in_any_form_and_in_a_file(name: str) -> None:
    assert _options(name) >= {"--data", "--format", "--json", "-o"}


@pytest.mark.parametrize("name", ["show", "list", "gaps", "upcoming", "lags", "classify"])
def test_every_answer_about_a_day_can_be_had_as_known_on_another(name: str) -> None:
    assert _options(name) >= {"--on", "--known-on"}


def test_every_format_takes_something_and_the_terminal_has_the_first() -> None:
    assert all(each.takes for each in FORMATS.values())
    assert [names(content)[0] for content in (REPORT, FINDINGS, REVIEW)] == [
        "terminal",
        "text",
        "text",
    ]


def test_the_findings_of_a_check_can_go_to_a_file_whose_suffix_picks_the_format(
    tmp_path: Path,
) -> None:
    place = tmp_path / "findings.json"
    done = _run("check", str(ROOT / "schedules" / "un"), "--on", DAY, "-o", str(place))
    assert done.stdout == ""
    assert done.stderr == f"Wrote {place}.\n"
    printed = _run("check", str(ROOT / "schedules" / "un"), "--on", DAY, "--json")
    assert place.read_text(encoding="utf-8") == printed.stdout
    assert json.loads(printed.stdout)["schema"] == "cs-registry/findings/1"


def test_a_suffix_that_picks_no_format_of_findings_is_refused(tmp_path: Path) -> None:
    done = _run(
        "check", str(ROOT / "schedules" / "un"), "--on", DAY, "-o", str(tmp_path / "findings.csv")
    )
    assert done.exit_code == 2
    assert "known are .txt, .json, .sarif." in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_calendar_is_a_format_as_any_other(tmp_path: Path) -> None:
    place = tmp_path / "dates.ics"
    _run("upcoming", "cn", "--on", DAY, "-o", str(place))
    printed = _run("upcoming", "cn", "--on", DAY, "--format", "ics")
    assert printed.stdout_bytes == place.read_bytes()
    assert printed.stdout_bytes.startswith(b"BEGIN:VCALENDAR")
