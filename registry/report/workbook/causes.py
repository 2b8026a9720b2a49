"""Why a cell of a workbook is not what the report made again says."""

from __future__ import annotations

from typing import Final, NamedTuple

from registry.report.table import Cell

DATA: Final = "data corrected"
TOOL: Final = "tool changed"
EDITED: Final = "cell edited"
ANOTHER_FORM: Final = "digest of another form"
UNCLEAR: Final = "tool changed under the same version, or cells edited with their digests"
OPTION: Final = "option or list of the Manifest edited"


class CellDifference(NamedTuple):
    """A cell that is not what the report made again says."""

    sheet: str
    where: str
    what: str
    found: Cell
    expected: Cell
    why: str


class Changed(NamedTuple):
    """What has changed since the workbook was made; ``None``: the digests cannot be compared."""

    data: bool | None
    tool: bool

    def why(self, *, edited: bool) -> str:
        """Why a cell differs; all causes that there may be."""
        causes = [EDITED] if edited else []
        causes += [DATA] if self.data is not False else []
        causes += [TOOL] if self.tool or self.data is None else []
        return " or ".join(causes) or UNCLEAR
