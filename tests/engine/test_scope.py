"""When two lines limit themselves differently, and when they only belong to different lists."""

from __future__ import annotations

from datetime import date

import pytest

from registry.engine.gaps import Gap, Pair, gap
from registry.engine.view import View
from registry.law.acts import Act, Step, Wording
from registry.law.dates import Day
from registry.law.record import Clause, Jurisdiction, Record, Schedule, Substance

SALTS = Clause(covers=("salt",))
SALTS_AND_ISOMERS = Clause(covers=("salt", "optical-isomer"))
ISOMERS_OPEN = Clause(covers=("salt",), open=("optical-isomer",))
NOTHING = Clause()
ON = date(2021, 1, 1)


def kind(us: tuple[Clause, Wording], cn: tuple[Clause, Wording]) -> str:
    """How the two differ over a substance that one line on either side names."""
    found = gap(Pair(View(book({"drug": us}, {"drug": cn})), "us", "cn"), "a", ON)
    assert found is not None
    return found.kind


def book(us: dict[str, tuple[Clause, Wording]], cn: dict[str, tuple[Clause, Wording]]) -> Record:
    """Each side names ``a`` on one list of every regime given, with that clause and wording."""
    sides = {"us": us, "cn": cn}
    acts = {
        f"{place}/1": _act(
            place, tuple(Step("add", one, "a", said[1], ("a",)) for one, said in lists.items())
        )
        for place, lists in sides.items()
    }
    laws = {
        place: Jurisdiction(
            place,
            place,
            place,
            None,
            None,
            {one: _list(one, said[0]) for one, said in lists.items()},
        )
        for place, lists in sides.items()
    }
    a = Substance("a", "f", "a", None, (), (), None, None, None, None, None, None, None)
    return Record("test", "test", "", laws, {"a": a}, acts, (), ())


def _list(regime: str, clause: Clause) -> Schedule:
    whole = date(1970, 1, 1)
    return Schedule(
        regime, regime, None, regime, regime, whole, complete=True,
        verified_through=date(2030, 1, 1), clause=clause,
    )  # fmt: skip


def _act(place: str, steps: tuple[Step, ...]) -> Act:
    day = Day(date(2020, 1, 1))
    return Act(
        f"{place}/1", place, "rule", "t", None, ("X",), "c", "s", "official", "official",
        day, day, None, (), None, steps,
    )  # fmt: skip


def says(*kinds: str) -> Wording:
    return Wording(covers=kinds)


SILENT = Wording()


@pytest.mark.parametrize(
    ("us", "cn", "expected"),
    [
        # clauses of whole lists are compared once, on a sheet of their own
        ((SALTS, SILENT), (SALTS_AND_ISOMERS, SILENT), "aligned"),
        ((NOTHING, SILENT), (SALTS, SILENT), "aligned"),
        # the same in other words: 1-boc-4-AP and its salts, here by the line, there by the list
        ((NOTHING, says("salt")), (SALTS, SILENT), "aligned"),
        ((SALTS_AND_ISOMERS, says("salt", "optical-isomer")), (SALTS, SILENT), "scope"),
        # what the other list's clause leaves open makes no difference
        ((SALTS, says("salt", "optical-isomer")), (ISOMERS_OPEN, SILENT), "aligned"),
        # a kind that a line alone speaks of: 4-AP and its amides
        ((NOTHING, says("salt", "amide")), (SALTS, SILENT), "scope"),
        ((SALTS, says("salt", "ester")), (SALTS, says("salt")), "scope"),
        ((SALTS, says("salt")), (SALTS, says("salt")), "aligned"),
        # a line that leaves out what its own list would give it: phenmetrazine and its salts
        ((SALTS_AND_ISOMERS, says("salt")), (SALTS_AND_ISOMERS, SILENT), "scope"),
        ((SALTS_AND_ISOMERS, says("salt")), (SALTS, SILENT), "aligned"),
        # NPP: a line that covers nothing repeats the clause of list I
        ((NOTHING, says()), (SALTS, SILENT), "aligned"),
        # form, exception, destinations
        ((SALTS, Wording(form="injections")), (SALTS, SILENT), "scope"),
        ((SALTS, Wording(exception="approved products")), (SALTS, SILENT), "scope"),
        ((SALTS, Wording(limited_to=("Mexico",))), (SALTS, SILENT), "scope"),
    ],
)
def test_scope(us: tuple[Clause, Wording], cn: tuple[Clause, Wording], expected: str) -> None:
    assert kind(us, cn) == expected
    assert kind(cn, us) == expected


