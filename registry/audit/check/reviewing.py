"""The codes that a review alone reports."""

from __future__ import annotations

from typing import Final

from registry.law.catalogue import described

REVIEWING: Final = {
    "REV100": """An edit changes a status of the past, or deletes an act, and nothing says why.

    What the law did stays; what we had wrong is corrected openly. A review folds the base and the
    edited data and compares what stood on each day up to today.

    Remedy: Undo the edit, or declare it in the same file: [[correction]] with date, field, old,
    new and reason.
    """,
    "REV101": """A declared correction that does not fit the edit.

    A [[correction]] names a field, its old and its new value. It covers an edit only if the base
    has the old value and the file now has the new one.

    Remedy: Write the field as the review names it, with the value of the base and the new one.
    """,
    "REV102": """A declared correction is gone.

    Declarations are the memory of what was corrected; later edits add to them.

    Remedy: Restore the [[correction]] of the base.
    """,
    "REV103": """An official text that the record was compared with is gone.

    The files in reconcile/ are the only check of the whole record against a source that is not our
    own. Without one, a missing or invented act goes unseen.

    Remedy: Restore the file; a newer text stands beside it, not in its place.
    """,
    "REV104": """An answer differs between base and head, and no row of the review says why.

    Whoever reads the review sees every change of an answer in one of its rows. Where one stands in
    none, an act does something else than its name says, or the tool has a fault.

    Remedy: Look at the acts and lists that speak of the substance; if they are right, report it.
    """,
}
described("error", REVIEWING)
