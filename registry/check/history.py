"""History: what a review says of edits of the past, and acts that stand under two names."""

from __future__ import annotations

from collections.abc import Iterator

from registry.acts import Act
from registry.check import places
from registry.check.catalogue import Complaint, Context, check, described

described(
    "REV100",
    """An edit changes a status of the past, or deletes an act, and nothing says why.

    What the law did stays; what we had wrong is corrected openly. A review folds the base and the
    edited data and compares what stood on each day up to today.

    Remedy: Undo the edit, or declare it in the same file: [[correction]] with date, field, old,
    new and reason.
    """,
)
described(
    "REV101",
    """A declared correction that does not fit the edit.

    A [[correction]] names a field, its old and its new value. It covers an edit only if the base
    has the old value and the file now has the new one.

    Remedy: Write the field as the review names it, with the value of the base and the new one.
    """,
)
described(
    "REV102",
    """A declared correction is gone.

    Declarations are the memory of what was corrected; later edits add to them.

    Remedy: Restore the [[correction]] of the base.
    """,
)
described(
    "REV103",
    """An official text that the record was compared with is gone.

    The files in reconcile/ are the only check of the whole record against a source that is not our
    own. Without one, a missing or invented act goes unseen.

    Remedy: Restore the file; a newer text stands beside it, not in its place.
    """,
)


@check("REV104", "error")
def twice(context: Context) -> Iterator[Complaint]:
    """The same act stands under two names.

    Two files of one jurisdiction hold the same act: the same title, days and lines. Mostly two
    people transcribed it, or a file was copied and not yet edited.

    Remedy: Keep one of the two files.
    """
    found: dict[Act, str] = {}
    for act in context.record.acts.values():
        bare = act._replace(id="", note=None)
        if bare in found:
            yield places.of_act(act, f"{found[bare]} holds the same act.", "title")
        found.setdefault(bare, act.id)
