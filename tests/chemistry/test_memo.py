"""What RDKit has answered before is believed for exactly what was asked, and never where it counts.

A wrong answer is put into the memo with a digest that fits: the only way to see what is believed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from registry.audit import check
from registry.audit.build import verdicts
from registry.chemistry import grounds, memo
from registry.chemistry.memo import Memo
from registry.engine.view import View
from registry.law import cache, layout, loading, reading, sources
from registry.law.finding import Finding
from tests.chemistry.test_rules import BASE, FILE, RULE

ON: Final = date(2024, 3, 1)
PEOPLE: Final = "schedules/substances/opioids.toml"
TOLUENE: Final = BASE[PEOPLE] + 'inchikey = "YXFVVABEGXRONW-UHFFFAOYSA-N"\n'
SOURCES: Final = BASE | {FILE: RULE, PEOPLE: TOLUENE}
ROOT: Final = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("REGISTRY_CACHE", raising=False)
    return tmp_path / "home" / "cs-registry"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A registry of one substance and one class, built, and nothing in the memo."""
    root = tmp_path / "data"
    for name, text in SOURCES.items():
        _write(root / name, text)
    _build(root)
    return root


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def _build(root: Path) -> None:
    files = sources.read_files(root)
    table = verdicts(loading.read(files)[0], files)
    (root / layout.COVERAGE).write_bytes(table or b"")


def _place() -> str:
    place = memo.file_of(memo.rdkit(), memo.code())
    assert place is not None
    return place


def _kept() -> dict[str, dict[str, object]]:
    body = cache.read_body(_place())
    return json.loads(body) if body else {}


def _plant(old: str, new: str) -> None:
    """Put ``new`` for ``old`` in every answer that is kept, with a digest that fits."""
    text = (cache.read_body(_place()) or b"").decode()
    assert old in text
    cache.keep_body(_place(), text.replace(old, new).encode())


def _found(root: Path, *codes: str, everywhere: bool = False) -> list[Finding]:
    found = check.judge(root, ON, everywhere=everywhere).findings
    return [one for one in found if one.code in codes]


# what is believed


def test_an_answer_stands_for_its_group_and_its_key_alone() -> None:
    kept = Memo({"text": {"CC": "in"}})
    assert kept.answer("text", "CC", lambda: "out") == "in"
    assert kept.answer("text", "CCC", lambda: "out") == "out"
    assert kept.answer("other text", "CC", lambda: "out") == "out"


def test_a_verdict_that_is_kept_is_believed_by_check(data: Path) -> None:
    assert _found(data, "GEN104") == []
    _plant('"out"', '"in"')
    (found,) = _found(data, "GEN104")
    assert "verdict 'out' is now 'in'" in found.what


def test_another_structure_is_judged_anew(data: Path) -> None:
    check.run(data, ON)
    _plant('"out"', '"in"')
    _write(data / PEOPLE, TOLUENE.replace('"Cc1ccccc1"', '"c1ccccc1C"'))
    assert _found(data, "GEN104", "ID109") == []


def test_an_inchikey_is_believed_for_its_smiles_alone(data: Path) -> None:
    check.run(data, ON)
    _plant("YXFVVABEGXRONW", "AAAAAAAAAAAAAA")
    assert len(_found(data, "ID109")) == 1
    _write(data / PEOPLE, TOLUENE.replace('"Cc1ccccc1"', '"c1ccccc1C"'))
    assert _found(data, "ID109") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('core = "[c:1]1ccccc1[CX4:2]"', 'core = "[c:1]1ccccc1[#6X4:2]"'),
        ('groups = ["alkyl"]', 'groups = ["alkyl", "halo"]'),
        ('families = ["opioids"]', "families = []"),
        ("and the like.", "and the similar."),
        ("[rule]", '[rule]\ncondition = "It acts on the mind."'),
        ("[rule]", '[rule]\nextends = { esters = "yes" }'),
        (
            "[[form]]",
            """[[verdict]]
substances = ["toluene"]
verdict = "out"
basis = "The text says so."
source = "the text itself"

[[form]]""",
        ),
        (
            "[[test]]",
            '[[medicine]]\nname = "M"\nsmiles = "CC"\nwhy = "W."\nsource = "s"\n\n[[test]]',
        ),
    ],
)
def test_another_text_or_rule_is_another_ground(data: Path, old: str, new: str) -> None:
    before = _grounds(data)
    _write(data / FILE, RULE.replace(old, new, 1))
    assert loading.read(sources.read_files(data))[1] == []
    assert not _grounds(data) & before


