"""Files become a record: where they are looked for, what counts in them and what does not."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

from registry.law import codec, layout, loading
from registry.law.acts import Act, Step, Wording
from registry.law.finding import DataError, locate
from registry.law.record import (
    Claim,
    ClassText,
    Jurisdiction,
    Record,
    Schedule,
    Substance,
    Verdict,
    in_order,
)
from registry.law.sources import read_files

ROOT: Final = Path(__file__).parents[1]
ACT: Final = "schedules/us/acts/1971-05-01-baseline.toml"
FAMILY: Final = "schedules/substances/opioids.toml"
LISTS: Final = "schedules/us/schedules.toml"
FILES: Final = {
    layout.EDITION: """\
schema = 1
version = "2024.09.01"
title = "A small record"
""",
    LISTS: """\
name = "United States of America"
short = "US"

[schedules.schedule-2]
title = "Schedule II"
instrument = "21 CFR 1308.12"
regime = "drug"
complete = true
complete_from = 1971-05-01
verified_through = 2024-09-01
clause = { covers = ["salt"] }

[schedules.schedule-2.groups.opiates]
covers = ["ester"]
text = "Unless excepted"
""",
    FAMILY: """\
[morphine]
name = "Morphine"
name_zh = "吗啡"
cas = ["57-27-2"]

[heroin]
name = "Heroin"
form_of = { substance = "morphine", as = "ester" }
""",
    ACT: """\
title = "What stood at the beginning"
kind = "baseline"
authority = ["DEA"]
citation = "36 FR 7776"
source = "https://example.org/36fr7776"
evidence = "official"
effective = 1971-05-01

[[add]]
schedule = "schedule-2"
substances = ["morphine"]
printed = "Morphine"

[[add]]
schedule = "schedule-2"
substances = ["heroin"]
printed = "Heroin"
expires = "not seen"
""",
    "schedules/us/acts/1980-06-changes.toml": """\
title = "Every other verb"
kind = "rule"
authority = ["DEA"]
citation = "45 FR 1"
source = "https://example.org/45fr1"
evidence = "secondary"
published = "1980-06"

[[amend]]
schedule = "schedule-2"
line = "morphine"
except = "preparations"

[[extend]]
schedule = "schedule-2"
line = "heroin"
expires = 1982-01-01
stands = "47 FR 1"

[[confirm]]
schedule = "schedule-2"
line = "heroin"

[[move]]
from = "schedule-2/heroin"
to = "schedule-2/diamorphine"

[[remove]]
schedule = "schedule-2"
line = "morphine"
""",
    "schedules/classes/us-morphinans/1980-01-01.toml": """\
title = "Morphinans"
jurisdiction = "us"
text = "Everything like morphine."
citation = "44 FR 1"
source = "https://example.org/44fr1"
evidence = "official"
families = ["opioids"]

[[verdict]]
substances = ["heroin"]
verdict = "in"
since = 1980-02-01
basis = "named"
source = "https://example.org/44fr1"
""",
    "seeds/a-document.toml": """\
title = "A document"
publisher = "A publisher"
date = 2024-01-01
source = "https://example.org/document"

