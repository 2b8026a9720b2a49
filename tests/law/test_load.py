"""Files become a record: where they are looked for, what counts in them and what does not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from registry.law import layout, loading
from registry.law.finding import DataError, locate
from registry.law.record import (
    Jurisdiction,
    in_order,
)
from registry.law.sources import read_files
from tests.law.written import ACT, FAMILY, FILES, LISTS, as_bytes, record_of, written

pytestmark = pytest.mark.usefixtures("own_cache")

# what the record holds


def test_every_file_becomes_a_value_under_the_name_of_its_path() -> None:
    record = record_of()
    assert (record.version, record.title) == ("2024.09.01", "A small record")
    assert list(record.jurisdictions) == ["us"]
    assert list(record.substances) == ["heroin", "morphine"]
    assert list(record.acts) == ["us/1971-05-01-baseline", "us/1980-06-changes"]
    assert [(one.id, str(one.since)) for one in record.classes] == [("us-morphinans", "1980-01-01")]
    assert [one.id for one in record.seeds] == ["a-document"]
    assert record.substances["morphine"].family == "opioids"


def test_a_line_is_called_as_its_one_substance() -> None:
    steps = record_of().acts["us/1971-05-01-baseline"].steps
    assert [(one.verb, one.line, one.substances) for one in steps] == [
        ("add", "morphine", ("morphine",)),
        ("add", "heroin", ("heroin",)),
    ]


def test_an_expiry_that_was_not_seen_is_temporary_without_a_day() -> None:
    plain, temporary = record_of().acts["us/1971-05-01-baseline"].steps
    assert (plain.temporary, plain.expires) == (False, None)
    assert (temporary.temporary, temporary.expires) == (True, None)


def test_every_verb_becomes_a_step() -> None:
    steps = record_of().acts["us/1980-06-changes"].steps
    assert {one.verb for one in steps} == {"amend", "extend", "confirm", "move", "remove"}
    move = next(one for one in steps if one.verb == "move")
    assert (move.schedule, move.line) == ("schedule-2", "heroin")
    assert (move.to_schedule, move.to_line) == ("schedule-2", "diamorphine")


def test_jurisdictions_come_in_their_order_then_those_without_one_by_name() -> None:
    placed = {"us-oh": None, "un": 3, "de": None, "cn": 2, "us": 1}
    laws = {
        name: Jurisdiction(name, name, name, None, None, {}, order=order)
        for name, order in placed.items()
    }
    assert in_order(laws) == ["us", "cn", "un", "de", "us-oh"]


# what does not count


def test_the_order_of_files_does_not_count() -> None:
    backwards = dict(reversed(as_bytes().items()))
    assert loading.read(backwards) == (record_of(), [])


def test_comments_white_space_and_the_order_of_fields_do_not_count() -> None:
    lines = FILES[ACT].splitlines()
    text = "\n".join(["# a comment", "", *reversed(lines[:7]), "", *lines[7:], "# another"])
    assert record_of({ACT: text.replace(" = ", "=")}) == record_of()


def test_a_byte_order_mark_does_not_count() -> None:
    marked = {name: b"\xef\xbb\xbf" + data for name, data in as_bytes().items()}
    assert loading.read(marked) == (record_of(), [])


def test_line_ends_do_not_count() -> None:
    windows = {name: data.replace(b"\n", b"\r\n") for name, data in as_bytes().items()}
    assert loading.read(windows) == (record_of(), [])


def test_line_ends_in_a_text_of_several_lines_do_not_count() -> None:
    note = '[morphine]\nnote = """\nOne line.\nAnother."""\n'
    text = FILES[FAMILY].replace("[morphine]\n", note)
    plain, findings = loading.read(as_bytes({FAMILY: text}))
    assert findings == []
    assert loading.read(as_bytes({FAMILY: text.replace("\n", "\r\n")})) == (plain, [])


def test_every_value_counts_in_the_digest() -> None:
    digests = {record_of().digest}
    for file, old, new in (
        (layout.EDITION, "small", "tiny"),
        (LISTS, "2024-09-01", "2024-09-02"),
        (LISTS, '"ester"', '"ether"'),
        (FAMILY, "吗啡", "嗎啡"),
        (FAMILY, '"ester"', '"ether"'),
        (ACT, "36 FR 7776", "36 FR 7777"),
        (ACT, "1971-05-01", '"<=1971-05-01"'),
        (ACT, '"not seen"', "1975-05-01"),
        ("schedules/classes/us-morphinans/1980-01-01.toml", '"in"', '"review"'),
        ("seeds/a-document.toml", '"confirmed"', '"pending"'),
    ):
        assert old in FILES[file]
        digests.add(record_of({file: FILES[file].replace(old, new, 1)}).digest)
    assert len(digests) == 11


# files on disk


def test_the_files_below_schedules_and_seeds_are_read(tmp_path: Path) -> None:
    assert read_files(written(tmp_path)) == dict(sorted(as_bytes().items()))


def test_strays_are_left_alone(tmp_path: Path) -> None:
    root = written(tmp_path)
    acts = root / "schedules" / "us" / "acts"
    for name in (".tmp-abc", ".tmp-abc.toml", ".hidden.toml", "note.md", "x.toml~"):
        (acts / name).write_text("<<<<<<< not TOML")
    (acts / ".git").mkdir()
    (acts / ".git" / "config.toml").write_text("<<<<<<< not TOML")
    assert read_files(root) == dict(sorted(as_bytes().items()))
    assert loading.load(root) == record_of()


def test_a_checkout_without_its_first_file_is_not_answered_from_elsewhere(tmp_path: Path) -> None:
    """A clean result about the data that the tool ships would be read as one about these."""
    root = written(tmp_path)
    (root / layout.EDITION).unlink()
    with pytest.raises(loading.NoDataError, match=r"without registry\.toml"):
        loading.find(here=root / "schedules" / "us")


def test_the_data_are_those_one_chose_or_stands_in(tmp_path: Path) -> None:
    root = written(tmp_path)
    assert loading.find(root).root == root
    assert loading.find(root / "schedules").root == root
    assert loading.find(here=root / "schedules" / "us").root == root
    assert loading.find(here=root).origin != loading.find(root).origin


def test_a_folder_that_is_called_schedules_and_holds_none_is_no_record(tmp_path: Path) -> None:
    (tmp_path / "schedules").mkdir()
    for chosen in (tmp_path, tmp_path / "schedules", tmp_path / "nowhere"):
        with pytest.raises(loading.NoDataError, match="no schedules"):
            loading.find(chosen)


def test_an_editable_install_ships_the_data_beside_its_code(tmp_path: Path) -> None:
    """After ``make report`` the command works in every folder, not in the checkout alone."""
    found = loading.find(here=tmp_path)
    assert found.origin == "shipped with the tool"
    assert (found.root / "schedules" / "registry.toml").is_file()
    assert found.root == Path(loading.__file__).parents[2]


def test_without_a_checkout_the_shipped_data_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    root = written(tmp_path / "shipped")
    monkeypatch.setattr(loading, "SHIPPED", str(root))
    assert loading.find(here=tmp_path / "empty").root == root
    monkeypatch.setattr(loading, "SHIPPED", str(tmp_path / "nowhere"))
    with pytest.raises(loading.NoDataError, match="--data"):
        loading.find(here=tmp_path / "empty")


def test_wrong_data_raise_all_their_findings(tmp_path: Path) -> None:
    root = written(tmp_path)
    (root / ACT).write_text("title = 1\n")
    (root / FAMILY).write_text("[morphine]\n")
    with pytest.raises(DataError, match="title") as refusal:
        loading.load(root)
    assert {one.file for one in refusal.value.findings} >= {ACT, FAMILY}


# size


def test_reading_takes_time_in_proportion_to_the_size() -> None:
    text = "".join(f'[substance-{number}]\nname = "Substance {number}"\n' for number in range(3000))
    start = time.process_time()
    record, findings = loading.read(as_bytes({"schedules/substances/many.toml": text}))
    assert findings == []
    assert len(record.substances) == 3002
    assert time.process_time() - start < 2


def test_many_findings_take_time_in_proportion_to_their_number() -> None:
    lines = "".join(
        f'[[add]]\nschedule = "schedule-2"\nsubstances = ["nobody-{number}"]\n'
        for number in range(2000)
    )
    start = time.process_time()
    _, findings = loading.read(as_bytes({ACT: FILES[ACT] + lines}))
    assert len(findings) == 2000
    assert time.process_time() - start < 2


# where a value is written
DOCUMENT = """\
title = "x"

[schedules.schedule-2]
regime = "drug"
"quoted" = 1

[schedules.schedule-2.clause]
covers = []

[[add]] # the first
line = "a"

[[ add ]]
line = "b"
dotted.key = 1
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("title",), 1),
        (("missing",), 1),
        (("schedules", "schedule-2"), 3),
        (("schedules", "schedule-2", "regime"), 4),
        (("schedules", "schedule-2", "quoted"), 5),
        (("schedules", "schedule-2", "missing"), 3),
        (("schedules", "schedule-2", "clause", "covers"), 8),
        (("schedules", "schedule-2", "clause", "covers", 0), 8),
        (("add", 0), 10),
        (("add", 0, "line"), 11),
        (("add", 1, "line"), 14),
        (("add", 1, "dotted", "key"), 15),
        (("add", 1, "missing"), 13),
    ],
)
def test_a_path_is_found_on_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert locate(DOCUMENT, path) == line
    assert locate(DOCUMENT.replace("\n", "\r\n"), path) == line