def _grounds(root: Path) -> set[str]:
    files = sources.read_files(root)
    view = View(loading.read(files)[0])
    return {grounds.digest(view, one) for one in grounds.grounds(view, reading.rules(files))}


LIST: Final = """title = "A list"
kind = "baseline"
authority = ["DEA"]
citation = "36 FR 1"
source = "https://example.org"
evidence = "official"
effective = 1971-05-01

[[add]]
schedule = "schedule-1"
substances = ["toluene"]
printed = "Toluene"
group = "solvents"
"""
ACT: Final = "schedules/us/acts/1971-05-01-list.toml"
FIRST_FORM: Final = RULE[RULE.index("[[form]]") : RULE.index("[[test]]")]
DERIVATIVES: Final = RULE.replace(FIRST_FORM, "").replace(
    "[rule]", '[rule]\nderivatives_of = "schedule-1/solvents"'
)


def test_the_names_that_make_up_a_class_are_part_of_its_ground(data: Path) -> None:
    _write(data / FILE, DERIVATIVES)
    lists = (data / "schedules/us/schedules.toml").read_text()
    group = '\n[schedules.schedule-1.groups.solvents]\ntitle = "Solvents"\n'
    _write(data / "schedules/us/schedules.toml", lists + group)
    _write(data / ACT, LIST)
    first = _grounds(data)
    assert len(first) == 1
    _write(data / ACT, LIST.replace("1971-05-01", "2021-02-01"))
    later = _grounds(data)
    _write(data / PEOPLE, TOLUENE.replace('"Toluene"', '"Methylbenzene"'))
    renamed = _grounds(data)
    _write(data / PEOPLE, TOLUENE.replace('"Cc1ccccc1"', '"c1ccccc1C"'))
    drawn = _grounds(data)
    assert len(first | later | renamed | drawn) == 4


def test_a_later_text_of_the_class_leaves_the_ground_where_no_name_comes_after_it(
    data: Path,
) -> None:
    before = _grounds(data)
    _write(data / FILE.replace("2020", "2022"), RULE)
    assert before < _grounds(data)


def test_another_rdkit_or_another_line_of_chemistry_is_another_memo() -> None:
    code = memo.code()
    places = {
        memo.file_of("2026.9.1", code),
        memo.file_of("2026.9.2", code),
        memo.file_of("2026.9.1", code | {"terms.py": code["terms.py"] + b"#"}),
        memo.file_of("2026.9.1", code | {"another.py": b"#"}),
    }
    assert None not in places
    assert len(places) == 4


def test_every_module_of_chemistry_counts_and_no_other() -> None:
    room = ROOT / "registry" / "chemistry"
    assert set(memo.code()) == {module.name for module in room.iterdir() if module.is_file()}
    assert not [folder for folder in room.iterdir() if (folder / "__init__.py").exists()]


def test_what_is_kept_is_computed_in_chemistry_alone(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, str] = {}
    answer = Memo.answer

    def watched(self: Memo, group: str, key: str, ask: Callable[[], object]) -> object:
        asked[group] = getattr(ask, "func", ask).__module__
        return answer(self, group, key, ask)

    monkeypatch.setattr(Memo, "answer", watched)
    check.run(data, ON)
    assert {"inchikey", "tests"} < asked.keys()
    assert {module.rpartition(".")[0] for module in asked.values()} == {"registry.chemistry"}


def test_where_the_tool_cannot_be_told_there_is_no_memo() -> None:
    assert memo.file_of(None, memo.code()) is None
    assert memo.file_of("2026.9.1", {}) is None


# what is not believed


def test_a_planted_verdict_does_not_survive_check_everywhere(data: Path) -> None:
    check.run(data, ON)
    _plant('"out"', '"in"')
    assert _found(data, "GEN104", everywhere=True) == []
    assert _found(data, "GEN104") == []


def test_a_planted_inchikey_does_not_survive_check_everywhere(data: Path) -> None:
    check.run(data, ON)
    _plant("YXFVVABEGXRONW", "AAAAAAAAAAAAAA")
    assert _found(data, "ID109", everywhere=True) == []
    assert _found(data, "ID109") == []


