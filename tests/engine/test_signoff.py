"""Which corrections undo a sign-off: those of the law and of the identity, no others."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from registry.engine import signoff
from registry.engine.gaps import Gap, Pair, gap, gaps
from registry.engine.signoff import RowHashes, gap_id, in_form, row_hash
from registry.engine.view import View
from registry.law.dates import Day
from registry.law.loading import load

DAY: Final = date(2024, 8, 6)


@pytest.fixture(scope="module")
def row() -> Gap:
    """Norfentanyl in August 2024: in US schedule II, a PRC act not yet in force."""
    found = gaps(_view(), "us", "cn", DAY)
    assert gap_id(found, found.rows[0]) == f"us:cn:{found.rows[0].substance.id}"
    return next(one for one in found.rows if one.substance.id == "norfentanyl")


def _standing(row: Gap, **fields: Any) -> Gap:  # noqa: ANN401 (fields of a line)
    (coverage, *others) = row.a.coverage
    standing = coverage.standing._replace(**fields)
    return row._replace(a=row.a._replace(coverage=(coverage._replace(standing=standing), *others)))


def _listed(row: Gap, *, medical_use: bool) -> Gap:
    return _wording(row, medical_use=medical_use)


def _wording(row: Gap, **fields: Any) -> Gap:  # noqa: ANN401 (fields of a wording)
    return _standing(row, wording=row.a.coverage[0].standing.wording._replace(**fields))


@pytest.mark.parametrize("form", [1, 2])
def test_the_law_undoes_a_sign_off(row: Gap, form: int) -> None:
    later = Day(date(2020, 5, 19))
    changed = {
        "another kind": row._replace(kind="only-a"),
        "another day": row._replace(since=later),
        "less surely known": row._replace(since=Day(row.since.day, "on-or-before")),
        "it ends": row._replace(until=date(2025, 1, 1)),
        "controlled since": row._replace(a=row.a._replace(since=later)),
        "no act pending": row._replace(b=row.b._replace(pending=())),
        "undetermined": row._replace(b=row.b._replace(status="undetermined")),
        "for a time": _standing(row, temporary=True),
        "it expires": _standing(row, expires=date(2026, 1, 1)),
        "a form": _wording(row, form="its salts"),
        "an exception": _wording(row, exception="preparations"),
        "relatives": _wording(row, covers=("salt",)),
        "another CAS number": row._replace(substance=row.substance._replace(cas=("50-00-0",))),
    }
    hashes = {name: row_hash(one, form) for name, one in changed.items()}
    assert len({row_hash(row, form), *hashes.values()}) == len(changed) + 1


def test_another_act_or_print_undid_it_in_form_1_alone(row: Gap) -> None:
    changed = (
        _standing(row, acts=("us/other",)),
        _wording(row, printed="Norfentanyl and its salts"),
        _standing(row, key=row.a.coverage[0].standing.key._replace(line="other")),
    )
    assert len({row_hash(row, 1), *(row_hash(each, 1) for each in changed)}) == 4
    assert {row_hash(each) for each in changed} == {row_hash(row)}


def _on(substance: str, day: str) -> Gap:
    found = gap(Pair(_view(), "us", "cn"), substance, date.fromisoformat(day))
    assert found is not None
    return found


@cache
def _view() -> View:
    return View(load(Path(__file__).parents[2]))


@pytest.mark.parametrize("name", ["morphine", "fentanyl", "heroin", "4-anilinopiperidine"])
def test_a_re_issue_that_renames_the_list_keeps_the_signature(name: str) -> None:
    before, after = _on(name, "2025-07-20"), _on(name, "2025-07-21")
    assert RowHashes(after).match(row_hash(before), 2)
    assert RowHashes(before).match(row_hash(after), 2)


@pytest.mark.parametrize("name", ["cocaine", "etizolam", "suvorexant"])
def test_a_re_issue_that_changes_level_or_control_undoes_it(name: str) -> None:
    before, after = _on(name, "2025-07-20"), _on(name, "2025-07-21")
    assert not RowHashes(after).match(row_hash(before), 2)


def test_most_rows_keep_their_signature_over_the_re_issue() -> None:
    days = (date(2025, 7, 20), date(2025, 7, 21))
    before, after = (
        {one.substance.id: one for one in gaps(_view(), "us", "cn", day, aligned=True).rows}
        for day in days
    )
    both = before.keys() & after.keys()
    kept = {
        form: {
            name
            for name in both
            if RowHashes(after[name]).match(row_hash(before[name], form), form)
        }
        for form in (1, 2)
    }
    assert kept[1] < kept[2]
    assert len(kept[1]) < len(both) / 2 < len(kept[2])


def test_the_level_of_a_side_that_turns_over_undoes_it(row: Gap) -> None:
    medical, other = (_listed(row, medical_use=use) for use in (True, False))
    assert row.a.level is None
    assert not RowHashes(medical).match(row_hash(other), 2)
    assert RowHashes(medical).match(row_hash(row), 2)
    assert RowHashes(row).match(row_hash(other), 2)


def test_a_hash_of_form_1_knows_no_level(row: Gap) -> None:
    beside = row._replace(also=(*row.also, "level"))
    assert row_hash(beside, 1) == row_hash(row, 1)
    assert row_hash(beside) != row_hash(row)


def test_words_evidence_and_the_passing_of_days_do_not(row: Gap) -> None:
    one = row.substance
    same = (
        row._replace(open_days=1, why="Other words."),
        row._replace(a=row.a._replace(caveat="Another caveat.", beyond_verified=True)),
        row._replace(substance=one._replace(name="Another name", name_zh="x", aliases=("y",))),
        row._replace(substance=one._replace(cas=(*one.cas, "50-00-0"), note="n", source="s")),
        _standing(row, evidence="unverified", date_evidence="secondary"),
        _wording(row, note="A note.", number="1234"),
    )
    assert {row_hash(each) for each in same} == {row_hash(row)}


def test_a_hash_has_sixteen_digits_and_is_the_same_in_every_run(row: Gap) -> None:
    assert len(row_hash(row)) == 16
    assert int(row_hash(row), 16) >= 0
    assert row_hash(row) == row_hash(row._replace(also=tuple(reversed(row.also))))


@pytest.mark.parametrize("word", ["pending", "controlled", "named", "exact"])
def test_a_renamed_word_of_ours_makes_a_form_and_leaves_the_earlier_alone(
    row: Gap, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    before = row_hash(row, 2)
    monkeypatch.setattr(signoff, "FORMS", {1: {}, 2: {}, 3: {word: "another word"}})
    assert row_hash(row, 2) == before
    assert row_hash(row, 3) != before
    assert RowHashes(row).renamed(3, since=2)
    assert not RowHashes(row).renamed(2, since=1)


def test_a_hash_is_compared_in_the_form_that_it_names_or_in_that_of_its_workbook(
    row: Gap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signoff, "FORMS", {1: {}, 2: {"pending": "coming"}})
    first, second = row_hash(row, 1), row_hash(row, 2)
    hashes = RowHashes(row)
    assert hashes.match(first, 1)
    assert hashes.match(second, 2)
    assert not hashes.match(first, 2)
    assert hashes.match(in_form(first, 1, 2), 2)
    assert in_form(in_form(first, 1, 2), 2, 3) == f"1:{first}"
    assert not RowHashes(row._replace(kind="only-a")).match(in_form(first, 1, 2), 2)
    assert not any(hashes.match(mark, 2) for mark in (None, "9:" + first, "x:" + first))


def test_a_hash_that_is_made_already_is_not_made_again(
    row: Gap, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {1: row_hash(row)}
    monkeypatch.delattr(signoff, "row_hash")
    assert RowHashes(row, made).match(made[1], 1)
