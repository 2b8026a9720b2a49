"""The level of a substance by its lists, and where two jurisdictions differ by it."""

from __future__ import annotations

import pytest

from registry.engine.gaps import Gap, Pair, gap
from registry.engine.view import View
from registry.law.acts import Wording
from registry.law.record import Clause, Record
from tests.engine.values import act, add, day, law, move, record, said, schedule, substance

ON = "2021-01-01"
Use = bool | str | None


def book(*lines: tuple[Use, Use, Use], regime: str = "drug") -> Record:
    """A line of ``a`` for each three words of list, group and line."""
    lists = [
        schedule(f"s{at}", regime, groups={"g": Clause(medical_use=group)})._replace(
            medical_use=whole
        )
        for at, (whole, group, _) in enumerate(lines)
    ]
    steps = [
        add(f"s{at}/a", wording=Wording(group="g", medical_use=own))
        for at, (_, _, own) in enumerate(lines)
    ]
    return record(
        [law("us", *lists)], [substance("a")], [act("us/1", *steps, effective="2020-01-01")]
    )


@pytest.mark.parametrize(
    ("lines", "level"),
    [
        ([(True, None, None)], "medical"),
        ([(False, None, None)], "non-medical"),
        ([(None, None, None)], None),
        # a group says otherwise than its list, a line otherwise than its group
        ([(True, False, None)], "non-medical"),
        ([(True, "not said", None)], None),
        ([(True, "not said", True)], "medical"),
        ([(False, True, "not said")], None),
        # any line for medical use makes it medical, else any that says nothing leaves it open
        ([(False, None, None), (True, None, None)], "medical"),
        ([(True, None, None), (None, None, None)], "medical"),
        ([(False, None, None), (None, None, None)], None),
        ([(False, None, None), (False, None, None)], "non-medical"),
    ],
)
def test_the_level_of_a_substance(lines: list[tuple[Use, Use, Use]], level: str | None) -> None:
    assert said(book(*lines), "us", "a", ON).level == level


def test_only_drug_law_has_a_level() -> None:
    assert said(book((True, None, None), regime="veterinary"), "us", "a", ON).level is None


def test_what_no_list_controls_has_no_level() -> None:
    assert said(book((True, None, None)), "us", "a", "2019-12-31").level is None


def difference(cn: list[tuple[str, Use]], *, us: Use) -> Gap:
    """Over ``a``, on a US list since 2000 and on the lists of the PRC, each from its own day."""
    names = [f"s{at}" for at in range(len(cn))]
    lists = [
        schedule(name)._replace(medical_use=use) for name, (_, use) in zip(names, cn, strict=True)
    ]
    acts = [act("us/1", add("s/a"), effective="2000-01-01")]
    acts.append(act("cn/1", add("s0/a"), effective=cn[0][0]))
    for at, (since, _) in enumerate(cn[1:]):
        acts.append(act(f"cn/{at + 2}", move(f"s{at}/a", f"s{at + 1}"), effective=since))
    laws = [law("us", schedule("s")._replace(medical_use=us)), law("cn", *lists)]
    found = gap(Pair(View(record(laws, [substance("a")], acts)), "us", "cn"), "a", day(ON))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("us", "cn", "kind"),
    [
        (True, False, "level"),
        (False, True, "level"),
        (True, True, "aligned"),
        (None, True, "aligned"),
        (False, None, "aligned"),
    ],
)
def test_an_open_level_differs_from_neither(us: Use, cn: Use, kind: str) -> None:
    assert difference([("2010-01-01", cn)], us=us).kind == kind


def test_a_gap_of_level_after_open_days_began_on_or_before() -> None:
    found = difference([("2010-01-01", None), ("2020-01-01", False)], us=True)
    assert (found.kind, str(found.since)) == ("level", "on or before 2020-01-01")


def test_a_gap_of_level_after_days_of_one_level_began_on_its_day() -> None:
    found = difference([("2010-01-01", True), ("2020-01-01", False)], us=True)
    assert (found.kind, str(found.since)) == ("level", "2020-01-01")


def test_a_gap_of_level_with_the_control_itself_began_on_its_day() -> None:
    found = difference([("2020-01-01", False)], us=True)
    assert (found.kind, str(found.since)) == ("level", "2020-01-01")
