"""The catalogue: every code is explained, and ``run`` gives what the checks find."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from registry.audit.check import CATALOGUE, explain, run
from registry.audit.check.catalogue import check
from registry.law.catalogue import ENTRIES, Check, described
from registry.law.finding import SEVERITIES, Finding

Found = Callable[..., list[Finding]]
Act = Callable[..., str]
ACT = "schedules/us/acts/2020-01-01-act.toml"


@pytest.mark.parametrize("one", CATALOGUE.values(), ids=CATALOGUE)
def test_every_code_is_explained(one: Check) -> None:
    title, _, rest = one.text.partition("\n\n")
    assert title.endswith(".")
    assert len(title) < 100
    assert "Remedy: " in rest.rpartition("\n\n")[2] or rest.startswith("Remedy: ")
    assert one.remedy.endswith(".")
    assert one.severity in SEVERITIES
    assert explain(one.code) == one.text


def test_codes_are_unique() -> None:
    with pytest.raises(AssertionError, match="SCH001"):
        described("error", {"SCH001": "Once more."})


def test_a_severity_is_one_of_three() -> None:
    with pytest.raises(AssertionError, match="XYZ101"):
        check("XYZ101", "fatal")(lambda _: iter(()))
    assert "XYZ101" not in ENTRIES


def test_what_reading_finds_carries_the_remedy_of_the_catalogue(tmp_path: Path) -> None:
    (tmp_path / ACT).parent.mkdir(parents=True)
    (tmp_path / ACT).write_text("kind =")
    misplaced = tmp_path / "schedules/us/act.toml"
    misplaced.write_text("a = 1")
    found = run(tmp_path, date(2024, 1, 1))
    assert {"SCH001", "SCH005"} <= {one.code for one in found}
    assert all(one.remedy == CATALOGUE[one.code].remedy for one in found)


def test_explain_takes_any_case_and_refuses_the_unknown() -> None:
    assert explain(" con101") == explain("CON101")
    assert explain("CON999") is None


def test_clean_data_are_clean(found: Found, act: Act) -> None:
    assert found("all", {ACT: act(), "schedules/substances/opioids.toml": PLAIN}) == []


PLAIN = '[fentanyl]\nname = "Fentanyl"\n'


def test_an_unreadable_file_holds_back_the_checks_of_the_whole(found: Found, act: Act) -> None:
    late = act('[[remove]]\nschedule = "schedule-1"\nline = "fentanyl"')
    files = {
        ACT: late,
        "schedules/us/acts/2021-01-01-broken.toml": "title =",
        "schedules/a.csv": "",
    }
    assert {one.code for one in found("all", files)} == {"SCH001"}


def test_an_unreadable_file_lets_the_other_checks_speak(found: Found, act: Act) -> None:
    files = {ACT: act(citation='""'), "schedules/us/acts/2021-01-01-broken.toml": "title ="}
    assert {one.code for one in found("all", files)} == {"SCH001", "PRO101"}


def test_only_some_files_are_reported(found: Found, act: Act, tmp_path: Path) -> None:
    assert len(found("all", {ACT: act(citation='""')})) == 2
    assert [one.code for one in run(tmp_path, date(2024, 3, 1), [ACT])] == ["PRO101"]
    folder = tmp_path / "schedules" / "substances"
    assert [one.code for one in run(tmp_path, date(2024, 3, 1), [folder])] == ["ID108"]
    assert len(run(tmp_path, date(2024, 3, 1), ["."])) == 2


def test_findings_come_in_order_of_file_and_line(found: Found, act: Act) -> None:
    files = {ACT: act(citation='""', source='"http://example.org"')}
    places = [(one.file, one.line) for one in found("all", files)]
    assert places == sorted(places)
    assert places[1:] == [(ACT, 4), (ACT, 5)]


def test_dangling_ids_do_not_stop_the_checks(found: Found, act: Act) -> None:
    lost = act('[[add]]\nschedule = "schedule-9"\nsubstances = ["nobody"]', answers='["us/x"]')
    files = {ACT: lost, "schedules/xx/acts/2020-01-01-act.toml": act(citation='""')}
    codes = {one.code for one in found("all", files)}
    assert codes == {"REF001", "REF002", "REF004", "REF006", "PRO101"}
