"""Every code of the catalogue has a planted fault that it finds and a clean twin that it lets pass.

The table of plants is the demand: a check without a row fails. What a check finds in detail, and on
which line, stands in the tests of its family.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from registry.audit.check import CATALOGUE
from registry.law.finding import Finding
from tests.audit.check.plants import PLANTS

Found = Callable[..., list[Finding]]


def test_every_code_has_its_fault() -> None:
    # What a review alone finds is planted in the tests of the review.
    review_alone = {code for code in CATALOGUE if code.startswith("REV")}
    assert set(PLANTS) == set(CATALOGUE) - review_alone


@pytest.mark.parametrize("code", PLANTS)
def test_a_planted_fault_is_found(found: Found, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    if code in {"ID109", "CLS105", "GEN104"}:
        pytest.importorskip("rdkit")
    if code in {"ID110", "GEN105"}:
        monkeypatch.setitem(sys.modules, "rdkit", None)
    findings = found(code, PLANTS[code].fault, build=code not in {"GEN101", "GEN102"})
    assert findings
    assert {one.severity for one in findings} == {CATALOGUE[code].severity}
    assert all(one.line >= 1 and one.what.endswith((".", "?")) for one in findings)


@pytest.mark.parametrize("code", PLANTS)
def test_its_clean_twin_passes(found: Found, code: str) -> None:
    findings = {one.code for one in found("all", PLANTS[code].clean)}
    assert code not in findings
    unread = {one for one in findings if one.startswith(("SCH", "REF", "ID101"))}
    assert not unread, "the checks of the whole did not run"
