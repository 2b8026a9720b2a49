"""The bytes of every command on three days stand still; a wanted change is made with make golden.

Calls marked ``whole`` (workbooks, the site, long tables) are compared by ``make golden-check``.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.golden import outputs

pytestmark = pytest.mark.usefixtures("one_registry")

PINNED = outputs.pinned()
CASES = {case.name: case for case in outputs.cases()}


@pytest.fixture(scope="module", autouse=True)
def _surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in outputs.surroundings(tmp_path_factory.mktemp("cache")).items():
            patch.setenv(name, value)
        patch.chdir(outputs.ROOT)
        yield


def test_every_case_is_pinned_and_no_other() -> None:
    assert list(PINNED) == list(CASES)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if not case.whole])
def test_the_output_stands_still(name: str) -> None:
    assert outputs.digest(CASES[name]) == PINNED[name], (
        f"{name} changed: compare `python tests/golden/outputs.py FOLDER` of both revisions; "
        "if the change is wanted, run make golden and explain it in the commit"
    )