def test_a_planted_self_test_does_not_survive_check_everywhere(data: Path) -> None:
    _write(data / FILE, RULE.replace('smiles = "ClCc1ccccc1"', 'smiles = "CCCCc1ccccc1"'))
    check.run(data, ON)
    kept = _kept()
    kept["tests"] = {key: [] for key in kept["tests"]}
    cache.keep_body(_place(), json.dumps(kept).encode())
    assert _found(data, "CLS105") == []
    assert len(_found(data, "CLS105", everywhere=True)) == 1
    assert len(_found(data, "CLS105")) == 1


def test_a_planted_verdict_that_hides_a_stale_table_does_not_survive_build_check(
    data: Path,
) -> None:
    check.run(data, ON)
    table = data / layout.COVERAGE
    table.write_bytes(table.read_bytes().replace(b",out,", b",in,"))
    _plant('"out"', '"in"')
    assert _found(data, "GEN104") == []
    done = _run(data, "build", "--check")
    assert done.returncode == 1
    assert f"Stale {table}" in done.stderr
    assert len(_found(data, "GEN104")) == 1


def _run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "registry", *words, "--data", str(data)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


DAMAGE: Final[dict[str, Callable[[Path], object]]] = {
    "a bit flipped": _flipped,
    "cut short": lambda file: file.write_bytes(file.read_bytes()[:-9]),
    "empty": lambda file: file.write_bytes(b""),
    "open to others": lambda file: file.chmod(0o666),
    "a link": lambda file: file.symlink_to(file.rename(file.with_suffix(".x"))),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_memo_is_not_believed(data: Path, damage: str) -> None:
    check.run(data, ON)
    _plant('"out"', '"in"')
    DAMAGE[damage](Path(_place()))
    assert _found(data, "GEN104") == []


@pytest.mark.parametrize("body", [b"[1]", b'{"text": 1}', b"no JSON", b"\xff"])
def test_a_memo_of_another_shape_is_not_believed(data: Path, body: bytes) -> None:
    check.run(data, ON)
    cache.keep_body(_place(), body)
    assert _found(data, "GEN104", "ID109") == []


def test_under_ci_there_is_no_memo(data: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    check.run(data, ON)
    assert not home.exists()


# what it spares, and what it costs


def test_a_warm_check_and_review_load_neither_rdkit_nor_deepdiff(data: Path) -> None:
    for words in (
        ["init", "-q", "-b", "main"],
        ["add", "-A"],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "a"],
    ):
        subprocess.run(["git", "-C", str(data), *words], check=True)  # noqa: S607
    _write(data / PEOPLE, TOLUENE.replace('"Toluene"', '"Methylbenzene"'))
    code = (
        "import sys\nfrom registry.cli import app\n"
        "try:\n    app.run()\nexcept SystemExit:\n    pass\n"
        "heavy = {'rdkit', 'deepdiff', 'pandas'} & set(sys.modules)\n"
        "print('loaded', *sorted(heavy), file=sys.stderr)\n"
    )
    for words in (["check"], ["review", "HEAD"]):
        command = [sys.executable, "-c", code, *words, "--data", str(data), "--on", "2024-03-01"]
        cold, warm = (
            subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(2)
        )
        assert warm.stdout == cold.stdout
        assert warm.stdout
        assert warm.stderr.splitlines()[-1] == "loaded"


def test_a_memo_keeps_what_was_asked_and_a_bounded_rest() -> None:
    before: memo.Answers = {f"text {number}": {"CC": "in"} for number in range(memo.SPARE + 5)}
    before["text"] = {f"C{number}": "in" for number in range(memo.SPARE_KEYS + 5)}
    kept = Memo(before)
    kept.answer("text", "C0", lambda: "out")
    found = kept.to_keep()
    assert len(found) == memo.SPARE + 1
    assert len(found["text"]) == memo.SPARE_KEYS + 1
    assert found["text"]["C0"] == "in"
    assert f"text {memo.SPARE + 4}" in found


def test_a_warm_check_writes_nothing(data: Path) -> None:
    check.run(data, ON)
    before = Path(_place()).stat().st_mtime_ns
    check.run(data, ON)
    assert Path(_place()).stat().st_mtime_ns == before