[[claim]]
says = "Morphine is controlled."
supports = ["us/1971-05-01-baseline"]
status = "confirmed"
""",
}


def _bytes(changed: dict[str, str | None] | None = None) -> dict[str, bytes]:
    files = FILES | (changed or {})
    return {name: text.encode() for name, text in files.items() if text is not None}


def _record(changed: dict[str, str | None] | None = None) -> Record:
    record, findings = loading.read(_bytes(changed))
    assert findings == []
    return record


def _written(root: Path) -> Path:
    for name, data in _bytes().items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


@pytest.fixture(autouse=True)
def _cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("REGISTRY_CACHE", "1")


# what the record holds


def test_every_file_becomes_a_value_under_the_name_of_its_path() -> None:
    record = _record()
    assert (record.version, record.title) == ("2024.09.01", "A small record")
    assert list(record.jurisdictions) == ["us"]
    assert list(record.substances) == ["heroin", "morphine"]
    assert list(record.acts) == ["us/1971-05-01-baseline", "us/1980-06-changes"]
    assert [(one.id, str(one.since)) for one in record.classes] == [("us-morphinans", "1980-01-01")]
    assert [one.id for one in record.seeds] == ["a-document"]
    assert record.substances["morphine"].family == "opioids"


def test_a_line_is_called_as_its_one_substance() -> None:
    steps = _record().acts["us/1971-05-01-baseline"].steps
    assert [(one.verb, one.line, one.substances) for one in steps] == [
        ("add", "morphine", ("morphine",)),
        ("add", "heroin", ("heroin",)),
    ]


def test_an_expiry_that_was_not_seen_is_temporary_without_a_day() -> None:
    plain, temporary = _record().acts["us/1971-05-01-baseline"].steps
    assert (plain.temporary, plain.expires) == (False, None)
    assert (temporary.temporary, temporary.expires) == (True, None)


def test_every_verb_becomes_a_step() -> None:
    steps = _record().acts["us/1980-06-changes"].steps
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
    backwards = dict(reversed(_bytes().items()))
    assert loading.read(backwards) == (_record(), [])


def test_comments_white_space_and_the_order_of_fields_do_not_count() -> None:
    lines = FILES[ACT].splitlines()
    text = "\n".join(["# a comment", "", *reversed(lines[:7]), "", *lines[7:], "# another"])
    assert _record({ACT: text.replace(" = ", "=")}) == _record()


def test_a_byte_order_mark_does_not_count() -> None:
    marked = {name: b"\xef\xbb\xbf" + data for name, data in _bytes().items()}
    assert loading.read(marked) == (_record(), [])


def test_line_ends_do_not_count() -> None:
    windows = {name: data.replace(b"\n", b"\r\n") for name, data in _bytes().items()}
    assert loading.read(windows) == (_record(), [])


def test_line_ends_in_a_text_of_several_lines_do_not_count() -> None:
    note = '[morphine]\nnote = """\nOne line.\nAnother."""\n'
    text = FILES[FAMILY].replace("[morphine]\n", note)
    plain, findings = loading.read(_bytes({FAMILY: text}))
    assert findings == []
    assert loading.read(_bytes({FAMILY: text.replace("\n", "\r\n")})) == (plain, [])


def test_every_value_counts_in_the_digest() -> None:
    digests = {_record().digest}
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
        digests.add(_record({file: FILES[file].replace(old, new, 1)}).digest)
    assert len(digests) == 11


# files on disk


def test_the_files_below_schedules_and_seeds_are_read(tmp_path: Path) -> None:
    assert read_files(_written(tmp_path)) == dict(sorted(_bytes().items()))


def test_strays_are_left_alone(tmp_path: Path) -> None:
    root = _written(tmp_path)
    acts = root / "schedules" / "us" / "acts"
    for name in (".tmp-abc", ".tmp-abc.toml", ".hidden.toml", "note.md", "x.toml~"):
        (acts / name).write_text("<<<<<<< not TOML")
    (acts / ".git").mkdir()
    (acts / ".git" / "config.toml").write_text("<<<<<<< not TOML")
    assert read_files(root) == dict(sorted(_bytes().items()))
    assert loading.load(root) == _record()


def test_a_checkout_without_its_first_file_is_not_answered_from_elsewhere(tmp_path: Path) -> None:
    """A clean result about the data that the tool ships would be read as one about these."""
    root = _written(tmp_path)
    (root / layout.EDITION).unlink()
    with pytest.raises(loading.NoDataError, match=r"without registry\.toml"):
        loading.find(here=root / "schedules" / "us")


def test_the_data_are_those_one_chose_or_stands_in(tmp_path: Path) -> None:
    root = _written(tmp_path)
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
    root = _written(tmp_path / "shipped")
    monkeypatch.setattr(loading, "SHIPPED", str(root))
    assert loading.find(here=tmp_path / "empty").root == root
    monkeypatch.setattr(loading, "SHIPPED", str(tmp_path / "nowhere"))
    with pytest.raises(loading.NoDataError, match="--data"):
        loading.find(here=tmp_path / "empty")


def test_wrong_data_raise_all_their_findings(tmp_path: Path) -> None:
    root = _written(tmp_path)
    (root / ACT).write_text("title = 1\n")
    (root / FAMILY).write_text("[morphine]\n")
    with pytest.raises(DataError, match="title") as refusal:
        loading.load(root)
    assert {one.file for one in refusal.value.findings} >= {ACT, FAMILY}


# the cache


def test_a_record_survives_the_cache() -> None:
    record = _record()
    assert codec.loads(codec.dumps(record)) == record


def test_the_whole_record_survives_the_cache() -> None:
    record, findings = loading.read(read_files(ROOT))
    assert findings == []
    assert codec.loads(codec.dumps(record)) == record


def test_the_cache_follows_the_bytes_of_the_sources(tmp_path: Path) -> None:
    root = _written(tmp_path)
    assert loading.load(root) == loading.load(root) == _record()
    changed = FILES[FAMILY].replace("Morphine", "Morphia")
    (root / FAMILY).write_text(changed)
    assert loading.load(root) == _record({FAMILY: changed})
    (root / FAMILY).write_text("[morphine]\n")
    with pytest.raises(DataError, match="name"):
        loading.load(root)


def test_a_changed_declaration_makes_the_cache_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _written(tmp_path / "data")
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
    root = _written(tmp_path / "data")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    loading.load(root)
    (kept,) = (tmp_path / "cache" / "cs-registry").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(content)
    assert loading.load(root) == _record()
    assert kept.read_bytes() == whole


def test_wrong_data_are_not_cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _written(tmp_path / "data")
    (root / FAMILY).write_text("[morphine]\n")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with pytest.raises(DataError, match="name"):
        loading.load(root)
    assert not (tmp_path / "cache").exists()


# size


def test_reading_takes_time_in_proportion_to_the_size() -> None:
    text = "".join(f'[substance-{number}]\nname = "Substance {number}"\n' for number in range(3000))
    start = time.process_time()
    record, findings = loading.read(_bytes({"schedules/substances/many.toml": text}))
    assert findings == []
    assert len(record.substances) == 3002
    assert time.process_time() - start < 2


def test_many_findings_take_time_in_proportion_to_their_number() -> None:
    lines = "".join(
        f'[[add]]\nschedule = "schedule-2"\nsubstances = ["nobody-{number}"]\n'
        for number in range(2000)
    )
    start = time.process_time()
    _, findings = loading.read(_bytes({ACT: FILES[ACT] + lines}))
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
