"""The columns beside the rows that people sign, and the words that stand in them."""

from __future__ import annotations

from operator import methodcaller
from typing import Any, Final

from registry.report.table import Column

DECISIONS: Final = ("no action", "monitor", "act", "escalate", "not applicable")
CONFIRMED: Final = "confirmed"
STANDS: Final = "stands"
SIGNED_CHANGED: Final = "changed since sign-off"

NEW: Final = "new"
CHANGED: Final = "changed"
UNCHANGED: Final = "unchanged"
RENAMED: Final = "unchanged, our words renamed"  # the hash of its own form is the same
CLOSED: Final = "closed"
CLOSED_ALIGNED: Final = "closed, aligned now"
CLOSED_BY_NEITHER: Final = "closed, controlled by neither"
CLOSED_UNKNOWN: Final = "closed, no longer in the record"
CLOSED_EARLIER: Final = "closed earlier"
OWN_ROW: Final = "reviewer's own row"
CLOSED_NOW: Final = frozenset({CLOSED, CLOSED_ALIGNED, CLOSED_BY_NEITHER, CLOSED_UNKNOWN})
SINCE_WORDS: Final = CLOSED_NOW | {NEW, CHANGED, UNCHANGED, RENAMED, CLOSED_EARLIER, OWN_ROW}
CLOSED_BEFORE_FORMAT_2: Final = "closed"  # how every such word began


def cell_column(key: str, title: str, **more: Any) -> Column:  # noqa: ANN401 (fields of a Column)
    """A column of rows that are cells by key."""
    return Column(key, title, methodcaller("get", key), **more)


SINCE: Final = cell_column("since_previous", "Since last report", width=14)
SIGN_OFF: Final = cell_column("sign_off", "Sign-off", width=16, entry=True, choices=(CONFIRMED,))
WHAT_CHANGED: Final = cell_column("what_changed", "What changed", width=38)
ENTRIES: Final = (
    cell_column("decision", "Decision", width=14, entry=True, choices=DECISIONS),
    cell_column("signed_by", "Signed by", width=14, entry=True),
    cell_column("signed_on", "Signed on", kind="date", width=12, entry=True),
    cell_column("owner", "Owner", width=14, entry=True),
    cell_column("due", "Due", kind="date", width=12, entry=True),
    cell_column("comment", "Comment", width=28, entry=True),
    cell_column("evidence_reference", "Evidence", width=16, entry=True),
)
KEPT: Final = cell_column("kept", "Kept from the last report", width=30, entry=True)
MARKS: Final = (
    cell_column("previous_hash", "Row hash in the last report", width=19),
    cell_column("signed_hash", "Row hash signed", width=19, entry=True),
    cell_column("signed_decision", "Decision as carried", width=19, entry=True),
    cell_column("cells", "Digest of the cells", width=19),
)
