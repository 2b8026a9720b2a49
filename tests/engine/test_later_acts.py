"""What a later act says of earlier days is told as a ground of "controlled since"."""

from __future__ import annotations

from registry.law.acts import Act
from registry.law.record import Clause, Record
from tests.engine.values import (
    act,
    add,
    amend,
    confirm,
    law,
    record,
    said,
    schedule,
    substance,
)


def book(*acts: Act) -> Record:
    """Two lists that reach isomers; b is one of a."""
    reaches_isomers = Clause(covers=("optical-isomer",))
    lists = [schedule(name, clause=reaches_isomers) for name in ("schedule-1", "schedule-2")]
    return record([law("us", *lists)], [substance("a"), substance("b", "a")], [*acts])


def test_control_since_an_older_line_that_a_later_act_says_covered_it_names_that_act() -> None:
    acts = book(
        act("us/1", add("schedule-1/a"), effective="2000-01-01"),
        act("us/2", add("schedule-2/b"), effective="2010-01-01"),
        act(
            "us/3",
            add("schedule-1/b", already_covered_by="schedule-1/a"),
            effective="2020-01-01",
        ),
    )
    found = said(acts, "us", "b", "2015-01-01")
    assert ([each.basis for each in found.coverage], str(found.since)) == (["named"], "2000-01-01")
    assert found.caveat == (
        "Controlled since 2000-01-01 by what us/3 of 2020-01-01 says of earlier days."
    )


def test_control_since_a_line_that_a_later_act_says_it_left_names_that_act() -> None:
    acts = book(
        act("us/1", add("schedule-1/opium"), effective="2000-01-01"),
        act("us/2", add("schedule-2/b"), effective="2010-01-01"),
        act("us/3", amend("schedule-1/opium", releases=("b",)), effective="2020-01-01"),
    )
    found = said(acts, "us", "b", "2015-01-01")
    assert ([each.basis for each in found.coverage], str(found.since)) == (["named"], "2000-01-01")
    assert found.caveat == (
        "Controlled since 2000-01-01 by what us/3 of 2020-01-01 says of earlier days."
    )


def test_control_over_days_on_which_only_a_later_act_shows_the_line_names_that_act() -> None:
    acts = book(
        act("us/1", add("schedule-1/a", expires="2012-01-01"), effective="2010-01-01"),
        act(
            "us/2",
            add("schedule-2/b", already_covered_by="schedule-1/a"),
            effective="2012-06-01",
        ),
        act(
            "us/3",
            confirm("schedule-1/a", stands="the edition of 2012-04-01"),
            effective="2013-01-01",
        ),
    )
    found = said(acts, "us", "b", "2012-07-01")
    assert ([each.basis for each in found.coverage], str(found.since)) == (["named"], "2010-01-01")
    assert found.caveat == (
        "Controlled since 2010-01-01 by what us/3 of 2013-01-01 says of earlier days."
    )
