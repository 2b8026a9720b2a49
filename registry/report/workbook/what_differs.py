"""What differs between two writings of a row of gaps, in the words of its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from registry.report.columns.gaps import SIDE_COLUMNS, SIDE_DETAILS
from registry.report.table import Cell, Column, parts

# Keys of the cells in which an answer of law or identity shows.
SIDED: Final = frozenset(column.key for column in parts((*SIDE_COLUMNS, *SIDE_DETAILS))) - {
    "evidence", "caveat", "source",
}  # fmt: skip
LEGAL: Final = frozenset({
    "also", "gap_since", "gap_since_qualifier", "gap_until", "cas",
    *(f"{side}_{key}" for side in "ab" for key in SIDED),
})  # fmt: skip
UNSEEN: Final = (
    "no cell of this row: what a line leaves out or may cover, or the level of its list; in hashes "
    "of form 1 also the printed words of a line, or an act behind it"
)


def what_differs(
    was: Mapping[str, Cell],
    now: Mapping[str, Cell],
    columns: Sequence[Column],
    keys: AbstractSet[str] = LEGAL,
) -> str:
    """The cells of law or identity that differ, each as it was and as it is."""
    legal = {column.key: column.title for column in columns if column.key in keys}
    texts = [
        f"{title}: {was.get(key)} \N{RIGHTWARDS ARROW} {now.get(key)}"
        for key, title in legal.items()
        if was.get(key) != now.get(key)
    ]
    return "; ".join(texts) or UNSEEN


def in_short(was: Mapping[str, Cell], now: Mapping[str, Cell], columns: Sequence[Column]) -> str:
    """The same with the gap; acts, which have citations, only where nothing else differs."""
    everything = LEGAL | {"kind"}
    text = what_differs(was, now, columns, everything - {"a_act", "b_act"})
    return what_differs(was, now, columns, everything) if text == UNSEEN else text
