"""Class coverage as the everyday commands read it: from coverage.csv, without any chemistry."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest

from registry.audit.build import NoChemError, outputs, verdicts
from registry.audit.check import run
from registry.engine.changes import changes
from registry.engine.gaps import gaps
from registry.engine.statuses import history
from registry.engine.view import View
from registry.law import class_verdicts, layout, loading
from registry.law.sources import read_files
from tests.small import edition, law, schedule

ROOT: Final = Path(__file__).parents[2]
HEADER: Final = ",".join(class_verdicts.COLUMNS) + "\n"
FILES: Final = {
    "schedules/registry.toml": edition("2024.03.01", "Test"),
    "schedules/us/schedules.toml": law(
        "United States",
        "US",
        schedule("schedule-1", "2024-02-01"),
        schedule("list-1", "2024-02-01"),
    ),
    "schedules/substances/fentanyls.toml": "".join(
        f'[{name}]\nname = "{name}"\n' for name in ("alpha", "beta", "gamma", "delta")
    ),
    "schedules/substances/others.toml": '[other]\nname = "other"\n',
    "schedules/classes/us-fentanyls/2018-02-06.toml": """
title = "Fentanyls"
jurisdiction = "us"
text = "Substances like fentanyl."
citation = "83 FR 5188"
source = "https://example.org"
evidence = "official"
families = ["fentanyls"]
""",
    "schedules/us/acts/2018-02-06-class.toml": """
title = "The class"
kind = "order"
authority = ["DEA"]
citation = "83 FR 5188"
source = "https://example.org"
evidence = "official"
published = 2018-02-06
effective = 2018-02-06
[[add]]
schedule = "schedule-1"
class = "us-fentanyls"
""",
    "schedules/us/acts/2021-05-04-name.toml": """
