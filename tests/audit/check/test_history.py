"""What a review says of edits of the past is explained like any code."""

from __future__ import annotations

import pytest

from registry.audit.check import explain


@pytest.mark.parametrize("code", ["REV100", "REV101", "REV102", "REV103"])
def test_what_only_a_review_finds_is_explained(code: str) -> None:
    text = explain(code)
    assert text is not None
    assert "Remedy:" in text