def row(us: tuple[Clause, Wording], cn: tuple[Clause, Wording]) -> Gap:
    found = gap(Pair(View(book({"drug": us}, {"drug": cn})), "us", "cn"), "a", ON)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("us", "cn", "differs", "why"),
    [
        (
            (NOTHING, says("salt", "amide", "ester")),
            (SALTS, SILENT),
            [("ester", "reached", "not said"), ("amide", "reached", "not said")],
            "us (drug) also reaches esters and amides; the cn line (drug) does not say.",
        ),
        (
            (SALTS_AND_ISOMERS, says("salt")),
            (SALTS_AND_ISOMERS, SILENT),
            [("optical-isomer", "left out", "reached")],
            "cn (drug) also reaches optical isomers; the us line (drug) leaves them out.",
        ),
        (
            (SALTS, Wording(form="injections", exception="kits")),
            (SALTS, SILENT),
            [("form", "injections", None), ("except", "kits", None)],
            "us: drug (only as injections and except kits); cn: drug (no such limit).",
        ),
        (
            (SALTS, Wording(limited_to=("Mexico", "Canada"))),
            (SALTS, says("salt", "ester")),
            [("limited_to", "Canada, Mexico", None), ("ester", "not said", "reached")],
            (
                "us: drug (only for export to Canada, Mexico); cn: drug (no such limit); "
                "cn (drug) also reaches esters; the us line (drug) does not say."
            ),
        ),
    ],
)
def test_a_row_of_scope_says_in_which_words_the_lines_differ(
    us: tuple[Clause, Wording],
    cn: tuple[Clause, Wording],
    differs: list[tuple[str, str | None, str | None]],
    why: str,
) -> None:
    assert [tuple(each) for each in row(us, cn).differs] == differs
    assert row(us, cn).why == why


def test_lines_that_differ_only_in_how_their_limits_go_together_are_told_as_wholes() -> None:
    forms = [("x", "m"), ("y", "n")]
    crossed = [("x", "n"), ("y", "m")]
    (found,) = _two_lines(forms, crossed).differs
    assert found == (
        "lines",
        "drug (only as x and except m; only as y and except n)",
        "drug (only as x and except n; only as y and except m)",
    )


def _two_lines(us: list[tuple[str, str]], cn: list[tuple[str, str]]) -> Gap:
    """Each side names ``a`` on lines with these forms and exceptions."""
    record = book({"drug": (SALTS, SILENT)}, {"drug": (SALTS, SILENT)})
    acts = {
        f"{place}/1": _act(
            place,
            tuple(
                Step("add", "drug", f"a-{form}", Wording(form=form, exception=exception), ("a",))
                for form, exception in limits
            ),
        )
        for place, limits in (("us", us), ("cn", cn))
    }
    found = gap(Pair(View(record._replace(acts=acts)), "us", "cn"), "a", ON)
    assert found is not None
    return found


def test_a_list_of_a_regime_that_the_other_side_does_not_use_is_not_compared() -> None:
    # Cathine: a drug on both sides; that it is a US precursor too, with salts, is no difference.
    drug = (SALTS, SILENT)
    precursor = (NOTHING, says("salt", "optical-isomer"))
    view = View(book({"drug": drug, "precursor": precursor}, {"drug": drug}))
    found = gap(Pair(view, "us", "cn"), "a", ON)
    assert found is not None
    assert found.kind == "aligned"
