"""The whole record is read once."""

from __future__ import annotations

import pytest

from tests.record.asked import record


@pytest.fixture(autouse=True, scope="module")
def _data_that_can_be_read() -> None:
    """Read once: unreadable data fail at once, not anew in every test."""
    record()