title = "A name"
kind = "order"
authority = ["DEA"]
citation = "86 FR 1"
source = "https://example.org"
evidence = "official"
published = 2021-05-04
effective = 2021-05-04
[[add]]
schedule = "schedule-1"
substances = ["alpha"]
[[add]]
schedule = "list-1"
substances = ["beta"]
""",
}


def row(substance: str, verdict: str, reason: str = "clause (E)", since: str = "") -> str:
    cells = ("us-fentanyls", "2018-02-06", substance, "fentanyls", verdict, "E", "strict", "rule")
    return ",".join((*cells, since, reason)) + "\n"


def view(*rows: str) -> View:
    files = {name: one.encode() for name, one in FILES.items()}
    if rows:
        files[layout.COVERAGE] = (HEADER + "".join(rows)).encode()
    record, findings = loading.read(files)
    assert findings == []
    return View(record)


def said(view: View, substance: str, on: str) -> tuple[str, list[str], str | None]:
    found = history(view, "us", substance).at(date.fromisoformat(on))
    return found.status, [one.basis for one in found.coverage], found.why


def test_a_substance_that_the_rule_reaches_is_controlled_by_class() -> None:
    book = view(row("gamma", "in"))
    assert said(book, "gamma", "2018-02-06")[:2] == ("controlled", ["class"])
    assert said(book, "gamma", "2018-02-05")[:2] == ("not-listed", [])


def test_what_the_rule_does_not_reach_is_not_listed() -> None:
    assert said(view(row("gamma", "out")), "gamma", "2024-01-01")[0] == "not-listed"


@pytest.mark.parametrize("verdict", ["review", "not-judged"])
def test_what_the_engine_leaves_open_is_undetermined_with_the_reason(verdict: str) -> None:
    status, _, why = said(view(row("gamma", verdict, "a broad reading")), "gamma", "2024-01-01")
    assert (status, why) == ("undetermined", "Fentanyls may reach it: a broad reading.")


def test_a_member_of_the_family_that_has_no_row_is_undetermined() -> None:
    assert said(view(row("alpha", "in")), "gamma", "2024-01-01")[0] == "undetermined"
    assert said(view(row("alpha", "in")), "other", "2024-01-01")[0] == "not-listed"


def test_a_substance_of_another_family_counts_where_the_rule_reaches_it() -> None:
    book = view(row("other", "in").replace(",fentanyls,in", ",others,in"))
    assert said(book, "other", "2024-01-01")[:2] == ("controlled", ["class"])


def test_a_line_by_name_governs_from_its_day_and_the_control_is_unbroken() -> None:
    book = view(row("alpha", "in-but-listed"))
    assert said(book, "alpha", "2021-05-03")[:2] == ("controlled", ["class"])
    assert said(book, "alpha", "2021-05-04")[:2] == ("controlled", ["named"])


def test_a_line_of_another_regime_does_not_end_the_class() -> None:
    book = view(row("beta", "in"))
    assert said(book, "beta", "2021-05-04")[1] == ["named", "class"]


def test_a_verdict_holds_from_its_own_day() -> None:
    book = view(row("gamma", "in", since="2019-07-01"))
    assert said(book, "gamma", "2019-06-30")[0] == "not-listed"
    assert said(book, "gamma", "2019-07-01")[0] == "controlled"


def test_an_open_question_is_open_until_the_day_of_the_verdict() -> None:
    book = view(row("gamma", "review", "general words"), row("gamma", "in", since="2019-07-01"))
    status, _, why = said(book, "gamma", "2019-06-30")
    assert (status, why) == ("undetermined", "Fentanyls may reach it: general words.")
    assert said(book, "gamma", "2019-07-01")[:2] == ("controlled", ["class"])


def test_a_name_within_a_class_is_no_new_control() -> None:
    found = changes(view(row("alpha", "in")), "us", date(2021, 5, 3), date(2021, 5, 4))
    kinds = {one.key.line: (one.kind, one.legal_effect) for one in found}
    assert kinds == {"alpha": ("named-within-class", False), "beta": ("added", True)}


BROKEN = {
    "no header": ("gamma\n", 1),
    "a conflict of a merge": (HEADER + "<<<<<<< ours\n" + row("gamma", "in"), 2),
    "an unknown verdict": (HEADER + row("gamma", "perhaps"), 2),
    "a day that is none": (HEADER + row("gamma", "in", since="soon"), 2),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_a_finding_with_its_line(what: str) -> None:
    content, line = BROKEN[what]
    files = {name: one.encode() for name, one in FILES.items()}
    found = loading.read(files | {layout.COVERAGE: content.encode()})[1]
    assert [(one.code, one.file, one.line) for one in found] == [("SCH009", layout.COVERAGE, line)]


def test_the_cache_knows_the_verdicts_by_their_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for verdict, status in (("in", "controlled"), ("out", "not-listed"), ("in", "controlled")):
        for name, content in (FILES | {layout.COVERAGE: HEADER + row("gamma", verdict)}).items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(content)
        for _ in range(2):  # read, then from the cache
            assert said(View(loading.load(tmp_path)), "gamma", "2024-01-01")[0] == status


# the registry's own table


@pytest.mark.parametrize(
    ("substance", "named"),
    [("boldione", date(2010, 1, 4)), ("methasterone", date(2012, 8, 29))],
)
def test_general_words_leave_a_steroid_open_until_a_rule_names_it(
    substance: str, named: date
) -> None:
    # The wordings of 1991 and of 2005 both begin with general words: "related to testosterone".
    book = View(loading.load(ROOT))
    for on in (date(1991, 2, 27), date(2005, 1, 20), named - timedelta(days=1)):
        assert history(book, "us", substance).at(on).status == "undetermined"
    assert history(book, "us", substance).at(named).status == "controlled"


def test_every_substance_of_the_four_families_is_judged_under_every_rule() -> None:
    record = loading.load(ROOT)
    rows = class_verdicts.read((ROOT / layout.COVERAGE).read_bytes())
    pairs = {(one.class_id, one.text, one.substance) for one in rows}
    texts = {(one.class_id, one.text) for one in rows}
    families = {"fentanyls", "nitazenes", "orphines", "synthetic-cannabinoids"}
    members = {one.id for one in record.substances.values() if one.family in families}
    assert len(members) > 160
    assert {(*text, name) for text in texts for name in members} <= pairs


def test_no_member_of_the_four_families_is_undetermined_but_by_receptor_or_words() -> None:
    # HU-210: the line on tetrahydrocannabinols speaks of similar synthetic substances.
    found = gaps(View(loading.load(ROOT)), "us", "cn", date(2026, 11, 24))
    families = {"fentanyls", "nitazenes", "orphines", "synthetic-cannabinoids"}
    left = [r for r in found.rows if r.kind == "undetermined" and r.substance.family in families]
    assert {one.substance.family for one in left} <= {"synthetic-cannabinoids"}
    words = ("receptor type 1", 'schedule-1 lists "Tetrahydrocannabinols"')
    assert all(any(one in str(row.a.why) for one in words) for row in left)


def test_the_table_is_fresh() -> None:
    assert verdicts(loading.load(ROOT), read_files(ROOT)) == (ROOT / layout.COVERAGE).read_bytes()


def test_recorded_keys_are_those_of_the_recorded_structures() -> None:
    from registry.chemistry.toolkit import raw_key

    known = loading.load(ROOT).substances.values()
    wrong = [one.id for one in known if one.smiles and raw_key(one.smiles) != one.inchikey]
    assert wrong == []


# without RDKit


def test_without_rdkit_the_table_is_not_taken_for_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rdkit", None)
    with pytest.raises(NoChemError, match=r"install cs-registry\[chem\]"):
        verdicts(loading.load(ROOT), read_files(ROOT))
    notes = [one for one in run(ROOT, date(2026, 11, 24)) if one.file == layout.COVERAGE]
    assert [(one.code, one.severity) for one in notes] == [("GEN105", "note")]
    assert "Install cs-registry[chem]" in notes[0].remedy


BLOCKED: Final = "import sys; sys.modules['rdkit'] = None; from registry.__main__ import main; "


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["gaps", "us", "cn", "--on", "2026-11-24"], 0, ""),
        (["show", "jwh-015", "--on", "2026-11-24"], 0, ""),
        (["build", "--check"], 0, "Not compared: schedules/classes/coverage.csv needs RDKit"),
        (["classify", "fentanyl"], 2, "install cs-registry[chem]"),
    ],
)
def test_without_rdkit_everything_but_the_judging_works(
    words: list[str], code: int, says: str
) -> None:
    script = f"{BLOCKED}sys.argv = ['registry', *{words!r}]; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, text=True, cwd=ROOT
    )
    assert done.returncode == code, done.stderr
    assert says in done.stderr


def test_a_build_without_rdkit_says_what_it_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rdkit", None)
    for name in read_files(ROOT):
        if name != layout.COVERAGE:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    script = f"{BLOCKED}sys.argv = ['registry', 'build']; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, text=True, cwd=tmp_path
    )
    assert done.returncode == 0
    assert "Not rebuilt: schedules/classes/coverage.csv needs RDKit" in done.stderr
    assert not (tmp_path / layout.COVERAGE).exists()
    assert all((tmp_path / name).is_file() for name in outputs(loading.load(tmp_path)))
