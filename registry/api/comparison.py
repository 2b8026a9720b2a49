"""The answer about two jurisdictions."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

from registry.api.filters import of_gap
from registry.api.replies import Reply
from registry.engine.gaps import Gaps

if TYPE_CHECKING:
    from registry.api.filters import Filter


class Comparison(Reply, Gaps):
    """Where two jurisdictions differ on a day."""

    def only(self, wanted: Filter) -> Comparison:
        """The rows that are wanted, with how many of them lists held in part leave open.

        The counts by kind stay those of the whole comparison.
        """
        kept = [wanted.keeps(of_gap(row)) for row in self.rows]
        rows = tuple(compress(self.rows, kept))
        partly_held = sum(bool(row.partly_held) for row in rows)
        answer = Comparison._make(self._replace(rows=rows, partly_held=partly_held))
        return self.narrowed(wanted, kept, answer)
